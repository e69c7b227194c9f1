"""Good letters of the bicycle shop, one for each shape of reply, as cases for the checks."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from assistant.drafting.checks.case import Case
from assistant.model import Check
from tests.builders import RULES, drafted, job, reading
from tests.drafting.spoiling import edited

LATE = "My repair PC1234 is late."


def ordinary(**fields: object) -> Case:
    """Two answered questions, the customer named."""
    text = "When are you open? What does a service cost?"
    read = reading(text, "When are you open?", "What does a service cost?", signed="Lea Brandt", **fields)  # type: ignore[arg-type]
    return drafted(read, "hours", "service")[2]


def complaint(rules: str = RULES, **understood: object) -> Case:
    """A late repair whose owner wants the money back."""
    text = f"{LATE} I want my money back."
    given: dict[str, object] = {"complaint": True, "wish": ("refund", "my money back"), "kind": "problem", **understood}
    return drafted(reading(text, LATE, **given), "late-repair", found=job(), rules=rules)[2]  # type: ignore[arg-type]


def firm_no() -> Case:
    """A return after too long."""
    return drafted(reading("Can I return it after a month?", "Can I return it after a month?"), "late-return")[2]


def calm() -> Case:
    """Abuse."""
    return drafted(reading("You idiots. Where is it?", "Where is it?", abuse=("abusive", "idiots")), "hours")[2]


def asking() -> Case:
    """No job number, and a complaint at that."""
    return drafted(reading("My repair is late!", "My repair is late!", complaint=True), "late-repair")[2]


@cache
def answering(words: str) -> Case:
    """One question, answered with these words; the shop's facts may be used in them."""
    rules = RULES.replace("answer: We are open {{ facts.opening_hours }}.", f"answer: >-\n      {words}")
    assert words in rules
    return drafted(reading("When are you open?", "When are you open?"), "hours", rules=rules)[2]


def changed(case: Case, old: str, new: str) -> Case:
    """The case with words of its draft replaced; "<closing>" and the like stand for the whole part of that kind."""
    if old.startswith("<"):
        old = next(case.said(part) for part in case.draft.parts if part.kind == old.strip("<>"))
    return edited(case, old, new)


def verdict(check: ModuleType, case: Case) -> Check:
    """What one check says; where it points must be inside the texts."""
    found: Check = check.check(case)
    assert found.code == check.CODE
    assert found.text
    message = case.reading.message
    assert all(place.end <= len(case.draft.text) for place in found.evidence)
    lengths = {"body": len(message.own_words), "subject": len(message.subject)}
    assert all(place.end <= lengths[where] for where, place in found.about)
    return found
