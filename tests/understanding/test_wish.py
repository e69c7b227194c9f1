from __future__ import annotations

import pytest

from assistant.meaning import Meaning
from assistant.model import Wish
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences
from assistant.understanding.wish import wanted, wish


def read(text: str, subject: str = "") -> Wish | None:
    """What the reader makes of it."""
    return wish(text, subject, questions(text, subject, sentences(text), meaning=Meaning()))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("I want my money back.", "refund"),
        ("Please refund me.", "refund"),
        ("When will I get my refund?", "refund"),
        ("The vase is cracked, please send me a new one.", "replacement"),
        ("I'd like a replacement please.", "replacement"),
        ("Can you repair my watch?", "repair"),
        ("Please cancel my subscription.", "cancellation"),
        ("I expect an apology.", "apology"),
        ("When do you open?", "information"),
        ("Please call me tomorrow.", "other"),
    ],
)
def test_the_remedy_they_ask_for(text: str, remedy: str) -> None:
    """The wish is the remedy in the customer's own asking words, with its place."""
    found = read(text)
    assert found is not None
    assert found.remedy == remedy


def test_the_place_is_the_word_itself() -> None:
    """The span holds the words that name the remedy."""
    text = "The vase is cracked. Please refund me."
    found = read(text)
    assert found is not None
    assert found.span.of(text) == "refund"


def test_what_they_do_not_want_is_no_wish() -> None:
    """"I do not want a refund, I want a new one" wishes a replacement."""
    found = read("I do not want a refund, I want a new one.")
    assert found is not None
    assert found.remedy == "replacement"


@pytest.mark.parametrize("text", ["Thank you, the refund arrived.", "My parcel never came.", ""])
def test_no_wish_where_none_is_said(text: str) -> None:
    """Mentioning a remedy, or a problem, is not yet asking for one."""
    assert read(text) is None


def test_the_subject_may_say_it() -> None:
    """A wish in the subject counts where the body has none."""
    found = read("My lamp broke.", subject="Refund please")
    assert found is not None
    assert (found.remedy, found.place) == ("refund", "subject")


@pytest.mark.parametrize(
    ("sentence", "remedies"),
    [
        ("I want to cancel.", {"cancellation"}),
        ("I'd like my money back", {"refund"}),
        ("We’d prefer a replacement.", {"replacement"}),
        ("A refund would be nice.", {"refund"}),
        ("Just refund me.", {"refund"}),
        ("I want it replaced, or mended.", {"replacement", "repair"}),
        ("Time to pay me back.", {"refund"}),
        ("I do not want a refund.", set()),
        ("The refund has arrived, thank you.", set()),
        ("I need to say that you were refunded.", set()),
        ("Yesterday I was at the repair desk.", set()),
    ],
)
def test_what_a_sentence_wants_by_itself(sentence: str, remedies: set[str]) -> None:
    """Outright, however it is put; what is told, or not wanted, is no wish."""
    assert wanted(sentence) == remedies
