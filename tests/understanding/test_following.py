"""Follow-ups: what takes another's place, what stands behind, and chains of them."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.following import followed, takes_a_place


@pytest.mark.parametrize(
    ("before", "text", "whole"),
    [
        ("How much is postage to Norway?", "and to Sweden?", "How much is postage to Sweden?"),
        ("How much is postage to Norway?", "And Sweden?", "How much is postage to Sweden?"),
        ("What does it cost to send a book to Oslo by air?", "and to Bergen?",
         "What does it cost to send a book to Bergen by air?"),
        ("When are you open on Saturday?", "What about on Sundays?", "When are you open on Sundays?"),
        ("Do you have the green saddle?", "and bells?", "Do you have bells?"),
        ("Can I pay with PayPal?", "or with cash?", "Can I pay with cash?"),
        ("Hello. Do you sell bells?", "And horns?", "Hello. Do you sell horns?"),
    ],
)  # fmt: skip
def test_what_takes_anothers_place(before: str, text: str, whole: str) -> None:
    """The place to, the day on, the thing asked for: the question is whole without what it replaces."""
    assert followed(before, text) == whole


@pytest.mark.parametrize(
    "text",
    [
        "and in blue?", "and the large one?", "and how much?", "And how long does it take?", "Is it waterproof?",
        "and another one?", "What about the same in red and with a longer cable for my old lamp at home?", "and?",
        "and when?", "and can I bring my dog?", "and to get it posted?",
    ],
)  # fmt: skip
def test_what_stands_behind(text: str) -> None:
    """What asks for more of the same thing leans on all that was said of it."""
    assert followed("Do you have the green saddle?", text) == f"Do you have the green saddle? {text}"


def test_a_chain_keeps_all_that_was_said() -> None:
    """Four messages about one saddle."""
    asked = ["Do you have the green saddle?", "and in blue?", "and the large one?", "and how much?"]
    assert reduce(followed, asked) == " ".join(asked)


def test_a_chain_forgets_what_was_replaced() -> None:
    """How long it takes is asked of the last country."""
    asked = ["How much is postage to Norway?", "and to Sweden?", "and to Japan?", "and how long does it take?"]
    assert reduce(followed, asked) == "How much is postage to Japan? and how long does it take?"


def test_a_long_chain_keeps_its_beginning_and_its_end() -> None:
    """Forty messages do not grow a question without end."""
    asked = ["Do you have the green saddle?", *(f"and with {number} springs?" for number in range(40)), "and how much?"]
    whole = reduce(lambda before, text: followed(before.replace("with", "of"), text), asked)
    assert whole.startswith("Do you have the green saddle?")
    assert whole.endswith("and how much?")
    assert len(whole) < 400


def test_a_place_is_looked_for_in_what_was_asked() -> None:
    """"To" goes on with a question that says where to; pronouns name no place."""
    assert takes_a_place("How much is postage to Norway?", "and to Sweden?")
    assert not takes_a_place("When are you open?", "and to Sweden?")
    assert not takes_a_place("How much is postage to Norway?", "and to them?")
    assert not takes_a_place("How much is postage to Norway?", "and how much?")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_make_a_question(before: str, text: str) -> None:
    """Whatever the characters, nothing is raised, and nothing grows beyond what came before."""
    assert len(followed(before, text)) <= len(before) + len(text) + 20
