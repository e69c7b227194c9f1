"""Texts that are alike come together, whatever reads them."""

from __future__ import annotations

import pytest

from assistant import meaning
from assistant.meaning import Meaning
from assistant.meaning.grouping import group

PARKING = ["Can I park my car near the shop?", "Where can I park my car?", "Is there a place to park the car?"]
REPAIR = ["Do you repair old bindings?", "Can you repair the binding of an old book?", "repair of bindings?"]
ALONE = ["Does your cat have a name?"]
READERS = [meaning.load(), Meaning()]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_likes_come_together(reader: Meaning) -> None:
    """Two subjects and one of its own are three groups, the largest first, each text in one."""
    texts = [*PARKING, *ALONE, *REPAIR, "where to park the car"]
    found = [sorted(texts[place] for place in places) for places in group(texts, reader)]
    assert found == [sorted([*PARKING, "where to park the car"]), sorted(REPAIR), ALONE]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_subject_that_is_most_of_it_stays_together(reader: Meaning) -> None:
    """What nearly all ask is not taken for what all texts have in common."""
    texts = [f"{text} {extra}" for text in PARKING for extra in ("please", "thanks", "today", "now", "for us")] + ALONE
    sizes = [len(places) for places in group(texts, reader)]
    assert sizes[0] >= 12


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_the_same_texts_give_the_same_groups(reader: Meaning) -> None:
    """There is no chance in it."""
    texts = [*PARKING, *REPAIR, *ALONE] * 3
    assert group(texts, reader) == group(texts, reader)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_nothing_and_empty_words_are_no_trouble(reader: Meaning) -> None:
    """No texts, texts without words."""
    assert group([], reader) == []
    assert sorted(place for places in group(["", "?", "the", ""], reader) for place in places) == [0, 1, 2, 3]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_it_tells_how_far_it_has_come(reader: Meaning) -> None:
    """The last word is the number of texts."""
    told: list[int] = []
    group(PARKING, reader, done=told.append)
    assert told[-1] == 3
