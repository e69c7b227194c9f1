"""Plain words, no sentence over 30 of them; no unfilled placeholder, no template syntax, no paragraph twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.checks.case import Case, outside, paragraphs, sentences
from assistant.model import Check, Span

CODE = "plain-to-read"
MAX_WORDS = 30
_UNFILLED = re.compile(                            # over the text as it is: "None" is Python's, "none" is a word
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$?\{[\w.]*\}|%\(\w+\)s|%[sd]\b|\$[A-Za-z_]{2,}|<<|>>|\[\[|\]\]|__+|\.{5,}"
    r"|\[(?i:your|the|our|name|date|order|number|insert|customer|amount|price|link|time|address|product|first|last)\b"
    r"[^\]]*\]"
    r"|<(?i:name|date|order|number|insert|your|amount|price)\b[^>]*>|</?[A-Za-z][^<>]*>|<!--|&(?:[a-z]{2,8}|#\w{1,6});"
    r"|\b(?:(?i:x{3,}|lorem ipsum|tbd|tbc|todo|fixme)|undefined|NULL|NaN|nan|object Object|N/A)\b"
    r"|(?<=[\w,] )None\b|\bNone(?=[,.;]|$)"
)
# What nobody sees and a mail program may obey: controls, directions of writing, private characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ue000-\uf8ff\ufffc\ufffd\U000e0000-\U000e007f]"
)
_STIFF = re.compile(
    r"\b(?:hereby|herewith|hereto|hereinafter|aforementioned|aforesaid|pursuant to|heretofore|notwithstanding|forthwith"
    r"|thereof|therein|thereto|wherefore|inasmuch|the undersigned|utili[sz](?:e|es|ed|ing|ation)"
    r"|at your earliest convenience|subsequent to|ascertain|endeavou?r(?:s|ed|ing)? to|synerg\w+)\b"
)
_WORD = re.compile(r"[^\W_][\w'’.,:/@£$€%-]*")


def check(case: Case) -> Check:
    """Fails for a sentence of more than 30 words, for anything unfilled or unseen, and for a paragraph said twice."""
    text = case.draft.text
    unfilled, stiff = "was left unfilled. Fill it, or take it out.", "is not plain English."
    for pattern, fault in ((_UNFILLED, unfilled), (_STIFF, stiff)):
        read = case.lower if pattern is _STIFF else text
        for place in _outside(pattern, read, case):
            return Check(CODE, False, f"“{place.of(text)}” {fault}", (place,))
    for place in _outside(_UNSEEN, text, case):
        named = f"U+{ord(place.of(text)):04X}"
        return Check(CODE, False, f"It holds a character that nobody sees ({named}). Take it out.", (place,))
    said: dict[str, Span] = {}                     # each sentence so far
    for block in paragraphs(text, case.body_end):
        if not outside(block, case.gaps):
            continue
        parts = {_bare(sentence.of(text)): sentence for sentence in sentences(text, block)}
        if parts and parts.keys() <= said.keys():
            fault = "The same paragraph stands twice. Take one out."
            return Check(CODE, False, fault, (said[next(iter(parts))], block))
        said |= parts
        for sentence in parts.values():
            count = len(_WORD.findall(sentence.of(text)))
            if count > MAX_WORDS:
                fault = f"A sentence has {count} words; {MAX_WORDS} is the most. Make two of it."
                return Check(CODE, False, fault, (sentence,))
    return Check(CODE, True, "It is plain to read.")


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _outside(pattern: re.Pattern[str], text: str, case: Case) -> Iterator[Span]:
    places = (Span(*found.span()) for found in pattern.finditer(text))
    return (place for place in places if outside(place, case.gaps))
