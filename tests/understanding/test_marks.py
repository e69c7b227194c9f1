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
        ("I don't know how much longer I can do this.", "self-harm"),
        ("Everyone would be better off without me.", "self-harm"),
        ("I can't go on like this any more.", "self-harm"),
        ("I just can't do this any more", "self-harm"),
        ("I can't go on", "self-harm"),
        ("What's the point of going on.", "self-harm"),
        ("There is nothing left to live for.", "self-harm"),
        ("Nobody would miss me.", "self-harm"),
        ("I am a burden to everyone.", "self-harm"),
        ("I want it all to stop.", "self-harm"),
        ("I won't be here much longer anyway.", "self-harm"),
        ("I wish I had never been born.", "self-harm"),
        ("My kids would be better off if I was gone", "self-harm"),
        ("By the time you read this I will be gone.", "self-harm"),
        ("I hope I don't wake up tomorrow.", "self-harm"),
        ("I can't live without her.", "self-harm"),
        ("I see no way out.", "self-harm"),
        ("Honestly I don't think I can keep going.", "self-harm"),
        ("Nothing matters any more.", "self-harm"),
        ("My husband passed away, how do I cancel his order?", "bereavement"),
        ("My mum died last week.", "bereavement"),
        ("I lost my wife in March.", "bereavement"),
        ("We have had a bereavement in the family.", "bereavement"),
        ("I am the executor of her estate.", "bereavement"),
        ("It was for my father's funeral.", "bereavement"),
        ("The account holder is deceased.", "bereavement"),
        ("Since the death of my brother I cannot read.", "bereavement"),
        ("My dog died and I have a full bag of food.", "bereavement"),
        ("My late mother's account: she died in June", "bereavement"),
        ("I was recently widowed.", "bereavement"),
        ("I was widowed by cancer in the spring.", "bereavement"),
        ("My bank will reverse the payment.", "chargeback-threat"),
        ("By Friday, or our card company is going to claw it back.", "chargeback-threat"),
        ("My credit card company has offered to get me the money back.", "chargeback-threat"),
        ("Sort it out or it is one star.", "publicity-threat"),
        ("My followers will hear of this.", "publicity-threat"),
        ("Refund me, or it's one star from me.", "publicity-threat"),
        ("I'm sure your followers would like to know how you treat people", "publicity-threat"),
        ("You would not want people to hear about this.", "publicity-threat"),
        ("How will that look on Trustpilot?", "publicity-threat"),
        ("Word gets around in a small town.", "publicity-threat"),
        ("My review will reflect this.", "publicity-threat"),
        ("Next stop Trustpilot.", "publicity-threat"),
        ("Think of your reputation.", "publicity-threat"),
        ("Otherwise expect one star.", "publicity-threat"),
        ("My 20k subscribers will hear all about this.", "publicity-threat"),
    ],
)
def test_what_a_person_must_know_is_marked(text: str, code: str) -> None:
    """Each kind is found in the words customers use."""
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "My lawyer friend loved the book.",
        "He says he has been widowed by a shelf of sea stories.",
        "Will my bank refund me the day you pay it?",
        "My bank will charge me for it.",
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
        "I can't go on your website.",
        "I don't know how much longer I can wait for this refund.",
        "I can't keep going back to the post office.",
        "Your shop would be better off without me as a customer.",
        "I can't go on holiday without a good book.",
        "What is the point of a booking?",
        "I lost my mother's ring.",
        "I lost my son at the fair, was he found?",
        "My phone died before I could finish the order.",
        "The battery died after a day.",
        "Does the dog die in this book?",
        "The author died in 1950.",
        "My grandfather died ten years ago and left me this atlas.",
        "Do you have books about death and grief?",
        "I passed on your details to my wife.",
        "Do you have a one star atlas?",
        "Can I get one star chart and one globe?",
        "My friends would love to see it.",
        "My followers would love to hear from the author.",
        "I give you five stars.",
        "In the novel her husband died.",
        "My late father's collection of sea charts, would you buy it?",
        "I can't do it on the app any more.",
        "How long can I keep a book on reserve?",
        "I won't be around on Friday.",
        "I can't carry on waiting for the order.",
        "I can't bear this colour.",
        "Would you like people to see our garden?",
        "Put in a good word for me.",
        "It looks good in print.",
        "How would it look on a shelf?",
        "How would it look in print?",
        "Do you care about your planet image?",
        "I hope the battery does not die.",
        "I wish I had never ordered.",
        "I want it all to arrive together.",
        "My wife lost her book.",
        "He has passed the exam, and is off to college.",
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
