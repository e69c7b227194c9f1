from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import Address, Message
from assistant.understanding.signing import signed


def read(own_words: str, signature: str = "", author: Address | None = None) -> str | None:
    """What the reader makes of it."""
    return signed(Message("", own_words=own_words, signature=signature, author=author))


@pytest.mark.parametrize(
    ("own_words", "signature", "name"),
    [
        ("Where is it?\n\nBest, Dr. A. van der Berg", "", "Dr. A. van der Berg"),
        ("Where is it?\n\nMARIA", "", "MARIA"),
        ("where is it\n\nthanks\nsam :)", "", "sam"),
        ("Where is it?\n\nKind regards,\nAnna-Lena O'Brien", "", "Anna-Lena O'Brien"),
        ("Where is it?", "Kind regards\nPaul Brandt\nHead of Sales\nBrandt Ltd", "Paul Brandt"),
        ("Where is it?", "-- \nPaul Brandt\n+44 20 7946 0018", "Paul Brandt"),
        ("Where is it? Thanks! Ingrid Solberg", "", "Ingrid Solberg"),
        ("I wonder whether the green bowl in your window on Saturday could be sent to my aunt in Oslo, and what the "
         "post would come to in all? Thanks, Kari", "", "Kari"),
        ("The cup is cracked. M. Okafor", "", "M. Okafor"),
        ("Where is it?\n\n- José", "", "José"),
        ("Where is it?\nCheers", "", None),
        ("Where is it?", "Sent from my iPhone", None),
        ("Where is it?\n\nRegards,\nThe Brandt Company Ltd", "", None),
        ("Where is it?\n\nThanks in advance for your help", "", None),
        ("Please answer soon", "", None),
        ("Refund", "", None),
        ("", "", None),
    ],
)
def test_how_they_signed(own_words: str, signature: str, name: str | None) -> None:
    """The name at the end as it was written; None for companies, devices, phrases and nothing."""
    assert read(own_words, signature) == name


def test_the_author_confirms_a_small_name() -> None:
    """A last line in small letters is a name where the From field bears it."""
    author = Address("Lena Fischer", "lf@example.com")
    assert read("my parcel never came\nlena", author=author) == "lena"


@given(st.text(max_size=200), st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_never_raises(own_words: str, signature: str) -> None:
    """Any text is read; a name found stands in it."""
    name = read(own_words, signature)
    assert name is None or name in own_words + "\n" + signature
