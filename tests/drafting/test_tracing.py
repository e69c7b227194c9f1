"""A sentence changed in a letter, traced to the words of the rules: said again, they say what was sent."""

from __future__ import annotations

import pytest

from assistant.drafting.render import render_words
from assistant.drafting.tracing import Traced, Untraced, Valued, trace

SOURCE = (
    "We are open {{ facts.hours }}. You are welcome without an appointment.\n"
    "A service costs £{{ facts.price }} for {{ order.kind }} bicycles"
)
VALUES = {
    "facts": {"hours": "Monday to Saturday from 8:30 to 18:00", "price": "45"},
    "order": {"kind": "folding"},
}
HOURS = "We are open Monday to Saturday from 8:30 to 18:00."
COME = "You are welcome without an appointment."
PRICE = "A service costs £45 for folding bicycles."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HOURS, "We're open Monday to Saturday from 8:30 to 18:00, but not on holidays."),
        (HOURS, "Our doors are open for you Monday to Saturday from 8:30 to 18:00!"),
        (HOURS, "Good to know: we are open Monday to Saturday from 8:30 to 18:00."),
        (COME, "You are welcome at any time, with no appointment."),
        (COME, "Do come by."),
        (COME, ""),
        (f"{HOURS} {COME}", COME),
        (f"{HOURS} {COME}", f"{HOURS} Just drop in, whenever you like."),
        (PRICE, "A full service costs £45 for folding bicycles, with new brakes."),
        (PRICE, "A service costs £45 for all folding bicycles."),
        (PRICE, "A service costs £45."),
    ],
)
def test_the_words_changed_say_what_was_sent(before: str, after: str) -> None:
    """With every value where it was."""
    found = trace(SOURCE, before, after)
    assert isinstance(found, Traced)
    said = " ".join(render_words(found.of(SOURCE), VALUES).split())
    whole = f"{HOURS} {COME} {PRICE}"
    assert said.removesuffix(".") == " ".join(whole.replace(before, after).split()).removesuffix(".")
    assert found.of(SOURCE).count("{{") == SOURCE.count("{{") - (HOURS in before and "8:30" not in after) - (
        after == "A service costs £45."
    )


def test_a_changed_value_is_told_by_its_name() -> None:
    """As it was said and as it is said now."""
    found = trace(SOURCE, HOURS, HOURS.replace("8:30", "9:00"))
    assert found == Valued(
        "facts.hours", "Monday to Saturday from 8:30 to 18:00", "Monday to Saturday from 9:00 to 18:00"
    )
    assert trace(SOURCE, PRICE, PRICE.replace("45", "50")) == Valued("facts.price", "45", "50")


@pytest.mark.parametrize(
    ("source", "before", "after", "why"),
    [
        (SOURCE, "Nothing of this.", "Nothing.", "not in the words"),
        (SOURCE, HOURS, HOURS.replace("8:30", "9:00").replace(" open", " there"), "value and words"),
        (SOURCE, PRICE, "For folding bicycles a service costs £45.", "moves a value"),
        (SOURCE, COME, "You are {{ welcome }}.", "braces"),
        ("{{ facts.a }} {{ facts.b }}.", "One two.", "One three.", "known again"),
        ("{{ 'a' if x else 'b' }} is what we have for you.", "a is what we have for you.",
         "c is what we have for you.", "work out"),
    ],
)  # fmt: skip
def test_what_cannot_be_traced_says_why(source: str, before: str, after: str, why: str) -> None:
    """Nothing is guessed."""
    found = trace(source, before, after)
    assert isinstance(found, Untraced)
    assert why in found.why


def test_sentences_inside_a_condition_are_traced_and_none_across_it() -> None:
    """The condition stays as it is."""
    source = "{% if facts.a %}We have it in the shop.{% else %}We order it for you.{% endif %} Come and see it."
    found = trace(source, "We order it for you.", "We order it for you at once.")
    assert isinstance(found, Traced)
    assert found.of(source) == source.replace("for you.", "for you at once.")
    across = trace(source, "We order it for you. Come and see it.", "Come.")
    assert isinstance(across, Untraced)


def test_line_breaks_and_quotation_marks_of_the_rules_stay() -> None:
    """Only what was changed is changed."""
    source = "We say “yes”\nto everybody who\nasks us kindly."
    found = trace(source, 'We say "yes" to everybody who asks us kindly.', 'We say "yes" to everybody who asks us.')
    assert isinstance(found, Traced)
    assert found.of(source) == "We say “yes”\nto everybody who\nasks us."


def test_long_words_are_matched_in_time() -> None:
    """Many values beside each other, and a sentence that is none of theirs."""
    source = "{{ facts.a }} " * 60 + "is the end of it all."
    assert isinstance(trace(source, "word " * 600 + "is the end of nothing.", "x"), Untraced)
