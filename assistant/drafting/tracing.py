"""A sentence that a person changed in a letter, traced to the words of the rules that it was made from.

In: words as the rules have them (Jinja source), a sentence as the letter said it, the same as it was sent. Out: the
words with the same change, `{{ }}` kept; or the value that was changed in its place; or why it cannot be told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.aligning import ALIKE, align
from assistant.understanding.sentences import sentences

_SOURCE = re.compile(r"\w*\{\{.*?\}\}\w*|\{[%#].*?[%#]\}|\w+|[^\w\s]", re.DOTALL)
_BRACED = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}", re.DOTALL)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NAME = re.compile(r"\{\{\s*(\w+(?:\.\w+)+)\s*\}\}")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_MOST_SENTENCES = 8                                 # that one edit tells of
_CELLS = 400_000                                    # of the table in which words and sentence are matched
_SURE = 3                                           # tokens of the rules' own by which a sentence is known again


@dataclass(frozen=True, slots=True)
class Traced:
    """Words changed: characters `start` to `end` of the source become `words`."""

    start: int
    end: int
    words: str

    def of(self, source: str) -> str:
        """The whole source, changed. Where a sentence is gone, so is the space before it."""
        left, right = source[: self.start], source[self.end :]
        if not self.words:
            left, right = (left.rstrip(), right) if right.strip() else (left.rstrip(), "")
            right = right if left else right.lstrip()
        return left + self.words + right


@dataclass(frozen=True, slots=True)
class Valued:
    """Not the words but a value in them was changed: `name` is as words use it, `facts.price`."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Untraced:
    """It cannot be told which words of the rules the change belongs to; `why` is a predicate of it."""

    why: str


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int
    value: bool = False                             # of the source: {{ }}, which stands for any words

    @property
    def barrier(self) -> bool:
        return self.key.startswith(("{%", "{#"))


class _Braces(Exception):
    """A change that words cannot hold, or that takes a value along; its text says so."""


NOT_FOUND = Untraced("is not in the words of the rule as they stand now")


def trace(source: str, before: str, after: str) -> Traced | Valued | Untraced:
    """The change from `before` to `after`, made in the source."""
    if _BRACES.search(after):
        return Untraced("holds braces, which rules would take for a name")
    said, now = _tokens(_TOKEN, before), _tokens(_TOKEN, after)
    best: tuple[int, list[_Token], list[tuple[int, int]]] | None = None
    for window in _windows(source):
        places = _matched(window, said)
        if places is not None:
            sure = sum(not token.value for token in window)
            if best is None or sure > best[0]:
                best = sure, window, places
    if best is None:
        return NOT_FOUND
    sure, window, places = best
    if sure < _SURE and any(token.value for token in window):
        return Untraced("says nothing by which its words could be known again in the rules")
    start, end = window[0].start, window[-1].end
    if not now:
        return Traced(start, end, "")
    try:
        found = _Change(source, before, after, window, places, said, now).made()
    except _Braces as fault:
        return Untraced(str(fault))
    return found if isinstance(found, Valued) else Traced(start, end, found)


def _windows(source: str) -> Iterator[list[_Token]]:
    """Runs of the source's sentences, as tokens; no run reaches over a condition."""
    tokens = _tokens(_SOURCE, source)
    plain = _BRACED.sub(lambda found: _stand_in(found.group()), source)
    starts = [span.start for span in sentences(plain)]
    groups: list[list[_Token]] = []
    at = -1
    for token in tokens:
        here = bisect_right(starts, token.start)
        if here != at or token.barrier:
            groups.append([])
        groups[-1].append(token)
        at = -1 if token.barrier else here
    for first in range(len(groups)):
        run: list[_Token] = []
        for group in groups[first : first + _MOST_SENTENCES]:
            if group[0].barrier:
                break
            run = run + group
            yield run


def _stand_in(braced: str) -> str:
    """As long as what stands in braces: a word for a value, a line's end for a condition."""
    return ("V" if braced.startswith("{{") else "\n").ljust(len(braced), "v" if braced.startswith("{{") else "\n")


def _tokens(pattern: re.Pattern[str], text: str) -> list[_Token]:
    return [
        _Token(found.group().translate(ALIKE), found.start(), found.end(), "{{" in found.group())
        for found in pattern.finditer(text)
    ]


def _matched(window: Sequence[_Token], said: Sequence[_Token]) -> list[tuple[int, int]] | None:
    """For each token of the source, the tokens of the sentence that it made; None where it did not make this one.

    The first letter may be a capital there, and a full stop may have been put behind it.
    """
    keys = [token.key for token in said]
    if window[-1].key != "." and keys and keys[-1] == ".":
        whole = _matched_keys(window, keys)
        return whole if whole is not None else _matched_keys(window, keys[:-1])
    return _matched_keys(window, keys)


def _matched_keys(window: Sequence[_Token], keys: Sequence[str]) -> list[tuple[int, int]] | None:
    own = Counter(token.key.casefold() for token in window if not token.value)
    if own - Counter(key.casefold() for key in keys) or len(window) * len(keys) > _CELLS:
        return None
    # reach[i] are the places up to which the first i tokens of the source can have made the sentence.
    reach: list[set[int]] = [{0}]
    for number, token in enumerate(window):
        if token.value:
            first = min(reach[-1], default=len(keys))
            reach.append(set(range(first + 1, len(keys) + 1)))
        else:
            reach.append({at + 1 for at in reach[-1] if at < len(keys) and _same(token, keys[at], first=number == 0)})
    if len(keys) not in reach[-1]:
        return None
    places: list[tuple[int, int]] = []
    end = len(keys)
    for number in range(len(window) - 1, -1, -1):
        start = max(at for at in reach[number] if at < end) if window[number].value else end - 1
        places.append((start, end))
        end = start
    return places[::-1]


def _same(token: _Token, key: str, *, first: bool) -> bool:
    return token.key == key or (first and token.key.casefold() == key.casefold())


class _Change:
    """A sentence and what became of it, beside the tokens of the source that made it."""

    def __init__(
        self, source: str, before: str, after: str, window: Sequence[_Token], places: Sequence[tuple[int, int]],
        said: Sequence[_Token], now: Sequence[_Token],
    ) -> None:  # fmt: skip
        self.source, self.before, self.after = source, before, after
        self.window, self.places, self.said, self.now = window, places, said, now
        self.same = align([token.key for token in said], [token.key for token in now])
        # Which token of the source each one of the sentence came from.
        self.home = {at: number for number, (start, end) in enumerate(places) for at in range(start, end)}

    def made(self) -> str | Valued:
        """The words of the source with every change made in them, or the one value that was changed."""
        cuts: list[tuple[int, int, str]] = []
        valued: set[int] = set()
        a = b = 0
        for stop in (*(at for at, there in enumerate(self.same) if there >= 0), len(self.said)):
            there = self.same[stop] if stop < len(self.said) else len(self.now)
            if a < stop or b < there:
                value = self._value(a, stop, inserted=b < there)
                if value is None:
                    cuts.append(self._cut(a, stop, b, there))
                else:
                    valued.add(value)
            a, b = stop + 1, there + 1
        if valued:
            if cuts or len(valued) > 1:
                raise _Braces("changes a value and words around it")
            return self._valued(valued.pop())
        put = " ".join(words for _, _, words in cuts).casefold()
        for (start, end), token in zip(self.places, self.window, strict=True):
            if token.value and self.same[start] < 0 and self._said(start, end).casefold() in put:
                raise _Braces("moves a value to another place")
        made, at = [], self.window[0].start
        for left, right, words in cuts:
            made += [self.source[at:left], words]
            at = right
        return "".join([*made, self.source[at : self.window[-1].end]])

    def _value(self, a: int, stop: int, *, inserted: bool) -> int | None:
        """The value that a change lies in; None where it lies in the words. Raises where it lies in both."""
        home, window = self.home, self.window
        if a == stop:
            inside = a - 1 in home and a in home and home[a - 1] == home[a]
            return home[a] if inside else None
        touched = sorted({home[at] for at in range(a, stop) if at in home})
        values = [number for number in touched if window[number].value]
        if not values:
            return None
        if touched == values[:1]:
            start, end = self.places[touched[0]]
            return None if a <= start and end <= stop and not inserted else touched[0]
        if inserted or any(at in home and home[at] in values for at in (a - 1, stop)):
            raise _Braces("changes a value and words around it")
        return None

    def _cut(self, a: int, stop: int, b: int, there: int) -> tuple[int, int, str]:
        """The characters of the source that a change takes out, and what it puts there, with the space before it."""
        home, window, now = self.home, self.window, self.now
        if a:
            left = window[home[a - 1]].end
            last = max((home[at] for at in range(a, stop) if at in home), default=None)
            right = window[last].end if last is not None else left
            return left, right, self.after[now[b - 1].end : now[there - 1].end] if b < there else ""
        right = window[home[stop]].start if stop in home else window[-1].end
        end = now[there].start if there < len(now) else now[-1].end
        return window[0].start, right, self.after[now[0].start : end]

    def _valued(self, number: int) -> Valued:
        """What {{ }} stood for before and after."""
        token, (start, end) = self.window[number], self.places[number]
        name = _NAME.fullmatch(self.source, token.start, token.end)
        if name is None:
            raise _Braces("changes a value that the rules work out")
        left = self.same[start - 1] + 1 if start else 0
        right = self.same[end] if end < len(self.same) else len(self.now)
        now = self.after[self.now[left].start : self.now[right - 1].end] if left < right else ""
        return Valued(name[1], self._said(start, end), now)

    def _said(self, start: int, end: int) -> str:
        return self.before[self.said[start].start : self.said[end - 1].end]
