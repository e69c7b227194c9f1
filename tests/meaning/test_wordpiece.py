"""WordPiece: BERT's own ids, and bounds that no text can break."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.meaning.wordpiece import ids, pieces, split, vocabulary


def test_the_vocabulary_is_berts() -> None:
    """30,522 pieces, the special ones where BERT has them."""
    known = vocabulary()
    assert len(known) == 30_522
    assert [known[piece] for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "the")] == [0, 100, 101, 102, 1996]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, world!", [101, 7592, 1010, 2088, 999, 102]),
        ("  HELLO\tWorld ", [101, 7592, 2088, 102]),
        ("Café", [101, 7668, 102]),
        ("", [101, 102]),
    ],
)
def test_ids_are_those_of_bert(text: str, expected: list[int]) -> None:
    """Case, accents, space and punctuation are read as BERT's tokenizer reads them."""
    assert ids(text) == expected


def test_an_unknown_word_is_read_in_pieces() -> None:
    """The longest known pieces from the left, "##" before all but the first."""
    assert pieces("embeddings") == ["em", "##bed", "##ding", "##s"]


def test_a_word_of_a_megabyte_is_unknown_at_once() -> None:
    """A word that is too long is [UNK], and costs no time."""
    started = time.perf_counter()
    assert ids("a" * 1_000_000) == [101, 100, 102]
    assert time.perf_counter() - started < 20  # it does not hang; how fast it is, make bench says


def test_chinese_characters_and_marks_stand_alone() -> None:
    """Each CJK character and each punctuation mark is a word."""
    assert list(split("你好, ok?")) == ["你", "好", ",", "ok", "?"]


@given(st.text(alphabet=st.characters(), max_size=300), st.integers(3, 64))
def test_any_text_gives_ids_in_range(text: str, most: int) -> None:
    """Whatever is written: at most `most` ids of the vocabulary, [CLS] first and [SEP] last."""
    found = ids(text, most)
    assert 2 <= len(found) <= most
    assert (found[0], found[-1]) == (101, 102)
    assert all(0 <= number < 30_522 for number in found)


@given(st.text(max_size=60))
def test_pieces_joined_are_the_word(word: str) -> None:
    """No character of a word is lost unless the word is [UNK]."""
    for each in split(word):
        found = pieces(each)
        assert found == ["[UNK]"] or "".join(piece.removeprefix("##") for piece in found) == each
