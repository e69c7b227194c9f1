"""Text to the spans of its sentences: lines unwrapped, lists and run-together text taken apart.

nupunkt finds the ends of sentences; around it, our own reading of lines (it knows nothing of e-mail), a mask over
links and addresses (their "?" and "." end nothing), and caps, so that any text costs time linear in its length.
What a sentence asks is left to questions.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.model import Span

# Longer stretches without an end are cut at a space, so that every later reader works on bounded pieces.
LONGEST = 1200

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
, re.IGNORECASE)
_BLANKS = str.maketrans(dict.fromkeys("\r\n\t\u2028\u2029\x0b\x0c\x85\xa0", " "))
_MARKS = re.compile(r"[?!.]{2,}")
_BULLET = re.compile(r"\s*(?:[-*•·–—‣▪o]|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day)|to whom)\b[^.?!]{0,60}[,!:.-]?\s*$",
    re.IGNORECASE,
)
# A line that begins so begins something of its own, even where the line above has no full stop.
_STARTS_AN_ASK = re.compile(
    r"\s*(?:what|when|where|why|who|how|which|is|are|do|does|did|can|could|will|would|should|please|also|i need|"
    r"i want|"
    r"i would|i'd|thanks|thank you|regards)\b", re.IGNORECASE
)
# "arrived.Where", "broken!!please", "it? and", "today. the": ends that a reader sees and nupunkt does not.
_RUN_TOGETHER = re.compile(
    r"[.!?](?:(?<=[a-z0-9)\]][.!])(?=[A-Z][a-z']{1,40}\s)|(?<=[?])(?=\s{1,4}[^\W\d_])|(?<=[!?])(?=[^\W\d_]{2}))"
)
_GOES_ON = re.compile(r"[.!]\s+\S")
_NEW_START = re.compile(r"(?<!\w)(\w{1,40})[\"')\]]?[.!]{1,6}\s+(?=[a-z0-9]|[A-Z][a-z']{0,30}\s)")
_QUOTE_MARK = re.compile(r"(?<=\s)(?=>{1,5}\s)")
_ABBREVIATIONS_WORDS = """
    e g i eg ie etc vs approx no nr st dr mr mrs ms prof inc ltd co dept ext fig min max incl excl ref tel p pp
    am pm a u s yr yrs hr hrs mins mth mths appt govt intl natl acct qty sq jan feb mar apr jun jul aug sep sept
    oct nov dec mon tue wed thu thur fri sat sun
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())


_SHORT = "it me us is on up in so do go no ok to at him her be by he we my an as if of or hi tv pc"
_SHORT_WORDS = frozenset(_SHORT.split())


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order, without overlaps, trimmed of spaces. Linear in the length of the text."""
    found = []
    for start, end in _blocks(text):
        for a, b in _ends(_masked(text[start:end])):
            piece = text[start + a : start + b]
            lead = len(piece) - len(piece.lstrip())
            if any(map(str.isalnum, piece)) or "?" in piece:
                found.append(Span(start + a + lead, start + a + len(piece.rstrip())))
    return tuple(span for span in found if span.start < span.end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: lines that belong together, at most LONGEST characters each."""
    start: int | None = None
    end = 0
    position = 0
    previous = ""
    for line in text.splitlines(keepends=True):
        body = line.rstrip()
        if start is not None and (not body or not _continues(previous, body)):
            yield from _capped(text, start, end)
            start = None
        if body:
            if start is None:
                bullet = _BULLET.match(body)
                start = position + (bullet.end() if bullet and bullet.end() < len(body) else 0)
            end = position + len(body)
            previous = body
        position += len(line)
    if start is not None:
        yield from _capped(text, start, end)


def _continues(line: str, following: str) -> bool:
    """Whether `following` goes on with the sentence of `line`, as in a paragraph that was wrapped."""
    if _BULLET.match(following) or _GREETING.match(line[:120]) or following.lstrip().startswith(">"):
        return False
    last, first = line[-1], following.lstrip()[0]
    if last in ".?!:":
        return False
    if last == ",":
        return len(line) >= 25 or not first.isupper()
    if len(line) >= 50:
        return True
    return not first.isupper() and not _STARTS_AN_ASK.match(following[:40])


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind(mark, LONGEST // 2) for mark in (". ", "? ", "! ", "\n")) + 1
        cut = cut or window.rfind(" ", LONGEST // 2) + 1 or LONGEST
        yield start, start + cut
        start += cut
    if start < end:
        yield start, end


def _masked(block: str) -> str:
    """The same number of characters, with nothing in links, addresses or runs of marks that could mislead."""
    small = block.lower()
    if "@" in small or "http" in small or "www." in small:
        block = _LINK.sub(_mask_link, block)
    # nupunkt takes time quadratic in a run of "?!": all but its last mark are hidden.
    block = _MARKS.sub(lambda m: m[0] if len(m[0]) <= 3 else "x" * (len(m[0]) - 1) + m[0][-1], block)
    return block.translate(_BLANKS)


def _ends_here(word: str, following: str, *, first: bool) -> bool:
    """Whether a full stop behind `word` ends a sentence: not behind "Dr", "M" or a list's number."""
    if len(word) == 1 and not word.isdigit():
        return word in "iu" and following.islower()
    if len(word) == 2 and following.islower() and word.isalpha() and word.lower() not in _SHORT_WORDS:
        return False                # "Denver, co. to", as in addresses
    return word.lower() not in _ABBREVIATIONS and not (first and word.isdigit())


def _mask_link(match: re.Match[str]) -> str:
    link = match[0]
    kept = len(link.rstrip(".,;:!?)"))
    return "x" * kept + link[kept:]


def _ends(block: str) -> Iterator[tuple[int, int]]:
    spans = _tokenizer()(block)
    for start, end in spans:
        cuts = {m.end() for m in _RUN_TOGETHER.finditer(block, start, end)}
        if ">" in block:
            cuts |= {m.start() for m in _QUOTE_MARK.finditer(block, start, end)}
        if _GOES_ON.search(block, start, end):
            for m in _NEW_START.finditer(block, start, end):
                if _ends_here(m[1], block[m.end()], first=m.start() == start):
                    cuts.add(m.end())
        last = start
        for cut in sorted(cuts):
            if last < cut < end:
                yield last, cut
                last = cut
        yield last, end


@lru_cache(maxsize=1)
def _tokenizer():  # type: ignore[no-untyped-def]
    from nupunkt import sent_spans  # imported where it is used: it loads its parameters

    return sent_spans
