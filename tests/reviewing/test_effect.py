"""What other rules would make of the questions that came lately."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from assistant import meaning
from assistant.model import Asked
from assistant.reviewing.effect import Effects, Turn
from assistant.rules import Rulebook, load
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.builders import RULES

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TANDEMS = "  - name: tandems\n    asks: [Do you rent out tandems?]\n    answer: Sadly not.\n"


@pytest.fixture
def store() -> Iterator[Store]:
    """Four messages: two ask for the hours, two for tandems; one of another account, one long ago."""
    asked = ["When are you open?", "When are you open?", "Do you rent out tandems for order HL-12345?"]
    with Store("sqlite://") as opened:
        for uid, text in enumerate([*asked, "Do you rent out tandems?"], start=1):
            when = NOW - timedelta(days=500 if uid == 4 else uid)
            message = SeenMessage(
                "other" if uid == 2 else "shop", "INBOX", 7, uid, f"{uid:064x}", when, "drafted", "draft",
                asked=(Asked(text, when),),
            )  # fmt: skip
            opened.record(Handled(message, SavedDraft(f"<d{uid}@x>", "Drafts", when, ready=True)))
        yield opened


def rulebook(text: str) -> Rulebook:
    """The rulebook of a text."""
    made = load(text).rulebook
    assert made is not None
    return made


def test_what_is_gained_and_what_is_lost(store: Store) -> None:
    """Each question that would be answered otherwise, without what is personal; those of a year ago are not tried."""
    effects = Effects(store.access, cache(meaning.load), clock=lambda: NOW)
    before = rulebook(RULES)
    more = rulebook(RULES.replace("answers:\n", f"answers:\n{TANDEMS}"))
    gained = effects.of(before, more)
    assert (gained.asked, gained.covered, gained.would, gained.gained, gained.lost) == (3, 2, 3, 1, 0)
    (turn,) = gained.turns
    assert (turn.was, turn.becomes, "12345" in turn.question) == (None, "tandems", False)
    assert gained.used == {"hours": 2, "tandems": 1}
    back = effects.of(more, before)
    assert (back.lost, [(each.was, each.becomes) for each in back.turns]) == (1, [("tandems", None)])


def test_the_same_rules_change_nothing(store: Store) -> None:
    """Of one account alone; and rules that could not be read answered nothing."""
    effects = Effects(store.access, cache(meaning.load), clock=lambda: NOW)
    before = rulebook(RULES)
    assert effects.of(before, before, account="shop").turns == ()
    assert effects.of(before, before, account="shop").asked == 2
    assert effects.of(None, before, account="other").turns == (Turn("When are you open?", None, "hours", 1),)
    assert effects.of(before, before, account="none").asked == 0
