"""Their own mishap and the weather are told apart from what we did."""

from __future__ import annotations

import pytest

from assistant.model import Span
from assistant.understanding.blame import blames, nobodys, sounding, theirs


@pytest.mark.parametrize(
    "sentence",
    [
        "This bloody rain never ends.",
        "What awful weather!",
        "The traffic was hell.",
        "My stupid memory again.",
        "I spilt coffee on it.",
        "I have lost your last message, sorry.",
        "Our puppy chewed the cover.",
        "It was my own fault.",
        "Sh*t weather, but I am driving over to you.",
    ],
)
def test_what_nobody_here_did_is_theirs(sentence: str) -> None:
    """The weather, the road, a mishap of their own, even where we are named."""
    assert theirs(sentence)
    assert not blames(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Your driver left it in the rain.",
        "My parcel stood in the rain.",
        "I lost my patience.",
        "I dropped in on Monday and nobody was there.",
        "You broke it, and I lost a day.",
        "The kettle leaks.",
        "I lost it because your courier came late.",
    ],
)
def test_what_may_be_ours_is_not_theirs(sentence: str) -> None:
    """Rain alone excuses nobody who left a parcel in it."""
    assert not theirs(sentence)


@pytest.mark.parametrize(
    ("sentence", "blaming"),
    [
        ("Your courier threw it over the fence.", True),
        ("Then you ignored me for an hour.", True),
        ("What a joke of a company.", True),
        ("The kettle you sold me leaks.", True),
        ("Have your staff ignored me?", False),
        ("My gran's Bible has lost its back.", False),
        ("I would love to see your garden.", False),
    ],
)
def test_who_says_what_we_did_blames_us(sentence: str, blaming: bool) -> None:
    """Where it sounds bad; a question blames nobody."""
    assert blames(sentence) is blaming


def test_one_sentence_about_us_is_enough() -> None:
    """A message is nobody's trouble only if all that sounds bad in it is."""
    text = "Damn rain. Damn parcel. When do you open?"
    rain, parcel, asks = Span(0, 10), Span(11, 23), Span(24, 41)
    heard = sounding(text, (Span(0, 4), Span(24, 28)), (rain, parcel, asks))
    assert heard == ("Damn rain.", "When do you open?")
    assert nobodys(text, heard)
    assert not nobodys(text, sounding(text, (Span(0, 4), Span(11, 15)), (rain, parcel, asks)))
    assert not nobodys(text, ())
