"""One message under two sets of rules: the questions gained, lost or answered otherwise, and how the draft changes."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal

from assistant.authoring.replay import Replayed
from assistant.model import Planned, Question
from assistant.pipeline import Outcome

Turn = Literal["gained", "lost", "otherwise"]
_SAID = ("answered", "asked")


@dataclass(frozen=True, slots=True)
class Turned:
    """A question treated otherwise. `old` and `new` are the answers, None for a gap; `why` is the new reason."""

    turn: Turn
    question: Question
    old: str | None
    new: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes for one message. `old` and `new` are the dispositions, and the drafts as one diff."""

    place: str
    subject: str
    old: str
    new: str
    turned: tuple[Turned, ...]
    drafts: str


def difference(replayed: Replayed) -> Difference | None:
    """What changes between the first and the second rules; None where nothing does."""
    before, after = replayed.outcomes
    old, new = replayed.plans
    turned = tuple(_turned(before, after))
    drafts = _drafts(before, after)
    if not turned and not drafts and old.disposition == new.disposition:
        return None
    return Difference(
        replayed.place, replayed.message.subject, old.disposition, new.disposition, turned, drafts
    )


def _turned(before: Outcome | None, after: Outcome | None) -> list[Turned]:
    old, new = _planned(before), _planned(after)
    found = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        one = now or was
        if one is None:
            continue
        had, has = _answer(was), _answer(now)
        if had == has and (had is None or _state(was) == _state(now)):
            continue
        turn: Turn = "gained" if had is None else "lost" if has is None else "otherwise"
        found.append(Turned(turn, one.question, had, has, now.reason.text if now else _why(after)))
    return found


def _planned(outcome: Outcome | None) -> dict[object, Planned]:
    return {(p.question.place, p.question.span): p for p in outcome.plan.planned} if outcome else {}


def _answer(one: Planned | None) -> str | None:
    return one.answer if one is not None and one.state in _SAID else None


def _state(one: Planned | None) -> str | None:
    return one.state if one is not None else None


def _why(outcome: Outcome | None) -> str:
    """Why nothing at all is said."""
    return outcome.plan.reasons[0].text if outcome else "The message is not answered."


def _drafts(before: Outcome | None, after: Outcome | None) -> str:
    """The change of the letter as a unified diff, empty where there is none."""
    old = before.draft.text if before and before.draft else ""
    new = after.draft.text if after and after.draft else ""
    return "\n".join(unified_diff(old.splitlines(), new.splitlines(), "old", "new", lineterm=""))
