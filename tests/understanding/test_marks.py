"""Marks: lawyers, reviews and chargebacks held out; danger to life and health; swearing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.alarms import ALARMS, NEEDED
from assistant.understanding.disguise import plain
from assistant.understanding.marks import marks


def codes(text: str) -> set[str]:
    """The codes found in `text`."""
    return {mark.code for mark in marks(text, ())}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("If I don't get my money I will sue you.", "legal-threat"),
        ("You will hear from my solicitor.", "legal-threat"),
        ("I shall take you to the small claims court.", "legal-threat"),
        ("I am going to file a complaint with the consumer court.", "legal-threat"),
        ("I will report you to Trading Standards.", "legal-threat"),
        ("My lawyer will be in touch.", "legal-threat"),
        ("If not I will leave a bad review everywhere.", "publicity-threat"),
        ("I'm going to tell everyone about this.", "publicity-threat"),
        ("I will post this on social media.", "publicity-threat"),
        ("Sort it out or I go to the press.", "publicity-threat"),
        ("I'll do a chargeback.", "chargeback-threat"),
        ("I will dispute the charge with my bank.", "chargeback-threat"),
        ("I'll ask my bank to reverse the payment.", "chargeback-threat"),
        ("I want to kill myself.", "self-harm"),
        ("I don't want to live any more.", "self-harm"),
        ("I have been feeling suicidal.", "self-harm"),
        ("The kettle caught fire.", "product-danger"),
        ("I got an electric shock from the lamp.", "product-danger"),
        ("My daughter had an allergic reaction to the cream.", "product-danger"),
        ("The charger started smoking and melted.", "product-danger"),
        ("It cut my hand badly.", "product-danger"),
        ("There was a piece of glass in the jar.", "product-danger"),
        ("Where the fuck is it?", "swearing"),
        ("This is sh*t.", "swearing"),
    ],
)
def test_what_a_person_must_know_is_marked(text: str, code: str) -> None:
    """Each kind is found in the words customers use."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "My lawyer friend loved the book.",
        "I am a solicitor and need the invoice in my firm's name.",
        "Do you have books about court cases?",
        "I'd like to leave a good review.",
        "I will tell everyone how great you are.",
        "I'm reviewing books on suicide prevention.",
        "Do you sell the film Suicide Squad?",
        "I nearly died laughing.",
        "Do you have a fire pit?",
        "Is the Fire tablet in stock?",
        "The smoke alarm arrived, thank you.",
        "It broke my heart to return it.",
        "I ordered the cock-au-vin.",
        "Is this lamp safe for children?",
        "I pay by bank transfer.",
    ],
)
def test_an_innocent_mention_is_no_mark(text: str) -> None:
    """The words alone prove nothing."""
    assert codes(text) == set()


def test_the_mark_stands_on_the_words() -> None:
    """A mark's span is the customer's own phrase."""
    text = "The kettle caught fire yesterday. Do you ship to Norway?"
    (mark,) = marks(text, ())
    assert "caught fire" in mark.span.of(text)


@given(st.text(max_size=400))
@settings(max_examples=40, deadline=None)
def test_never_raises_and_spans_lie_inside(text: str) -> None:
    """Whatever the characters, spans lie in the text."""
    assert all(mark.span.end <= len(text) for mark in marks(text, ()))


@pytest.mark.parametrize("piece", ["i will take you to ", "fire ", "fuck ", "?!", "a. ", "x"])
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything are read at once."""
    text = (piece * 100_000)[:100_000]
    start = time.perf_counter()
    marks(text, ())
    assert time.perf_counter() - start < 20  # it does not hang; how fast it is, make bench says


def test_every_phrase_holds_a_needed_word() -> None:
    """What NEEDED passes over holds none of the examples above: the short cut misses nothing."""
    for code, pattern in ALARMS:
        for text in ("I will sue you", "I will tell everyone", "chargeback", "kill myself", "caught fire", "section 75",
                     "see you in court", "name and shame", "ending it all", "gas leak", "food poisoning"):
            line = plain(text).line
            assert not pattern.search(line) or NEEDED[code].search(line)
