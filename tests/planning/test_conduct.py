"""Threats, abuse, lawyers and danger: what conduct makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import meaning, pipeline
from assistant.model import Address, Asked, Found, History, Message, Plan, Reason, Wanted
from tests.builders import JOB, NOW, OURS, RULES, circumstances, job, planned, reading, templates

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


FAIR = (
    "When are you open?",
    "What does a service cost?",
    "Is my bicycle ready? It is PC1234.",
    "My repair is late. It is PC1234.",
    "My repair PC1234 is late, I want a refund.",
    "Can I return it after a month?",
    "Do you weld aluminium frames?",
    "My repair is late. When are you open?",
    "The gears slip again. I am very disappointed.",
)
THREATS = (
    "Otherwise you will hear from my lawyer.",
    "I will take you to court.",
    "My solicitor has been informed.",
    "I will leave a one-star review everywhere.",
    "I am going to the newspapers with this.",
    "I will ask my bank for a chargeback.",
    "I will dispute the charge with my bank.",
)
MARKS = {"legal-threat", "publicity-threat", "chargeback-threat"}


@cache
def shop() -> pipeline.Prepared:
    """The bicycle shop, read without the model."""
    return pipeline.prepare(RULES, templates(), meaning.load("off"))


@cache
def decided(text: str, history: bool) -> Plan:
    """The plan for a whole message, read as the daemon reads it."""
    lea = Address("Lea Brandt", "lea@mail.example")
    message = Message("d" * 64, "<one@mail.example>", author=lea, reply_address=lea, own_words=text, subject="Hello")
    known = History(messages=3, drafts=2, goodwill=1) if history else History()
    around = circumstances(history=known)
    read = pipeline.read(message, shop().meaning, known)
    found = pipeline.match(read, shop(), known)
    rows = tuple(Found(want, JOB, Reason("lookup-found", "It is there.")) for want in found.wanted)
    return pipeline.decide(read, found, shop(), around, rows)


def essence(plan: Plan) -> tuple[Any, ...]:
    """All that the plan decides and says. Which of several wordings is taken comes from the message's own words."""
    said = [
        (s.kind, s.rule, s.questions, s.facts, s.remedy, s.words if s.rule else "")
        for s in plan.statements
    ]
    states = [(one.question.text, one.state, one.answer) for one in plan.planned]
    reasons = {reason.code for reason in plan.reasons} - MARKS
    return plan.disposition, plan.shape, states, said, reasons, plan.wish, plan.wish_granted, plan.due


@settings(deadline=None, max_examples=250)
@given(st.sampled_from(FAIR), st.sampled_from(THREATS), st.booleans(), st.booleans())
def test_a_threat_beside_a_fair_message_adds_a_mark_and_nothing_else(
    fair: str, threat: str, below: bool, history: bool
) -> None:
    """The plan equals that of the same message without the threatening sentence, plus the mark: goodwill too."""
    plain = decided(fair, history)
    plan = decided(f"{fair}\n\n{threat}" if below else f"{fair} {threat}", history)
    assert essence(plan) == essence(plain)
    assert len({reason.code for reason in plan.reasons} & MARKS) == 1
    beside = {warning.code for warning in plan.warnings} - {warning.code for warning in plain.warnings}
    assert beside == {"at-stake", "their-history", "terms-that-apply"}


LATE = reading("My repair PC1234 is late.", "My repair PC1234 is late.", complaint=True, kind="problem")


def gestures(read: Any = LATE, **history: Any) -> list[str]:
    """The words of goodwill in the plan for a late repair."""
    around = circumstances(history=History(**history))
    plan = planned(read, "late-repair", found=job(), around=around)
    return [statement.words for statement in plan.statements if statement.kind == "goodwill"]


def test_a_gesture_is_made_once_in_a_thread() -> None:
    """Not again for the same complaint, whatever gesture it was."""
    assert len(gestures()) == 1
    assert gestures(offered=("tube",)) == []
    assert gestures(offered=("another",)) == []


def test_a_threat_brings_no_gesture() -> None:
    """An answer that grants none grants none to who threatens."""
    asks, threat = "When are you open?", "Or my lawyer."
    read = reading(f"{asks} {threat}", asks, complaint=True, marks=(("legal-threat", threat),))
    plan = planned(read, "hours")
    assert "goodwill" not in {statement.kind for statement in plan.statements}
    read = replace(LATE, understanding=replace(LATE.understanding, marks=read.understanding.marks))
    assert gestures(read, offered=("tube",)) == []


def test_abuse_by_somebody_with_parked_questions_parks_them_again() -> None:
    """After the period the calm reply comes again, and all that is open stays parked."""
    lea = Address("", "lea@mail.example")
    message = Message("d" * 64, "<two@mail.example>", author=lea, reply_address=lea, own_words="You stupid idiots.")
    history = History(NOW - timedelta(days=20), (Asked("Is my bicycle ready?", NOW - timedelta(days=20)),))
    around = circumstances(history=history)
    outcome = pipeline.assist(message, shop(), around)
    assert outcome.plan.disposition == "calm"
    assert [(one.question.place, one.state) for one in outcome.plan.planned] == [("earlier", "parked")]
    assert outcome.draft is not None and outcome.draft.ready


def test_who_writes_calmly_gets_a_ready_letter_with_both() -> None:
    """The parked question is answered with the new one, with the number that was named then."""
    lea = Address("", "lea@mail.example")
    message = Message(
        "d" * 64, "<two@mail.example>", author=lea, reply_address=lea, to=(Address("", OURS[0]),),
        own_words="I am sorry. When are you open?",
    )  # fmt: skip
    then = NOW - timedelta(days=2)
    history = History(then, (Asked("Is my bicycle ready?", then),), keys=(Wanted("job", "PC1234"),))
    rows = (Found(Wanted("job", "PC1234"), JOB, Reason("lookup-found", "It is there.")),)
    outcome = pipeline.assist(message, shop(), circumstances(history=history), rows)
    assert [one.state for one in outcome.plan.planned] == ["answered", "answered"]
    assert outcome.draft is not None
    assert outcome.draft.ready, [check.text for check in outcome.draft.checks if check.ok is False]
    assert outcome.draft.text.index("8:30") < outcome.draft.text.index("5 March")
