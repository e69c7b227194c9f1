"""One row of an SQL database, through SQLAlchemy: read-only where the server can, parameters bound, in bounded time.

A URL, which may hold a password, is in no error. Each fetch has its own connection: lookups are rare, and a pool
would hold connections to the shop's database for ever.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.lookups.source import Row, Several, Slow, Unusable, said, secret
from assistant.rules.rulebook import Database

if TYPE_CHECKING:                                   # SQLAlchemy takes 0.3 s to import
    from sqlalchemy import URL, Engine

LONGEST = 4_000                                     # characters of a value


def row(database: Database, key_column: str | None, key: str, base: Path, seconds: float) -> Row | None:
    """The row with this key, None where there is none. Raises Unusable, Slow or Several.

    `base` is what the path of an SQLite file is relative to.
    """
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    engine = _engine(_url(database.url, base), seconds)
    try:
        # text() leaves the parameter untyped, so that the server takes it for what its column is.
        query = text(_query(database, key_column, engine))
        with engine.connect() as connection:
            found = connection.execute(query, {"key": key.strip()})
            rows = found.mappings().fetchmany(2)
            connection.rollback()
    except SQLAlchemyError as fault:
        raise _trouble(fault) from None             # its text holds the query, the key and at times the URL
    finally:
        engine.dispose()
    if len(rows) > 1:
        raise Several
    if not rows:
        return None
    values = {str(name): said(value) for name, value in rows[0].items()}
    if any(len(value) > LONGEST for value in values.values()):
        raise Unusable(f"a value is longer than {LONGEST} characters")
    return values


def _url(given: str, base: Path) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(secret(given) if given.startswith("$") else given)
    except ArgumentError:
        raise Unusable("its URL cannot be understood; it is written such as postgresql://user@host/name") from None
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise Unusable("its URL names no file; it is written such as sqlite:///data/shop.db")
        return url.set(database=str(base / url.database))
    # The driver that this program asks for where the URL names none.
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _engine(url: URL, seconds: float) -> Engine:
    """An engine that reads only, and gives up after `seconds`."""
    from sqlalchemy import NullPool, create_engine
    from sqlalchemy.exc import SQLAlchemyError

    backend, limit = url.get_backend_name(), max(1, int(seconds))
    try:
        if backend == "sqlite":
            return create_engine("sqlite://", creator=lambda: _sqlite(str(url.database), seconds), poolclass=NullPool)
        options: dict[str, Any] = {}
        if backend == "postgresql":
            options["connect_args"] = {
                "connect_timeout": limit,
                "options": f"-c default_transaction_read_only=on -c statement_timeout={int(seconds * 1000)}",
            }
        elif backend in ("mysql", "mariadb"):
            options["connect_args"] = {
                "connect_timeout": limit, "read_timeout": limit,
                "init_command": "SET SESSION TRANSACTION READ ONLY",
            }
        return create_engine(url, poolclass=NullPool, hide_parameters=True, **options)
    except (SQLAlchemyError, ImportError):
        extra = ' (pip install "email-reply-assistant[postgresql]")' if backend == "postgresql" else ""
        raise Unusable(f"no driver for {backend} is installed{extra}") from None


def _sqlite(path: str, seconds: float) -> sqlite3.Connection:
    """A connection to a file that is there, which writes nothing and is cut off when the time is over."""
    connection = sqlite3.connect(
        f"file:{quote(path)}?mode=ro", uri=True, timeout=seconds, check_same_thread=False
    )
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 10_000)
    return connection


def _query(database: Database, key_column: str | None, engine: Engine) -> str:
    if database.query is not None:
        return database.query
    quoted = engine.dialect.identifier_preparer.quote_identifier
    table = ".".join(quoted(part) for part in str(database.table).split("."))
    return f"SELECT * FROM {table} WHERE {quoted(str(key_column))} = :key"


def _trouble(fault: Exception) -> Unusable:
    """What a driver's error comes to. Its own words are told only as far as they hold no value."""
    cause = getattr(fault, "orig", None) or fault
    state = str(getattr(cause, "sqlstate", None) or "")
    words = str(cause).lower()
    if state == "57014" or "interrupted" in words or "timeout" in words or "timed out" in words:
        return Slow("it took too long")
    if state in ("42P01", "42703") or "no such table" in words or "no such column" in words:
        return Unusable("the table, or a column of the query, is not there")
    if state == "42601" or "syntax error" in words:
        return Unusable("the query is no SQL that it understands")
    if state == "25006" or "readonly" in words or "read-only" in words:
        return Unusable("the query would write, and only reading is allowed")
    if state == "42501" or "permission denied" in words:
        return Unusable("this user may not read that")
    if state.startswith("22"):
        return Unusable("the number is not of the kind that the column holds")
    if state.startswith("28") or "authentication failed" in words:
        return Unusable("it refuses the user or the password")
    if "unable to open database file" in words:
        return Unusable("the file is not there, or cannot be read")
    if "not a database" in words:
        return Unusable("the file is no SQLite database")
    if "locked" in words:
        return Slow("it is locked by another program")
    if type(cause).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout"):
        return Slow("it cannot be reached")
    return Unusable(f"it refuses ({type(cause).__name__})")
