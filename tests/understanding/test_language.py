from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.language import language


@pytest.mark.parametrize(
    "text",
    [
        "where is my order", "WHERE IS IT", "refund please", "hi", "no internet since monday", "pls cancel",
        "password reset", "Return ticket Leeds London", "i am alergic to nutz", "my parcel never came!! can you check?",
        "Hello, I ordered the Müller lamp from Köln, order 20417. Merci!",
    ],
)
def test_english_is_not_taken_for_foreign(text: str) -> None:
    """Short, misspelt and sprinkled English is English."""
    assert language(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wo bleibt mein Paket?", "de"),
        ("Bonjour, où est ma commande ?", "fr"),
        ("¿Dónde está mi pedido?", "es"),
        ("dove si trova il mio pacco", "it"),
        ("Waar is mijn bestelling?", "nl"),
        ("где мой заказ?", "ru"),
        ("我的订单在哪里", "zh"),
        ("注文はどこですか", "ja"),
    ],
)
def test_other_languages_are_told(text: str, code: str) -> None:
    """A sentence in another language is enough to tell it."""
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "12345", "?!", "https://shop.example/wo/ist/das", "\u0301\u0301"])
def test_too_little_is_und(text: str) -> None:
    """Where there are no words there is no language."""
    assert language(text) == "und"


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_never_raises(text: str) -> None:
    """Any text has a code of two letters, or und."""
    assert len(language(text)) in (2, 3)
