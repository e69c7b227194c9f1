"""Thanks: bare thanks need nothing, praise gets a thank-you, and nobody who needs an answer is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.meaning import Meaning
from assistant.model import Tone
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences
from assistant.understanding.thanks import thanks
from assistant.understanding.tone import tone


def read(text: str) -> str:
    """What `text` is, read by the whole room without vectors."""
    spans = sentences(text)
    asked = questions(text, "", spans, meaning=Meaning())
    return thanks(text, spans, asked, tone(text, spans, asked, meaning=Meaning()))


@pytest.mark.parametrize(
    "text",
    ["Thanks, that worked!", "Thank you.", "Many thanks for your quick reply.\n\nKind regards\nPaul", "ok great thx",
     "Got it, thanks a lot", "Thank you, the parcel arrived today.", "Perfect, cheers!", "Ta 👍"],
)
def test_thanks_and_nothing_else_is_bare(text: str) -> None:
    """A message that only thanks, settles and closes is bare."""
    assert read(text) == "bare"


@pytest.mark.parametrize(
    "text",
    ["I just wanted to say how wonderful your staff were, the whole visit was a pleasure.",
     "Best bookshop I know. My mother loved her present and your gift wrapping was beautiful.",
     "Your colleague Priya went above and beyond for us, we are so grateful.",
     "Thank you ever so much for the delightful evening, we walked home happy.\n\nCheers\nNell"],
)
def test_real_praise_is_praise(text: str) -> None:
    """Praise beyond thanks deserves a reply."""
    assert read(text) == "praise"


@pytest.mark.parametrize(
    "text",
    ["", "Thanks, but it still does not work.", "Thank you. Do you also ship to Norway?", "Thanks for nothing.",
     "Thanks. My new address is 4 Mill Lane, Leeds, the old one is let.", "It arrived.",
     "Thanks for the refund, please cancel the other order as well.",
     "A brilliant, wonderful, delightful matinee in the west end.\n\nCheers\nNell Garside",
     "Coming over in May for the most wonderful festival, and your programme is still last year's. Many thanks",
     "We are pleased to announce that the annual meeting is held in Harrogate, with excellent speakers all day long."],
)
def test_anything_else_is_none(text: str) -> None:
    """Where something else is said, asked or wrong, it is no mere thanks."""
    assert read(text) == "none"


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_never_raises(text: str) -> None:
    """Whatever the characters, an answer comes out."""
    assert thanks(text, (), (), Tone()) in ("none", "bare", "praise")
