"""What other rules would make of the questions that came lately: more answered, fewer, or otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant import preparing
from assistant.meaning import Meaning
from assistant.planning.matching import rank
from assistant.rules.rulebook import Rulebook
from assistant.store.access import Access
from assistant.store.tallies import Tallies
from assistant.understanding.masking import mask, names_in

MOST = 400                                          # questions that are tried, the newest
_SINCE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, without what is personal, that would be answered otherwise: by which rules, None by none."""

    question: str
    was: str | None
    becomes: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Of `asked` questions, how many the rules cover now and how many they would; `turns` are those that differ.

    `used` counts for each rule the questions that it would answer.
    """

    asked: int
    covered: int
    would: int
    turns: tuple[Turn, ...]
    used: dict[str, int]

    @property
    def lost(self) -> int:
        """How many would no longer be answered."""
        return sum(turn.count for turn in self.turns if turn.becomes is None)

    @property
    def gained(self) -> int:
        """How many would be answered that are not now."""
        return sum(turn.count for turn in self.turns if turn.was is None)


class Effects:
    """Tries rules on what the store holds. What the model made of a question is kept for the next time."""

    def __init__(
        self, access: Access, meaning: Callable[[], Meaning],
        *, clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._access = access
        self._meaning = meaning
        self._clock = clock
        self._vectors: dict[str, Any] = {}

    def of(self, before: Rulebook | None, after: Rulebook, *, account: str | None = None) -> Effect:
        """What would change from one rulebook to the other."""
        now = self._clock()
        found = Tallies(self._access, now - _SINCE, now + timedelta(days=1), account).recent_questions(MOST)
        asked = Counter(text for each in found if (text := mask(each.text[:400], names_in(each.name))))
        texts = sorted(asked, key=lambda text: (-asked[text], text))
        then = self._answers(texts, after)
        was = self._answers(texts, before) if before is not None else [None] * len(texts)
        turns = [
            Turn(text, one, other, asked[text])
            for text, one, other in zip(texts, was, then, strict=True) if one != other
        ]  # fmt: skip
        used = Counter[str]()
        for text, rule in zip(texts, then, strict=True):
            used.update({rule: asked[text]} if rule is not None else {})
        return Effect(
            asked.total(), _sum(asked, texts, was), _sum(asked, texts, then), tuple(turns), dict(used.most_common()),
        )  # fmt: skip

    def _answers(self, texts: Sequence[str], rulebook: Rulebook) -> list[str | None]:
        """The rule that would answer each of the texts."""
        meaning = self._meaning()
        index = preparing.index(rulebook, meaning)
        if not index.names:
            return [None] * len(texts)
        fresh = [text for text in texts if text not in self._vectors]
        made = meaning.vectors(fresh) if fresh else None
        if made is not None:
            self._vectors |= dict(zip(fresh, made, strict=True))
        self._vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        return [rank(text, index, vector=self._vectors.get(text)).accepted for text in texts]


def _sum(asked: Counter[str], texts: Sequence[str], answers: Sequence[str | None]) -> int:
    return sum(asked[text] for text, answer in zip(texts, answers, strict=True) if answer is not None)
