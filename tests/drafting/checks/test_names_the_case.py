"""names-the-case: the reference of this very case, whole, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import names_the_case
from assistant.planning.reference import reference
from tests.builders import drafted, message, reading, rulebook
from tests.drafting.letters import answering, asking, calm, changed, complaint, firm_no, ordinary, verdict

OWN = ordinary().plan.reference
OTHER = "PC-" + "".join("B" if letter == "A" else "A" for letter in OWN[3:])


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_names_its_case(make: object) -> None:
    """Whatever its shape."""
    assert verdict(names_the_case, make()).ok is True  # type: ignore[operator]


@pytest.mark.parametrize(
    "words",
    [
        f"Your reference is {OWN}.", f"Please quote {OWN}", f"({OWN})", f"Reference: {OWN}, for the telephone.",
        f"{OWN}", f"“{OWN}” is yours.", f"{OWN}; {OWN}.", f"Your reference: {OWN}!", f"Case {OWN}:",
        f"With {OWN} in the subject your message comes straight to us.",
        f"We have filed this as {OWN}, should you ring.",
        f"Your reference is:\n{OWN}", f"{OWN}: please keep it at hand", f"Ref. {OWN} / Lea", f"*{OWN}*",
    ],
)  # fmt: skip
def test_any_wording_will_do(words: str) -> None:
    """As long as the reference can be read and quoted."""
    assert verdict(names_the_case, changed(ordinary(), "<reference>", words)).ok is True


@pytest.mark.parametrize(
    "words",
    [
        "", "Your reference is on file.", f"Your reference is {OWN[:-1]}.", f"Your reference is {OWN}X.",
        f"Your reference is {OWN.lower()}.", f"Your reference is {OWN.replace('-', ' ')}.",
        f"Your reference is {OWN.replace('-', '')}.", f"Your reference is A{OWN}.", f"Your reference is {OTHER}.",
        f"Your reference is {OWN}, formerly {OTHER}.", f"Your reference is {OWN}-2.", f"Your reference is {OWN[3:]}.",
        f"Your reference is {OWN[:5]} {OWN[5:]}.",
    ],
)  # fmt: skip
def test_a_wrong_reference_is_caught(words: str) -> None:
    """Missing, cut, lengthened, in other letters, or another case's."""
    found = verdict(names_the_case, changed(ordinary(), "<reference>", words))
    assert found.ok is False
    assert OWN in found.text


def test_a_reference_in_a_line_to_fill_does_not_count() -> None:
    """What the customer quotes is not what we say."""
    asked = f"What became of {OWN}?"
    case = drafted(reading(asked, asked), None)[2]
    assert case.plan.reference == OWN
    assert verdict(names_the_case, changed(case, "<reference>", "Goodbye.")).ok is False


def test_a_voucher_that_looks_like_a_reference_is_none() -> None:
    """What the rules themselves say is not another case."""
    assert verdict(names_the_case, answering("The code is PC-7QAAA.")).ok is True


def test_it_is_derived_from_the_message_not_taken_from_the_plan() -> None:
    """A plan with another reference does not make it right."""
    case = changed(ordinary(), OWN, OTHER)
    assert verdict(names_the_case, replace(case, plan=replace(case.plan, reference=OTHER))).ok is False


def test_a_thread_has_one_reference() -> None:
    """The answer to the second message of a thread bears the first one's."""
    second = message("And?", message_id="<two@mail.example>", references=("<one@mail.example>",))
    assert reference(second, rulebook().business) == OWN
