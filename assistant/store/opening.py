"""Open the store's database: the file, its rights, its schema, and the lock that keeps a second daemon out.

SQLite by default; any database that SQLAlchemy has a driver for, by its URL. Faults become StoreError.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from assistant.errors import StoreError, StoreTaken

SCHEMA = "0005"                                     # the revision that this program's tables.py is
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 10.0


def address(where: str | Path) -> URL:
    """The URL for a path or a URL as the settings have it. Raises StoreError on a URL that cannot be read."""
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = make_url(where)
        # SQLAlchemy would take psycopg2 for a PostgreSQL without a driver's name; ours is psycopg.
        return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url
    except ArgumentError as fault:
        # The URL may hold a password: it is not shown.
        raise StoreError(
            "The store's address cannot be read as a database URL. "
            'Set store in assistant.toml to a path, or to a URL like "postgresql+psycopg://user@host/name".'
        ) from fault


def file_of(url: URL) -> Path | None:
    """The SQLite file, or None for another database and for one in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def connect(url: URL) -> Engine:
    """An engine on the database, with its schema brought up to date. Raises StoreError."""
    path = file_of(url)
    if path is not None:
        _keep_private(path)
    try:
        # A server ends connections as it likes: each is asked for a sign of life before it is used.
        engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}) if path else create_engine(
            url, pool_pre_ping=True
        )
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise StoreError(
            f"The store {shown(url)} needs a database driver that is not here ({fault}). "
            "Install it beside the assistant, for PostgreSQL with: pip install 'email-reply-assistant[postgresql]'."
        ) from fault
    if url.get_backend_name() == "sqlite":
        _prepare_sqlite(engine)
    try:
        _upgrade(engine, url)
    except SQLAlchemyError as fault:
        engine.dispose()
        raise StoreError(f"Could not open the store {shown(url)}: {told(fault)}") from fault
    except BaseException:
        engine.dispose()
        raise
    return engine


def standing(url: URL) -> str | None:
    """The schema's revision as it stands, None in a new database. Nothing is changed. Raises StoreError."""
    try:
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                return _revision(connection)
        finally:
            engine.dispose()
    except (NoSuchModuleError, ModuleNotFoundError):
        return SCHEMA                               # `connect` says what to install
    except SQLAlchemyError as fault:
        raise StoreError(f"Could not open the store {shown(url)}: {told(fault)}") from fault


def shown(url: URL) -> str:
    """The store as people may see it: the path, or the URL without its password."""
    path = file_of(url)
    return str(path) if path is not None else url.render_as_string(hide_password=True)


def told(fault: SQLAlchemyError) -> str:
    """What went wrong and what to do, from the database's own error."""
    said = str(getattr(fault, "orig", None) or fault)
    known = {
        "disk is full": "the disk is full. Make room on it.",
        "database is locked": "another program keeps it locked. End that program, or wait until it is done.",
        "readonly database": "it may not be written. Give its file and folder to the user who runs the assistant.",
        "unable to open": "it cannot be opened. See that the user who runs the assistant may read and write it.",
        "not a database": "its file is not a database. Restore it from a backup, or name another file as store.",
        "malformed": "its file is damaged. Restore it from a backup.",
        "disk I/O error": "the disk failed to read or write. Check the disk.",
    }
    for words, meaning in known.items():
        if words in said:
            return meaning
    return f"the database says: {said.strip()}"


@contextmanager
def locked(url: URL) -> Iterator[None]:
    """Hold the store for one daemon. Raises StoreTaken if another has it. The kernel lets go when we die.

    For a database on a server the lock is a file in the temporary folder: it keeps out a second daemon on this
    machine, not one on another. PostgreSQL has a better one, in alone.py.
    """
    with lock_file(url, "lock") as file:
        if not take(file):
            pid = file.read().strip()
            raise StoreTaken(
                f"Another daemon{f' (process {pid})' if pid else ''} is at work on the store {shown(url)}. "
                "Nothing was touched. Stop that one first, or give this one another store."
            )
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        # The file stays when we let go: to remove it would let two daemons lock two files of one name.
        yield


def lock_file(url: URL, ending: str) -> IO[str]:
    """The open file whose lock is the store's, beside it or in the temporary folder. Raises StoreError."""
    path = file_of(url)
    if path is not None:
        lock = path.with_name(f"{path.name}.{ending}")
    else:
        digest = hashlib.sha256(url.render_as_string(hide_password=True).encode()).hexdigest()[:16]
        lock = Path(tempfile.gettempdir()) / f"email-reply-assistant-{digest}.{ending}"
    try:
        return os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as fault:
        raise StoreError(
            f"Could not lock the store {shown(url)}: {lock}: {fault.strerror}. "
            "See that the user who runs the assistant may write there."
        ) from fault


if sys.platform == "win32":

    def take(file: IO[str]) -> bool:
        """Lock an open file, if nobody else has; until it is closed, or we die."""
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def take(file: IO[str]) -> bool:
        """Lock an open file, if nobody else has; until it is closed, or we die."""
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def _keep_private(path: Path) -> None:
    """Make the file, if need be, and let nobody but its owner read it. SQLite gives -wal and -shm its mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as fault:
        raise StoreError(
            f"Could not open the store {path}: {fault.strerror}. "
            "See that the user who runs the assistant may write there, or name another file as store in assistant.toml."
        ) from fault


def _prepare_sqlite(engine: Engine) -> None:
    """Set what SQLite forgets at each connection, and let SQLAlchemy, not the driver, begin transactions."""

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None           # the driver's own BEGIN would leave schema changes outside
        # secure_delete: who is forgotten leaves no bytes behind in the file.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _(connection: Any) -> None:
        # A writer takes its lock at once: to upgrade a read lock later fails without waiting.
        writes = connection.get_execution_options().get("assistant_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(engine: Engine, url: URL) -> None:
    with engine.connect() as connection:
        if _revision(connection) == SCHEMA:
            return
    # Imported only when there is something to do: it takes a quarter of a second.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(assistant_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(1936028271, hashtext(current_schema()))"))
        found = _revision(connection)               # again, under the lock: another process may have been faster
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise StoreError(
                f"The store {shown(url)} was written by a newer version of this program "
                f"(its schema is {found}, this version knows {SCHEMA}). Nothing was touched. "
                "Install the newer version again, or name another store in assistant.toml."
            )
        if found != SCHEMA:
            config.attributes["connection"] = connection
            command.upgrade(config, SCHEMA)


def _revision(connection: Any) -> str | None:
    """The schema's revision, None in a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if found is None else str(found)
