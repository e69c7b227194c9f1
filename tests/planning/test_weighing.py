"""What the owner weighs: the stake, the history and the terms of a threat; refund after refund."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.model import Entity, History
from tests.builders import NOW, RULES, circumstances, drafted, job, place, planned, reading

LATE = "My repair is late, job PC1234."
THREAT = "Or my lawyer hears of £60."


def warned(read: Any, *accepted: str | None, **more: Any) -> dict[str, str]:
    """The warnings beside the plan, by their code."""
    return {warning.code: warning.text for warning in planned(read, *accepted, **more).warnings}


def test_a_threat_shows_the_amount_the_history_and_the_terms() -> None:
    """From the order's row and the customer's own words; counts of what was before; terms in words."""
    text = f"{LATE} {THREAT}"
    read = reading(text, LATE, complaint=True, kind="problem", marks=(("legal-threat", THREAT),))
    amount = (Entity("amount", "£60", place(text, "£60")),)
    read = replace(read, understanding=replace(read.understanding, entities=amount))
    history = History(messages=4, drafts=3, goodwill=1, refunds=(NOW - timedelta(days=50),))
    found = warned(read, "late-repair", found=job(), around=circumstances(history=history))
    assert found["at-stake"] == "At stake: job.price is £60; they name £60."
    assert found["their-history"] == (
        "History: 4 messages, 3 drafts to them, 1 gesture of goodwill, 1 other matter with a refund."
    )
    assert found["terms-that-apply"] == (
        "Terms: returns: Bicycles can be returned within 14 days if they are unused."
    )


@pytest.mark.parametrize("code", ["legal-threat", "publicity-threat", "chargeback-threat"])
def test_where_nothing_is_known_it_says_so(code: str) -> None:
    """No amount, no history, no terms."""
    rules = RULES.replace("terms:\n  returns: Bicycles can be returned within 14 days if they are unused.\n", "")
    rules = rules[: rules.index("  - name: late-return")] + rules[rules.index("complaint:\n  apologies") :]
    read = reading("When are you open? Or else.", "When are you open?", marks=((code, "Or else."),))
    assert warned(read, "hours", rules=rules) == {
        "at-stake": "At stake: no amount is known; neither they nor an order say.",
        "their-history": "History: this is their first message.",
        "terms-that-apply": "Terms: the rules have none.",
    }


def test_without_a_threat_nothing_is_weighed() -> None:
    """An ordinary question has no stake."""
    assert warned(reading("When are you open?", "When are you open?"), "hours") == {}


def test_a_threat_that_the_rules_hold_is_shown_the_same() -> None:
    """The note tells as much as a draft's reasons would."""
    read = reading("sue! When are you open?", "When are you open?", marks=(("legal-threat", "sue!"),))
    found = warned(read, "hours", rules=RULES + "conduct: {legal: hold}\n")
    assert set(found) == {"at-stake", "their-history", "terms-that-apply"}


def refunds(*days: int, rules: str = RULES) -> tuple[dict[str, str], str]:
    """The warnings and the letter for a wish for a refund, others having been asked for so many days ago."""
    text = f"{LATE} I want a refund."
    read = reading(text, LATE, complaint=True, kind="problem", wish=("refund", "I want a refund"))
    history = History(refunds=tuple(NOW - timedelta(days=each) for each in days))
    plan, made, _ = drafted(read, "late-repair", found=job(), rules=rules, around=circumstances(history=history))
    return {warning.code: warning.text for warning in plan.warnings}, made.text


def test_refund_after_refund_is_told_to_the_owner_alone() -> None:
    """With the count and the dates; the letter is the one that anybody gets."""
    found, letter = refunds(100, 20)
    assert found["repeat-refunds"] == (
        "This is refund number 3 that they ask for within 365 days; before: 22 November 2025, 10 February 2026. "
        "The letter says nothing of it."
    )
    assert letter == refunds()[1]


def test_below_the_limit_and_long_ago_nothing_is_told() -> None:
    """Two are no habit; what lies longer ago than the time set does not count."""
    assert "repeat-refunds" not in refunds(20)[0]
    assert "repeat-refunds" not in refunds(400, 390, 20)[0]


def test_the_rules_set_the_limit_and_the_time() -> None:
    """Two within a month."""
    rules = RULES + "conduct: {repeat_refunds: 2, repeat_within: 30 days}\n"
    assert "number 2 that they ask for within 30 days" in refunds(20, rules=rules)[0]["repeat-refunds"]
    assert "repeat-refunds" not in refunds(40, rules=rules)[0]


def test_who_asks_for_no_refund_is_not_reminded_of_others() -> None:
    """A question about the hours is one about the hours."""
    history = History(refunds=(NOW, NOW, NOW))
    read = reading("When are you open?", "When are you open?")
    assert warned(read, "hours", around=circumstances(history=history)) == {}
