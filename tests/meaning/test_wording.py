"""Wording features: what is the same thing written differently, and bounds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.meaning.heads import BUCKETS, load, row
from assistant.meaning.wording import bucket, features, stem, words


@pytest.mark.parametrize(
    "family",
    [
        ["return", "returns", "returned", "returning"],
        ["deliver", "delivers", "delivered", "delivering"],
        ["delivery", "deliveries"],
        ["order", "orders", "ordered", "ordering"],
        ["ship", "ships", "shipped", "shipping"],
    ],
)
def test_forms_of_a_word_meet(family: list[str]) -> None:
    """The commonest English endings are taken off."""
    assert len({stem(word) for word in family}) == 1


def test_contractions_are_opened() -> None:
    """Straight and curly apostrophes, and what people type on telephones."""
    assert words("Can’t I? I'd like u to, it's late") == (
        "can", "not", "i", "i", "would", "like", "you", "to", "it", "is", "late"
    )


def test_accents_and_case_do_not_matter() -> None:
    """The same word is the same word."""
    assert words("CAFÉ Café cafe") == ("cafe", "cafe", "cafe")


def test_a_misspelt_word_shares_characters() -> None:
    """Runs of characters see through a slip of the keyboard."""
    shared = features("withdrawal").keys() & features("withdrawl").keys()
    assert any(name.startswith("c:") for name in shared)


def test_a_bucket_is_the_same_everywhere() -> None:
    """CRC-32 of ISO 3309, whose check value is public."""
    assert bucket("123456789", 2**32) == 0xCBF43926


def test_a_head_adds_up_what_training_saw() -> None:
    """The logit of the wording is the product of its row and the weights."""
    weights = load("asks", "wording")
    for text in ("Could you send it?", "hi hi hi", ""):
        expected = sum(value * weights.wording[place] for place, value in row(text).items())
        assert weights.wording_logit(text) == pytest.approx(expected, abs=1e-9)
    assert len(weights.wording) == BUCKETS


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_has_features_of_positive_weight(text: str) -> None:
    """Whatever is written, features never raise and never weigh nothing."""
    assert all(value > 0 for value in features(text).values())


def test_a_hostile_text_costs_no_time() -> None:
    """A megabyte of combining characters, or of one word, is read within a second."""
    for text in ("\u0301" * 1_000_000, "a" * 1_000_000, "?! " * 300_000):
        started = time.perf_counter()
        features(text)
        assert time.perf_counter() - started < 20  # it does not hang; how fast it is, make bench says
