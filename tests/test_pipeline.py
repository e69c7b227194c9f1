"""The rooms in a row: the same message gets the same draft, words that fail become gaps, faults are told at once."""

from __future__ import annotations

import pytest

from assistant import meaning, pipeline
from assistant.drafting.compose import compose
from assistant.errors import RulesError
from assistant.model import Question, Reading, Span
from assistant.parsing import parse
from tests.builders import NOW, RULES, circumstances, drafted, matches, reading, templates

WORDING = meaning.load("off")


def test_the_same_message_gets_the_same_bytes() -> None:
    """Twice through all the rooms, to the last byte."""
    prepared = pipeline.prepare(RULES, templates(), WORDING)
    both = []
    raw = b"From: a@b.example\r\n\r\nWhen are you open?\r\nAnd do you weld?\r\n"
    for _ in range(2):
        made = pipeline.assist(parse(raw), prepared, circumstances()).draft
        assert made is not None
        both.append(compose(made, date=NOW, message_id="<x@pedal.example>"))
    assert both[0] == both[1]


def test_words_that_fail_become_a_gap() -> None:
    """A rule whose words cannot be said leaves its question to the owner, and the draft is not ready."""
    rules = RULES.replace(
        "A full service costs {{ facts.service_price }}.", "It is {% if facts.service_price > 5 %}dear{% endif %}."
    )
    prepared = pipeline.prepare(rules, templates(), WORDING)
    read = reading("When are you open? What does a service cost?", "When are you open?", "What does a service cost?")
    found = matches(read, "hours", "service")
    plan = pipeline.decide(read, found, prepared, circumstances())
    plan, made = pipeline.draft(read, plan, prepared, circumstances())
    assert made is not None
    assert [p.state for p in plan.planned] == ["answered", "gap"]
    assert plan.planned[1].reason.code == "words-failed"
    assert made.gaps == 1
    assert not made.ready


def test_an_understanding_whose_question_was_forgotten_raises() -> None:
    """A question that no plan holds is noticed at once."""
    read = reading("When are you open?", "When are you open?")
    plan, _, _ = drafted(read, "hours")
    more = Question("open?", Span(13, 18))
    from dataclasses import replace

    forgotten = Reading(read.message, replace(read.understanding, questions=(*read.understanding.questions, more)))
    with pytest.raises(ValueError, match="is in 0 states"):
        pipeline.check_states(forgotten, plan)


def test_every_fault_of_the_rules_is_told_at_once() -> None:
    """Grammar, Jinja in the rules and Jinja in a template, each with its place."""
    rules = RULES.replace("asks: [When are you open?]", "askes: [When are you open?]").replace(
        "It is ready on {{ job.ready }}.", "It is ready on {{ 7 * 7 }}."
    )
    broken = {**templates(), "ordinary.txt.j2": "{{ greet('a', 'b') }}\n{{ answers.__class__ }}"}
    with pytest.raises(RulesError) as caught:
        pipeline.prepare(rules, broken, WORDING)
    told = str(caught.value)
    assert 'did you mean "asks"?' in told
    assert "multiplying" in told
    assert "templates/ordinary.txt.j2:2" in told


def test_machines_are_turned_away_without_being_understood() -> None:
    """turn_away decides by the headers alone, and leaves people to the rooms."""
    prepared = pipeline.prepare(RULES, templates(), WORDING)
    robot = parse(b"From: a@b.example\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n")
    person = parse(b"From: a@b.example\r\nAuto-Submitted: no\r\n\r\nWhen are you open?\r\n")
    away = pipeline.turn_away(robot, prepared, circumstances())
    assert away is not None
    assert away.disposition == "skip"
    assert pipeline.turn_away(person, prepared, circumstances()) is None


GERMAN = RULES.replace("  reference_prefix: PC\n", "  reference_prefix: PC\n  languages: [en, de]\n").replace(
    "    answer: We are open {{ facts.opening_hours }}.\n",
    "    answer: We are open {{ facts.opening_hours }}.\n    in: {de: {answer: Wir sind da.}}\n",
)
LETTER = "{{ greet('Guten Tag {name},', 'Guten Tag,') }}\n\n{{ answers }}\n\n{{ signature }}\n"


def test_a_language_without_its_letter_is_held() -> None:
    """A German answer does not go out in an English letter; with the letter it is drafted."""
    ask = "When are you open?"
    read = reading(ask, ask, language="de")
    for more, disposition in (({}, "hold"), ({"de/ordinary.txt.j2": LETTER}, "draft")):
        prepared = pipeline.prepare(GERMAN, {**templates(), **more}, WORDING)
        plan = pipeline.decide(read, matches(read, "hours"), prepared, circumstances())
        assert plan.disposition == disposition
    assert "Wir sind da." in [statement.words for statement in plan.statements]


def test_a_letter_half_in_another_language_is_refused() -> None:
    """It would bring in the end of the English letters."""
    half = {"de/ordinary.txt.j2": LETTER + "{% include 'onward.txt.j2' %}"}
    with pytest.raises(RulesError, match=r"templates/de/ordinary.txt.j2:6:1: .* add templates/de/onward.txt.j2"):
        pipeline.prepare(GERMAN, {**templates(), **half}, WORDING)


def test_a_promise_in_another_language_has_its_words() -> None:
    """With a German letter for it the day is German; without one the line waits for the owner."""
    ask = "Do you weld frames?"
    business = "  languages: [en, de]\n"
    rules = GERMAN.replace(business, f"{business}  answer_within: 2 days\n  gaps: holding-reply\n")
    read = reading(ask, ask, language="de")
    promising = LETTER.replace("{{ signature }}", "Wir schreiben Ihnen bis {{ promise }}.\n\n{{ signature }}")
    ordinary = {**templates(), "de/ordinary.txt.j2": LETTER}
    for more, state in (({}, "gap"), ({"de/holding.txt.j2": promising}, "promised")):
        prepared = pipeline.prepare(rules, {**ordinary, **more}, WORDING)
        plan = pipeline.decide(read, matches(read, None), prepared, circumstances())
        assert plan.planned[0].state == state
    made = pipeline.draft(read, plan, prepared, circumstances())[1]
    assert made is not None
    assert "Wir schreiben Ihnen bis Mittwoch, 4. März." in made.text
