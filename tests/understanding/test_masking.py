"""What is only a customer's own is hidden; what is the question stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Address, Message, Understanding
from assistant.understanding.masking import known, mask, names_in, personal


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Where is my order HL-12345?", "Where is my order …?"),
        ("order #118 is late", "order … is late"),
        ("where is order 77", "where is order …"),
        ("HL-12345, HL-22222 and 33333", "… and …"),
        ("My account 4026 1133 2233 was charged $1,250.00 twice", "My account … was charged $1,250.00 twice"),
        ("DE89370400440532013000 is my IBAN", "… is my IBAN"),
        ("write to a.b@c.example or call +44 1632 960417", "write to … or call …"),
        ("https://x.example/1?id=2 does not open", "… does not open"),
        ("I live at 12 Harbour Lane, do you deliver?", "I live at …, do you deliver?"),
        ("Liefern Sie in die Lindenstraße 12a?", "Liefern Sie in die …?"),
        ("My name is Anna Berg and I ask", "My name is … and I ask"),
    ],
)
def test_what_is_theirs_is_hidden(text: str, masked: str) -> None:
    """Numbers, addresses, telephone, links and names give way to "…"."""
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "do you open at 9:00 or 10:30?", "is 25% off true for 100 copies?", "does it cost £300 or 1,250.00 EUR?",
        "Do you ship to Norway?", "we need COVID-19 rules", "i ordered 2 on 3/4",
    ],
)
def test_what_is_the_question_stays(text: str) -> None:
    """Hours, amounts, countries and small numbers are what is asked about."""
    assert mask(text) == text


def test_names_of_the_message_are_hidden() -> None:
    """The author's name and the key of an order are theirs wherever they stand; a common word in lower case is not."""
    message = Message("d", author=Address("Will Otter", "will@mail.example"))
    hidden = known(message, Understanding(signed="Will O."), ("K7",))
    assert mask("Will Otter asks: where is K7, will it come?", hidden) == "… asks: where is …, will it come?"


@given(st.text(max_size=200))
def test_any_text_becomes_one_line(text: str) -> None:
    """Whatever a customer writes."""
    assert "\n" not in mask(text)


def test_what_is_one_customers_in_a_text_of_ours() -> None:
    """Order numbers and their names are; prices, years, our own address and telephone are not."""
    hidden = names_in("Dana van der Berg")
    for text in ("Your order HL-12345 left today.", "Dear Dana, yes.", "It is #88213.", "My name is Rob Miller."):
        assert personal(text, hidden), text
    for text in (
        "Yes, for £12.50 until 31 December 2026.", "Call us at 01632 960417 or write to a@shop.example.",
        "See https://shop.example/order/99412.", "We are at 7 Mulberry Yard, from 8:30 to 18:00.",
    ):
        assert not personal(text, hidden), text
