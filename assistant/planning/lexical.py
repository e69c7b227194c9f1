"""How alike a question and the phrasings of the rules are worded: TF-IDF over wording features, an inverted index.

A question goes first to all answers at once (their phrasings summed, the rarest features first, so that the
work is bounded however many answers there are), then to the phrasings of the best of them one by one.
Salton and Buckley, "Term-weighting approaches in automatic text retrieval" (1988).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from assistant.meaning.wording import features

Row = dict[int, float]              # a feature's number -> its weight; of length 1 with the unknown ones counted in


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Sparse rows one after another: row k has the pairs starts[k] to starts[k + 1]."""

    starts: array[int]
    keys: array[int]
    values: array[float]

    def dot(self, number: int, row: Row) -> float:
        """The sum over what row `number` and `row` both have."""
        start, end = self.starts[number], self.starts[number + 1]
        pairs = zip(self.keys[start:end], self.values[start:end], strict=True)
        return sum(value * row[key] for key, value in pairs if key in row)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The wording of K answers. `postings` has a row a feature: answers; `phrasings` one a phrasing: features."""

    numbers: Mapping[str, int]      # a feature -> its number
    weights: array[float]           # a feature's inverse document frequency
    unknown: float                  # that of a feature which no phrasing has
    postings: Table
    phrasings: Table
    starts: tuple[int, ...]         # answer k's phrasings are starts[k] to starts[k + 1]
    lengths: array[float]           # of the sum of an answer's phrasings

    def row(self, text: str) -> Row:
        """The features of `text` that are known here, scaled so that all of them together have length 1."""
        row: Row = {}
        square = 0.0
        for name, value in features(text).items():
            number = self.numbers.get(name)
            weighed = value * (self.unknown if number is None else self.weights[number])
            square += weighed * weighed
            if number is not None:
                row[number] = weighed
        length = math.sqrt(square) or 1.0
        return {number: value / length for number, value in row.items()}

    def best(self, row: Row, most: int, postings: int, *, but: int | None = None) -> list[int]:
        """The answers most like `row`, best first, at most `most`, after `postings` steps at the most.

        `but` is an answer left out.
        """
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

    def likeness(self, row: Row, answer: int) -> tuple[float, int, float]:
        """The cosine to the best of an answer's phrasings, which that is, and the cosine to their sum; in [0, 1]."""
        start, end = self.starts[answer], self.starts[answer + 1]
        dots = [self.phrasings.dot(number, row) for number in range(start, end)]
        nearest = max(dots)
        return nearest, dots.index(nearest), sum(dots) / self.lengths[answer]

    def own(self, row: Row, answer: int, phrasing: int) -> float:
        """The mean of both cosines of `likeness` as if the answer had not its phrasing `phrasing`, which is `row`.

        0 where it has no other.
        """
        start, end = self.starts[answer], self.starts[answer + 1]
        if end - start < 2:
            return 0.0
        dots = [self.phrasings.dot(number, row) for number in range(start, end)]
        square = self.lengths[answer] ** 2 - 2 * sum(dots) + 1
        del dots[phrasing]
        return (max(dots) + sum(dots) / math.sqrt(max(square, 1e-6))) / 2


def build(answers: Sequence[Sequence[str]]) -> Lexicon:
    """The lexicon of answers, each given as its phrasings (at least one)."""
    raw = [features(text) for texts in answers for text in texts]
    seen = Counter(name for row in raw for name in row)
    numbers = {name: number for number, name in enumerate(seen)}
    weights = array("f", (math.log((len(raw) + 1) / (times + 0.5)) + 1 for times in seen.values()))
    phrasings = Table(array("Q", [0]), array("I"), array("f"))
    owned: list[list[tuple[int, float]]] = [[] for _ in seen]
    lengths = array("f")
    starts, place = [0], 0
    for answer, texts in enumerate(answers):
        total: dict[int, float] = {}
        for _ in texts:
            known = ((numbers[name], value) for name, value in raw[place].items())
            for number, value in _unit({number: value * weights[number] for number, value in known}):
                phrasings.keys.append(number)
                phrasings.values.append(value)
                total[number] = total.get(number, 0.0) + value
            phrasings.starts.append(len(phrasings.keys))
            place += 1
        starts.append(place)
        lengths.append(math.sqrt(sum(value * value for value in total.values())) or 1.0)
        for number, value in _unit(total):
            owned[number].append((answer, value))
    postings = Table(array("Q", [0]), array("I"), array("f"))
    for pairs in owned:
        postings.keys.extend(answer for answer, _ in pairs)
        postings.values.extend(value for _, value in pairs)
        postings.starts.append(len(postings.keys))
    return Lexicon(
        numbers, weights, math.log((len(raw) + 1) / 0.5) + 1, postings, phrasings, tuple(starts), lengths
    )


def _unit(row: Mapping[int, float]) -> list[tuple[int, float]]:
    length = math.sqrt(sum(value * value for value in row.values())) or 1.0
    return [(number, value / length) for number, value in row.items()]


