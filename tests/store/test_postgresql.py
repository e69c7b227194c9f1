"""The store on a PostgreSQL of its own: the upgrade of the first schema, threads, promises, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from assistant.model import Asked, Wanted
from assistant.store import opening
from assistant.store.records import Handled, Person, Promise
from assistant.store.store import Store
from tests.servers.postgresql import PostgreSQL

Make = Callable[..., Handled]
DANA = "dana@example.com"


def test_the_store_of_threads_on_postgresql(postgresql: PostgreSQL, handled: Make, now: datetime) -> None:
    """What was parked under the first schema is there, and all that is new can be written, counted and forgotten."""
    url = postgresql.url.replace("postgresql:", "postgresql+psycopg:")
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO people VALUES ('shop', 'eve@example.com', '2026-11-20 12:00:00+00', '[\"Why?\"]')"
        )
    engine.dispose()
    with Store(url) as store:
        assert store.history("shop", "eve@example.com", now).parked == (
            Asked("Why?", datetime(2026, 11, 20, 12, tzinfo=UTC)),
        )
        person = Person("shop", DANA, now, (Asked("Why?", now),), expires=now + timedelta(days=9))
        asked = (Asked("When are you open?", now, answer="hours"),)
        store.record(
            handled(
                1, thread="<t>", asked=asked, named=(Wanted("order", "HL-1"),), refund=True, gestures=("voucher",),
                promises=(Promise("And maps?", now.date(), DANA),), person=person,
            ),
            handled(2, refund=True),
        )  # fmt: skip
        history = store.history("shop", DANA, now, thread="<t>")
        assert (len(history.asked), history.keys, history.offered) == (1, (Wanted("order", "HL-1"),), ("voucher",))
        assert (history.refunds, history.messages, history.drafts, history.goodwill) == ((now,), 2, 2, 1)
        assert store.thread("shop", ["<d1@shop>"]) == "<t>"
        (promise,) = store.promises("open")
        assert store.promise_became(promise.number or 0, "kept")
        assert [each.address for each in store.people(now)] == [DANA, "eve@example.com"]
        assert store.forget(DANA) == 2
        assert store.promises() == ()
        assert store.history("shop", DANA, now, thread="<t>").asked == ()
