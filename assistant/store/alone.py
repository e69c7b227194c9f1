"""The lock that keeps a second daemon from a store on PostgreSQL, on whichever machine it runs.

An advisory lock of the database, held by a connection of its own: the server lets go when that ends, and so when the
server is started anew. Who holds it sees before each change that it is still held, and takes it again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreError, StoreTaken
from assistant.store import opening

PATIENCE = 2.0                                      # seconds for the server to see that a daemon was killed
# Two numbers name it: ours, and the schema's, for several stores may share a database.
_TAKE = text("select pg_try_advisory_lock(1936028271, hashtext(current_schema()))")
_THERE = text("select 1")


class Alone:
    """The lock, once taken. For use by several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._shown = opening.shown(engine.url)
        self._turn = Lock()
        self._connection: Connection | None = None

    def take(self, patience: float = 0.0) -> None:
        """Take it. StoreTaken if another daemon has it and keeps it for so many seconds; StoreError."""
        until = time.monotonic() + patience
        with self._turn:
            while not self._taken():
                if time.monotonic() >= until:
                    raise StoreTaken(
                        f"Another daemon is at work on the store {self._shown}. "
                        "Nothing was touched. Stop that one first, or give this one another store."
                    )
                time.sleep(0.1)

    def check(self) -> None:
        """See that it is held, and take it again where the database has let go. Raises as `take` does."""
        with self._turn:
            if self._connection is not None and self._answers(self._connection):
                return
        self.take()

    def let_go(self) -> None:
        """Give it up."""
        if self._connection is not None:
            self._connection.invalidate()           # ends it, and the lock with it; back in the pool it would be kept
            self._connection.close()
            self._connection = None

    def _answers(self, connection: Connection) -> bool:
        try:
            connection.scalar(_THERE)
        except SQLAlchemyError:
            self.let_go()
            return False
        return True

    def _taken(self) -> bool:
        if self._connection is not None:            # another thread was faster
            return True
        try:
            connection = self._engine.connect()
            self._connection = connection
            taken = bool(connection.scalar(_TAKE))
        except SQLAlchemyError as fault:
            self.let_go()
            raise StoreError(
                f"Could not lock the store {self._shown}: {opening.told(fault)} "
                "No message is lost: what could not be recorded stays in its mailbox and is tried again."
            ) from fault
        if not taken:
            self.let_go()
        return taken


@contextmanager
def alone_on(engine: Engine) -> Iterator[Alone]:
    """Hold the store for one daemon. StoreTaken if another has it."""
    held = Alone(engine)
    held.take(PATIENCE)
    try:
        yield held
    finally:
        held.let_go()
