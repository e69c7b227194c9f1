"""What only the matcher shows of rules: answers that cannot be told apart, or that nothing reaches; tests that fail.

Each phrasing that comes near another answer's is matched as if a customer had written it, and so is each test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.authoring.trying import AT_ONCE
from assistant.authoring.wisdom import alike
from assistant.meaning.rivals import rivals
from assistant.meaning.wording import STOP, stem, words
from assistant.model import Match
from assistant.planning.matching import Index, rank, ranks
from assistant.rules import Fault, Loaded
from assistant.rules.passages import Passage

SAME = 0.95                         # cosine from which two phrasings say the same
SAME_WORDS = 0.80                   # the same where their words are the same, but for such as "the" and "your"
NEAR = 0.85                         # cosine below which another answer's phrasing takes nothing away
SHOWN = 3                           # phrasings named for two answers that cannot be told apart


@dataclass(frozen=True, slots=True)
class _Near:
    """A phrasing, the nearest one of another answer, and their cosine (1 where nothing tells)."""

    passage: Passage
    other: Passage
    cosine: float


@dataclass(frozen=True, slots=True)
class _Lost:
    """A phrasing that does not find its own answer, and what it finds."""

    passage: Passage
    match: Match


def faults(
    loaded: Loaded, index: Index, tried: Callable[[int, int], None] = lambda _done, _all: None
) -> Iterator[Fault]:
    """Warnings for what is alike and for tests that fail, and an error for an answer that nothing reaches."""
    passages = [passage for passage in loaded.passages if passage.rule is not None and passage.text.strip()]
    asks = [passage for passage in passages if passage.use == "ask"]
    taught = {alike(passage.text) for passage in asks}
    near = _near(asks, index)
    yield from _apart(near)
    yield from _unreachable(asks, list(_lost(asks, near, index)))
    tests = [each for each in passages if each.use == "test" and alike(each.text) not in taught]
    yield from _tests(tests, index, tried)


def _near(asks: Sequence[Passage], index: Index) -> list[_Near]:
    """The phrasings that come near one of another answer: by their vectors, and where they have the same words."""
    found = []
    by_words: dict[frozenset[str], list[Passage]] = {}
    for passage in asks:
        by_words.setdefault(_stems(passage.text), []).append(passage)
    places: dict[tuple[str, str], Passage] = {(str(each.rule), each.text.strip()): each for each in asks}
    cosines: dict[tuple[str, str], float] = {}
    if index.ground.space is not None:
        every = _every(index)
        numbers = [number for number, texts in enumerate(index.asks) for _ in texts]
        for key, (at, cosine) in zip(every, rivals(index.ground.space.rows, numbers), strict=True):
            cosines[key] = cosine
            if cosine >= NEAR and key in places and every[at] in places:
                found.append(_Near(places[key], places[every[at]], cosine))
    near = {id(each.passage) for each in found}
    for stems, group in by_words.items():
        for passage in group:
            other_of = next((each for each in group if each.rule != passage.rule), None)
            cosine = cosines.get((str(passage.rule), passage.text.strip()), 1.0)
            if stems and other_of is not None and id(passage) not in near and cosine >= NEAR:
                found.append(_Near(passage, other_of, cosine))
    return found


def _every(index: Index) -> list[tuple[str, str]]:
    """Each phrasing with its answer, in the order of the index."""
    return [(name, text) for name, texts in zip(index.names, index.asks, strict=True) for text in texts]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in STOP)


def _apart(near: Sequence[_Near]) -> Iterator[Fault]:
    """One warning for each two answers that are taught the same in other words."""
    pairs: dict[tuple[str, str], dict[frozenset[str], _Near]] = {}
    for each in near:
        one, other = each.passage, each.other
        same = each.cosine >= SAME or (each.cosine >= SAME_WORDS and _stems(one.text) == _stems(other.text))
        if same and alike(one.text) != alike(other.text):      # the very same phrasing is told by wisdom.py
            first, second = sorted((str(one.rule), str(other.rule)))
            pairs.setdefault((first, second), {}).setdefault(frozenset((alike(one.text), alike(other.text))), each)
    for found in pairs.values():
        last = max(found.values(), key=lambda each: each.passage.at())
        rival = last.other.rule
        said = "; ".join(
            f'"{_short(each.passage.text)}" and "{_short(each.other.text)}"' for each in list(found.values())[:SHOWN]
        )
        yield _fault(
            last.passage, "alike-answers", f'it cannot be told apart from "{rival}" (line {last.other.at()[0]}): {said}'
            ". Put these in other words, or make one answer of the two",
        )


def _lost(asks: Sequence[Passage], near: Sequence[_Near], index: Index) -> Iterator[_Lost]:
    """The phrasings that do not find their own answer; one that is far from all others does."""
    close = {id(each.passage) for each in near}
    rows = {} if index.ground.space is None else dict(zip(_every(index), index.ground.space.rows, strict=True))
    for passage in asks:
        if index.ground.space is not None and id(passage) not in close and alike(passage.text):
            continue
        text = passage.text.strip()
        match = rank(text, index, vector=rows.get((str(passage.rule), text)))
        if match.accepted != passage.rule:
            yield _Lost(passage, match)


def _unreachable(asks: Sequence[Passage], lost: Sequence[_Lost]) -> Iterator[Fault]:
    """An error for each answer none of whose phrasings finds it, a warning for other phrasings that do not."""
    of: dict[str, list[_Lost]] = {}
    for each in lost:
        of.setdefault(str(each.passage.rule), []).append(each)
    for rule, found in of.items():
        if len(found) == sum(passage.rule == rule for passage in asks):
            takers = dict.fromkeys(
                one.answer for each in found for one in each.match.ranked[:2]
                if one.answer != rule and (each.match.accepted == one.answer or each.match.reason.code == "tie")
            )
            why = f"its phrasings find {', '.join(takers)} as well" if takers else "its phrasings find nothing"
            yield _fault(
                found[0].passage, "unreachable", f"no question can reach this answer: {why}; give it phrasings of its "
                "own, as customers write", error=True,
            )
            continue
        for each in found:
            passage = each.passage
            yield _fault(
                passage, "not-found", f'{passage.place}"{_short(passage.text)}" does not find this answer. '
                f"{each.match.reason.text} Put it in other words",
            )


def _tests(tests: Sequence[Passage], index: Index, tried: Callable[[int, int], None]) -> Iterator[Fault]:
    """One warning for each answer some of whose tests do not come out; what is taught is told by wisdom.py."""
    failed: dict[str, list[Passage]] = {}
    matches: list[Match] = []
    for start in range(0, len(tests), AT_ONCE):
        tried(start, len(tests))
        matches += ranks([each.text.strip() for each in tests[start : start + AT_ONCE]], index)
    tried(len(tests), len(tests))
    for passage, match in zip(tests, matches, strict=True):
        if (match.accepted == passage.rule) is not ("matches" in passage.where):
            failed.setdefault(str(passage.rule), []).append(passage)
    for rule, found in failed.items():
        said = ", ".join(f'"{_short(each.text)}"' for each in found[:SHOWN])
        yield _fault(
            found[0], "failing-test", f"{len(found)} of its tests do{'es' * (len(found) == 1)} not come out: {said}"
            f"{', ...' * (len(found) > SHOWN)}; to see why: assistant rules test -k {rule}",
        )


def _fault(passage: Passage, code: str, text: str, *, error: bool = False) -> Fault:
    line, column = passage.at()
    return Fault(passage.path, line, column, passage.rule, code, text, "error" if error else "warning")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
