"""What only the matcher shows of rules, with the model and without."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import meaning
from assistant.authoring.check import check
from assistant.meaning import Meaning
from assistant.planning.matching import prepare

HEAD = "version: 1\nbusiness: {name: X}\nclosings: [See you soon.]\nanswers:\n"
HOURS = "  - {name: hours, asks: [When are you open?, What are your opening hours?], answer: From nine.}\n"
READERS = [meaning.load(), Meaning()]


def said(answers: str, reader: Meaning) -> list[tuple[str, str, str]]:
    """Severity, code and text of what the matcher shows."""
    checked = check(HEAD + answers, today=date(2026, 11, 20), ready=lambda rulebook: prepare(rulebook, reader))
    return [(fault.severity, fault.code, str(fault)) for fault in checked.faults]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_answers_far_apart_have_nothing_to_say(reader: Meaning) -> None:
    """Ordinary rules give no line."""
    ship = "  - {name: ship, asks: [Do you ship to Norway?, How much is postage?], answer: Yes.}\n"
    assert said(HOURS + ship, reader) == []


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_two_answers_taught_the_same_are_named_with_the_phrasings(reader: Meaning) -> None:
    """The same in other words is one warning for the two answers, however many phrasings they share."""
    [(severity, code, text)] = said(
        HOURS + "  - {name: times, asks: [When do you open?, what are the opening hours], answer: From ten.}\n", reader
    )
    assert (severity, code) == ("warning", "alike-answers")
    assert 'cannot be told apart from "' in text
    for phrasing in ("When are you open?", "When do you open?", "What are your opening hours?"):
        assert f'"{phrasing}"' in text


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_an_answer_that_nothing_reaches_is_an_error(reader: Meaning) -> None:
    """Two answers with the very same phrasings tie for ever, so neither is reached."""
    twins = (f"  - {{name: {name}, asks: [When are you open?], answer: y}}\n" for name in "ab")
    found = said("".join(twins), reader)
    assert [(severity, code) for severity, code, _ in found if code == "unreachable"] == [("error", "unreachable")] * 2
    assert "no question can reach this answer: its phrasings find b as well" in found[0][2]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_tests_that_fail_are_one_warning_an_answer(reader: Meaning) -> None:
    """Both kinds of tests, with the command that says why."""
    tests = "tests: {matches: [is there a dragon, any unicorns], not: [opening hours please]}"
    [(severity, code, text)] = said(HOURS.replace("answer:", f"{tests}, answer:"), reader)
    assert (severity, code) == ("warning", "failing-test")
    assert '3 of its tests do not come out: "is there a dragon", "any unicorns", "opening hours please"' in text
    assert text.endswith("to see why: assistant rules test -k hours")


def test_rules_with_errors_are_not_matched() -> None:
    """Without a rulebook there is nothing to match, and the faults are told as ever."""
    assert [code for _, code, _ in said(HOURS.replace("asks", "aks"), Meaning())] == ["unknown-key"]
