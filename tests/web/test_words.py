from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Span
from assistant.web.words import Mark, colour, paragraphs


def test_a_mark_is_cut_out_of_its_paragraph() -> None:
    """The words of a mark are a piece of their own, with its number behind them."""
    (only,) = paragraphs("Hello. Are you open? Bye.", [Mark(Span(7, 20), "q1", 1)])
    assert [(piece.text, piece.css, [mark.number for mark in piece.ends]) for piece in only.pieces] == [
        ("Hello. ", "", []), ("Are you open?", "q1", [1]), (" Bye.", "", [])
    ]  # fmt: skip


def test_marks_that_overlap_share_a_piece() -> None:
    """Where two marks meet, the piece bears both classes, and each number stands at its own end."""
    (only,) = paragraphs("abcdef", [Mark(Span(0, 4), "q1", 1), Mark(Span(2, 6), "q2", 2)])
    assert [(piece.text, piece.css, [mark.number for mark in piece.ends]) for piece in only.pieces] == [
        ("ab", "q1", []), ("cd", "q1 q2", [1]), ("ef", "q2", [2])
    ]  # fmt: skip


def test_blank_lines_part_paragraphs_and_line_ends_stay() -> None:
    """What stands between blank lines is one paragraph; its places are those of the whole text."""
    text = "One\ntwo\n \n\nthree\n"
    assert [paragraph.span.of(text) for paragraph in paragraphs(text)] == ["One\ntwo", "three"]


def test_colours_come_again_and_numbers_do_not() -> None:
    """The seventh question has the first one's colour: its number tells them apart."""
    assert (colour(1), colour(6), colour(7)) == ("q1", "q6", "q1")


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.text("ab \n", max_size=60), st.lists(SPANS, max_size=5))
def test_no_character_is_lost_or_doubled(text: str, spans: list[Span]) -> None:
    """Whatever the marks, the pieces of a paragraph are its text, and no mark is wider than its span."""
    marks = [Mark(span, f"q{number}", number) for number, span in enumerate(spans, start=1)]
    for paragraph in paragraphs(text, marks):
        assert "".join(piece.text for piece in paragraph.pieces) == paragraph.span.of(text)
        at = paragraph.span.start
        for piece in paragraph.pieces:
            for mark in marks:
                if mark.css in piece.css.split():
                    assert mark.span.start <= at and at + len(piece.text) <= mark.span.end
            at += len(piece.text)
