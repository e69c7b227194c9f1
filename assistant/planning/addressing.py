"""Whom to greet and how: the name the customer signed with, else the one in From, else nobody in particular."""

from __future__ import annotations

import re
from typing import Literal

from assistant.model import Reading

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*\Z")
_PARTICLES = {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "bin", "al"}
_TITLES = {"dr", "prof", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "rev"}
_AND = re.compile(r"(?i)\s+(?:and|und|&)\s+")
_INITIALS = re.compile(r"[A-Z]{1,2}|(?:[^\W\d_]\.-?){1,4}[^\W\d_]?")
# Display names that are roles, shops or machines and no person's name.
_NOT_A_PERSON = re.compile(
    r"(?i)\b(?:team|info|office|support|sales|services?|admin\w*|accounts?|accounting|payable|receivable|billing|finance|"
    r"purchasing|procurement|orders?|enquir\w+|inquir\w+|department|dept|desk|customers?|client|shop|store|ltd|gmbh|ag|"
    r"inc|llc|plc|bv|corp\w*|limited|company|co|group|holdings?|partners|associates|solutions|consult\w+|trading|"
    r"suppl(?:y|ies)|logistics|sons|bros|brothers|studios?|media|designs?|press|books|bookshop|publish\w+|agency|"
    r"restaurant|cafe|café|hotel|clinic|practice|surgery|pharmacy|dental|council|museum|club|society|foundation|trust|"
    r"institute|reception|manager|director|secretary|no.?reply|newsletter|web ?form|website|contact|form|via|library|"
    r"school|university|college|lane|street|road|iphone|ipad|android|mobile|mail|e-?mail|user|guest|buyer|unknown|"
    r"anonymous|test|name|the|my|your|from)\b"
)


def words(name: str) -> list[str] | None:
    """The words of a person's name, or None where it does not read like one."""
    parts = name.replace(",", " ").split()
    if not 1 <= len(parts) <= 5 or _NOT_A_PERSON.search(name) or len(name) > 60:
        return None
    return parts if all(_NAME_WORD.match(part) for part in parts) else None


def tidy(parts: list[str], known: list[str] | None = None) -> str:
    """Names as they are written on an envelope: MARIA LOPEZ and maria lopez are both Maria Lopez.

    A word that `known` has too, in capitals of its own, is written as there: MACKENZIE is MacKenzie.
    """
    as_known = {part.lower(): part for part in known or () if not part.isupper() and not part.islower()}
    done: list[str] = []
    for part in parts:
        bare = part.rstrip(".").lower()
        if bare in _PARTICLES and (done or len(parts) > 1):
            done.append(part.lower() if part.isupper() else part)
        elif (part.isupper() and len(bare) > 2 and "." not in bare) or part.islower():
            done.append(as_known.get(part.lower()) or "-".join(map(_capital, part.split("-"))))
        else:
            done.append(part)
    return " ".join(done)


def _capital(piece: str) -> str:
    """A piece of a name with its capitals: O'Brien has two."""
    made = piece[:1].upper() + piece[1:].lower()
    return made[:2] + made[2:3].upper() + made[3:] if re.match(r"[OD]['’]\w\w", made) else made


def addressee(reading: Reading, manner: Literal["formal", "as-signed"]) -> str | None:
    """The name to greet by, or None for a neutral greeting.

    A first name alone only where the customer signed with just that and the rules say `as-signed`; initials alone
    are no name. From names a person only where it has a first and a last name; the two are not mixed unless they
    agree. Two people who sign together are greeted together.
    """
    own = reading.understanding.signed or ""
    both = _AND.split(own)
    if len(both) == 2:
        return _two(own, both, manner)
    signed = words(own)
    author = reading.message.author
    shown = words(author.name) if author else None
    if author and "," in author.name and shown and len(shown) == 2:
        shown = [shown[1], shown[0]]  # "Okafor, Mary"
    full = shown if shown and len(shown) >= 2 else None
    if signed and len([word for word in signed if word.rstrip(".").lower() not in _TITLES]) >= 2:
        return tidy(signed, shown)
    if signed and len(signed) == 2 and signed[0].rstrip(".").lower() in _TITLES:
        return tidy(signed, shown)  # "Dr. Lee", as they call themselves
    if signed and len(signed) == 1:
        if manner == "as-signed" and not _INITIALS.fullmatch(signed[0]):
            return tidy(signed, shown)
        if full and signed[0].lower() == full[0].lower():
            return tidy(full)
        return None
    return tidy(full) if full and not own else None


def _two(own: str, both: list[str], manner: Literal["formal", "as-signed"]) -> str | None:
    """Two who sign together, joined as they join themselves; first names alone as the rules allow."""
    first, second = words(both[0]), words(both[1])
    if first is None or second is None or (manner == "formal" and len(second) == 1):
        return None
    joint = own[len(both[0]) : len(own) - len(both[1])]
    return f"{tidy(first)}{joint}{tidy(second)}"
