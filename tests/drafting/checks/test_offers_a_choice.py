"""offers-a-choice: where a complaint's rule has alternatives, the customer is offered them and may choose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import offers_a_choice
from assistant.drafting.checks.case import Case
from tests.builders import RULES
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

REFUND = "We refund the £60 in full."
LEND = "we lend you a bicycle until then, free of charge."


def asks(case: Case) -> str:
    """The words that ask which they would like: all that the template says of the choice."""
    return next(case.said(part) for part in reversed(case.parts("choice")) if part.source is None)


def one_choice() -> Case:
    """The same rule with a single alternative."""
    return complaint(RULES.replace('      - {replacement: "we lend you a bicycle until then, free of charge"}\n', ""))


@pytest.mark.parametrize(
    "words",
    [
        "Which would you like?", "Just tell us.", "Let us know what suits you.", "Say the word.",
        "The choice is yours.",
        "Whichever you prefer.", "A short reply is enough.", "You choose.", "Either is fine with us.",
        "Tell us which suits you best.", "What would you like?", "Reply with one word.", "A word from you is enough.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [complaint, one_choice])
def test_any_way_of_asking_passes(make: object, words: str) -> None:
    """With two alternatives or with one."""
    case = make()  # type: ignore[operator]
    found = verdict(offers_a_choice, changed(case, asks(case), words))
    assert found.ok is True, found.text
    assert found.about


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (REFUND, ""), (LEND, ""), (REFUND, "There is no choice."), (LEND, "wait."), (LEND, "that is all."),
        (REFUND, "We do what we can."), (REFUND, "We refund."), (LEND, "you may borrow something."),
        (REFUND, "We lend you a bicycle until then, free of charge."), (LEND, "we refund the £60 in full."),
        (LEND, "you may wait, which costs nothing."), (REFUND, "Patience is best."),
    ],
)  # fmt: skip
def test_a_spoiled_alternative_is_caught(old: str, new: str) -> None:
    """Deleted, replaced by something else, or said twice."""
    assert verdict(offers_a_choice, changed(complaint(), old, new)).ok is False


@pytest.mark.parametrize("kept", [0, 1])
def test_a_missing_alternative_is_caught(kept: int) -> None:
    """One of two, or both."""
    case = complaint()
    sources = [part for part in case.parts("choice") if part.source is not None]
    gone = sources[kept:]
    parts = tuple(part for part in case.draft.parts if part not in gone)
    assert verdict(offers_a_choice, replace(case, draft=replace(case.draft, parts=parts))).ok is False


def test_an_alternative_that_leaves_no_choice_is_caught() -> None:
    """It is announced, and nobody asks."""
    case = one_choice()
    found = verdict(offers_a_choice, changed(case, asks(case), "That is what happens."))
    assert found.ok is False
    assert "choose" in found.text


def test_each_wording_of_the_template_leaves_one_alternative_to_them() -> None:
    """The customer's message decides which wording it is; all of them ask."""
    rules = RULES.replace('      - {replacement: "we lend you a bicycle until then, free of charge"}\n', "")
    found = [complaint(rules, message_id=f"<{number}@mail.example>") for number in range(24)]
    assert all(verdict(offers_a_choice, case).ok is True for case in found)
    assert len({asks(case) for case in found}) > 1


def test_a_choice_that_another_rule_offers_is_caught() -> None:
    """It must be this rule's own."""
    case = complaint()
    parts = tuple(replace(part, rule="hours") if part.kind == "choice" else part for part in case.draft.parts)
    assert verdict(offers_a_choice, replace(case, draft=replace(case.draft, parts=parts))).ok is False


def test_it_applies_where_a_rule_has_alternatives() -> None:
    """Only to complaints, and only if there is something to choose."""
    assert all(verdict(offers_a_choice, make()).ok is None for make in (ordinary, firm_no, calm, asking))
    none = RULES[: RULES.index("    choices:")] + RULES[RULES.index("    assurance: From now") :]
    assert verdict(offers_a_choice, complaint(none)).ok is None
