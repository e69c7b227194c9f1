"""Keys of lookups: found in a text, and never another's row for a question that names its own."""

from __future__ import annotations

from assistant.planning.keys import named
from tests.builders import job, planned, reading, rulebook

LOOKUP = rulebook().lookups["job"]


def test_the_first_key_is_found() -> None:
    """By the pattern of the lookup."""
    assert named(LOOKUP, "It is PC1234 or PC2345.") == "PC1234"
    assert named(LOOKUP, "It is PC12.") is None
    assert named(LOOKUP, "broken \udcff PC1234") == "PC1234"


def test_a_question_about_another_order_gets_no_row_of_this_one() -> None:
    """Two orders in one message: the first is answered, the second waits for the owner."""
    text = "Is PC1234 ready? And is PC2345 ready?"
    plan = planned(reading(text, "Is PC1234 ready?", "And is PC2345 ready?"), "job-status", "job-status", found=job())
    assert [one.state for one in plan.planned] == ["answered", "gap"]
    assert plan.planned[1].reason.code == "another-key"


def test_a_question_that_names_none_is_about_the_one_that_is_named() -> None:
    """As before."""
    text = "It is PC1234. Is it ready?"
    plan = planned(reading(text, "Is it ready?"), "job-status", found=job())
    assert plan.planned[0].state == "answered"
