"""What was answered in the thread is not answered again, unless it is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from assistant.model import Asked, History
from tests.builders import NOW, circumstances, drafted, job, planned, reading

SENT = NOW - timedelta(days=3)
PASTED = "Thanks! What does a service cost?\n\nWhen are you open?"


def around(*asked: Asked) -> Any:
    """A thread in which this was asked."""
    return circumstances(history=History(asked=asked))


def hours(answered: datetime | None = SENT, text: str = "When are you open?") -> Asked:
    """A question of the message before."""
    return Asked(text, SENT, answer="hours", answered=answered)


def states(text: str, *pairs: tuple[str, str | None], about: Any, **more: Any) -> list[str]:
    """The states of the questions, each given with the answer that fits it."""
    read = reading(text, *(question for question, _ in pairs), in_reply_to=("<zero@shop>",), **more)
    return [one.state for one in planned(read, *(answer for _, answer in pairs), around=about).planned]


TWO = (("What does a service cost?", "service"), ("When are you open?", "hours"))


def test_what_only_stands_there_again_is_answered_before() -> None:
    """The old message pasted below the new: nothing of it is repeated, and the reason says rule and date."""
    read = reading(PASTED, *(question for question, _ in TWO), in_reply_to=("<zero@shop>",))
    plan, made, _ = drafted(read, "service", "hours", around=around(hours()))
    assert [one.state for one in plan.planned] == ["answered", "answered-before"]
    assert plan.planned[1].answer == "hours"
    assert plan.planned[1].reason.text == "Our letter of 27 February 2026 in this thread answers it, by hours."
    assert "8:30" not in made.text
    assert made.ready, [check.text for check in made.checks if check.ok is False]


def test_who_asks_nothing_but_the_same_is_answered_again() -> None:
    """They ask again."""
    assert states("When are you open?", TWO[1], about=around(hours())) == ["answered"]


def test_who_asks_in_other_words_is_answered_again() -> None:
    """New words are a new question, though the answer is the same."""
    text = "What does a service cost? And until when can I come today?"
    pairs = (TWO[0], ("And until when can I come today?", "hours"))
    assert states(text, *pairs, about=around(hours())) == ["answered", "answered"]


def test_what_was_asked_and_not_answered_is_answered() -> None:
    """A letter that was discarded answered nothing."""
    assert states(PASTED, *TWO, about=around(hours(None))) == ["answered", "answered"]


def test_an_answer_that_the_rules_no_longer_have_is_none() -> None:
    """The rule is gone: what it said is not relied on."""
    gone = Asked("When are you open?", SENT, answer="old-hours", answered=SENT)
    assert states(PASTED, *TWO, about=around(gone)) == ["answered", "answered"]


def test_a_trouble_told_again_beside_something_new_is_answered_before() -> None:
    """A problem is told again in few other words; the new question is answered."""
    told = Asked("My repair is late, job PC1234", SENT, "problem", answer="late-repair", answered=SENT)
    text = "My repair, job PC1234, is late. When are you open?"
    again, new = "My repair, job PC1234, is late.", "When are you open?"
    read = reading(text, again, new, kind="problem", in_reply_to=("<z@shop>",))
    plan = planned(read, "late-repair", "hours", found=job(), around=around(told))
    assert [one.state for one in plan.planned] == ["answered-before", "answered"]
    assert plan.shape == "ordinary"


def test_what_their_wish_brings_up_again_is_said_again() -> None:
    """They now ask for the refund that the complaint's answer grants: its words are needed again."""
    told = Asked("My repair is late, job PC1234", SENT, "problem", answer="late-repair", answered=SENT)
    text = "My repair is late, job PC1234. I want my money back. When are you open?"
    read = reading(
        text, "My repair is late, job PC1234", "I want my money back", "When are you open?", kind="problem",
        wish=("refund", "I want my money back"),
    )  # fmt: skip
    plan = planned(read, "late-repair", None, "hours", found=job(), around=around(told))
    assert [one.state for one in plan.planned] == ["answered", "answered", "answered"]
