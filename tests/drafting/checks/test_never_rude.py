"""never-rude: nothing demanding, blaming or condescending, however politely it is put."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import never_rude
from tests.builders import drafted, reading
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

GOOD = [
    "It was not your fault.",
    "Choose whatever you like best.",
    "You should have received a card from us by now.",
    "You should have a card from us by now.",
    "You are being refunded today.",
    "You need not bring anything.",
    "We would like to explain how the gears work.",
    "The brakes are simple to set and easy to clean.",
    "We are sure that the blue one will suit you.",
    "Next time we gladly look at the saddle as well.",
    "We understand how tiresome that was.",
    "If you had the bicycle with you, we could look at once.",
    "The policy of the insurer covers the frame.",
    "It is clear to us how this came about.",
    "You were right to write to us.",
]
SPOILED = [
    "You must bring the receipt.",
    "You are required to collect it.",
    "You will have to wait like everybody.",
    "As I already said, a service takes a day.",
    "As we have clearly explained before, it takes a day.",
    "As stated above, it takes a day.",
    "As described on our website, it takes a day.",
    "May I remind you that it takes a day.",
    "We would like to remind you of the opening hours.",
    "I am sure you will understand that others wait as well.",
    "We are sure you can appreciate our position.",
    "Had you read the page, you would know.",
    "If you had only looked at the tag, it would be clear.",
    "You seem to have overlooked the price list.",
    "You appear to believe that repairs are simple.",
    "Perhaps you missed our message.",
    "You may have overlooked our message.",
    "For future reference, the hours are on the door.",
    "Next time, please read the label.",
    "Please try to understand that we are busy.",
    "It is quite obvious that the chain was dry.",
    "Needless to say, the price is fixed.",
    "It goes without saying that we charge for parts.",
    "Common sense says that a chain needs oil.",
    "Any reasonable customer would wait.",
    "Let me spell it out.",
    "With respect, that is how chains are.",
    "That is because you did not oil it.",
    "It was your own carelessness.",
    "That is hardly our problem.",
    "You are being unreasonable.",
    "There is no need for your tone.",
    "Kindly refer to our terms.",
    "Be advised that we close early.",
    "As per our policy, no.",
    "Settle down, it is only a chain.",
    "It is clearly stated on the door.",
    "Really?!",
    "We expect you to pay.",
    "We have already told you the price.",
]


@pytest.mark.parametrize("words", GOOD)
def test_kind_words_pass(words: str) -> None:
    """What looks like a rude phrase and is none."""
    assert verdict(never_rude, changed(ordinary(), "A full service costs £45.", words)).ok is True


@pytest.mark.parametrize("words", SPOILED)
@pytest.mark.parametrize("make", [firm_no, complaint])
def test_rude_words_are_caught(make: object, words: str) -> None:
    """Demands, blame and condescension, politely worded as well; the place is shown."""
    found = verdict(never_rude, changed(make(), "<invitation>", words))  # type: ignore[operator]
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_no_letter_of_ours_is_rude(make: object) -> None:
    """As the templates have them."""
    assert verdict(never_rude, make()).ok is True  # type: ignore[operator]


def test_what_the_customer_says_in_a_gap_is_theirs() -> None:
    """Their rudeness stands in the line to fill, quoted."""
    asked = "Are you stupid, you people?"
    assert verdict(never_rude, drafted(reading(asked, asked), None)[2]).ok is True


def test_rude_words_over_a_line_break_are_caught() -> None:
    """Words of the rules may be broken over lines."""
    assert never_rude.rude_phrases("You\nmust come.") or never_rude.rude_phrases("You must come.")
    assert verdict(never_rude, changed(ordinary(), "A full service", "You must\nknow: a full service")).ok is False
