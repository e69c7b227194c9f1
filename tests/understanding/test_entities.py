from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.entities import _OTHER, _PATTERNS, _found, entities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by the 14th please", [("date", "the 14th")]),
        ("on 3 May 2026", [("date", "3 May 2026")]),
        ("Friday, 2 October", [("date", "Friday, 2 October")]),
        ("since 2026-11-02", [("date", "2026-11-02")]),
        ("it cost £18.99", [("amount", "£18.99")]),
        ("paid 1,250.00 USD", [("amount", "1,250.00 USD")]),
        ("about 40 euros", [("amount", "40 euros")]),
        ("see https://shop.example/a?b=1.", [("link", "https://shop.example/a?b=1")]),
        ("write to dana@shop.example", [("address", "dana@shop.example")]),
        ("call +44 20 7946 0018", [("phone", "+44 20 7946 0018")]),
        ("order 20417", []),
        ("I may come", []),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Dates, amounts, links, addresses and telephone numbers are found as they were written."""
    assert [(entity.kind, entity.text) for entity in entities(text)] == expected


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_places_are_exact(text: str) -> None:
    """An entity's text is exactly its span, and no two share a character."""
    end = 0
    for entity in entities(text):
        assert entity.text == entity.span.of(text)
        assert entity.span.start >= end
        end = entity.span.end


def test_where_a_pattern_is_tried_it_finds_what_it_finds_by_itself() -> None:
    """Amounts and dates are looked for only where one can begin; nothing is lost by that."""
    pieces = [
        "£12.50", "12,50 €", "USD 3", "rs. 400", "5 quid", "1,000", "the 3rd", "3rd of March", "Mon, 2 May 2026",
        "MAY 4", "2026-03-02", "1/2/26", "5/6", "today", "Tonight", "next week", "last Friday", "this month",
        "sept. the 2nd", "and",
        "\u0663 pounds", "\u212aelvin", "to\u017fday", "a", ".", ",", "\n", "yesterday's", "x12", "12k", "£ 3 k",
        "June",
    ]
    dice = random.Random(5)
    for _ in range(3000):
        text = "".join(dice.choice(pieces) + dice.choice(("", " ", " ")) for _ in range(dice.randint(1, 8)))
        small = None if _OTHER.search(text) else text.lower()
        for kind, pattern in _PATTERNS:
            found = [match.span() for match in _found(kind, pattern, text, small)]
            assert found == [match.span() for match in pattern.finditer(text)], (kind, text)
