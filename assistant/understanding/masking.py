"""A customer's question without what is only theirs: names, addresses, telephone, order and account numbers, links.

"…" stands in their place, which matching does not see. What is hidden is a guess from the form of the words: whoever
puts a question into rules reads it first.
"""

from __future__ import annotations

import re

from assistant.model import Message, Understanding
from assistant.understanding.entities import entities

HIDDEN = "…"
_PHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d ().-]{6,20}\d(?![\w,]|\.\d)")
# A number with four digits or more, with letters or without, and any behind "#" or a word such as "order". No amounts.
_NUMBER = re.compile(
    r"(?<![\w£$€.,-])(?:#\s?\w*\d\w*|(?=(?:[\w/-]{0,30}?\d){4})[A-Za-z0-9][\w/-]*\w)(?![.,]\d)"
    r"|(?<=\b)[A-Za-z]{1,6}[-_/]\d{3,}[\w-]*"
    r"|(?i:(?<=\border )|(?<=\bnumber )|(?<=\binvoice )|(?<=\baccount )|(?<=\bref ))[\w-]*\d[\w-]*"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:[A-Z][\w'’.-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|"
    r"Way|Place|Square|Gardens|Terrace|Crescent|Boulevard|Blvd|Hill|Park|Row|Mews|Yard)\b\.?"
    r"|\b[A-ZÄÖÜ][\wäöüß-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4}[a-z]?\b"
)
_NAMED = re.compile(r"\b((?:[Mm]y name is|[Mm]y name's|[Ii] am called|(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?) )"
                    r"((?:[A-Z][\w'’-]+ ?){1,4})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]{2,}")


def mask(text: str, hidden: frozenset[str] = frozenset()) -> str:
    """The text in one line, with "…" for what is personal. `hidden` are names and keys known to be so."""
    places = [(e.span.start, e.span.end) for e in entities(text) if e.kind in ("link", "address", "phone")]
    for start, end in reversed(places):
        text = text[:start] + HIDDEN + text[end:]
    for key in sorted(hidden, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(key)}(?!\w)", HIDDEN, text)
    text = _STREET.sub(HIDDEN, text)
    text = _POSTCODE.sub(HIDDEN, text)
    text = _NAMED.sub(rf"\1{HIDDEN} ", text)
    text = _NUMBER.sub(HIDDEN, _PHONE.sub(HIDDEN, text))
    return re.sub(rf"{HIDDEN}(?:[\s,#]*{HIDDEN})+", HIDDEN, " ".join(text.split()))


def personal(text: str, hidden: frozenset[str] = frozenset()) -> bool:
    """Whether a text of ours holds something that is one customer's: a name of `hidden`, an order's number.

    Links, addresses, telephones and years are more often our own.
    """
    for found in reversed([e for e in entities(text) if e.kind in ("link", "address", "phone")]):
        text = text[: found.span.start] + HIDDEN + text[found.span.end :]
    text = _YEAR.sub(HIDDEN, _PHONE.sub(HIDDEN, text))
    named = any(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) for key in hidden)
    return named or bool(_NUMBER.search(text)) or bool(_NAMED.search(text))


def names_in(name: str) -> frozenset[str]:
    """The names in a display name, to be hidden."""
    return frozenset(word for word in _WORD.findall(name) if word[0].isupper())


def known(message: Message, understanding: Understanding, keys: tuple[str, ...] = ()) -> frozenset[str]:
    """What is known to be theirs in a message: their names as they write them, and the keys of lookups."""
    names = " ".join((message.author.name if message.author else "", understanding.signed or ""))
    return names_in(names) | frozenset(keys)
