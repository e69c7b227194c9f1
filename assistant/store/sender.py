"""The lock that lets one process at a time send letters from a store, whichever machine it runs on.

On PostgreSQL an advisory lock of the database, held by a connection of its own: the server lets go when that ends.
Else the lock of a file, which ends with its process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreError
from assistant.store import opening

# Two numbers name it: ours, and the schema's, for several stores may share a database.
_TAKE = text("select pg_try_advisory_lock(1936028272, hashtext(current_schema()))")


@contextmanager
def sender_on(engine: Engine, url: URL) -> Iterator[bool]:
    """Whether nobody else sends from this store now; while the `with` lasts nobody else does. Raises StoreError."""
    if engine.name == "sqlite" and opening.file_of(url) is None:
        yield True                                  # in memory: nobody else has it
        return
    if engine.name != "postgresql":
        with opening.lock_file(url, "outbox.lock") as file:
            yield opening.take(file)
        return
    try:
        connection = engine.execution_options(isolation_level="AUTOCOMMIT").connect()
        taken = bool(connection.scalar(_TAKE))
    except SQLAlchemyError as fault:
        raise StoreError(f"Could not lock the store {opening.shown(url)}: {opening.told(fault)}") from fault
    try:
        yield taken
    finally:
        connection.invalidate()                     # ends it, and the lock with it; back in the pool it would be kept
        connection.close()
