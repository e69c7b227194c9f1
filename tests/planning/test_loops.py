from __future__ import annotations

import pytest

from assistant.model import Message, Past
from assistant.planning.loops import depth, looping, words

TEXT = "Thank you for your message. We will come back to you."


@pytest.mark.parametrize(
    ("subject", "signs"),
    [("My bicycle", 0), ("Re: bicycle", 1), ("RE: AW: Re[2]: bicycle", 3), ("Regarding: it", 0), ("Re: " * 99, 99)],
)
def test_signs_of_a_reply_are_counted(subject: str, signs: int) -> None:
    """In the languages of mail programs, and only at the beginning."""
    assert depth(subject) == signs


def test_the_same_words_are_known_in_another_layout() -> None:
    """Line breaks and capitals do not count; few words tell nothing."""
    assert words(Message("aa", own_words=TEXT)) == words(Message("bb", own_words=TEXT.upper().replace(" ", "\n")))
    assert words(Message("aa", own_words="Thanks!")) is None


def test_people_may_press_the_button_twice() -> None:
    """The same text a second time is held only where it answers something; a third time always."""
    said = Past(words(Message("aa", own_words=TEXT)), 0)
    again = Message("bb", own_words=TEXT)
    answers = Message("bb", own_words=TEXT, in_reply_to=("<ours@shop>",))
    assert looping(again, (said,)) is None
    for message, past in ((again, (said, said)), (answers, (said,))):
        reason = looping(message, past)
        assert reason is not None
        assert reason.code == "same-text-again"


@pytest.mark.parametrize(
    ("before", "subject", "held"),
    [
        ((1, 2), "Re: Re: Re: x", True), ((3, 3), "Re: Re: Re: x", False), ((0, 1), "Re: Re: x", False),
        ((2,), "Re: Re: Re: x", False),
    ],
)
def test_a_subject_must_have_grown_each_time(before: tuple[int, ...], subject: str, *, held: bool) -> None:
    """A long row of "Re:" by itself is nobody's fault."""
    past = tuple(Past(None, one) for one in before)
    assert (looping(Message("aa", subject=subject, own_words="x"), past) is not None) == held
