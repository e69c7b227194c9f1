from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.sentences import LONGEST, sentences


def split(text: str) -> list[str]:
    """The words of each sentence."""
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late. Where is it?", ["It is late.", "Where is it?"]),
        ("the lamp is broken. please send a new one", ["the lamp is broken.", "please send a new one"]),
        ("It broke.Where do I send it?Thanks", ["It broke.", "Where do I send it?", "Thanks"]),
        ("is it blue? and is it big?", ["is it blue?", "and is it big?"]),
        ("Dr. Brandt came at 5 p.m. on Monday.", ["Dr. Brandt came at 5 p.m. on Monday."]),
        ("We paid approx. 40 for it.", ["We paid approx. 40 for it."]),
        ("why?!?! WHY", ["why?!?!", "WHY"]),
    ],
)
def test_ends_that_a_reader_sees(text: str, expected: list[str]) -> None:
    """Sentences end where a person would say so, also in small letters and run together."""
    assert split(text) == expected


def test_a_wrapped_line_goes_on() -> None:
    """A paragraph that was wrapped is read across its lines."""
    text = "I ordered the large garden table from you at the end of last\nSeptember and it has not come."
    assert split(text) == [text]


def test_a_broken_line_goes_on() -> None:
    """A line broken in the middle of a sentence is no end."""
    assert split("where is the\nlamp that I ordered") == ["where is the\nlamp that I ordered"]


def test_lines_that_begin_anew_are_their_own() -> None:
    """Lines that begin an ask stand by themselves, with no full stop above them."""
    lines = ["the lamp is broken", "what do I do", "please call me"]
    assert split("\n".join(lines)) == lines


def test_lists_lose_their_bullets() -> None:
    """Each item of a list is a sentence without its bullet or number."""
    text = "Questions:\n1. Is it blue\n2) is it big\n- and heavy"
    assert split(text) == ["Questions:", "Is it blue", "is it big", "and heavy"]


def test_a_greeting_line_ends() -> None:
    """The line of the greeting is not part of what follows."""
    assert split("Hello there,\nwhere is it") == ["Hello there,", "where is it"]


def test_links_and_addresses_end_nothing() -> None:
    """The marks inside links and addresses are no ends."""
    text = "See https://shop.example/?q=1.Two&x=a or write to a.Bee@shop.example about it."
    assert split(text) == [text]


def test_flattened_quotes_begin_anew() -> None:
    """A quote mark in the middle of a flattened text begins a sentence, which others then leave alone."""
    assert split("Yes it is. > Is it open? > Thanks") == ["Yes it is.", "> Is it open?", "> Thanks"]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_spans_are_exact(text: str) -> None:
    """Whatever the text, sentences lie in it, in order, trimmed, without overlaps."""
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end


@given(st.text(alphabet="yz ?!.\n,-1", max_size=300))
@settings(max_examples=150, deadline=None)
def test_nothing_with_words_is_dropped(text: str) -> None:
    """Every letter of the text stands in some sentence, list marks aside."""
    kept = bytearray(len(text))
    for span in sentences(text):
        kept[span.start : span.end] = b"\1" * (span.end - span.start)
    assert all(kept[place] for place, char in enumerate(text) if char == "z")


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "?!" * 50_000, "? ! " * 25_000, "." * 100_000, "a\u0301" * 50_000, "\n" * 100_000,
     "a?" * 50_000, "- a\n" * 25_000,
     "http://" + "a." * 50_000, "a@" * 50_000, "\u202e" * 100_000],
    ids=["word", "marks", "spaced marks", "dots", "combining", "lines", "run together", "bullets", "link",
     "ats", "rtl"],
)
def test_hostile_texts_cost_linear_time(text: str) -> None:
    """A hundred thousand characters of anything are split at once, into bounded pieces."""
    started = time.process_time()
    found = sentences(text)
    assert time.process_time() - started < 20  # it does not hang; how fast it is, make bench says
    assert all(span.end - span.start <= LONGEST for span in found)
