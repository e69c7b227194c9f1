"""Threats, abuse, lawyers and danger: what conduct makes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.model import History
from tests.builders import NOW, RULES, circumstances, planned, reading

ABUSE = reading("You idiots. Where is it?", "Where is it?", abuse=("abusive", "idiots"))


def test_abuse_gets_the_calm_reply_and_parks_the_questions() -> None:
    """Nothing is answered, nothing offered; the questions are kept."""
    plan = planned(ABUSE, "hours")
    assert (plan.disposition, plan.shape) == ("calm", "calm")
    assert [p.state for p in plan.planned] == ["parked"]
    assert [s.kind for s in plan.statements] == ["signature"]


def test_a_second_abuse_within_the_period_is_held() -> None:
    """They were asked once; the next time a person looks."""
    around = circumstances(history=History(calm_reply_at=NOW - timedelta(days=3)))
    plan = planned(ABUSE, "hours", around=around)
    assert (plan.disposition, plan.reasons[0].code) == ("hold", "abuse-again")


def test_after_the_period_the_calm_reply_may_come_again() -> None:
    """Two weeks later they are asked anew."""
    around = circumstances(history=History(calm_reply_at=NOW - timedelta(days=15)))
    assert planned(ABUSE, "hours", around=around).disposition == "calm"


def test_rudeness_gets_a_full_reply() -> None:
    """Sarcasm changes nothing in the plan but a note beside it."""
    read = reading("Bravo. When are you open?", "When are you open?", abuse=("rude", "Bravo"))
    plan = planned(read, "hours")
    assert plan.disposition == "draft"
    assert "rude" in {reason.code for reason in plan.reasons}


def test_swearing_at_the_matter_gets_a_full_reply() -> None:
    """A damn bicycle is no insult."""
    read = reading("When does the damn shop open?", "When does the damn shop open?", marks=(("swearing", "damn"),))
    assert planned(read, "hours").disposition == "draft"


@pytest.mark.parametrize("code", ["self-harm", "product-danger"])
def test_danger_is_held(code: str) -> None:
    """Somebody may be hurt: a person looks first."""
    read = reading("It burns. When are you open?", "When are you open?", marks=((code, "It burns"),))
    plan = planned(read, "hours")
    assert (plan.disposition, plan.reasons[0].code) == ("hold", code)


def test_a_threat_of_violence_is_held() -> None:
    """No draft is made for somebody who threatens a person."""
    read = reading("I will find you. When are you open?", "When are you open?", abuse=("threat", "I will find you"))
    plan = planned(read, "hours")
    assert (plan.disposition, plan.reasons[0].code) == ("hold", "threat-of-violence")


@pytest.mark.parametrize("code", ["legal-threat", "publicity-threat", "chargeback-threat"])
def test_a_threat_to_sue_or_to_tell_changes_the_plan_in_nothing_but_the_mark(code: str) -> None:
    """The plan is that of the same message without the threat, plus the mark."""
    without = planned(reading("When are you open?", "When are you open?"), "hours")
    read = reading("When are you open? Or else my lawyer.", "When are you open?", marks=((code, "Or else my lawyer."),))
    plan = planned(read, "hours")
    assert (plan.disposition, plan.shape, plan.planned) == (without.disposition, without.shape, without.planned)
    assert [s for s in plan.statements if s.kind != "closing"] == [s for s in without.statements if s.kind != "closing"]
    assert {r.code for r in plan.reasons} - {r.code for r in without.reasons} == {code}


def test_the_rules_may_say_to_hold_what_is_usually_answered() -> None:
    """conduct decides."""
    rules = RULES + "conduct: {swearing: hold, abuse_with_questions: hold, legal: hold}\n"
    swearing = reading("damn, When are you open?", "When are you open?", marks=(("swearing", "damn"),))
    legal = reading("sue! When are you open?", "When are you open?", marks=(("legal-threat", "sue!"),))
    for read in (swearing, legal, ABUSE):
        assert planned(read, "hours", rules=rules).disposition == "hold"


def test_a_death_is_marked_and_the_letter_ends_quietly() -> None:
    """The owner is told, and no closing of ordinary days is said."""
    read = reading("Mum died. When are you open?", "When are you open?", marks=(("bereavement", "Mum died"),))
    plan = planned(read, "hours")
    assert (plan.disposition, plan.shape) == ("draft", "ordinary")
    assert "bereavement" in {reason.code for reason in plan.reasons}
    assert "closing" not in {statement.kind for statement in plan.statements}


def test_a_sad_message_that_tells_of_a_death_is_no_complaint() -> None:
    """Nobody here is to blame, so nobody apologises."""
    text = "My husband died. I do not know what to do."
    assert planned(reading(text, complaint=True)).shape == "complaint"
    marked = reading(text, complaint=True, marks=(("bereavement", "husband died"),))
    assert planned(marked).shape == "acknowledgement"
