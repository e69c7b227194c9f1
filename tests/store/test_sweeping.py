"""Texts are emptied when their time is over, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from assistant.store.fates import Fates
from assistant.store.proposals import Proposal, Proposals, Witness
from assistant.store.records import Handled, SavedDraft
from assistant.store.reviews import Reviews
from assistant.store.store import Store
from assistant.store.sweeping import empty_texts

Make = Callable[..., Handled]


def kept(make: Make, uid: int, when: datetime, **more: Any) -> Handled:
    """A message with its subject and its letter."""
    draft = SavedDraft(f"<d{uid}@shop>", "Drafts", when, ready=True, text="Dear Dana, we are open.")
    return make(uid, decided=when, subject="My Order", author_name="Dana", draft=draft, **more)


def test_old_texts_are_emptied(store: Store, handled: Make, now: datetime) -> None:
    """Subjects, letters and edits from before; those after, and another account's, stay."""
    old = now - timedelta(days=100)
    store.record(kept(handled, 1, old), kept(handled, 2, now), kept(handled, 3, old, account="other"))
    Fates(store.access).sent("shop", "<d1@shop>", b"Subject: x\r\n\r\nWe are shut.\r\n", at=old, place="desk")
    assert empty_texts(store.access, "shop", now - timedelta(days=90)) == 1
    rows = list(store.export())
    assert [row["subject"] for row in rows if row["table"] == "messages"] == [None, "My Order", "My Order"]
    assert [bool(row["text"]) for row in rows if row["table"] == "drafts"] == [False, True, True]
    assert not any(row["before"] or row["after"] for row in rows if row["table"] == "edits")
    found_by = [row["found_by"] for row in rows if row["table"] == "messages"]
    assert ["my order" in each for each in found_by] == [False, True, True]
    assert all("dana@example.com" in each for each in found_by)
    assert empty_texts(store.access, "shop", now - timedelta(days=90)) == 0


def test_many_are_emptied_in_portions(store: Store, handled: Make, now: datetime) -> None:
    """More than one transaction takes at once."""
    old = now - timedelta(days=100)
    store.record(*(kept(handled, uid, old) for uid in range(1, 503)))
    assert empty_texts(store.access, "shop", now) == 502


def test_old_words_of_reviewers_and_proposals_are_emptied(store: Store, handled: Make, now: datetime) -> None:
    """Why something was discarded or held, and changes that rest on old edits; not while it waits, and no new ones."""
    old = now - timedelta(days=100)
    store.record(kept(handled, 1, old), kept(handled, 2, old), kept(handled, 3, now))
    reviews, proposals = Reviews(store.access), Proposals(store.access)
    for number, when in ((1, old), (2, old), (3, now)):
        reviews.mark(number, {"held": "He is ill."}, who="Mina", action="held", now=when, detail="He is ill.")
    item = reviews.item(1)
    assert item is not None
    reviews.replaced(item, {"state": "discarded"}, who="Mina", action="discarded", now=old, detail={"text": "Ill."})
    words = {"path": "rules.yaml", "after": "We are ill."}
    for mark, when in (("old", old), ("new", now)):
        found = [*proposals.all(), Proposal("shop", mark, "words", "hours", words, (Witness(1, 1, when, 1),), when)]
        proposals.keep("shop", found)
    empty_texts(store.access, "shop", now - timedelta(days=90))
    rows = list(store.export())
    assert [row["held"] for row in rows if row["table"] == "reviews"] == [None, "He is ill.", "He is ill."]
    assert [row["detail"] for row in rows if row["table"] == "audit"] == [None, None, {"text": "He is ill."}, None]
    assert [each.mark for each in proposals.all(state=None)] == ["new"]
