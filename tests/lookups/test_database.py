"""A row of an SQL database: on SQLite and on a real PostgreSQL, bound, read-only, in bounded time, secrets kept."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy

from assistant.lookups import fetch, fetching
from assistant.model import Found, Wanted
from assistant.rules.rulebook import Database, Lookup
from tests.servers.postgresql import PASSWORD, PostgreSQL

TABLES = (
    "CREATE TABLE orders (number TEXT, id INTEGER, email TEXT, total NUMERIC(8,2), paid BOOLEAN, due DATE, note TEXT)",
    "INSERT INTO orders VALUES ('HL-1', 1, 'ann@x.example', 12.50, TRUE, '2026-03-05', NULL)",
    "INSERT INTO orders VALUES ('HL-2', 2, 'bob@x.example', 7, FALSE, '2026-03-06', '{{ facts.secret }}')",
    "INSERT INTO orders VALUES ('HL-3', 3, 'cy@x.example', 1, FALSE, '2026-03-06', 'a')",
    "INSERT INTO orders VALUES ('HL-3', 4, 'di@x.example', 1, FALSE, '2026-03-06', 'b')",
    'CREATE TABLE "Odd ""names" ("The ""key" TEXT, value TEXT)',
    "INSERT INTO \"Odd \"\"names\" VALUES ('x', 'found')",
)


@dataclass(frozen=True, slots=True)
class Shop:
    """A database with the tables above, and how it is looked up in."""

    url: str
    base: Path
    execute: Callable[[str], None]

    def look(self, key: str, *, key_column: str = "number", seconds: float = 20.0, **source: str) -> Found:
        """What a lookup brings: by default from the table of orders."""
        where = source or {"table": "orders"}
        lookup = Lookup("order", "x", key_column, anyone=True, database=Database(self.url, **where))
        (found,) = fetch([Wanted("order", key)], {"order": lookup}, self.base, seconds=seconds)
        return found


@pytest.fixture(autouse=True)
def rested() -> None:
    """No test hears of the trouble of the one before."""
    fetching._DESK.health.clear()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A file, named as the rules name it: relative to their folder."""
    base = tmp_path_factory.mktemp("shop")
    (base / "data").mkdir()

    def execute(statement: str) -> None:
        with sqlite3.connect(base / "data" / "my shop?.db") as connection:
            connection.execute(statement)
        connection.close()

    for statement in TABLES:
        execute(statement)
    return Shop("sqlite:///data/my shop%3F.db", base, execute)


@pytest.fixture(scope="module")
def postgres(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A real server."""
    engine = sqlalchemy.create_engine(postgresql.url.replace("postgresql:", "postgresql+psycopg:"))

    def execute(statement: str) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)

    for statement in TABLES:
        execute(statement)
    yield Shop(postgresql.url, tmp_path_factory.mktemp("rules"), execute)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest) -> Shop:
    """The same on both."""
    made: Shop = request.getfixturevalue(request.param)
    return made


def row(found: Found) -> dict[str, str]:
    """The row that was brought."""
    assert found.row is not None, found.reason.text
    return dict(found.row)


def test_a_row_is_brought_as_texts(shop: Shop) -> None:
    """Numbers, days and truth values become what a reply would say; nothing becomes an empty text."""
    found = row(shop.look("HL-1"))
    assert {name: found[name] for name in ("number", "id", "email", "due", "note")} == {
        "number": "HL-1", "id": "1", "email": "ann@x.example", "due": "2026-03-05", "note": "",
    }
    assert found["total"] in ("12.50", "12.5")      # SQLite keeps no scale


def test_what_is_not_there_is_not_found(shop: Shop) -> None:
    """And what stands twice is ambiguous."""
    assert shop.look("HL-9").reason.code == "lookup-not-found"
    assert shop.look("HL-3").reason.code == "lookup-ambiguous"


@pytest.mark.parametrize("key", ["' OR 1=1 --", "HL-1'; DROP TABLE orders; --", ":key", "%", "\x00", "“", "x" * 5000])
def test_a_customers_number_is_a_value_and_never_sql(shop: Shop, key: str) -> None:
    """Whatever is written, it is looked for and not run."""
    assert shop.look(key).row is None
    assert shop.look(key, query="SELECT * FROM orders WHERE number = :key").row is None
    assert row(shop.look("HL-1"))["email"] == "ann@x.example"


def test_a_number_is_compared_with_a_column_of_numbers(shop: Shop) -> None:
    """The key is a text, the column an integer."""
    assert row(shop.look("2", key_column="id"))["number"] == "HL-2"


def test_a_query_may_join_and_name_its_columns(shop: Shop) -> None:
    """The rules' own query, with the number bound."""
    found = shop.look("HL-2", query="SELECT o.email AS who, 1 + 1 AS two FROM orders o WHERE o.number = :key")
    assert row(found) == {"who": "bob@x.example", "two": "2"}


def test_odd_names_are_quoted(shop: Shop) -> None:
    """Table and column names are names, whatever they hold."""
    assert row(shop.look("x", table='Odd "names', key_column='The "key'))["value"] == "found"


@pytest.mark.parametrize(
    "query",
    [
        "WITH gone AS (DELETE FROM orders WHERE number = :key RETURNING *) SELECT * FROM gone",
        "SELECT setval('s', 1) WHERE 'x' <> :key",
    ],
)
def test_postgresql_writes_nothing(postgres: Shop, query: str) -> None:
    """The session itself is read-only, so that a query that is let through cannot write either."""
    postgres.execute("CREATE SEQUENCE IF NOT EXISTS s")
    found = postgres.look("HL-1", query=query)
    assert found.row is None
    assert "only reading is allowed" in found.reason.text
    assert row(postgres.look("HL-1"))["number"] == "HL-1"


def test_sqlite_writes_nothing(sqlite: Shop) -> None:
    """The file is opened for reading alone, and one that is not there is not made."""
    from assistant.lookups.database import _sqlite

    connection = _sqlite(str(sqlite.base / "data" / "my shop?.db"), 5.0)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM orders")
    connection.close()
    gone = Lookup("order", "x", "number", anyone=True, database=Database("sqlite:///gone.db", table="orders"))
    (found,) = fetch([Wanted("order", "HL-1")], {"order": gone}, sqlite.base)
    assert "the file is not there" in found.reason.text
    assert not (sqlite.base / "gone.db").exists()


SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i), :key FROM n",
    "postgres": "SELECT pg_sleep(60), :key AS k",
}


@pytest.mark.parametrize("kind", list(SLOW))
def test_a_slow_query_is_cut_off(kind: str, request: pytest.FixtureRequest) -> None:
    """It gives a gap after the time that it has, and the message does not wait."""
    slow: Shop = request.getfixturevalue(kind)
    began = time.monotonic()
    found = slow.look("HL-1", seconds=1.0, query=SLOW[kind])
    assert "it took too long" in found.reason.text
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"table": "gone"}, "is not there"),
        ({"query": "SELECT gone FROM orders WHERE number = :key"}, "is not there"),
        ({"query": "SELECT FROM WHERE :key ((("}, "is no SQL"),
    ],
)
def test_what_the_database_refuses_is_told_in_words(shop: Shop, source: dict[str, str], said: str) -> None:
    """The rule author can act on it; no driver's words are shown."""
    found = shop.look("HL-1", **source)
    assert found.reason.code == "lookup-failed"
    assert said in found.reason.text


def test_a_number_of_the_wrong_kind_fails_in_words(postgres: Shop) -> None:
    """PostgreSQL refuses letters for a column of numbers."""
    assert "not of the kind that the column holds" in postgres.look("HL-1", key_column="id").reason.text


def test_the_url_may_stand_in_the_environment(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not set, its name is told."""
    named = Shop("$SHOP_DATABASE", shop.base, shop.execute)
    assert "the environment variable SHOP_DATABASE is not set" in named.look("HL-1").reason.text
    monkeypatch.setenv("SHOP_DATABASE", shop.url)
    assert row(named.look("HL-1"))["number"] == "HL-1"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.replace("shop:", "nobody:"), "refuses the user or the password"),
        (lambda url: url.replace("@127.0.0.1", "@127.0.0.1:1,127.0.0.1"), ""),
        (lambda url: url.rsplit(":", 1)[0] + ":1/shop", "cannot be reached"),
        (lambda url: url.replace("postgresql:", "nosuchthing:"), ""),
        (lambda url: url.replace("//", "/"), "its URL cannot be understood"),
    ],
)
def test_no_password_is_ever_told(
    postgres: Shop, caplog: pytest.LogCaptureFixture, change: Callable[[str], str], said: str
) -> None:
    """Not in the reason beside the draft, not in the log."""
    with caplog.at_level(logging.DEBUG):
        found = Shop(change(postgres.url), postgres.base, postgres.execute).look("HL-1")
    assert found.row is None
    assert said in found.reason.text
    assert PASSWORD not in found.reason.text + caplog.text
    assert "HL-1" not in caplog.text


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_an_sqlite_url_names_a_file(sqlite: Shop, url: str) -> None:
    """A database in memory would hold nothing."""
    assert "names no file" in Shop(url, sqlite.base, sqlite.execute).look("HL-1").reason.text
