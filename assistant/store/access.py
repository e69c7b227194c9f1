"""Reading and writing the store's database: a connection in, a transaction out, its faults told as StoreError.

What the store keeps for one purpose (the outbox, reviews, reviewers) stands in a module of its own, whose class
takes an Access; `Store.access` is the one to give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.errors import StoreError
from assistant.store import opening
from assistant.store.sender import sender_on


def _by_nobody() -> None:
    """Nobody holds the store for themselves, or the kernel sees to it."""


class Access:
    """An open database, for reading and for writing. May be used by several threads."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self._url = url
        self._engine = engine
        self._writing = engine.execution_options(assistant_writes=True)
        self.held: Callable[[], None] = _by_nobody
        # SQLite lets those who wait for a writer ask again and again, in no order: of many threads some wait for ever.
        self._turn: AbstractContextManager[object] = Lock() if engine.name == "sqlite" else nullcontext()

    @contextmanager
    def reads(self) -> Iterator[Connection]:
        """A connection to read by. Raises StoreError."""
        with self._told("read"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writes(self) -> Iterator[Connection]:
        """A transaction, kept at the end of the `with` unless it raises. Raises StoreError.

        StoreTaken where it was held for one daemon alone and another has it by now.
        """
        self.held()
        with self._told("write to"), self._turn, self._writing.begin() as connection:
            yield connection

    def sending(self) -> AbstractContextManager[bool]:
        """Whether nobody else sends from this store now; while the `with` lasts nobody else does. Raises StoreError."""
        return sender_on(self._engine, self._url)

    @contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        try:
            yield
        except IntegrityError as fault:
            raise StoreError(
                f"The store {opening.shown(self._url)} holds a decision about this message already, so the new one "
                "was not recorded; the first one stands. See that no second daemon watches this mailbox."
            ) from fault
        except SQLAlchemyError as fault:
            raise StoreError(
                f"Could not {doing} the store {opening.shown(self._url)}: {opening.told(fault)} "
                "No message is lost: what could not be recorded stays in its mailbox and is tried again."
            ) from fault
