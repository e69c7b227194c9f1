from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, create_engine

from assistant.errors import StoreError
from assistant.model import Asked
from assistant.store import opening
from assistant.store.records import Cursor, Handled
from assistant.store.store import Store
from assistant.store.tables import METADATA

Make = Callable[..., Handled]

# Records uid 1, says so, then waits inside the transaction that would record uid 2.
CRASHER = """
import sys, time
from datetime import UTC, datetime
from assistant.store.records import Handled, SeenMessage
from assistant.store.store import Store
from assistant.store import ready as module

def message(uid):
    return Handled(SeenMessage("shop", "INBOX", 7, uid, str(uid), datetime.now(UTC), "skipped", "skip"))

opened = Store(sys.argv[1])
with opened.alone():
    opened.record(message(1))
    def stall(connection, cursor):
        print("in the middle", flush=True)
        time.sleep(60)
    module.advance = stall
    opened.record(message(2), cursor=object())
"""

# Records one message after the other, from the cursor on, each with a draft and its author's state.
RECORDER = """
import sys
from datetime import UTC, datetime
from assistant.model import Asked
from assistant.store.records import Cursor, Handled, Person, SavedDraft, SeenMessage
from assistant.store.store import Store

with Store(sys.argv[1]) as opened, opened.alone():
    cursor = opened.cursor("shop", "INBOX")
    uid = cursor.last_uid if cursor else 0
    print("begun", flush=True)
    while True:
        uid += 1
        now = datetime.now(UTC)
        message = SeenMessage("shop", "INBOX", 7, uid, str(uid), now, "drafted", "draft")
        draft = SavedDraft(f"<d{uid}@shop>", "Drafts", now, True)
        person = Person("shop", "dana@example.com", now, (Asked(f"question {uid}", now),))
        opened.record(Handled(message, draft, person=person), cursor=Cursor("shop", "INBOX", 7, uid))
"""

HOLDER = """
import sys, time
from assistant.store.store import Store
with Store(sys.argv[1]) as opened, opened.alone():
    print("held", flush=True)
    time.sleep(60)
"""


def start(program: str, where: Path | str) -> subprocess.Popen[str]:
    """A Python of its own that runs the program; returns once it has said its first line."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(where)]
    environ = os.environ | {"PYTHONPATH": str(root)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ)
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def url_of(where: str) -> URL:
    """As SQLAlchemy takes it."""
    return opening.address(where)


def kill(process: subprocess.Popen[str]) -> None:
    """End it with SIGKILL and wait for it."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_a_process_killed_between_two_records_leaves_the_first(where: str) -> None:
    """After kill -9 the store opens, holds what was recorded, nothing of what was not, and can be locked again."""
    kill(start(CRASHER, where))
    with Store(where) as store:
        eventually_alone(store)
        assert store.seen("shop", "INBOX", 7, [1, 2]) == {1}


def test_a_store_is_whole_whenever_its_process_was_killed(where: str) -> None:
    """Message, draft, person and cursor are always of one mind, and the next process goes on where they stand."""
    last = 0
    for wait in (0.02, 0.05, 0.15, 0.5, 2.0, 10.0, 30.0):
        if wait > 0.15 and last:
            break                                   # a busy machine had not come to record anything yet
        process = start(RECORDER, where)
        time.sleep(wait)
        kill(process)
        with Store(where) as store:
            eventually_alone(store)                 # a database's server may still be at the last words of the dead
            now = last_uid(store)
            assert store.seen("shop", "INBOX", 7, range(now + 10)) == set(range(1, now + 1))
            drafts = [handled.draft.message_id for handled in store.standing_drafts("shop") if handled.draft]
            assert drafts == [f"<d{uid}@shop>" for uid in range(1, now + 1)]
            person = store.person("shop", "dana@example.com")
            parked = [each.text for each in person.parked] if person else []
            assert parked == ([f"question {now}"] if now else [])
        assert now >= last
        last = now
    assert last > 0


def test_several_that_make_the_store_at_the_same_time_agree(where: str) -> None:
    """A new store may be opened several times at once: one makes the tables, the others find them."""
    together = Barrier(4, timeout=60)

    def make(uid: int) -> set[int]:
        together.wait()
        with Store(where) as store:
            store.advance(Cursor("shop", str(uid), 7, uid))
            return store.seen("shop", "INBOX", 7, [uid])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, range(4))) == [set()] * 4
    with Store(where) as store:
        assert all(store.cursor("shop", str(uid)) for uid in range(4))


def last_uid(store: Store) -> int:
    """How far the mailbox was read, once that stands still."""
    before, now = -1, 0
    while before != now:
        time.sleep(0.02)
        cursor = store.cursor("shop", "INBOX")
        before, now = now, cursor.last_uid if cursor else 0
    return now


def eventually_alone(store: Store) -> None:
    """It can be locked; a database's server may take a moment to see that the holder is gone."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with store.alone():
                return
        except StoreError:
            time.sleep(0.05)
    pytest.fail("the lock is still held")


def test_a_second_daemon_is_kept_out_until_the_first_ends(where: str) -> None:
    """While one process holds the store another is told so; a killed holder holds no longer."""
    holder = start(HOLDER, where)
    try:
        with Store(where) as store:
            named = "" if "://" in where else rf" \(process {holder.pid}\)"
            with pytest.raises(StoreError, match=f"Another daemon{named} is at work on the store"), store.alone():
                pass
            kill(holder)
            eventually_alone(store)
    finally:
        kill(holder)


def test_others_may_read_and_write_beside_the_daemon(where: str, handled: Make) -> None:
    """The lock keeps out a daemon, not the commands that look at the store."""
    with Store(where) as daemon, daemon.alone(), Store(where) as desk:
        daemon.record(handled(1))
        assert len(desk.standing("shop")) == 1
        desk.draft_became("shop", "<d1@shop>", "sent")
        assert daemon.standing("shop") == ()


def test_only_its_owner_can_read_the_store(path: Path, handled: Make) -> None:
    """The folder that was made, the file and SQLite's files beside it are closed to group and others."""
    with Store(path) as store, store.alone():
        store.record(handled(1))
        modes = {each.name: each.stat().st_mode & 0o777 for each in [path.parent, *path.parent.iterdir()]}
    assert modes == {
        "state": 0o700, "store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600, "store.db.lock": 0o600,
    }


def test_a_store_that_others_could_read_is_closed_to_them(path: Path) -> None:
    """A file with wider rights, from a copy say, is made private when it is opened."""
    with Store(path):
        pass
    path.chmod(0o644)
    with Store(path):
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_store_is_in_wal_mode(path: Path) -> None:
    """Readers and the daemon do not wait for each other."""
    with Store(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_migrations_make_the_tables(where: str) -> None:
    """What the revisions build, column for column and index for index, is what tables.py says."""
    engine = opening.connect(opening.address(where))
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert not difference


def test_a_store_of_the_first_schema_is_brought_up_to_date(where: str, path: Path) -> None:
    """What was parked comes back in its new form, with an expiry; messages from before belong to no thread."""
    path.parent.mkdir(exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO people VALUES ('shop', 'dana@example.com', '2026-11-01 12:00:00+00:00', '[\"Why?\"]')"
        )
        connection.exec_driver_sql(
            "INSERT INTO messages (account, mailbox, uidvalidity, uid, raw_digest, decided, outcome, disposition, "
            "reasons, version, message_id, author) VALUES ('shop', 'INBOX', 7, 1, 'aa', '2026-11-01 12:00:00+00:00', "
            "'skipped', 'skip', '[]', '0.1.0', '<m1@example.com>', 'dana@example.com')"
        )
    engine.dispose()
    asked = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with Store(where) as store:
        history = store.history("shop", "dana@example.com", asked + timedelta(days=89))
        assert (history.parked, history.messages) == ((Asked("Why?", asked),), 1)
        assert store.history("shop", "dana@example.com", asked + timedelta(days=90)).parked == ()
        assert store.thread("shop", ["<m1@example.com>"]) is None


@pytest.mark.parametrize("revision", ["0001", "0002", "0004"])
def test_a_store_of_each_earlier_schema_is_taken_further(where: str, path: Path, handled: Make, revision: str) -> None:
    """It is opened, written to, and its old messages are still known."""
    path.parent.mkdir(exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(
            "INSERT INTO messages (account, mailbox, uidvalidity, uid, raw_digest, decided, outcome, disposition, "
            "reasons, version) VALUES ('shop', 'INBOX', 7, 9, 'aa', '2026-11-01 12:00:00+00:00', 'skipped', 'skip', "
            "'[]', '0.1.0')"
        )
        difference = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert difference, "it is an earlier one"
    with Store(where) as store:
        store.record(handled(1))
        assert store.seen("shop", "INBOX", 7, [1, 9]) == {1, 9}


def test_the_programs_schema_is_the_last_revision() -> None:
    """A revision that is added is also the one that the program asks for."""
    scripts = ScriptDirectory(str(Path(opening.__file__).parent / "migrations"))
    assert scripts.get_heads() == [opening.SCHEMA]


def test_a_store_of_a_newer_version_is_refused_untouched(where: str) -> None:
    """A schema that this version does not know is named, and nothing is changed."""
    with Store(where):
        pass
    engine = create_engine(url_of(where))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer version .*schema is 9999"):
        Store(where)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    engine.dispose()


def test_words_that_a_database_does_not_take_are_kept_without_them(where: str, handled: Make) -> None:
    """A NUL, or half of a character, in what a stranger's header says."""
    with Store(where) as store:
        store.record(handled(1, message_id="<a\0b\udc80@x>", author="da\0na@example.com"))
        assert len(store.with_message_id("shop", "<a\0b\udc80@x>")) == 1
        assert store.forget("da\0na@example.com") == 1


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """The error names the file and what to do."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, this is not a database.\n" * 200)
    with pytest.raises(StoreError, match=r"letter\.txt: its file is not a database\. Restore"):
        Store(path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, the error says where and what to do."""
    (tmp_path / "state").write_text("")
    with pytest.raises(StoreError, match=r"Could not open the store .*store in assistant\.toml"):
        Store(tmp_path / "state" / "store.db")


def test_a_full_disk_is_told_and_loses_nothing(path: Path, handled: Make) -> None:
    """When no page can be added the error says so, and the store still holds what it held."""
    with Store(path) as store:
        store.record(handled(1))
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match=r"the disk is full\. Make room on it\. No message is lost"):
            store.record(*(handled(uid) for uid in range(2, 500)))
        assert store.seen("shop", "INBOX", 7, range(500)) == {1}


def test_a_store_locked_by_another_program_is_told(path: Path, handled: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a write lock is not given in time the error names the cause."""
    monkeypatch.setattr(opening, "_BUSY_SECONDS", 0.05)
    with Store(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program keeps it locked"):
            store.record(handled(1))


def test_an_address_that_is_no_url_is_refused_without_showing_it() -> None:
    """A URL may hold a password, so a broken one is not repeated."""
    with pytest.raises(StoreError, match="cannot be read") as caught:
        Store("post gres://me:hunter2@host:port/x")
    assert "hunter2" not in str(caught.value)


def test_a_missing_driver_says_how_to_get_it() -> None:
    """A database without its driver is refused, the password hidden, the remedy named."""
    with pytest.raises(StoreError, match="pip install") as caught:
        Store("nosuchdb://me:hunter2@host/x")
    assert "hunter2" not in str(caught.value)


def test_a_store_in_memory_can_be_used(handled: Make) -> None:
    """For trials a store needs no file."""
    with Store("sqlite://") as store:
        store.record(handled(1))
        assert len(store.standing("shop")) == 1


def test_an_empty_file_becomes_a_store(path: Path, handled: Make) -> None:
    """A process that died before it made the tables left an empty file: the next one goes on from there."""
    path.parent.mkdir()
    path.touch()
    with Store(path) as store:
        store.record(handled(1))
