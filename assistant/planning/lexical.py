"""How alike a question and the phrasings of the rules are worded: TF-IDF over wording features, an inverted index.

A question goes first to all answers at once (their phrasings summed, the rarest features first, so that the
work is bounded however many answers there are), then to the phrasings of the best of them one by one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.meaning.wording import Features, features

MOST_POSTINGS = 40_000              # looked at for one question: about 4 ms


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The wording of all answers. `postings` are feature -> (answer's index, weight); rows have length 1."""

    weights: Mapping[str, float]                            # inverse document frequency of a feature
    unknown: float                                          # that of a feature which no phrasing has
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    phrasings: tuple[tuple[Features, ...], ...]             # an answer -> its phrasings' rows

    def row(self, text: str) -> Features:
        """The features of `text` as a row of length 1."""
        return _unit({name: value * self.weights.get(name, self.unknown) for name, value in features(text).items()})

    def answers(self, row: Features) -> dict[int, float]:
        """Each answer that shares a feature with `row`, with the cosine to its phrasings' sum, in [0, 1]."""
        found: dict[int, float] = {}
        left = MOST_POSTINGS
        for name in sorted(row.keys() & self.postings.keys(), key=lambda name: (len(self.postings[name]), name)):
            posting, value = self.postings[name], row[name]
            left -= len(posting)
            if left < 0:
                break
            for answer, weight in posting:
                found[answer] = found.get(answer, 0.0) + value * weight
        return found

    def nearest(self, row: Features, answer: int) -> tuple[float, int]:
        """The cosine to the best of an answer's phrasings, in [0, 1], and which that is."""
        return max((dot(row, phrasing), -number) for number, phrasing in enumerate(self.phrasings[answer]))


def build(answers: Sequence[Sequence[str]]) -> Lexicon:
    """The lexicon of answers, each given as its phrasings."""
    raw = [[features(text) for text in texts] for texts in answers]
    seen = Counter(name for rows in raw for row in rows for name in row)
    count = sum(map(len, raw))
    weights = {name: math.log((count + 1) / (times + 0.5)) + 1 for name, times in seen.items()}
    rows = tuple(
        tuple(_unit({name: value * weights[name] for name, value in row.items()}) for row in each) for each in raw
    )
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, each in enumerate(rows):
        for name, value in _unit(_sum(each)).items():
            postings.setdefault(name, []).append((number, value))
    known = {name: tuple(posting) for name, posting in postings.items()}
    return Lexicon(weights, math.log((count + 1) / 0.5) + 1, known, rows)


def dot(one: Features, other: Features) -> float:
    """The sum over the features that both have."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[name] for name, value in one.items() if name in other)


def _unit(row: Features) -> Features:
    length = math.sqrt(sum(value * value for value in row.values())) or 1.0
    return {name: value / length for name, value in row.items()}


def _sum(rows: Iterable[Features]) -> Features:
    total: Features = {}
    for row in rows:
        for name, value in row.items():
            total[name] = total.get(name, 0.0) + value
    return total
