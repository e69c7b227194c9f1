"""Address fields to addresses. RFC 5322 3.4, with the obsolete and broken forms that are seen (4.4).

In: the value of a field such as From or Cc. Out: addresses with display names decoded. Linear in its length.
Left to others: whose addresses they are.
"""

from __future__ import annotations

import re

from assistant.model import Address
from assistant.parsing.headers import unstructured

_MOST = 1_000
_BRACKETED = re.compile(r"<\s{0,20}([^<>\s,;]{1,320}@[^<>\s,;]{1,320})\s{0,20}>")
_BARE = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"']{1,255}")


def addresses(value: str | None) -> tuple[Address, ...]:
    """The mailboxes of an address list, those of groups among them, in order."""
    value = (value or "")[:100_000]
    reader = _Reader()
    reader.read(value)
    if reader.quoted or reader.angled or not reader.found:
        # An open quote or bracket swallows the rest of the field: take what plainly is an address.
        plain = _BRACKETED.findall(value) or _BARE.findall(value)
        if plain:
            return tuple(Address("", address) for address in dict.fromkeys(plain[:_MOST]))
    return tuple(reader.found)


class _Reader:
    """One pass over an address list, a character at a time."""

    def __init__(self) -> None:
        self.found: list[Address] = []
        self.quoted = self.angled = False
        self.depth = 0
        self.clear()

    def clear(self) -> None:
        self.phrase: list[str] = []
        self.comment: list[str] = []
        self.angle: list[str] | None = None

    def read(self, value: str) -> None:
        escaped = False
        for char in value:
            if escaped:
                self.put(char)
                escaped = False
            elif char == "\\" and (self.quoted or self.depth):
                escaped = True
            elif char == '"' and not self.depth:
                self.quoted = not self.quoted
                if self.angled:  # "quoted local"@example.com keeps its quotes
                    self.put(char)
            elif self.quoted:
                self.put(char)
            elif char == "(" and not self.angled:
                self.depth += 1
            elif char == ")" and self.depth:
                self.depth -= 1
            elif self.depth:
                self.put(char)
            else:
                self.special(char)
        if not self.angled and not self.quoted:
            self.flush()

    def special(self, char: str) -> None:
        if char == "<":
            # Seen in practice: <<a@example.com>>, and a bracket in a name; the last one counts.
            self.angle = []
            self.angled = True
        elif char == ">":
            self.angled = False
        elif char in ",;" and not self.angled:
            self.flush()
        elif char == ":" and not self.angled and "@" not in "".join(self.phrase[-64:]):
            self.phrase = []  # RFC 5322 3.4: the name of a group
        else:
            self.put(char)

    def put(self, char: str) -> None:
        if self.depth:
            self.comment.append(char)
        elif self.angled and self.angle is not None:
            self.angle.append(char)
        else:
            self.phrase.append(char)

    def flush(self) -> None:
        phrase = "".join(self.phrase).strip()
        name, address = phrase, ""
        if self.angle is not None:
            address = "".join(self.angle).strip()
            if address.startswith("@") and ":" in address:  # RFC 5322 4.4: an obsolete route
                address = address.rsplit(":", 1)[1]
        elif phrase:
            words = phrase.split()
            at = next((word for word in reversed(words) if "@" in word), None)
            if at is not None:
                # RFC 5322 4.4: white space around the "@"
                spaced = len(words) <= 3 and any(word[0] == "@" or word[-1] == "@" for word in words)
                address = "".join(words) if spaced else at
                name = "" if address != at else " ".join(word for word in words if word is not at)
            elif len(words) == 1:
                name, address = "", phrase
        if not name and self.comment:
            name = "".join(self.comment)
        address = address.removeprefix("mailto:").strip(" '")
        if address and len(address) <= 998 and len(self.found) < _MOST and not re.search(r"\s", address):
            self.found.append(Address(unstructured(name).strip(" \"'"), unstructured(address)))
        self.clear()
