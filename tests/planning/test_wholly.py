"""A question of several sentences is answered whole or left to the owner."""

from __future__ import annotations

import pytest

from assistant.model import Candidate, Match, Question, Reason, Span
from assistant.planning.wholly import wholly

TAUGHT = frozenset({"parcel", "late", "arriv", "order", "book"})
OTHERS = {"Do you ship to Norway?": "shipping", "The book arrived torn.": "damaged", "The parcel came late.": "parcel"}


def made(text: str, accepted: str | None) -> Match:
    """A match of a text."""
    ranked = (Candidate(accepted, 0.9, "like it"),) if accepted else (Candidate("bells", 0.1, "hardly like it"),)
    return Match(Question(text, Span(0, len(text))), ranked, accepted, Reason("matched", "It is like it."))


def read(text: str, accepted: str | None = "parcel") -> Match:
    """What is left of the match of a text whose sentences are known by themselves."""
    return wholly(
        made(text, accepted), TAUGHT, frozenset({"replacement"}), lambda sentence: made(sentence, OTHERS.get(sentence))
    )


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("My parcel is late. Do you mend bindings?", "Do you mend bindings?"),
        ("My parcel is late. Do you ship to Norway?", "Do you ship to Norway?"),
        ("My parcel is late.\nWould you buy grandmother's piano?", "Would you buy grandmother's piano?"),
        ("The book arrived torn. When does my parcel come?", "The book arrived torn."),
        ("My parcel is late. I want to cancel.", "I want to cancel."),
        ("A refund would be nice. When does my parcel come?", "A refund would be nice."),
        ("I'd like my money back And when does my parcel come?", "I'd like my money back"),
        ("cancel it pls Where is my parcel?", "cancel it pls"),
    ],
)
def test_half_an_answer_is_a_gap(text: str, unsaid: str) -> None:
    """What the answer says nothing to is named."""
    found = read(text)
    assert (found.accepted, found.reason.code) == (None, "half-covered")
    assert unsaid in found.reason.text
    assert found.ranked == made(text, "parcel").ranked


@pytest.mark.parametrize(
    "text",
    [
        "Do you mend bindings?", "My parcel is late. What is going on?", "My parcel is late. Where is it?",
        "My parcel is late. Has my order left?", "The parcel came late. When does the book arrive?",
        "My parcel is late. I am in Norway.", "My parcel is late. Where is my stuff?", "My parcel is late. Thanks?",
        "My parcel is late. I want another copy.", "My parcel is late. I do not want a refund.",
    ],
)  # fmt: skip
def test_what_leans_on_the_rest_is_a_part_of_it(text: str) -> None:
    """One sentence, words that the answer knows, and words that say nothing by themselves."""
    assert read(text).accepted == "parcel"


def test_what_nothing_covers_stays_as_it_was() -> None:
    """There is no half to lose."""
    found = made("My parcel is late. Do you mend bindings?", None)
    assert wholly(found, TAUGHT, None, lambda sentence: made(sentence, None)) is found


def test_a_long_text_is_not_read_apart() -> None:
    """Bounded, whatever is sent."""
    assert read("My parcel is late. Do you mend bindings? " * 100).accepted == "parcel"


def test_a_complaints_answer_puts_right_what_is_to_be_put_right() -> None:
    """It need not name the remedy that they want: the letter offers what its rule grants."""
    found = made("My parcel is late. I want to cancel.", "parcel")
    assert wholly(found, TAUGHT, None, lambda sentence: made(sentence, None)) is found
