"""The header block of a message or a part: fields, and what their values say.

In: bytes. Out: text, msg-ids, dates and parameters. RFC 5322 2.2 and 3.3, RFC 2047, RFC 2231, RFC 6532.
Left to others: addresses (addresses.py), what the fields mean (automatic.py, reading.py).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from assistant.parsing.charsets import clean, decode

_FIELD = re.compile(rb"([!-9;-~]{1,128})[ \t]*:")
_ENCODED = re.compile(r"=\?([^?\s]{1,64})\?([bBqQ])\?([^?\n]{0,2000})\?=")
_MSG_ID = re.compile(r"<([^<>]{1,998})>")
_LONGEST_VALUE = 100_000
_MOST_FIELDS = 2_000


@dataclass(frozen=True, slots=True)
class Headers:
    """The fields of one header block, topmost first: names in lower case, values unfolded but not decoded."""

    fields: tuple[tuple[str, str], ...] = ()
    defects: tuple[str, ...] = ()

    def first(self, name: str) -> str | None:
        """The topmost value of a field, or None."""
        return next((value for key, value in self.fields if key == name), None)

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field, topmost first."""
        return tuple(value for key, value in self.fields if key == name)

    def text(self, name: str) -> str:
        """The topmost value of a field, decoded for people; empty where there is none."""
        return unstructured(self.first(name) or "")


def split(block: list[bytes]) -> tuple[Headers, int]:
    """Read fields from the lines of a block; gives them and how many lines they took, without the empty line.

    RFC 5322 2.2: the block ends at the first empty line. A line that is no field ends it too, unless fields follow.
    """
    fields: list[tuple[str, list[bytes]]] = []
    defects: list[str] = []
    size = 0
    taken = 0
    for taken, line in enumerate(block):
        if not line.strip(b" \t"):
            break
        if line[:1] in b" \t" and fields:
            if size < _LONGEST_VALUE:
                fields[-1][1].append(line)
                size += len(line)
            continue
        found = _FIELD.match(line)
        if found is None:
            after = block[taken + 1] if taken + 1 < len(block) else b""
            if line.startswith((b"From ", b">From ")) or (fields and _FIELD.match(after)):
                continue  # an mbox separator, or a stray line among the fields
            defects.append("no-empty-line-after-headers")
            break
        if len(fields) < _MOST_FIELDS:
            size = len(line)
            fields.append((found.group(1).decode("ascii").lower(), [line[found.end() :]]))
    else:
        taken = len(block)
    if len(fields) >= _MOST_FIELDS:
        defects.append("too-many-headers")
    return Headers(tuple((name, _unfold(lines)) for name, lines in fields), tuple(defects)), taken


def _unfold(lines: list[bytes]) -> str:
    raw = b" ".join(line.strip(b" \t") for line in lines)[:_LONGEST_VALUE]
    return (raw.decode("ascii") if raw.isascii() else decode(raw, None)[0]).strip()


def unstructured(value: str) -> str:
    """A field's text as people read it: encoded words decoded, white space folded to one line. RFC 2047, 2231 5."""
    if "=?" not in value:
        return clean(value).replace("\n", " ").strip()
    pieces: list[str] = []
    pending: list[tuple[str, bytes]] = []
    end = 0
    for word in _ENCODED.finditer(value):
        between = value[end : word.start()]
        # RFC 2047 6.2: white space between two encoded words is not shown.
        if between.strip() or (between and not pending):
            pieces += _flush(pending)
            pieces.append(between)
        pending.append((word.group(1), _word_bytes(word.group(2), word.group(3))))
        end = word.end()
    pieces += _flush(pending)
    pieces.append(value[end:])
    return re.sub(r"\s{1,100}", " ", clean("".join(pieces))).strip()


def _flush(pending: list[tuple[str, bytes]]) -> list[str]:
    """Decode a run of encoded words. Seen in practice: one character's bytes split over two words of one charset."""
    out: list[str] = []
    run: list[bytes] = []
    for index, (charset, data) in enumerate(pending):
        run.append(data)
        if index + 1 == len(pending) or pending[index + 1][0].lower() != charset.lower():
            out.append(decode(b"".join(run), charset)[0])
            run = []
    pending.clear()
    return out


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "bB":
        data = re.sub(r"[^A-Za-z0-9+/]", "", text)
        data = data[: len(data) - (len(data) % 4 == 1)]  # one letter over carries no byte
        return binascii.a2b_base64(data + "=" * (-len(data) % 4))
    return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)


def msg_ids(value: str | None) -> tuple[str, ...]:
    """The msg-ids of a field, with their angle brackets, each once. RFC 5322 3.6.4."""
    found = (re.sub(r"\s{1,100}", "", inner) for inner in _MSG_ID.findall(value or ""))
    return tuple(dict.fromkeys(f"<{inner}>" for inner in found if inner))


def message_id(value: str | None) -> str | None:
    """The msg-id of a Message-ID field; one without angle brackets, as some programs write it, gets them."""
    ids = msg_ids(value)
    if ids:
        return ids[0]
    bare = (value or "").strip().strip("<>").strip()
    return f"<{bare}>" if bare and len(bare) < 998 and not re.search(r"[\s<>]", bare) else None


def date(value: str | None) -> datetime | None:
    """The moment of a Date field, always aware (RFC 5322 3.3: "-0000" is UTC of an unknown zone), or None."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        moment.astimezone(UTC)  # a moment outside the calendar, such as year 1 east of Greenwich, is none
    except (ValueError, OverflowError):
        return None
    return moment


def parameters(value: str | None) -> tuple[str, Mapping[str, str]]:
    """A Content-Type or Content-Disposition: its value in lower case, and its parameters. RFC 2045 5.1, RFC 2231."""
    pieces = _semicolons((value or "")[:10_000])
    kind = re.sub(r"\([^()]{0,200}\)", "", pieces[0]).strip().strip("\"'").lower()
    found: dict[str, str] = {}
    parts: dict[str, list[tuple[int, str, bool]]] = {}
    for piece in pieces[1:]:
        name, equals, text = piece.partition("=")
        name = name.strip().lower()
        if not equals or not name:
            continue
        text = _unquote(text.strip())
        base, *rest = name.split("*")
        if not rest:
            found.setdefault(name, text)
        elif rest[0].isdecimal() and len(rest[0]) < 4:  # RFC 2231 3: a value in numbered pieces
            parts.setdefault(base, []).append((int(rest[0]), text, len(rest) > 1))
        else:
            parts.setdefault(base, []).append((0, text, True))
    for base, numbered in parts.items():
        found[base] = _joined(sorted(numbered))
    return kind, {name: unstructured(text) if "=?" in text else text for name, text in found.items()}


def _joined(numbered: list[tuple[int, str, bool]]) -> str:
    """RFC 2231 4: charset'language'percent-encoded, the prefix in the first piece only."""
    charset = None
    data = b""
    for index, (_, piece, encoded) in enumerate(numbered):
        text = piece
        if encoded and index == 0 and piece.count("'") >= 2:
            charset, _, text = piece.split("'", 2)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(data, charset)[0]


def _unquote(text: str) -> str:
    if text.startswith('"'):
        text = re.sub(r"\\(.)", r"\1", text[1:])
        return text.removesuffix('"')
    return text.split(" (", 1)[0].strip()


def _semicolons(value: str) -> list[str]:
    """Split at semicolons outside quotes."""
    if '"' not in value:
        return value.split(";")
    pieces: list[str] = []
    start = 0
    quoted = False
    for place, char in enumerate(value):
        if char == '"' and (place == 0 or value[place - 1] != "\\"):
            quoted = not quoted
        elif char == ";" and not quoted:
            pieces.append(value[start:place])
            start = place + 1
    return [*pieces, value[start:]]
