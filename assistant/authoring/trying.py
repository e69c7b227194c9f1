"""The `tests:` of every answer through the matcher: which phrasings find what they should, and what won instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.model import Match
from assistant.planning.matching import Index, rank
from assistant.rules import Loaded
from assistant.rules.passages import Passage


@dataclass(frozen=True, slots=True)
class Trial:
    """One phrasing under `tests`, where it stands, and what came of it. `wanted` is whether its answer must win it."""

    rule: str
    phrasing: str
    wanted: bool
    path: str
    line: int
    column: int
    match: Match

    @property
    def ok(self) -> bool:
        """Whether it came out as the author says."""
        return (self.match.accepted == self.rule) is self.wanted


def tests(loaded: Loaded, keyword: str = "") -> list[Passage]:
    """The phrasings under `tests` whose answer's name or own words hold `keyword`, in the file's order."""
    wanted = keyword.casefold()
    return [
        passage for passage in loaded.passages
        if passage.use == "test" and passage.rule is not None and passage.text.strip()
        and (wanted in passage.rule.casefold() or wanted in passage.text.casefold())
    ]


def trials(
    passages: Iterable[Passage], index: Index, *, done: Callable[[int], None] = lambda _count: None
) -> Iterator[Trial]:
    """Each phrasing, tried. `done` is told how many were."""
    for number, passage in enumerate(passages, start=1):
        phrasing = passage.text.strip()
        line, column = passage.at()
        yield Trial(
            str(passage.rule), phrasing, "matches" in passage.where, passage.path, line, column, rank(phrasing, index)
        )
        done(number)


def untested(loaded: Loaded) -> tuple[str, ...]:
    """The answers that have no tests, in the file's order."""
    having = {passage.rule for passage in loaded.passages if passage.use == "test"}
    answers = loaded.rulebook.answers if loaded.rulebook is not None else ()
    return tuple(answer.name for answer in answers if answer.name not in having)
