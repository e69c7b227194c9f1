"""What changed between two letters, spans carried along, and two people's changes in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Span
from assistant.reviewing.changes import carried, changes, merged

LETTER = "Dear Lea,\n\nThank you.\n\nWe open at 9:00. Come by!\n\nKind regards,\nUs\n"
TEXTS = st.text(alphabet=st.sampled_from("ab .\n!é"), max_size=60)


def span(words: str, text: str = LETTER) -> Span:
    """Where these words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def applied(old: str, new: str) -> str:
    """The new text made of the old one and the changes."""
    out, at = "", 0
    for change in changes(old, new):
        out += old[at : change.before.start] + change.after.of(new)
        at = change.before.end
    return out + old[at:]


@given(TEXTS, TEXTS)
def test_the_changes_make_the_new_text_of_the_old(old: str, new: str) -> None:
    """Between them the texts are the same."""
    assert applied(old, new) == new


@given(TEXTS, TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_carried_span_lies_in_the_new_text(old: str, new: str, one: int, other: int) -> None:
    """Whatever was changed."""
    start, end = sorted((min(one, len(old)), min(other, len(old))))
    there = carried(Span(start, end), changes(old, new))
    assert 0 <= there.start <= there.end <= len(new)


@pytest.mark.parametrize(
    ("before", "after", "there"),
    [
        ("9:00", "10:30", "We open at 10:30."),
        ("Thank you.", "Thank you so much, dear Lea.", "We open at 9:00."),
        ("We open at 9:00.", "On Mondays we are closed.", "On Mondays we are closed."),
        ("We open at 9:00. ", "", ""),
        ("Come by!", "Come by soon!", "We open at 9:00."),
        (" Come by!", " Do ring. Come by!", "We open at 9:00."),
    ],
)
def test_a_sentence_is_found_again(before: str, after: str, there: str) -> None:
    """It has moved, or some of it is other words now, or it is gone."""
    new = LETTER.replace(before, after, 1)
    assert carried(span("We open at 9:00."), changes(LETTER, new)).of(new) == there


def test_changes_in_different_places_are_both_kept() -> None:
    """Mine and theirs."""
    mine = LETTER.replace("Thank you.", "Many thanks.")
    theirs = LETTER.replace("We open at 9:00.", "We sell maps.")
    assert merged(LETTER, mine, theirs) == mine.replace("We open at 9:00.", "We sell maps.")


def test_where_both_changed_a_sentence_theirs_stands_and_what_i_added_beside_it_stays() -> None:
    """Nothing that I wrote beside it is lost."""
    mine = LETTER.replace("We open at 9:00.", "We open at 8:00 sharp.").replace("Come by!", "Come by! Bring Tom.")
    theirs = LETTER.replace("We open at 9:00.", "We sell maps.")
    assert merged(LETTER, mine, theirs) == theirs.replace("Come by!", "Come by! Bring Tom.")
    beside = LETTER.replace("9:00.", "9:00. Ring the bell.")
    assert "We sell maps. Ring the bell. Come by!" in merged(LETTER, beside, theirs)


@given(TEXTS, TEXTS)
def test_one_who_changed_nothing_gets_the_others_text(base: str, other: str) -> None:
    """Either way round."""
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other
    assert merged(base, other, other) == other
