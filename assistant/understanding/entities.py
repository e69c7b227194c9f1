"""The dates, amounts of money, links, e-mail addresses and telephone numbers that a text mentions, with their places.

Found, not interpreted: "the 14th" stays the customer's words. References such as order numbers are found by the
patterns of the rules, not here. All patterns are bounded, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.model import Entity, Span

Kind = Literal["date", "amount", "link", "address", "phone"]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day"
_NUMBER = r"\d{1,3}(?:[,. '’]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("link", re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}", re.IGNORECASE)),
    ("address", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b", re.IGNORECASE)),
    ("amount", re.compile(
        rf"(?:[$£€¥₹]|\b(?:usd|eur|gbp|aud|cad|chf|inr|rs\.?))\s?(?:{_NUMBER})(?:\s?k\b)?"
        rf"|(?<![\w.])(?:{_NUMBER})\s?(?:[$£€¥₹]|(?:usd|eur|gbp|aud|cad|chf|inr|dollars?|euros?|pounds?|bucks|quid|"
        rf"cents?|pence|rupees)\b)",
        re.IGNORECASE)),
    ("date", re.compile(
        rf"\b(?:(?:{_DAY},?\s{{1,3}})?(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b\.?(?:,?\s\d{{4}}\b)?"
        rf"|(?:{_DAY},?\s{{1,3}})?{_MONTH}\.?\s(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)(?:,?\s\d{{4}}\b)?"
        rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})|\d{{1,2}}/\d{{1,2}}(?![\d/])"
        rf"|the\s\d{{1,2}}(?:st|nd|rd|th)|(?:(?:next|last|this)\s)?{_DAY}|today|tomorrow|yesterday|tonight"
        rf"|(?:next|last|this)\s(?:week|month|year|weekend))\b", re.IGNORECASE)),
    (
        "phone"
    , re.compile(
        r"(?<![\w.,/:-])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{1,5}\)[\s.-]?)?\d{2,5}(?:[\s.-]\d{2,5}){1,4}(?![\w/:]|[.,-]\d)"
    )),
)


# Where an amount or a date may begin, in small letters; tried there, a pattern finds what it would find by itself.
_BEGINS: dict[Kind, re.Pattern[str]] = {
    "amount": re.compile("|".join([*map(re.escape, "$£€¥₹0123456789"), "usd|eur|gbp|aud|cad|chf|inr|rs"])),
    "date": re.compile(
        "|".join([*"0123456789", "mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"])
        + r"|the\s[0-9]|next\s|last\s|this\s|tod|tom|yes|ton"
    ),
}
_OTHER = re.compile(r"[^\x00-\x7f$£€¥₹–—‘’“”…]")          # letters that fold to ours, digits of other alphabets


def _found(kind: Kind, pattern: re.Pattern[str], text: str, small: str | None) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` finds; `small` is the text in small letters, place by place."""
    begins = _BEGINS.get(kind)
    if begins is None or small is None:
        yield from pattern.finditer(text)
        return
    place = 0
    while start := begins.search(small, place):
        match = pattern.match(text, start.start())
        place = match.end() if match else start.start() + 1
        if match:
            yield match


def entities(text: str) -> tuple[Entity, ...]:
    """Every entity of `text` in order; where two readings meet, the earlier kind of the list above holds."""
    found: list[Entity] = []
    taken = bytearray(len(text))
    small = None if _OTHER.search(text) else text.lower()
    for kind, pattern in _PATTERNS:
        if kind == "address" and "@" not in text:
            continue
        for match in _found(kind, pattern, text, small):
            start, end = match.span()
            if kind == "link":
                end = start + len(match[0].rstrip(".,;:!?)'\""))
            if kind == "phone" and not 7 <= sum(map(str.isdigit, match[0])) <= 15:
                continue
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            found.append(Entity(kind, text[start:end], Span(start, end)))
    return tuple(sorted(found, key=lambda entity: entity.span))
