"""A message read with what came before it: context for a follow-up, and questions that are still open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assistant import meaning
from assistant.model import Address, Asked, History, Message, Understanding
from assistant.understanding.resuming import resumed
from assistant.understanding.understand import understand
from tests.builders import message

READER = meaning.load("off")
THEN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def read(text: str, history: History, **fields: Any) -> Understanding:
    """The text, read after this."""
    written: Message = message(text, **fields)
    return resumed(understand(written, meaning=READER), written, history, meaning=READER)


def parked(*texts: str) -> History:
    """Questions from an abusive message."""
    return History(calm_reply_at=THEN, parked=tuple(Asked(text, THEN) for text in texts))


def asked(*texts: str, **more: Any) -> History:
    """What their last message in the thread asked."""
    return History(asked=tuple(Asked(text, THEN, **more) for text in texts))


def test_what_was_parked_stands_after_the_new_questions() -> None:
    """Each with its place in the earlier text, and when it was asked."""
    found = read("When are you open?", parked("Is my bicycle ready?", "What does a new saddle cost?"))
    assert [question.place for question in found.questions] == ["body", "earlier", "earlier"]
    earlier = "\n".join(question.text for question in found.questions[1:])
    for question in found.questions[1:]:
        assert question.span.of(earlier) == question.text
        assert question.since == THEN


def test_what_is_asked_anew_does_not_come_twice() -> None:
    """In the same words, or nearly."""
    insulting = parked("When will my bicycle be ready, you idiots?")
    found = read("Could you tell me when my bicycle will be ready?", insulting)
    assert [question.place for question in found.questions] == ["body"]


def test_two_orders_are_two_questions() -> None:
    """Numbers tell them apart."""
    found = read("Where is order 118?", parked("Where is order 119?"))
    assert len(found.questions) == 2


@pytest.mark.parametrize("other", ["eve@mail.example", None])
def test_nothing_is_taken_up_for_an_answer_that_would_go_elsewhere(other: str | None) -> None:
    """From can be forged, and the answer goes to Reply-To."""
    reply_to = Address("", other) if other else None
    found = read("When are you open?", parked("Is my bicycle ready?"), reply_address=reply_to)
    assert [question.place for question in found.questions] == ["body"]


@pytest.mark.parametrize("text", ["And in blue?", "Thanks a lot! And in blue?", "What about the other one?"])
def test_a_follow_up_leans_on_the_last_question(text: str) -> None:
    """It is read with the question of the message before."""
    found = read(text, asked("Do you have the green saddle?"))
    assert found.questions[0].meaning.startswith("Do you have the green saddle? ")
    assert found.questions[0].text in text


def test_a_whole_question_leans_on_nothing() -> None:
    """It is read as before."""
    found = read("What does a full service of my bicycle cost?", asked("Do you have the green saddle?"))
    assert found.questions[0].about is None


def test_only_the_last_message_is_leaned_on() -> None:
    """And of its questions the one on the same matter, else the last."""
    old = Asked("Do you sell bells?", THEN - timedelta(days=3))
    last = (Asked("Do you have the green saddle?", THEN), Asked("Do you mend tyres?", THEN))
    history = History(asked=(old, *last))
    assert read("And in blue?", history).questions[0].meaning == "Do you mend tyres? And in blue?"
    assert read("And the saddle in blue?", history).questions[0].meaning == "Do you have the saddle in blue?"


def test_a_follow_up_takes_up_the_question_that_has_its_like() -> None:
    """"And to Sweden?" means the postage, though opening hours were asked in between."""
    postage = Asked("How much is postage to Norway?", THEN - timedelta(days=3))
    history = History(asked=(postage, Asked("When are you open?", THEN)))
    assert read("And to Sweden?", history).questions[0].meaning == "How much is postage to Sweden?"


def test_a_chain_is_read_with_all_that_came_before_it() -> None:
    """The fourth message of a thread knows what the first was about."""
    history = History()
    for number, text in enumerate(["Do you have the green saddle?", "And in blue?", "And the large one?"]):
        question = read(text, history).questions[0]
        when = THEN + timedelta(days=number)
        history = History(asked=(*history.asked, Asked(question.text, when, about=question.about)))
    meaning = read("And how much?", history).questions[0].meaning
    assert meaning == "Do you have the green saddle? And in blue? And the large one? And how much?"


def test_questions_that_lean_on_the_first_lean_on_what_it_leans_on() -> None:
    """"And in blue? And how much is it?" are both about the saddle."""
    found = read("And in blue? And how much is it?", asked("Do you have the green saddle?"))
    assert len(found.questions) == 2
    assert all(question.meaning.startswith("Do you have the green saddle?") for question in found.questions)


def test_what_we_asked_back_for_is_still_open() -> None:
    """Until it is answered: the last that was said to it counts."""
    back = Asked("Is my bicycle ready?", THEN, answer="job-status", answered=THEN, asked_back=True)
    found = read("It is PC1234.", History(asked=(back,)))
    assert [question.text for question in found.questions if question.place == "earlier"] == ["Is my bicycle ready?"]
    done = Asked("Is my bicycle ready?", THEN, answer="job-status", answered=THEN)
    assert all(question.place != "earlier" for question in read("It is PC1234.", History(asked=(back, done))).questions)
    unsent = Asked("Is my bicycle ready?", THEN, answer="job-status", asked_back=True)
    assert all(question.place != "earlier" for question in read("It is PC1234.", History(asked=(unsent,))).questions)


def test_without_a_history_nothing_changes() -> None:
    """The very same understanding."""
    written = message("When are you open? And in blue?")
    before = understand(written, meaning=READER)
    assert resumed(before, written, History(), meaning=READER) is before


def test_one_more_thing_begins_anew() -> None:
    """Its "one" points at nothing that was asked before."""
    found = read("One more thing: do you mend tyres?", asked("Where is your workshop?"))
    assert [question.about for question in found.questions] == [None]


def test_what_only_a_draft_answers_that_is_replaced_comes_again() -> None:
    """The new letter covers both messages; what is asked anew does not come twice."""
    before = (Asked("What does a new saddle cost?", THEN, answer="saddle"), Asked("When are you open?", THEN))
    found = read("When are you open?", History(asked=before, again=before))
    assert [(each.text, each.place) for each in found.questions] == [
        ("When are you open?", "body"), ("What does a new saddle cost?", "earlier"),
    ]  # fmt: skip
