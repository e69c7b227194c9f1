"""An empty store in a real PostgreSQL: a schema of its own, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import NullPool, create_engine

from tests.servers.postgresql import PostgreSQL


@contextmanager
def empty(server: PostgreSQL) -> Iterator[str]:
    """The URL of a new one."""
    schema = f"store_{uuid4().hex[:12]}"
    engine = create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield f"{server.url}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
