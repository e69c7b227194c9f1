"""A letter made by the rules, in the way a reviewer chose: other answers, another mood, other wordings; edits are kept.

The same rooms as for a new message, with what the store knew of the person when the draft was made. Lookups are
fetched anew; the rest is pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant import lookups, pipeline
from assistant.model import BY_HAND, Abuse, Circumstances, Match, Matches, Part, PartKind, Plan, Reading
from assistant.pipeline import Prepared
from assistant.planning.matching import match as match_questions
from assistant.reviewing.changes import changes, merged
from assistant.reviewing.editing import Sheet, retyped, revised
from assistant.reviewing.values import Manner, Mood

_SET: tuple[PartKind, ...] = ("greeting", "signature", "answer", "decline", "instead", "ask", "gap", "reference")
_MOST = 8                                           # wordings that are offered


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reviewer chose. `answers`: the rule for a question, by its index. `avoid`: wordings passed over."""

    answers: tuple[tuple[int, str], ...] = ()
    mood: Mood = "as-read"
    manner: Manner = "as-set"
    avoid: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """As JSON would have it."""
        return {
            "answers": [list(each) for each in self.answers],
            "mood": self.mood,
            "manner": self.manner,
            "avoid": list(self.avoid),
        }

    @classmethod
    def recorded(cls, kept: Mapping[str, Any]) -> Choices:
        """Those of a record; ValueError, TypeError or KeyError where another version wrote it."""
        answers = tuple((int(index), str(name)) for index, name in kept["answers"])
        return cls(answers, kept["mood"], kept["manner"], tuple(kept["avoid"]))


@dataclass(frozen=True, slots=True)
class Ground:
    """What a letter is made from: the message as it was read, the rules, what was known of the person."""

    reading: Reading
    prepared: Prepared
    base: Path                                      # what the rules' lookups are relative to
    circumstances: Circumstances


@dataclass(frozen=True, slots=True)
class Made:
    """A letter as the rules make it, before anybody edits it. `sheet` is None where they make none."""

    ground: Ground
    choices: Choices
    matches: Matches
    plan: Plan
    sheet: Sheet | None


_NONE = Choices()


def make(ground: Ground, choices: Choices = _NONE) -> Made:
    """The letter by these choices. Raises RulesError as `pipeline.draft`."""
    reading = _in_mood(ground.reading, choices.mood)
    prepared = _in_manner(ground.prepared, choices.manner)
    history = ground.circumstances.history
    around = replace(ground.circumstances, history=replace(history, phrases=(*history.phrases, *choices.avoid)))
    matches = _matches(reading, prepared, around, dict(choices.answers))
    found = lookups.fetch(matches.wanted, prepared.rulebook.lookups, ground.base)
    plan, draft = pipeline.draft(
        reading, pipeline.decide(reading, matches, prepared, around, found), prepared, around
    )
    if draft is None:
        return Made(ground, choices, matches, plan, None)
    return Made(
        ground, choices, matches, plan, Sheet(reading, plan, draft, prepared.rulebook, prepared.templates, around)
    )


def remade(sheet: Sheet, before: Made, choices: Choices, *, by: str) -> tuple[Made, Sheet]:
    """The letter by other choices, with what was edited in it before kept where the two do not meet."""
    made = make(before.ground, choices)
    if made.sheet is None or before.sheet is None:
        return made, sheet
    text = merged(before.sheet.text, sheet.text, made.sheet.text)
    fresh = revised(made.sheet, text, by=by)
    kept = retyped(sheet.typed, changes(sheet.text, fresh.text), fresh.text, None)
    return made, replace(fresh, typed=kept)


def wordings(made: Made, kind: PartKind, nth: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The other wordings for the nth part of a kind, each with what is passed over to come to it."""
    if kind in _SET or made.sheet is None:
        return
    part = nth_part(made.sheet.draft.parts, kind, nth)
    avoid = made.choices.avoid
    seen: list[str] = []
    now = made
    while part is not None and now.sheet is not None and len(seen) <= _MOST:
        said = part.span.of(now.sheet.text)
        if said in seen:
            return
        if seen:
            yield said, avoid
        seen.append(said)
        words = now.plan.statements[part.source].words if part.source is not None else said
        avoid = tuple(dict.fromkeys((*avoid, said, words)))
        now = make(made.ground, replace(made.choices, avoid=avoid))
        part = nth_part(now.sheet.draft.parts, kind, nth) if now.sheet is not None else None


def nth_part(parts: Sequence[Part], kind: PartKind, nth: int) -> Part | None:
    """The nth part of a kind, from 0."""
    of_kind = [part for part in parts if part.kind == kind]
    return of_kind[nth] if nth < len(of_kind) else None


def _matches(
    reading: Reading, prepared: Prepared, circumstances: Circumstances, chosen: Mapping[int, str]
) -> Matches:
    """What could answer it, with the answers that the reviewer chose in their places."""
    history = circumstances.history
    if not chosen:
        return pipeline.match(reading, prepared, history)
    matches = match_questions(reading, prepared.index, history.keys)
    names = {rule.name for rule in prepared.rulebook.answers}
    found: list[Match] = []
    for index, match in enumerate(matches.matches):
        name = chosen.get(index)
        found.append(replace(match, accepted=name, reason=BY_HAND) if name in names else match)
    needed = {rule.needs for rule in prepared.rulebook.answers if rule.name in {match.accepted for match in found}}
    return replace(
        matches, matches=tuple(found), wanted=tuple(each for each in matches.wanted if each.lookup in needed)
    )


def _in_mood(reading: Reading, mood: Mood) -> Reading:
    """The message as the reviewer hears it. Who chooses a mood does not take it for abuse."""
    if mood == "as-read":
        return reading
    understanding = reading.understanding
    complaint = mood == "complaint"
    tone = replace(
        understanding.tone,
        complaint=complaint,
        anger=max(understanding.tone.anger, 0.5) if complaint else 0.0,
        label="negative" if complaint else "neutral",
    )
    abuse = understanding.abuse if understanding.abuse.level == "threat" else Abuse()
    return replace(reading, understanding=replace(understanding, tone=tone, abuse=abuse))


def _in_manner(prepared: Prepared, manner: Manner) -> Prepared:
    """The rules with the form of address that the reviewer chose."""
    if manner == "as-set":
        return prepared
    business = replace(prepared.rulebook.business, address=manner)
    return replace(prepared, rulebook=replace(prepared.rulebook, business=business))
