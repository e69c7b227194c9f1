"""Two kinds of trouble: that nobody answered, and that what they bought or had done is bad."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.faults import defect, unanswered


@pytest.mark.parametrize(
    "text",
    [
        "I wrote a week ago and nobody has replied.", "I emailed you twice last week and have had no answer.",
        "Nobody answered.", "No-one got back to me.", "You haven't replied.", "you never replied to me",
        "You have still not answered, why?", "I haven’t had a single reply.", "Not heard anything from you.",
        "I haven't heard back", "We have heard nothing since Monday.", "My letter went unanswered.",
        "You are just ignoring my emails.", "None of you have called me back.",
    ],
)  # fmt: skip
def test_silence_is_told(text: str) -> None:
    """That we did not answer, in the words people find for it."""
    assert unanswered(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Do you have a phone number?", "If I have not heard from you by Friday I will call.",
        "Thank you for your reply.",
        "You answered within the hour.", "No need to reply.", "I have never heard of this author.",
        "Have you heard from the publisher?", "There is no answer in the back of the book.", "Please reply.",
    ],
)  # fmt: skip
def test_no_silence_is_told(text: str) -> None:
    """What might come, what is asked for, and what is said of something else."""
    assert not unanswered(text)


@pytest.mark.parametrize(
    "text",
    [
        "The brakes you repaired squeak again.", "It broke after a week.", "The zip is broken.", "The cover is torn",
        "It has come apart.", "The pages fall out.", "It stopped working on Sunday.", "It doesn't work.",
        "The lamp will not even work.", "You sent the wrong size.", "It was not what I ordered.", "The spine is split",
        "It arrived three weeks late.", "It never arrived.", "The paint is peeling.", "Half the pages are blank.",
    ],
)  # fmt: skip
def test_a_fault_is_told(text: str) -> None:
    """Of what they bought, or of what was done for them."""
    assert defect(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "I never got round to reading it.", "It is as good as new.", "It is not damaged.", "Nothing is broken.",
        "There is nothing wrong with it, I just do not want it.", "No scratches, not even bent.", "It isn't broken.",
        "Is it too late to return it?", "I have changed my mind.", "If it breaks, can I return it?", "It is too small.",
    ],
)  # fmt: skip
def test_no_fault_is_told(text: str) -> None:
    """A change of mind, what is not so, and what might be one day."""
    assert not defect(text)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Whatever the characters, nothing is raised."""
    assert unanswered(text) in (True, False)
    assert defect(text) in (True, False)
