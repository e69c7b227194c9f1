"""ends-on-a-good-note: the last paragraph looks forward, and nothing stands below the signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import ends_on_a_good_note
from tests.builders import drafted, reading
from tests.drafting.letters import calm, changed, complaint, firm_no, ordinary, verdict

GOOD = [
    "We look forward to seeing you on the road.",
    "Enjoy your next ride.",
    "We hope that the new chain carries you up every hill.",
    "It will be a pleasure to see you in the shop.",
    "See you soon, and a happy week until then.",
    "We are glad that you ride with us.",
    "May all your roads be dry.",
    "Do come by; you are always welcome.",
    "We would be delighted to hear how the first tour was.",
    "We wish you and your daughter many wonderful rides.",
    "I cannot wait to see the tandem on its wheels.",
    "All the best for the race on Sunday.",
    "Have a lovely summer on two wheels!",
    "We hope to hear from you later in the week.",
]
SPOILED = [
    "We look forward to seeing you, and we are sorry once more.",
    "Once again, please forgive us.",
    "Mea culpa, and see you soon.",
    "That should never have happened; we hope to do better.",
    "We hope that this unpleasant matter is behind us.",
    "We are glad that the problem could be solved.",
    "We let you down, and look forward to making amends.",
    "Enjoy the bicycle, despite the delay.",
    "We hope that you will not be disappointed again.",
    "Thank you for your patience, and see you soon.",
    "We hope that nothing else goes wrong.",
    "Unfortunately that is all that we can do; have a good day.",
    "We are happy to have settled this, although it took so long.",
    "Good luck elsewhere.",
    "The door is green.",
    "We regret what happened and wish you well.",
    "What a pity about the scratched frame; enjoy it all the same.",
    "",
]


@pytest.mark.parametrize("closing", GOOD)
@pytest.mark.parametrize("make", [ordinary, complaint])
def test_closings_that_look_forward_pass(make: object, closing: str) -> None:
    """Glad words about what comes next, whatever went before."""
    case = changed(make(), "<closing>", closing)  # type: ignore[operator]
    assert verdict(ends_on_a_good_note, case).ok is True


@pytest.mark.parametrize("closing", SPOILED)
def test_closings_that_look_back_are_caught(closing: str) -> None:
    """An apology in any words, the trouble itself, a refusal, or nothing good at all; the place is shown."""
    found = verdict(ends_on_a_good_note, changed(complaint(), "<closing>", closing))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm])
@pytest.mark.parametrize("last", ["P.S. Sorry again!", "PS: the old tube cost us dearly.", "One more thing."])
def test_a_postscript_is_caught(make: object, last: str) -> None:
    """Below the signature stands nothing."""
    case = make()  # type: ignore[operator]
    draft = replace(case.draft, text=f"{case.draft.text}\n{last}\n")
    assert verdict(ends_on_a_good_note, replace(case, draft=draft)).ok is False


def test_an_apology_in_the_signature_is_caught() -> None:
    """The signature is not the place for it either."""
    assert verdict(ends_on_a_good_note, changed(ordinary(), "Kind regards", "With our apologies")).ok is False


def test_a_letter_that_ends_with_a_line_to_fill_is_caught() -> None:
    """It has no ending yet."""
    case = drafted(reading("Do you weld?", "Do you weld?"), None)[2]
    gap = case.parts("gap")[0].span
    text = case.draft.text[: gap.end] + "\n"
    parts = tuple(part for part in case.draft.parts if part.span.end <= gap.end)
    assert verdict(ends_on_a_good_note, replace(case, draft=replace(case.draft, text=text, parts=parts))).ok is False


def test_the_customers_own_trouble_in_a_gap_is_theirs() -> None:
    """What stands in a line to fill does not spoil the ending."""
    asked = "Why was it late, broken and wrong?"
    assert verdict(ends_on_a_good_note, drafted(reading(asked, asked), None)[2]).ok is True
