"""The lexicon: what it remembers of earlier questions never changes what a question is worth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.meaning.wording import features
from assistant.planning import lexical

ANSWERS = [
    ["When are you open?", "What time do you close on Saturdays?"],
    ["Where is my parcel?", "My delivery has not arrived, where is it?"],
    ["Can't I return a book?", "I want to return two books"],
]
WORDS = ["open", "closing", "parcels", "café", "where", "isn't", "the", "日本", "Saturday"]
LEXICON = lexical.build(ANSWERS)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_a_row_holds_the_features_of_the_text_that_are_known(text: str) -> None:
    """A row is what wording.features gives, weighed and of length 1 with the unknown features counted in."""
    weighed = {
        name: value * (LEXICON.weights[LEXICON.numbers[name]] if name in LEXICON.numbers else LEXICON.unknown)
        for name, value in features(text).items()
    }
    length = math.hypot(*weighed.values()) or 1.0
    known = {LEXICON.numbers[name]: value / length for name, value in weighed.items() if name in LEXICON.numbers}
    assert LEXICON.row(text) == pytest.approx(known)


def test_words_met_before_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words come by, few are remembered, and a row is the same after they were forgotten."""
    monkeypatch.setattr(lexical, "WORDS_KEPT", 8)
    lexicon = lexical.build(ANSWERS)
    before = lexicon.row("When do you open on Saturdays?")
    for number in range(50):
        lexicon.row(f"strange{number} words{number}")
        assert len(lexicon._met) <= 8
    assert lexicon.row("When do you open on Saturdays?") == before


def test_the_cosines_to_all_phrasings_are_those_to_each() -> None:
    """Whether the inverted index is walked or each phrasing by itself, the cosines are the same, then and later."""
    row = LEXICON.row("When do you open on Saturdays, and where is my parcel?")
    for _ in range(2):
        dots = LEXICON.dots(row, 100_000)
        assert dots == pytest.approx([LEXICON.phrasings.dot(number, row) for number in range(6)], abs=1e-6)
