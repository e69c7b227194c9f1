"""What each message takes of the store costs no more when many have come before it, by SQLite's count of its steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.store.lives import Lives
from assistant.store.records import Handled
from assistant.store.store import Store
from tests.store.blank import blank

Make = Callable[..., Handled]
FEW, MANY = 50, 1_000


def _asked(store: Store, now: datetime, author: str, thread: str) -> dict[str, Callable[[], Any]]:
    """What the daemon asks about a message."""
    return {
        "whether it was seen": lambda: store.seen_digest("shop", "f" * 64, "e" * 64),
        "its thread": lambda: store.thread("shop", (thread, "<other@example.com>")),
        "its author": lambda: store.history("shop", author, now, thread=thread, most=10),
        "who else bears its Message-ID": lambda: store.with_message_id("shop", thread),
        "the drafts in its thread": lambda: Lives(store.access, "shop").in_thread(thread, author),
        "a draft": lambda: store.draft("shop", "<d7@shop>"),
    }


def _steps(store: Store, work: Callable[[], Any]) -> int:
    """How many steps of SQLite's machine it takes."""
    counted = 0

    def step() -> int:
        nonlocal counted
        counted += 1
        return 0

    with store.access.reads() as connection:
        raw: Any = connection.connection.dbapi_connection
    raw.set_progress_handler(step, 1)                # the pool gives one thread the same connection again
    work()
    raw.set_progress_handler(None, 0)
    return counted


@pytest.mark.parametrize("author", ["new@example.com", "author7@example.com"])
def test_a_message_costs_no_more_after_many(path: Path, handled: Make, now: datetime, author: str) -> None:
    """Of a new author, and of one who has written before."""
    thread = "<m7@example.com>"
    with Store(blank(path)) as store:
        costs: list[dict[str, int]] = []
        first = 0
        for count in (FEW, MANY):
            store.record(*(
                handled(uid, author=f"author{uid}@example.com", thread=f"<m{uid}@example.com>", content=f"{uid:064x}")
                for uid in range(first, count)
            ))  # fmt: skip
            first = count
            costs.append({name: _steps(store, work) for name, work in _asked(store, now, author, thread).items()})
    few, many = costs
    assert all(few.values())
    assert {name: (few[name], steps) for name, steps in many.items() if steps > few[name] + 100} == {}
