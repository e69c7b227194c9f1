from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Reason
from assistant.store.records import Handled, HoldNote, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.store.blank import blank
from tests.store.databases import empty

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """A moment for tests that need one."""
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of a test lies; its folder is not there yet."""
    return tmp_path / "state" / "store.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """Where an empty store is: a file, and a schema of its own in a real PostgreSQL."""
    if request.param == "sqlite":
        yield str(path)
        return
    with empty(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    with Store(where if "://" in where else blank(Path(where))) as opened:
        yield opened


@pytest.fixture
def handled() -> Callable[..., Handled]:
    """A maker of what `record` takes: a message of the given uid, with a draft or a note as its outcome says."""

    def make(uid: int, outcome: str = "drafted", **more: Any) -> Handled:
        beside = ("person", "gestures", "promises", "replaces", "draft", "note")
        around = {name: more.pop(name) for name in beside if name in more}
        fields: dict[str, Any] = {
            "account": "shop",
            "mailbox": "INBOX",
            "uidvalidity": 7,
            "uid": uid,
            "raw_digest": f"{uid:064x}",
            "decided": NOW,
            "outcome": outcome,
            "disposition": {"drafted": "draft", "noted": "hold", "skipped": "skip", "set-aside": None}[outcome],
            "reasons": (Reason("answered", "Every question has an approved answer."),),
            "message_id": f"<m{uid}@example.com>",
            "author": "dana@example.com",
        }
        more.setdefault("person", more.get("author", fields["author"]))
        if outcome == "drafted":
            around.setdefault("draft", SavedDraft(f"<d{uid}@shop>", "Drafts", NOW, True, uidvalidity=3, uid=uid))
        if outcome == "noted":
            around.setdefault("note", HoldNote(f"<n{uid}@shop>", "Assistant", NOW, uidvalidity=4, uid=uid))
        return Handled(SeenMessage(**(fields | more)), **around)

    return make
