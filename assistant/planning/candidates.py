"""A text and the phrasings of all answers to the answers that could fit it, each with what it is worth.

Meaning and wording are weighed together: how near the nearest phrasing is, how near all of an answer's phrasings
are, and the odds against the other answers, which make an ambiguous question worth less. The weights were picked
by cross-validation over the rule files of four businesses, and are the same for all.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.meaning import Meaning
from assistant.meaning import space as spaces
from assistant.meaning.space import Space
from assistant.planning import lexical
from assistant.planning.lexical import Lexicon

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

NEAREST, CENTRE, ODDS = 0.75, 0.25, 0.20            # by the model
WORDS, WORDS_TRUSTED = 0.25, 0.25                   # by wording: always, and where wording tells these rules apart
WORD_ODDS, SHARPNESS = 0.10, 10.0
ALONE, ODDS_ALONE, SHARPNESS_ALONE = 1.0, 0.10, 20.0   # by wording alone, without the model
BY_MEANING, BY_WORDING = 16, 6      # answers looked at closely, found by each; by wording alone, four times as many
POSTINGS, POSTINGS_ALONE = 6_000, 40_000    # steps through the inverted index for one text
TRIED = 240                         # phrasings tried to see how far wording is to be trusted
USELESS, RELIABLE = 0.65, 0.80      # area under the ROC curve at which it is not trusted at all, and fully
PRIOR, PRIOR_WEIGHT = 0.75, 20.0    # that area before anything is tried, and how many tries it weighs


@dataclass(frozen=True, slots=True)
class Fit:
    """An answer that could fit. `worth` has no bounds; `meaning` and `wording` are cosines to the nearest phrasing."""

    answer: int
    worth: float
    which: int                      # of the answer's phrasings is the nearest
    meaning: float | None
    wording: float


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The phrasings of K answers in both readings; `space` is None without the model or without answers.

    `trust` in [0, 1] is how well wording alone tells these answers' phrasings apart.
    """

    lexicon: Lexicon
    space: Space | None
    trust: float

    def fits(self, text: str, vector: Vectors | None, *, but: int | None = None) -> list[Fit]:
        """The answers that could fit `text`, best first. `but` is an answer left out as if it did not exist."""
        row = self.lexicon.row(text)
        if self.space is None or vector is None:
            dots = self.lexicon.dots(row, POSTINGS_ALONE)
            chosen = self.lexicon.best(row, 4 * BY_WORDING, POSTINGS_ALONE, dots=dots, but=but)
            worded = [Worded(answer, *self.lexicon.likeness(row, answer, dots)) for answer in chosen]
            odds = _odds([each.both for each in worded], SHARPNESS_ALONE)
            found = [
                Fit(each.answer, ALONE * each.both + ODDS_ALONE * chance, each.which, None, each.nearest)
                for each, chance in zip(worded, odds, strict=True)
            ]
        else:
            dots = self.lexicon.dots(row, POSTINGS)
            also = self.lexicon.best(row, BY_WORDING, POSTINGS, dots=dots, but=but)
            seen = self.space.look(vector, BY_MEANING, also=also, but=but)
            worded = [Worded(each.answer, *self.lexicon.likeness(row, each.answer, dots)) for each in seen]
            odds = _odds([each.both for each in worded], SHARPNESS)
            found = []
            for by_meaning, by_wording, chance in zip(seen, worded, odds, strict=True):
                worth = NEAREST * by_meaning.nearest + CENTRE * by_meaning.centre + ODDS * by_meaning.odds
                worth += (WORDS + WORDS_TRUSTED * self.trust) * by_wording.both + WORD_ODDS * self.trust * chance
                found.append(
                    Fit(by_meaning.answer, worth, by_meaning.which, by_meaning.nearest, by_wording.nearest)
                )
        return sorted(found, key=lambda fit: (-fit.worth, fit.answer))


@dataclass(frozen=True, slots=True)
class Worded:
    """How an answer is worded beside a text: cosines in [0, 1] to its nearest phrasing and to all of them."""

    answer: int
    nearest: float
    which: int
    all: float

    @property
    def both(self) -> float:
        """The mean of the two."""
        return (self.nearest + self.all) / 2


def _odds(likenesses: Sequence[float], sharpness: float) -> list[float]:
    """The log probability of each, at most 0, were these all."""
    if not likenesses:
        return []
    top = max(likenesses)
    total = math.log(sum(math.exp(sharpness * (each - top)) for each in likenesses))
    return [sharpness * (each - top) - total for each in likenesses]


def spread(answers: Sequence[Sequence[str]], most: int) -> list[tuple[int, int]]:
    """At most `most` phrasings, as (answer, phrasing), evenly over all."""
    every = [(answer, number) for answer, texts in enumerate(answers) for number in range(len(texts))]
    step = max(1.0, len(every) / most)
    return [every[int(number * step)] for number in range(int(len(every) / step))]


def _trust(answers: Sequence[Sequence[str]], lexicon: Lexicon) -> float:
    """How well wording tells phrasings that their own answer covers from those whose answer is left out."""
    covered, uncovered = [], []
    for answer, number in spread(answers, TRIED):
        if len(answers[answer]) > 1 and len(answers) > 1:
            row = lexicon.row(answers[answer][number])
            dots = lexicon.dots(row, POSTINGS)
            others = lexicon.best(row, BY_WORDING, POSTINGS, dots=dots, but=answer)
            worded = (Worded(other, *lexicon.likeness(row, other, dots)).both for other in others)
            covered.append(lexicon.own(row, answer, number, dots))
            uncovered.append(max(worded, default=0.0))
    uncovered.sort()
    below = sum(bisect(uncovered, each) for each in covered) / max(1, len(covered))
    area = (below + PRIOR_WEIGHT * PRIOR) / (len(covered) + PRIOR_WEIGHT)
    return min(1.0, max(0.0, (area - USELESS) / (RELIABLE - USELESS)))


def build(answers: Sequence[Sequence[str]], meaning: Meaning, known: Mapping[str, bytes] | None = None) -> Ground:
    """The ground of answers, each given as its phrasings (at least one).

    `known` holds the vectors of all phrasings as bytes, by their text; without it they are read now.
    """
    texts = [text for phrasings in answers for text in phrasings]
    if not texts or meaning.model is None:
        vectors = None
    elif known is not None:
        vectors = spaces.unkept([known[text] for text in texts])
    else:
        vectors = meaning.vectors(texts)
    space = None if vectors is None else spaces.build(vectors, [len(phrasings) for phrasings in answers])
    lexicon = lexical.build(answers)
    return Ground(lexicon, space, 0.0 if space is None else _trust(answers, lexicon))
