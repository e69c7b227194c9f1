"""The holding reply: which questions, by which day, in which letters; every check applies."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.planning.promising import due, late_from
from assistant.rules import load
from assistant.rules.rulebook import Business, Opening
from tests.builders import RULES, circumstances, drafted, job, planned, reading

SETTING = "reference_prefix: PC\n  answer_within: 2 working days\n  gaps: holding-reply"
HOLDING = RULES.replace("reference_prefix: PC", SETTING)
ASK = "Do you weld aluminium frames?"


def test_what_nothing_covers_is_promised_by_a_day() -> None:
    """The letter is ready: it has no line for the owner, and the ledger shows the day."""
    plan, made, case = drafted(reading(ASK, ASK), None, rules=HOLDING)
    assert (plan.shape, plan.planned[0].state, plan.due) == ("holding", "promised", date(2026, 3, 4))
    assert made.ready, [check.text for check in made.checks if check.ok is False]
    assert "by Wednesday, 4 March." in made.text
    assert [case.said(part) for part in made.parts if 0 in part.questions] == ["Wednesday, 4 March"]


def test_what_is_covered_is_answered_beside_the_promise() -> None:
    """One letter says both."""
    text = f"{ASK} When are you open?"
    plan, made, _ = drafted(reading(text, ASK, "When are you open?"), None, "hours", rules=HOLDING)
    assert [one.state for one in plan.planned] == ["promised", "answered"]
    assert "8:30" in made.text
    assert made.text.index("8:30") < made.text.index("4 March")
    assert made.ready, [check.text for check in made.checks if check.ok is False]


def test_a_complaint_that_nothing_covers_is_held_with_an_apology() -> None:
    """It apologises and understands, then says by when."""
    text = "My bell fell off. I am very disappointed."
    read = reading(text, "My bell fell off.", complaint=True, kind="problem")
    plan, made, _ = drafted(read, None, rules=HOLDING)
    assert plan.shape == "holding"
    assert [statement.kind for statement in plan.statements][:2] == ["apology", "understanding"]
    assert made.ready, [check.text for check in made.checks if check.ok is False]


@pytest.mark.parametrize("rule", ["late-repair", "late-return"])
def test_a_letter_with_a_remedy_or_a_no_stays_the_owners_to_finish(rule: str) -> None:
    """Beside a complaint that is answered, or a firm no, the gap waits for the owner."""
    read = reading(f"It is PC1234. {ASK}", "It is PC1234.", ASK, complaint=rule == "late-repair")
    plan = planned(read, rule, None, rules=HOLDING, found=job())
    assert plan.planned[1].state == "gap"
    assert plan.shape in ("complaint", "firm-no")


def test_what_the_owner_must_mend_stays_a_gap() -> None:
    """An expired fact is no question that nothing covers."""
    plan = planned(reading("Is there an offer?", "Is there an offer?"), "offer", rules=HOLDING)
    assert (plan.planned[0].state, plan.due) == ("gap", None)


def test_without_the_setting_the_owner_is_asked() -> None:
    """As before."""
    assert planned(reading(ASK, ASK), None).planned[0].state == "gap"


def test_the_setting_needs_a_time() -> None:
    """A promise without a day is a fault in the rules, at its line."""
    loaded = load(RULES.replace("reference_prefix: PC", "gaps: holding-reply"))
    assert [fault.code for fault in loaded.errors] == ["no-answer-within"]


@pytest.mark.parametrize(
    ("within", "day"),
    [
        ("1 working day", date(2026, 11, 23)), ("3 working days", date(2026, 11, 25)), ("2 days", date(2026, 11, 22)),
        ("4 hours", date(2026, 11, 21)), ("30 minutes", date(2026, 11, 20)), ("1 week", date(2026, 11, 27)),
    ],
)  # fmt: skip
def test_the_day_is_counted_where_the_business_is(within: str, day: date) -> None:
    """A Friday evening in London; weekends are no working days."""
    friday = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
    assert due(Business("Shop", timezone="Europe/London", answer_within=within), friday) == day


def test_working_days_are_those_on_which_the_business_is_open() -> None:
    """Open on Saturday, closed on Monday and on a day off."""
    days = Opening((1, 2, 3, 4, 5), ((540, 1020),))
    business = Business("Shop", answer_within="2 working days", open=(days,), closed=(date(2026, 11, 24),))
    assert due(business, datetime(2026, 11, 20, 12, tzinfo=UTC)) == date(2026, 11, 25)


def test_the_day_changes_with_the_time_zone() -> None:
    """Late in the evening it is tomorrow in Tokyo already."""
    late = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert due(Business("Shop", timezone="Asia/Tokyo", answer_within="1 day"), late) == date(2026, 11, 25)
    assert due(Business("Shop", answer_within="1 day"), late) == date(2026, 11, 24)


def test_a_business_that_never_opens_promises_some_day() -> None:
    """A year without a working day ends the search."""
    business = Business("Shop", answer_within="1 working day", closed=(), open=(Opening((), ()),))
    assert due(business, datetime(2026, 11, 20, 12, tzinfo=UTC)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("within", "late"),
    [
        ("1 working day", datetime(2026, 11, 23, 16, 30)), ("2 working days", datetime(2026, 11, 24, 16, 30)),
        ("1 day", datetime(2026, 11, 21, 16, 30)), ("90 minutes", datetime(2026, 11, 20, 18)),
        ("2 weeks", datetime(2026, 12, 4, 16, 30)),
    ],
)  # fmt: skip
def test_a_draft_of_a_friday_afternoon_is_late(within: str, late: datetime) -> None:
    """At the same hour so many working days later; other times run on through the weekend."""
    business = Business("Shop", timezone="America/New_York", answer_within=within)
    zone = ZoneInfo("America/New_York")
    assert late_from(business, datetime(2026, 11, 20, 21, 30, tzinfo=UTC)) == late.replace(tzinfo=zone)


def test_a_draft_of_a_weekend_has_all_of_the_next_working_day() -> None:
    """Saved on a Saturday, it is late when Monday is over; never where no time is set."""
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert late_from(Business("Shop", answer_within="1 working day"), saturday) == datetime(2026, 11, 24, tzinfo=UTC)
    assert late_from(Business("Shop"), saturday) is None


def test_the_plan_is_the_same_on_the_same_day() -> None:
    """The day comes from the time that is given."""
    around = circumstances()
    assert planned(reading(ASK, ASK), None, rules=HOLDING, around=around) == planned(
        reading(ASK, ASK), None, rules=HOLDING, around=around
    )
