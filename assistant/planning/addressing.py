"""Whom to greet and how: the name the customer signed with, else the one in From, else nobody in particular."""

from __future__ import annotations

import re
from typing import Literal

from assistant.model import Reading

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*\Z")
_PARTICLES = {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "bin", "al"}
_TITLES = {"dr", "prof", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "rev"}
# Display names that are roles, shops or machines and no person's name.
_NOT_A_PERSON = re.compile(
    r"(?i)\b(?:team|info|office|support|sales|service|services|admin|accounts?|customer|shop|store|ltd|gmbh|inc|llc|plc|"
    r"limited|company|reception|no.?reply|newsletter|web ?form|contact|form|via|library|school|university|iphone|"
    r"android|mobile|mail|team)\b"
)


def words(name: str) -> list[str] | None:
    """The words of a person's name, or None where it does not read like one."""
    parts = name.replace(",", " ").split()
    if not 1 <= len(parts) <= 5 or _NOT_A_PERSON.search(name) or len(name) > 60:
        return None
    return parts if all(_NAME_WORD.match(part) for part in parts) else None


def tidy(parts: list[str]) -> str:
    """Names as they are written on an envelope: MARIA LOPEZ and maria lopez are both Maria Lopez."""
    done: list[str] = []
    for part in parts:
        bare = part.rstrip(".").lower()
        if bare in _PARTICLES and (done or len(parts) > 1):
            done.append(part.lower() if part.isupper() else part)
        elif (part.isupper() and len(bare) > 2) or part.islower():
            done.append("-".join(piece[:1].upper() + piece[1:].lower() for piece in part.split("-")))
        else:
            done.append(part)
    return " ".join(done)


def addressee(reading: Reading, manner: Literal["formal", "as-signed"]) -> str | None:
    """The name to greet by, or None for a neutral greeting.

    A first name alone only where the customer signed with just that and the rules say `as-signed`.
    From names a person only where it has a first and a last name; the two are not mixed unless they agree.
    """
    signed = words(reading.understanding.signed or "")
    author = reading.message.author
    shown = words(author.name) if author else None
    if author and "," in author.name and shown and len(shown) == 2:
        shown = [shown[1], shown[0]]  # "Okafor, Mary"
    full = shown if shown and len(shown) >= 2 else None
    if signed and len([word for word in signed if word.rstrip(".").lower() not in _TITLES]) >= 2:
        return tidy(signed)
    if signed and len(signed) == 2 and signed[0].rstrip(".").lower() in _TITLES:
        return tidy(signed)  # "Dr. Lee", as they call themselves
    if signed and len(signed) == 1:
        if manner == "as-signed":
            return tidy(signed)
        if full and signed[0].lower() == full[0].lower():
            return tidy(full)
        return None
    if signed is None and full and not reading.understanding.signed:
        return tidy(full)
    return None
