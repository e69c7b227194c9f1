"""The `tests:` of every answer through the matcher: which phrasings find what they should, and what won instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Match
from assistant.planning.matching import Index, ranks
from assistant.rules import Loaded
from assistant.rules.passages import Passage

AT_ONCE = 64                        # phrasings matched between two words about it


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
    passages: Sequence[Passage], index: Index, *, done: Callable[[int], None] = lambda _count: None
) -> Iterator[Trial]:
    """Each phrasing, tried. `done` is told how many were."""
    for start in range(0, len(passages), AT_ONCE):
        chunk = passages[start : start + AT_ONCE]
        for passage, match in zip(chunk, ranks([each.text.strip() for each in chunk], index), strict=True):
            line, column = passage.at()
            wanted = "matches" in passage.where
            yield Trial(str(passage.rule), passage.text.strip(), wanted, passage.path, line, column, match)
        done(start + len(chunk))


def untested(loaded: Loaded) -> tuple[str, ...]:
    """The answers that have no tests, in the file's order."""
    having = {passage.rule for passage in loaded.passages if passage.use == "test"}
    answers = loaded.rulebook.answers if loaded.rulebook is not None else ()
    return tuple(answer.name for answer in answers if answer.name not in having)
