"""every-question-answered: each question has one state, and its whole answer stands in the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import every_question_answered
from assistant.drafting.checks.case import Case
from assistant.model import Part, Planned, Question, Reason, Span
from tests.builders import drafted, job, message, reading
from tests.drafting.letters import answering, asking, calm, changed, complaint, firm_no, ordinary, verdict

THREE = ("When are you open?", "What does a service cost?", "Can I return it after a month?")
TWO_STEPS = "Bring it on Monday morning. We look at the brakes while you wait. The rest is done by evening."


def three() -> Case:
    """Three questions, all answered."""
    return drafted(reading(" ".join(THREE), *THREE), "hours", "service", "late-return")[2]


def with_parts(case: Case, parts: tuple[Part, ...]) -> Case:
    """The case with other parts over the same text."""
    return replace(case, draft=replace(case.draft, parts=parts))


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking, three])
def test_every_letter_of_ours_passes(make: object) -> None:
    """Answered, declined, asked back or parked; it points at questions and answers."""
    case = make()  # type: ignore[operator]
    found = verdict(every_question_answered, case)
    assert found.ok is True
    assert len(found.about) == len(case.plan.planned)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We look at the brakes while you wait.", "While you wait we look at the brakes."),
        ("Bring it on Monday morning.", "Please bring it on Monday, in the morning."),
        ("The rest is done by evening.", "By evening the rest is done as well."),
        ("Monday morning. We", "Monday morning, and we"),
        ("while you wait", "as you wait"),
        (TWO_STEPS, TWO_STEPS + " See you then."),
        (TWO_STEPS, "Gladly. " + TWO_STEPS),
        (TWO_STEPS, TWO_STEPS.upper()),
    ],
)
def test_a_reworded_answer_is_still_one(old: str, new: str) -> None:
    """A person may put it otherwise, as long as each sentence is still said."""
    assert verdict(every_question_answered, changed(answering(TWO_STEPS), old, new)).ok is True


@pytest.mark.parametrize(
    "left",
    [
        "Bring it on Monday morning.", "We look at the brakes while you wait.", "The rest is done by evening.",
        "Bring it on Monday morning. We look at the brakes while you wait.",
        "Bring it on Monday morning. The rest is done by evening.",
        "We look at the brakes while you wait. The rest is done by evening.",
        "Bring it. We look at the brakes while you wait. The rest is done by evening.", "Monday.", "Gladly.", "",
    ],
)  # fmt: skip
def test_half_an_answer_is_caught(left: str) -> None:
    """A sentence of the answer is gone."""
    found = verdict(every_question_answered, changed(answering(TWO_STEPS), TWO_STEPS, left))
    assert found.ok is False
    assert "When are you open?" in found.text


@pytest.mark.parametrize("number", range(4))
def test_two_of_three_answers_are_caught(number: int) -> None:
    """Whichever is missing, it is named and pointed at; the firm no has two halves."""
    case = three()
    gone = [part for part in case.draft.parts if part.questions][number]
    found = verdict(every_question_answered, changed(case, case.said(gone), ""))
    asked = THREE[min(number, 2)]
    assert found.ok is False
    assert asked in found.text
    assert [span.of(case.reading.message.own_words) for _, span in found.about] == [asked]


@pytest.mark.parametrize("number", range(4))
def test_an_answer_that_the_letter_does_not_hold_is_caught(number: int) -> None:
    """The part is not there, or is empty."""
    case = three()
    gone = [part for part in case.draft.parts if part.questions][number]
    left = tuple(part for part in case.draft.parts if part is not gone)
    assert verdict(every_question_answered, with_parts(case, left)).ok is False
    empty = tuple(
        replace(part, span=Span(part.span.start, part.span.start)) if part is gone else part
        for part in case.draft.parts
    )
    assert verdict(every_question_answered, with_parts(case, empty)).ok is False


def test_the_answer_to_another_question_is_caught() -> None:
    """The rule of one question said to the other."""
    case = ordinary()
    parts = tuple(replace(part, questions=tuple(1 - n for n in part.questions)) for part in case.draft.parts)
    assert verdict(every_question_answered, with_parts(case, parts)).ok is False


def test_asking_back_is_asking() -> None:
    """Without the question for the number nothing is asked back."""
    case = asking()
    assert verdict(every_question_answered, changed(case, "<ask>", "")).ok is False
    kinds = tuple(replace(part, kind="answer") if part.kind == "ask" else part for part in case.draft.parts)
    assert verdict(every_question_answered, with_parts(case, kinds)).ok is False


def test_an_open_gap_is_not_ready() -> None:
    """It waits for the owner, and says for which question."""
    text = "When are you open? Do you weld?"
    case = drafted(reading(text, "When are you open?", "Do you weld?"), "hours", None)[2]
    found = verdict(every_question_answered, case)
    assert found.ok is False
    assert [span.of(text) for _, span in found.about] == ["Do you weld?"]
    left = tuple(part for part in case.draft.parts if part.kind != "gap")
    assert "Put back the line" in verdict(every_question_answered, with_parts(case, left)).text


def test_a_question_without_a_plan_is_caught() -> None:
    """Forgotten by the plan."""
    case = ordinary()
    plan = replace(case.plan, planned=(), statements=(), disposition="calm", shape="calm")
    assert verdict(every_question_answered, replace(case, plan=plan)).ok is False


def test_a_question_that_the_plan_does_not_know_is_caught() -> None:
    """Somebody else's question in its place."""
    case = ordinary()
    other = Question("What does it cost?", Span(0, 18))
    planned = (replace(case.plan.planned[0], question=other), case.plan.planned[1])
    assert verdict(every_question_answered, replace(case, plan=replace(case.plan, planned=planned))).ok is False


@pytest.mark.parametrize("state", ["parked", "answered-before"])
def test_a_state_that_does_not_fit_is_caught(state: str) -> None:
    """Nothing is parked in an ordinary letter, and nothing was answered before in a first message."""
    case = ordinary()
    first = case.plan.planned[0]
    answer = first.answer if state == "answered-before" else None
    planned = (Planned(first.question, state, Reason("x", "x"), answer), case.plan.planned[1])  # type: ignore[arg-type]
    spoiled = replace(case, plan=replace(case.plan, planned=planned))
    assert verdict(every_question_answered, spoiled).ok is False
    if state == "answered-before":
        read = replace(case.reading, message=message(case.reading.message.own_words, in_reply_to=("<zero@x.example>",)))
        assert verdict(every_question_answered, replace(spoiled, reading=read)).ok is True


def test_an_answer_to_abuse_is_caught() -> None:
    """Every question is parked."""
    case = calm()
    planned = tuple(Planned(one.question, "gap", one.reason) for one in case.plan.planned)
    found = verdict(every_question_answered, replace(case, plan=replace(case.plan, planned=planned)))
    assert found.ok is False
    assert found.about


def test_without_questions_it_does_not_apply() -> None:
    """Praise asks nothing."""
    case = drafted(reading("What a fine shop.", thanks="praise"))[2]
    assert verdict(every_question_answered, case).ok is None


def test_a_question_in_the_subject_is_pointed_at_there() -> None:
    """Its place is the subject."""
    read = reading("Please tell me.", subject="When are you open?")
    question = Question("When are you open?", Span(0, 18), place="subject")
    read = replace(read, understanding=replace(read.understanding, questions=(question,)))
    found = verdict(every_question_answered, drafted(read, "hours")[2])
    assert found.ok is True
    assert found.about == (("subject", Span(0, 18)),)


def test_one_answer_may_answer_two_questions() -> None:
    """Said once, for both."""
    text = "When are you open? And on Sunday?"
    case = drafted(reading(text, "When are you open?", "And on Sunday?"), "hours", "hours")[2]
    assert verdict(every_question_answered, case).ok is True
    assert verdict(every_question_answered, changed(case, "<answer>", "")).ok is False


def test_a_complaint_may_be_answered_in_part_by_its_choice() -> None:
    """The remedy's own words are the answer; without them it is not answered."""
    case = complaint()
    assert job()[1]
    assert verdict(every_question_answered, changed(case, "It is ready on 5 March.", "")).ok is False


def test_what_two_answers_need_may_be_asked_for_in_the_words_of_one() -> None:
    """The same job number serves both; words of a rule that needs nothing ask for neither."""
    late, ready = "My repair is late.", "Is my bicycle ready?"
    case = drafted(reading(f"{late} {ready}", late, ready, complaint=True), "late-repair", "job-status")[2]
    assert [one.state for one in case.plan.planned] == ["asked", "asked"]
    assert verdict(every_question_answered, case).ok is True
    parts = tuple(replace(part, rule="hours") if part.kind == "ask" else part for part in case.draft.parts)
    assert verdict(every_question_answered, replace(case, draft=replace(case.draft, parts=parts))).ok is False
