"""Which words a pattern needs: no more than it does, and enough to tell texts apart."""

from __future__ import annotations

import re

import pytest

from assistant.understanding import needing
from assistant.understanding.needing import FULL, ways


def needed(source: str) -> list[list[list[str]]]:
    """The ways of a pattern; whole words stand with a full stop."""
    return [[sorted(word.replace(FULL, ".") for word in some) for some in way] for way in ways(re.compile(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\brefund\b", [[["refund."]]]),
        (r"\brefund", [[["refu"]]]),
        (r"\brefund\w*", [[["refu"]]]),
        (r"refund\b", [[[".fund"]]]),
        (r"\w?wondering\b", [[[".ring"]]]),
        (r" (?:refund|money back) ", [[["money.", "refund."]]]),
        (r"\bre-?send\b", [[["resend.", "send."]]]),
        (r"\bdon['’]?t\b", [[["don.", "dont."]]]),
        (r" refund(?= )", [[["refund."]]]),
        (r"^refund$", [[["refund."]]]),
        (r" refund(?:ed|s)? ", [[["refund.", "refunded.", "refunds."]]]),
        (r" (?:refund )?parcel ", [[["parcel."]]]),
        (r" refund (?:\w+ ){0,3}parcel ", [[["parcel."], ["refund."]]]),
        (r" refund (?!parcel)", [[["refund."]]]),
        (r" (?:tom|jo)(?: \w+){0,2} (?:refund|order) ", [[["jo.", "tom."], ["order.", "refund."]]]),
        (r" colou?r ", [[["color.", "colour."]]]),
        (r" gr[ae]y ", [[["gray.", "grey."]]]),
        (r" \d+ parcels ", [[["parcels."]]]),
        (r" the (?:\w+ )?parcel ", [[["parcel."], ["the."]]]),
    ],
)
def test_words_are_derived(source: str, expected: list[list[list[str]]]) -> None:
    """Words between edges are whole, words with one edge before them beginnings; the rarest come first."""
    assert needed(source) == expected


@pytest.mark.parametrize(
    "source",
    [r"\w+", r"refund", r"(?:\brefund\b)?", r"\brefund\b|\d+", r".{3}", r"(?:refund)*", r"\b\w\b", r"[^a]b", ""],
)
def test_a_pattern_that_needs_no_word_in_particular_needs_none(source: str) -> None:
    """Such a pattern is run on every text."""
    assert ways(re.compile(source)) == ((),)


def test_alternatives_that_cannot_be_written_out_are_ways_of_their_own() -> None:
    """Forty thousand endings are not written down."""
    many = "|".join(f"word{n}" for n in range(200))
    found = needed(rf" (?:refund (?:{many}) (?:{many})|parcel (?:{many}) (?:{many})) ")
    assert [way[0][0] for way in found] == ["refund.", "parcel."]


def test_words_longer_than_any_are_taken_by_an_end() -> None:
    """So that endless words cost nothing."""
    assert needed(" " + "ab" * 20 + " ") == [[[".abab"]]]


def test_without_a_reader_of_patterns_nothing_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another Python may have none; everything is read, if slower."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(needing, "import_module", missing)
    assert ways(re.compile(r"\brefund\b")) == ((),)
