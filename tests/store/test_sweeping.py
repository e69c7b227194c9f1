"""Texts are emptied when their time is over, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft
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
