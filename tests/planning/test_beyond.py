"""A question that is near to an answer and asks for something else is left to the owner, and says for what."""

from __future__ import annotations

import pytest

from assistant import rules
from assistant.planning.beyond import Said, beyond, said

HOURS = Said(
    ("When are you open?", "are you closed on Fridays"), "We are open from 9 to 5, Monday to Thursday.", True, False
)
TOUR = Said(
    ("Is there a tour of the mill?", "when is the tour"), "The tour of the mill is on Sundays and costs 8.", True, False
)
TALK = Said(("Do you have readings?", "who reads at yours"), "An author reads at the mill once a month.", True, False)
SEATS = Said(("Do you rent child seats?", "I need a child seat"), "We rent child seats of all makes.", True, False)
PARCEL = Said(("Where is my parcel?",), "It is on its way.", True, True)


@pytest.mark.parametrize(
    ("text", "rule", "of"),
    [
        ("Why are you closed on Fridays?", HOURS, "about the reason"),
        ("What is the reason for the early hours?", HOURS, "about the reason"),
        ("Were you open on the 3rd?", HOURS, "about the past"),
        ("When did the tour begin?", TOUR, "about the past"),
        ("How many rooms are there on the tour?", TOUR, "about how many rooms"),
        ("How steep is the tour?", TOUR, "about how steep it is"),
        (
            "How long is a reading?",
            Said(TALK.asks, "An author reads at the mill.", True, False),
            "about how long it takes",
        ),
        ("How much is a reading?", TALK, "about what it costs"),
        ("We do not want to rent a child seat, may we bring one?", SEATS, "to “not want to rent”"),
        ("Can people who don't take part see the mill?", TOUR, "of those “don't take part see”"),
        ("Does the tour go to Wales?", Said(TOUR.asks, "The tour is in England.", True, False), None),
        ("Does the tour go to France?", Said(TOUR.asks, "The tour is in England.", True, False), "about France"),
    ],
)
def test_what_it_asks_beyond_the_answer_is_named(text: str, rule: Said, of: str | None) -> None:
    """Why for when, what was for what is, a measure for a thing, a no for a yes, a country for another."""
    assert beyond(text, rule) == of


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("When are you open?", HOURS),
        ("Why can't I find your hours on my map?", HOURS),
        ("What were your hours again?", HOURS),
        ("I was wondering when you open.", HOURS),
        ("Don't you open on Fridays?", HOURS),
        ("I don't know whether you are open. Are you?", HOURS),
        ("Are you open on Fridays or not?", HOURS),
        ("How much is the tour?", TOUR),
        ("Is there a tour without a fee?", TOUR),
        ("A seat for a boy, not a girl: do you rent one?", SEATS),
        ("Did you send my parcel?", PARCEL),
        ("How long will my parcel take?", PARCEL),
        ("How many days until my parcel comes?", PARCEL),
    ],
)
def test_what_it_asks_in_other_words_is_answered(text: str, rule: Said) -> None:
    """Courtesy, a doubt and "again" change nothing; a table about the customer tells what was."""
    assert beyond(text, rule) is None


def test_a_complaints_answer_is_not_judged() -> None:
    """It puts right what they write about, and need not explain."""
    assert (
        beyond("Why did you send the wrong one?", Said(("You sent the wrong one",), "We send another.", False, False))
        is None
    )


def test_what_is_denied_before_the_question_counts() -> None:
    """The sentence that a question leans on may say that the answer is not for them."""
    assert (
        beyond("Can I collect it?", SEATS, "I would not rent it any more. Can I collect it?") == "to “not rent it any”"
    )
    assert beyond("Can I collect it?", SEATS, "Would you not rent it? Can I collect it?") is None


def test_an_answer_says_its_facts_its_terms_and_all_its_cases() -> None:
    """What a fact says counts as said."""
    book = rules.load(
        "version: 1\nbusiness: {name: The Mill}\nfacts: {price: £8}\nterms: {fair: It is the same for all.}\n"
        "answers:\n  - name: tour\n    asks: [Is there a tour?]\n"
        "    answer: 'Yes. {{ terms.fair }} It is {{ facts.price }}.'\n"
    ).rulebook
    assert said(book.answers[0], book).words == "Yes. It is the same for all. It is £8."
    assert beyond("What does the tour cost?", said(book.answers[0], book)) is None
