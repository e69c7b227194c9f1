"""A text and the phrasings of all answers to the answers that could fit it, each with what it is worth.

Meaning and wording are weighed together: how near the nearest phrasing is, how near all of an answer's phrasings
are, and the odds against the other answers, which make an ambiguous question worth less. The weights were picked
by cross-validation over the rule files of four businesses, and are the same for all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.meaning import Meaning
from assistant.meaning import space as spaces
from assistant.meaning.space import Space
from assistant.planning import lexical
from assistant.planning.lexical import Lexicon

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

NEAREST, CENTRE, WORDS, ALL_WORDS, ODDS = 0.75, 0.25, 0.25, 0.25, 0.20      # with the model
WORDS_ALONE, ALL_WORDS_ALONE, ODDS_ALONE, SHARPNESS_ALONE = 0.5, 0.5, 0.1, 20.0  # without
BY_MEANING, BY_WORDING = 12, 6      # answers looked at closely, found by each; by wording alone, four times as many
POSTINGS, POSTINGS_ALONE = 6_000, 40_000    # steps through the inverted index for one text


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
    """The phrasings of K answers in both readings; `space` is None without the model or without answers."""

    lexicon: Lexicon
    space: Space | None

    def fits(self, text: str, vector: Vectors | None, *, but: int | None = None) -> list[Fit]:
        """The answers that could fit `text`, best first. `but` is an answer left out as if it did not exist."""
        row = self.lexicon.row(text)
        if self.space is None or vector is None:
            found = self._by_wording(row, but)
        else:
            also = self.lexicon.best(row, BY_WORDING, POSTINGS, but=but)
            found = []
            for seen in self.space.look(vector, BY_MEANING, also=also, but=but):
                words, _, all_words = self.lexicon.likeness(row, seen.answer)
                worth = NEAREST * seen.nearest + CENTRE * seen.centre + WORDS * words + ALL_WORDS * all_words
                found.append(Fit(seen.answer, worth + ODDS * seen.odds, seen.which, seen.nearest, words))
        return sorted(found, key=lambda fit: (-fit.worth, fit.answer))

    def _by_wording(self, row: lexical.Row, but: int | None) -> list[Fit]:
        seen = []
        for answer in self.lexicon.best(row, 4 * BY_WORDING, POSTINGS_ALONE, but=but):
            words, which, all_words = self.lexicon.likeness(row, answer)
            seen.append((answer, WORDS_ALONE * words + ALL_WORDS_ALONE * all_words, which, words))
        if not seen:
            return []
        top = max(likeness for _, likeness, _, _ in seen)
        total = sum(math.exp(SHARPNESS_ALONE * (likeness - top)) for _, likeness, _, _ in seen)
        odds = [SHARPNESS_ALONE * (likeness - top) - math.log(total) for _, likeness, _, _ in seen]
        return [
            Fit(answer, likeness + ODDS_ALONE * chance, which, None, words)
            for (answer, likeness, which, words), chance in zip(seen, odds, strict=True)
        ]


def build(answers: Sequence[Sequence[str]], meaning: Meaning) -> Ground:
    """The ground of answers, each given as its phrasings (at least one)."""
    vectors = meaning.vectors([text for texts in answers for text in texts]) if answers else None
    space = None if vectors is None else spaces.build(vectors, [len(texts) for texts in answers])
    return Ground(lexical.build(answers), space)
