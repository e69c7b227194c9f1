"""A text and the places that mean something in it, to paragraphs of pieces that a template can write down.

In: text, marks (spans with a class and a number). Out: paragraphs, each a row of pieces; a piece knows the marks that
it lies in and those that end with it. No HTML: the template escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.model import Span

COLOURS = 6                                         # q1 .. q6 in the style sheet; the number is always shown beside
_BLANK = re.compile(r"\n[ \t]*\n[ \t\n]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that is shown: `css` is a class, `number` stands behind it, `title` says what it is."""

    span: Span
    css: str
    number: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same marks."""

    text: str
    css: str = ""
    title: str = ""
    ends: tuple[Mark, ...] = ()                     # the numbered marks that are over after it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What stands between two blank lines; `span` is its place in the whole text."""

    span: Span
    pieces: tuple[Piece, ...]


def colour(number: int) -> str:
    """The class of a question's colour."""
    return f"q{(number - 1) % COLOURS + 1}"


def paragraphs(text: str, marks: Iterable[Mark] = (), within: Span | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of `text`, or of a stretch of it, cut where marks begin and end."""
    known = sorted((mark for mark in marks if mark.span.end > mark.span.start), key=lambda mark: mark.span)
    return tuple(
        Paragraph(span, tuple(_pieces(text, span, [mark for mark in known if mark.span.meets(span)])))
        for span in _blocks(text, within or Span(0, len(text)))
    )


def _blocks(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for blank in _BLANK.finditer(text, within.start, within.end):
        yield from _filled(text, start, blank.start())
        start = blank.end()
    yield from _filled(text, start, within.end)


def _filled(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if words.strip():
        yield Span(start + len(words) - len(words.lstrip("\n ")), start + len(words.rstrip()))


def _pieces(text: str, span: Span, marks: list[Mark]) -> Iterator[Piece]:
    cuts = {span.start, span.end}
    for mark in marks:
        cuts |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    places = sorted(cuts)
    for start, end in pairwise(places):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        classes = dict.fromkeys(mark.css for mark in over)
        yield Piece(
            text[start:end],
            " ".join(classes),
            "; ".join(dict.fromkeys(mark.title for mark in over if mark.title)),
            tuple(mark for mark in over if mark.number is not None and min(mark.span.end, span.end) == end),
        )
