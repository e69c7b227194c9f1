"""The thread that delivers: it looks by itself, hears when it is rung, and stops in time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import AssistantError, ProgramFault, StoreError
from assistant.reviewing import courier as module
from assistant.reviewing.courier import Courier
from assistant.reviewing.delivering import Delivery
from tests.reviewing.going import Office, office
from tests.servers.dovecot import Dovecot
from tests.servers.smtp import SmtpPlace

pytestmark = pytest.mark.dovecot


@pytest.fixture
def shop(dovecot: Dovecot, fresh_user: str, post: SmtpPlace, tmp_path: Path) -> Iterator[Office]:
    """A shop whose letters are due as soon as they are approved."""
    made = office(tmp_path, dovecot, fresh_user, post.settings())
    made.now = datetime.now(UTC) - timedelta(minutes=1)
    yield made
    made.world.close()
    made.store.close()


def _until(done: object, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():                               # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.01)


def test_it_delivers_what_is_due_and_tells_of_it(shop: Office, post: SmtpPlace) -> None:
    """What waits at its start, and what it is rung for later."""
    told: list[str] = []
    first = shop.approve(1)
    with Courier(shop.store, shop.routes(), tell=lambda event: told.append(event.became)) as courier:
        _until(lambda: shop.within(shop.sent))
        second = shop.approve(2)
        courier.ring()
        _until(lambda: len(shop.within(shop.sent)) == 2)
        assert courier.alive
        assert courier.stop()
    assert not courier.alive
    assert told == ["sent", "sent"]
    assert [shop.state(one)[0] for one in (first, second)] == ["sent", "sent"]


def test_it_stops_while_a_server_is_silent(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that flows is left as it is; the next courier finds its fate unknown, and does not send it."""
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    shop.server = post.settings(patience=8.0)
    post.faults.last = ["silence"]
    entry = shop.approve()
    courier = Courier(shop.store, shop.routes())
    with courier:
        _until(lambda: post.received)
        assert not courier.stop()
    assert shop.state(entry)[0] == "sending"
    _until(lambda: not courier.alive)
    shop.delivery().deliver_due()
    assert (shop.state(entry)[0], len(post.received)) == ("unknown", 1)


def test_trouble_with_the_store_is_told_once_and_its_end(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on looking."""
    monkeypatch.setattr(module, "AFTER_TROUBLE", 0.01)
    heard: list[AssistantError | None] = []
    deliver, times = Delivery.deliver_due, [0]

    def fails(delivery: Delivery) -> bool:
        times[0] += 1
        if times[0] < 4:
            raise StoreError("the disk is full")
        return deliver(delivery)

    monkeypatch.setattr(Delivery, "deliver_due", fails)
    shop.approve()
    with Courier(shop.store, shop.routes(), trouble=heard.append):
        _until(lambda: post.received and heard[-1:] == [None])
    assert [str(one) for one in heard] == ["the disk is full", "None"]


def test_what_nobody_foresaw_is_told_once_and_tried_again(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a word of the letter; what waited goes out when it is over."""
    monkeypatch.setattr(module, "AFTER_TROUBLE", 0.01)
    heard: list[AssistantError | None] = []
    deliver, times = Delivery.deliver_due, [0]

    def fails(delivery: Delivery) -> bool:
        times[0] += 1
        if times[0] < 4:
            raise KeyError("a customer's words")
        return deliver(delivery)

    monkeypatch.setattr(Delivery, "deliver_due", fails)
    shop.approve()
    with Courier(shop.store, shop.routes(), trouble=heard.append) as courier:
        _until(lambda: post.received and heard[-1:] == [None])
        assert courier.alive
    assert len(heard) == 2
    assert isinstance(heard[0], ProgramFault)
    assert "KeyError" in str(heard[0]) and "customer" not in str(heard[0])
