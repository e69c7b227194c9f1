"""The lock that keeps a second daemon from a store on PostgreSQL, on whichever machine it runs.

An advisory lock of the database, held by a connection of its own: the server lets go when that ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import StoreError
from assistant.store import opening

# Two numbers name it: ours, and the schema's, for several stores may share a database.
_TAKE = text("select pg_try_advisory_lock(1936028271, hashtext(current_schema()))")


@contextmanager
def alone_on(engine: Engine) -> Iterator[None]:
    """Hold the store for one daemon. Raises StoreError if another has it."""
    shown = opening.shown(engine.url)
    held = engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        connection = held.connect()
        taken = connection.scalar(_TAKE)
    except SQLAlchemyError as fault:
        raise StoreError(f"Could not lock the store {shown}: {opening.told(fault)}") from fault
    try:
        if not taken:
            raise StoreError(
                f"Another daemon is at work on the store {shown}. "
                "Nothing was touched. Stop that one first, or give this one another store."
            )
        yield
    finally:
        connection.invalidate()                     # ends it, and the lock with it; back in the pool it would be kept
        connection.close()
