from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import NullPool, create_engine

from assistant.mailbox.contract import Account
from assistant.mailbox.imap import connect
from assistant.mailbox.memory import MemoryServer
from assistant.store.store import Store
from tests.reviewing.office import Office, office
from tests.store.blank import blank


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Office]:
    """A shop on a mail server in memory, with a store in a file."""
    server = MemoryServer()
    with Store(blank(tmp_path / "store.db")) as store:
        yield from _open(tmp_path, store, lambda: server.account("shop"))


@pytest.fixture(
    params=[
        "memory",
        pytest.param("dovecot", marks=pytest.mark.dovecot),
        pytest.param("dovecot and postgresql", marks=pytest.mark.dovecot),
    ]
)
def shop_anywhere(request: pytest.FixtureRequest, tmp_path: Path, fresh_user: str) -> Iterator[Office]:
    """A shop on each kind of mail server and each kind of database."""
    if request.param == "memory":
        yield request.getfixturevalue("shop")
        return
    settings = request.getfixturevalue("dovecot").settings(fresh_user)
    with ExitStack() as opened:

        def over() -> Account:
            return opened.enter_context(closing(connect(settings)))

        where = str(blank(tmp_path / "store.db"))
        if request.param.endswith("postgresql"):
            where = opened.enter_context(_schema(request.getfixturevalue("postgresql").url))
        with Store(where) as store:
            yield from _open(tmp_path, store, over)


@contextmanager
def _schema(url: str) -> Iterator[str]:
    """A schema of its own in a real PostgreSQL."""
    name = f"desk_{uuid4().hex[:12]}"
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    yield f"{url}?options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")


def _open(folder: Path, store: Store, over: Callable[[], Account]) -> Iterator[Office]:
    made = office(folder, store, over)
    yield made
    for desk in made.desks:
        desk.close()
