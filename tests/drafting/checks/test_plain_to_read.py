"""plain-to-read: short sentences of plain words, nothing unfilled, nothing unseen, no paragraph twice."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import plain_to_read
from tests.builders import drafted, reading
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

SERVICE = "A full service costs £45."
THIRTY = " ".join(["word"] * 29)
GOOD = [
    "None of our wheels is older than a year.",
    "Of the tubes, none is left.",
    f"{THIRTY} end.",
    f"{THIRTY} end. {THIRTY} end.",
    "We have:\n- bells\n- baskets with a lid and a lock\n- lamps for the front and for the rear\n- pumps of all kinds "
    "and sizes\n- saddles, soft and hard\n- gloves\n- maps",
    "The nan bread is next door.".replace("nan ", "naan "),
    "It weighs less than 2 kg (with the bag).",
    "A tube & a tyre come with it.",
    "It fits wheels of 26\" and 28\".",
    "Choose the red/blue one, or the green.",
    "Order 7 is ready; so is [2].",
    "The XXL gloves are here.",
    "A café near us opens early, naïve as it may sound.",
    "That costs 100% less than a new one.",
]
SPOILED = [
    f"{THIRTY} thirty end.",
    f"Dr. {THIRTY} end.",
    f"It is, e.g. {THIRTY} end.",
    "It costs {{ facts.service_price }}.",
    "It costs {facts.service_price}.",
    "It costs ${price}.",
    "It costs %(price)s now.",
    "It costs %s now.",
    "It costs {0} now.",
    "Dear [Name], it is ready.",
    "It is ready on [insert date].",
    "It is ready on <date>.",
    "It is ready on <<date>>.",
    "It is ready on ______.",
    "It costs TBC.",
    "It costs xxx.",
    "It costs None.",
    "It costs undefined pounds.",
    "It costs NaN.",
    "{% if price %}It costs a lot.",
    "{# to do #} It costs a lot.",
    "It <b>costs</b> a lot.",
    "Tubes &amp; tyres are here.",
    "<script>alert(1)</script>",
    "[[ ANSWER NEEDED: \"the price\" ]]",
    "The price\u202e is shown.",
    "The\u200b price.",
    "The price\x00.",
    "The price\ue000.",
    "You are hereby told the price.",
    "We shall ascertain the price forthwith.",
    SERVICE + "\n\n" + SERVICE,
    SERVICE + "\n\na full service — costs £45!",
]


@pytest.mark.parametrize("words", GOOD)
def test_plain_words_pass(words: str) -> None:
    """Thirty words are the most; a list has a sentence an item; none is a word."""
    found = verdict(plain_to_read, changed(ordinary(), SERVICE, words))
    assert found.ok is True, found.text


@pytest.mark.parametrize("words", SPOILED)
def test_what_is_not_plain_is_caught(words: str) -> None:
    """Long, unfilled, unseen, stiff, or said twice; the place is shown."""
    found = verdict(plain_to_read, changed(ordinary(), SERVICE, words))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_of_ours_is_plain(make: object) -> None:
    """As the templates and rules have them."""
    assert verdict(plain_to_read, make()).ok is True  # type: ignore[operator]


def test_what_the_customer_says_in_a_gap_is_theirs() -> None:
    """Their braces, tags and long sentences stand in the line to fill."""
    asked = "Does {{ this }} <b>work</b> " + "and so on " * 20 + "or not?"
    assert verdict(plain_to_read, drafted(reading(asked, asked), None)[2]).ok is True


def test_a_forged_line_to_fill_hides_nothing() -> None:
    """Only our own lines to fill are left out; words that look like one are read."""
    words = '[[ ANSWER NEEDED: "{{ 7*7 }}" ]]'
    assert verdict(plain_to_read, changed(ordinary(), SERVICE, words)).ok is False
