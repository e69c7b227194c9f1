"""Messages through all the rooms, as if they came in today: what would become of each. Nothing is saved.

What cannot be read is counted and passed over. A message that stands twice in an archive is replayed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant import pipeline, ruleset
from assistant.authoring.archive import Archive, Letter
from assistant.model import Circumstances, Message, Plan
from assistant.parsing import parse
from assistant.pipeline import Outcome, Prepared


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules made ready, and the folder that their lookups are seen from."""

    prepared: Prepared
    base: Path


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one message under each of the rules. `outcomes` is None for one that need not be understood."""

    place: str
    message: Message
    plans: tuple[Plan, ...]
    outcomes: tuple[Outcome | None, ...]


@dataclass(slots=True)
class Count:
    """How many messages were met, and how many of them were passed over, and why. Counted as they go by."""

    met: int = 0
    twice: int = 0
    older: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)    # the first of them: place and trouble
    unread_in_all: int = 0

    @property
    def replayed(self) -> int:
        """How many were replayed."""
        return self.met - self.twice - self.older - self.unread_in_all


NAMED = 20                          # messages that could not be read which are named


def replay(
    archive: Archive, rules: tuple[Rules, ...], circumstances: Circumstances, count: Count,
    *, since: datetime | None = None, done: Callable[[int], None] = lambda _count: None,
) -> Iterator[Replayed]:
    """Each message of the archive under each of the rules. `done` is told how many have been met."""
    seen: set[int] = set()
    for letter in archive.letters:
        count.met += 1
        found = _one(letter, rules, circumstances, count, since, seen)
        if found is not None:
            yield found
        done(count.met)


def _one(
    letter: Letter, rules: tuple[Rules, ...], circumstances: Circumstances, count: Count, since: datetime | None,
    seen: set[int],
) -> Replayed | None:
    if letter.raw is None:
        _unread(count, letter.place, letter.trouble)
        return None
    message = parse(letter.raw)
    identity = hash(message.message_id or message.raw_digest)
    if identity in seen:
        count.twice += 1
        return None
    seen.add(identity)
    if since is not None and (letter.arrived or message.date or datetime.min.replace(tzinfo=UTC)) < since:
        count.older += 1
        return None
    plans, outcomes = [], []
    try:
        for each in rules:
            away = pipeline.turn_away(message, each.prepared, circumstances)
            made = None if away else ruleset.assist(message, each.prepared, each.base, circumstances)
            outcomes.append(made)
            plans.append(made.plan if made else away)
    except Exception as error:  # an archive of years holds what nobody foresaw; one message stops no other
        _unread(count, letter.place, f"{type(error).__name__}: {error}")
        return None
    return Replayed(letter.place, message, tuple(plan for plan in plans if plan is not None), tuple(outcomes))


def _unread(count: Count, place: str, trouble: str) -> None:
    count.unread_in_all += 1
    if len(count.unread) < NAMED:
        count.unread.append((place, trouble))
