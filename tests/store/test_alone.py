"""One daemon a store on PostgreSQL, also when the database is started anew under it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import StoreError, StoreTaken
from assistant.store.records import Cursor, Handled
from assistant.store.store import Store
from tests.servers.postgresql import PostgreSQL
from tests.store.databases import empty

HERE = Cursor("shop", "INBOX", 7, 1)


def test_the_lock_is_taken_again_when_the_database_was_restarted(
    postgresql: PostgreSQL, handled: Callable[..., Handled]
) -> None:
    """While it is down nothing is written; afterwards the first daemon goes on, and a second one is kept out."""
    with empty(postgresql) as url, Store(url) as first, Store(url) as second, first.alone():
        first.record(handled(1))
        postgresql.stop()
        try:
            with pytest.raises(StoreError, match="tried again") as down:
                first.record(handled(2))
            assert not isinstance(down.value, StoreTaken)
        finally:
            postgresql.start()
        first.record(handled(2))
        with pytest.raises(StoreTaken, match="Another daemon is at work"), second.alone():
            pass
        assert first.seen("shop", "INBOX", 7, [1, 2, 3]) == {1, 2}


def test_a_daemon_that_lost_the_lock_to_another_writes_nothing_more(postgresql: PostgreSQL) -> None:
    """It is told so at its next change, in the store or in a mailbox, and each time; the other one goes on."""
    with empty(postgresql) as url, Store(url) as first, Store(url) as second, first.alone():
        postgresql.stop()
        postgresql.start()
        with second.alone():
            for _ in range(2):
                with pytest.raises(StoreTaken, match="Another daemon is at work"):
                    first.advance(HERE)
                with pytest.raises(StoreTaken):
                    first.hold()
            second.advance(HERE)
            assert first.cursor("shop", "INBOX") == HERE, "reading is free"
        first.hold()


def test_whoever_does_not_hold_the_store_may_write_beside_the_daemon(postgresql: PostgreSQL) -> None:
    """The desk and the commands do."""
    with empty(postgresql) as url, Store(url) as daemon, Store(url) as desk, daemon.alone():
        desk.advance(HERE)
        assert daemon.cursor("shop", "INBOX") == HERE
