"""Two versions of a letter: what was changed where, spans carried from one to the other, two people's changes in one.

Texts in, places out. By words; inside a word nothing is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.aligning import align
from assistant.model import Span

_TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
_SENTENCE = re.compile(r"[^\S\n]+|\n+|(?:[^\n.!?…]|[.!?…](?!\s|\Z))+(?:[.!?…]+[\"”’)\]]*)?|[.!?…]+")


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `before` of the old text became characters `after` of the new one; one of the two may be empty."""

    before: Span
    after: Span


def changes(old: str, new: str) -> tuple[Change, ...]:
    """What was changed, in order; between the changes the texts are the same."""
    if old == new:
        return ()
    mine, theirs = _tokens(old, _TOKEN), _tokens(new, _TOKEN)
    return tuple(
        Change(Span(mine[i].start, mine[j].start), Span(theirs[k].start, theirs[m].start))
        for i, j, k, m in _gaps([t.of(old) for t in mine[:-1]], [t.of(new) for t in theirs[:-1]])
    )


def carried(span: Span, made: Sequence[Change]) -> Span:
    """Where a stretch of the old text stands in the new one; what took the place of some of it belongs to it.

    Empty where nothing of it is left and nothing came instead.
    """
    start, end = _start(span.start, made), _end(span.end, made)
    return Span(min(start, end), max(start, end)) if start <= end else Span(end, end)


def _start(at: int, made: Sequence[Change]) -> int:
    shift = 0
    for change in made:
        if change.before.end <= at:
            shift = change.after.end - change.before.end
        elif change.before.start <= at:
            return change.after.start
        else:
            break
    return at + shift


def _end(at: int, made: Sequence[Change]) -> int:
    shift = 0
    for change in made:
        if change.before.end < at or (change.before.end == at and change.before.start < at):
            shift = change.after.end - change.before.end
        elif change.before.start < at:
            return change.after.end
        else:
            break
    return at + shift


def merged(base: str, mine: str, theirs: str) -> str:
    """`mine` with what `theirs` changed of `base`. Where both changed the same sentences, `theirs` stands.

    What I only put in beside them is kept.
    """
    ours = [t.of(base) for t in _tokens(base, _SENTENCE)[:-1]]
    left = [t.of(mine) for t in _tokens(mine, _SENTENCE)[:-1]]
    right = [t.of(theirs) for t in _tokens(theirs, _SENTENCE)[:-1]]
    to_left, to_right = align(ours, left), align(ours, right)
    out: list[str] = []
    at = at_left = at_right = 0
    while True:
        stable = next((n for n in range(at, len(ours)) if to_left[n] >= 0 and to_right[n] >= 0), len(ours))
        end_left = to_left[stable] if stable < len(ours) else len(left)
        end_right = to_right[stable] if stable < len(ours) else len(right)
        out += _settled(ours[at:stable], left[at_left:end_left], right[at_right:end_right])
        if stable == len(ours):
            return "".join(out)
        out.append(ours[stable])
        at, at_left, at_right = stable + 1, end_left + 1, end_right + 1


def _settled(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """One place that at least one of the two changed."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    same = align(base, mine)
    if base and min(same) >= 0:                     # I took nothing away: what I put in stands around theirs
        return [*mine[: same[0]], *theirs, *mine[same[-1] + 1 :]]
    return theirs if base else [*mine, *theirs]


def _tokens(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """The places of the tokens, which together are the text, and the empty one at its end."""
    found = [Span(*match.span()) for match in pattern.finditer(text)]
    return [*found, Span(len(text), len(text))]


def _gaps(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """The stretches of tokens that are not the same: first and one past the last of the old, then of the new."""
    same = align(old, new)
    gaps: list[tuple[int, int, int, int]] = []
    at = at_new = 0
    for place, there in [*enumerate(same), (len(old), len(new))]:
        if there < 0:
            continue
        if place > at or there > at_new:
            gaps.append((at, place, at_new, there))
        at, at_new = place + 1, there + 1
    return gaps
