"""How alike a question and the phrasings of the rules are worded: TF-IDF over wording features, an inverted index.

A question goes first to all answers at once (their phrasings summed, the rarest features first, so that the
work is bounded however many answers there are), then to the phrasings of the best of them one by one.
Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import accumulate, pairwise, repeat
from operator import mul

from assistant.meaning.wording import GRAM, PAIR, features, of_word, words

INDEXED = 500_000                   # features of phrasings, all told, for which these are indexed as well: 4 MB
WORDS_KEPT = 4_096                  # words of questions whose features are remembered: 5 MB
Key = int | str                     # a feature's number, or the name of one that no phrasing has
Row = dict[int, float]              # a feature's number -> its weight; of length 1 with the unknown ones counted in
Dots = list[float]                  # a phrasing's number -> the cosine of a row to it


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Sparse rows one after another: row k has the pairs starts[k] to starts[k + 1]."""

    starts: array[int]
    keys: array[int]
    values: array[float]

    def dot(self, number: int, row: Row) -> float:
        """The sum over what row `number` and `row` both have."""
        start, end = self.starts[number], self.starts[number + 1]
        total: float = sum(map(mul, self.values[start:end], map(row.get, self.keys[start:end], repeat(0.0))))
        return total


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The wording of K answers. `postings` has a row a feature: answers; `phrasings` one a phrasing: features.

    `spoken` has a row a feature: phrasings. Where there are too many of them it has no rows.
    """

    numbers: Mapping[str, int]      # a feature -> its number
    weights: array[float]           # a feature's inverse document frequency
    unknown: float                  # that of a feature which no phrasing has
    postings: Table
    phrasings: Table
    spoken: Table
    starts: tuple[int, ...]         # answer k's phrasings are starts[k] to starts[k + 1]
    lengths: array[float]           # of the sum of an answer's phrasings
    # What was met, made ready for the next time: words, with their features under their keys, and rows of `spoken`.
    _met: dict[str, tuple[str, float, Key, tuple[Key, ...]]] = field(default_factory=dict, repr=False)
    _pairs: dict[int, list[tuple[int, float]]] = field(default_factory=dict, repr=False)

    def row(self, text: str) -> Row:
        """The features of `text` that are known here, scaled so that all of them together have length 1."""
        row: Row = {}
        square = 0.0
        weights, unknown = self.weights, self.unknown
        for key, value in self._features(text).items():
            if isinstance(key, str):
                weighed = value * unknown
            else:
                row[key] = weighed = value * weights[key]
            square += weighed * weighed
        length = math.sqrt(square) or 1.0
        return {number: value / length for number, value in row.items()}

    def _features(self, text: str) -> dict[Key, float]:
        """What `features` of meaning/wording.py gives, each under its key."""
        found: dict[Key, float] = {}
        numbers, before = self.numbers, "<"
        for word in words(text):
            root, heavy, itself, cut = self._met.get(word) or self._meet(word)
            found[itself] = found.get(itself, 0.0) + heavy
            name = f"b:{before} {root}"
            pair = numbers.get(name, name)
            found[pair] = found.get(pair, 0.0) + PAIR
            for key in cut:
                found[key] = found.get(key, 0.0) + GRAM
            before = root
        return found

    def _meet(self, word: str) -> tuple[str, float, Key, tuple[Key, ...]]:
        root, heavy, names = of_word(word)
        itself, *cut = (self.numbers.get(name, name) for name in names)
        if len(self._met) >= WORDS_KEPT:
            self._met.clear()
        met = self._met[word] = root, heavy, itself, tuple(cut)
        return met

    def dots(self, row: Row, postings: int) -> Dots | None:
        """The cosine of `row` to every phrasing, or None where that takes more than `postings` steps."""
        starts = self.spoken.starts
        if len(starts) == 1 or sum(starts[number + 1] - starts[number] for number in row) > postings:
            return None
        found = [0.0] * self.starts[-1]
        for number, value in row.items():
            for phrasing, weight in self._pairs.get(number) or self._pair(number):
                found[phrasing] += value * weight
        return found

    def _pair(self, number: int) -> list[tuple[int, float]]:
        start, end = self.spoken.starts[number], self.spoken.starts[number + 1]
        pairs = self._pairs[number] = list(zip(self.spoken.keys[start:end], self.spoken.values[start:end], strict=True))
        return pairs

    def best(
        self, row: Row, most: int, postings: int, *, dots: Dots | None = None, but: int | None = None
    ) -> list[int]:
        """The answers most like `row`, best first, at most `most`, after `postings` steps at the most.

        `dots` are those of `row`, if they are known; `but` is an answer left out.
        """
        if dots is not None:
            sums = [sum(dots[start:end]) for start, end in pairwise(self.starts)]
            known = [answer for answer, each in enumerate(sums) if each and answer != but]
            return nlargest(most, known, key=lambda answer: (sums[answer] / self.lengths[answer], -answer))
        starts = self.postings.starts
        found: dict[int, float] = {}
        for number in sorted(row, key=lambda number: (starts[number + 1] - starts[number], number)):
            start, end = starts[number], starts[number + 1]
            postings -= end - start
            if postings < 0:
                break
            value = row[number]
            for answer, weight in zip(self.postings.keys[start:end], self.postings.values[start:end], strict=True):
                found[answer] = found.get(answer, 0.0) + value * weight
        if but is not None:
            found.pop(but, None)
        return nlargest(most, found, key=lambda answer: (found[answer], -answer))

    def likeness(self, row: Row, answer: int, dots: Dots | None = None) -> tuple[float, int, float]:
        """The cosine to the best of an answer's phrasings, which that is, and the cosine to their sum; in [0, 1]."""
        near = self._near(row, answer, dots)
        nearest = max(near)
        return nearest, near.index(nearest), sum(near) / self.lengths[answer]

    def _near(self, row: Row, answer: int, dots: Dots | None) -> Dots:
        """The cosines to an answer's phrasings."""
        start, end = self.starts[answer], self.starts[answer + 1]
        if dots is not None:
            return dots[start:end]
        return [self.phrasings.dot(number, row) for number in range(start, end)]

    def own(self, row: Row, answer: int, phrasing: int, dots: Dots | None = None) -> float:
        """The mean of both cosines of `likeness` as if the answer had not its phrasing `phrasing`, which is `row`.

        0 where it has no other.
        """
        near = self._near(row, answer, dots)
        if len(near) < 2:
            return 0.0
        square = self.lengths[answer] ** 2 - 2 * sum(near) + 1
        del near[phrasing]
        return (max(near) + sum(near) / math.sqrt(max(square, 1e-6))) / 2


def build(answers: Sequence[Sequence[str]]) -> Lexicon:
    """The lexicon of answers, each given as its phrasings (at least one)."""
    numbers, seen, phrasings = _phrasings(answers)
    count = len(phrasings.starts) - 1
    weights = array("f", (math.log((count + 1) / (times + 0.5)) + 1 for times in seen))
    for start, end in pairwise(phrasings.starts):
        weighed = [phrasings.values[place] * weights[phrasings.keys[place]] for place in range(start, end)]
        length = math.hypot(*weighed) or 1.0
        phrasings.values[start:end] = array("f", (value / length for value in weighed))
    starts = tuple(accumulate(map(len, answers), initial=0))
    summed, lengths = _sums(phrasings, starts)
    spoken = _turned(phrasings, len(seen)) if len(phrasings.keys) <= INDEXED else _empty()
    unknown = math.log((count + 1) / 0.5) + 1
    return Lexicon(numbers, weights, unknown, _turned(summed, len(seen)), phrasings, spoken, starts, lengths)


def _phrasings(answers: Sequence[Sequence[str]]) -> tuple[dict[str, int], array[int], Table]:
    """The features' numbers, how many phrasings have each, and a row a phrasing with the plain weights."""
    numbers: dict[str, int] = {}
    seen, table = array("I"), _empty()
    for text in (text for texts in answers for text in texts):
        for name, value in features(text).items():
            number = numbers.setdefault(name, len(numbers))
            if number == len(seen):
                seen.append(0)
            seen[number] += 1
            table.keys.append(number)
            table.values.append(value)
        table.starts.append(len(table.keys))
    return numbers, seen, table


def _sums(phrasings: Table, starts: Sequence[int]) -> tuple[Table, array[float]]:
    """A row an answer: the sum of its phrasings' rows, brought to length 1; and the lengths before that."""
    table, lengths = _empty(), array("f")
    for first, last in pairwise(starts):
        total: dict[int, float] = {}
        for place in range(phrasings.starts[first], phrasings.starts[last]):
            key = phrasings.keys[place]
            total[key] = total.get(key, 0.0) + phrasings.values[place]
        length = math.hypot(*total.values()) or 1.0
        lengths.append(length)
        table.keys.extend(total)
        table.values.extend(value / length for value in total.values())
        table.starts.append(len(table.keys))
    return table, lengths


def _turned(table: Table, columns: int) -> Table:
    """The table with a row for each of the columns: the inverted index."""
    ends = array("Q", bytes(8 * (columns + 1)))
    for key in table.keys:
        ends[key + 1] += 1
    for column in range(columns):
        ends[column + 1] += ends[column]
    starts, free = array("Q", ends), array("Q", ends)
    keys, values = array("I", bytes(4 * len(table.keys))), array("f", bytes(4 * len(table.keys)))
    for row, (start, end) in enumerate(pairwise(table.starts)):
        for place in range(start, end):
            target = free[table.keys[place]]
            keys[target], values[target] = row, table.values[place]
            free[table.keys[place]] += 1
    return Table(starts, keys, values)


def _empty() -> Table:
    return Table(array("Q", [0]), array("I"), array("f"))
