"""A real Dovecot on which mailboxes are renumbered, made anew, emptied and moved while the daemon is at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from imapclient import IMAPClient

from assistant import config
from assistant.polling.daemon import Daemon, Listener
from assistant.polling.handling import Result
from assistant.store.store import Store
from tests.cli.shop import COVERED, FOREIGN, deliver, lay, mailbox, signed_in, written
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot


@dataclass(slots=True)
class Shop:
    """A daemon that watches INBOX and Orders, one turn at a time, and what it handled."""

    server: Dovecot
    user: str
    daemon: Daemon
    results: list[Result]
    arrived: int = 0

    def turn(self) -> list[tuple[str, str]]:
        """One turn: where each message lay that was handled, and the first reason for what became of it."""
        before = len(self.results)
        assert self.daemon._turn("pedal") == 0.0, "no trouble"
        return [(one.mailbox, one.reasons[0].code) for one in self.results[before:]]

    def arrives(self, text: str = COVERED) -> None:
        """Another customer writes."""
        self.arrived += 1
        deliver(self.server, self.user, written(text, number=self.arrived))

    def program(self) -> IMAPClient:
        """The owner's mail program."""
        return signed_in(self.server, self.user)  # type: ignore[return-value]

    def renumbers(self, *names: str) -> None:
        """The server is stopped, forgets what it knew of these mailboxes, and comes back."""
        self.server.stop()
        for name in names:
            self.server.renumber(self.user, name)
        self.server.start()
        self.daemon._drop("pedal")

    def drafts(self) -> list[str]:
        """Which messages the drafts answer."""
        return sorted(one["In-Reply-To"] for one in mailbox(self.server, self.user, "Drafts"))

    def inbox(self) -> list[str]:
        """The messages in INBOX."""
        return sorted(one["Message-ID"] for one in mailbox(self.server, self.user, "INBOX"))


@pytest.fixture
def shop(dovecot: Dovecot, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop at work, to which nobody has written yet."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    with signed_in(dovecot, fresh_user) as owner:
        owner.create_folder("Orders")
    folder = lay(tmp_path / "shop", dovecot, fresh_user, 'mailboxes = ["INBOX", "Orders"]')
    results: list[Result] = []
    with Store(folder / "store.db") as store:
        daemon = Daemon(config.load(folder / "assistant.toml"), store, Listener(result=lambda _, r: results.append(r)))
        daemon.prepare()
        made = Shop(dovecot, fresh_user, daemon, results)
        assert made.turn() == []
        yield made
        daemon.close()


def test_all_mailboxes_are_renumbered(shop: Shop) -> None:
    """Old messages under new UIDs are known again by their bytes, drafts and notes are found again by their ids."""
    for _ in range(3):
        shop.arrives()
    shop.arrives(FOREIGN)
    assert [code for _, code in shop.turn()] == ["answered"] * 3 + ["language-not-served"]
    before = shop.drafts()
    shop.renumbers("INBOX", "Drafts", "Assistant", "Orders")
    shop.arrives()
    assert [code for _, code in shop.turn()] == ["seen-before"] * 4 + ["answered"]
    assert len(shop.drafts()) == len(before) + 1
    assert len(mailbox(shop.server, shop.user, "Assistant")) == 1
    with shop.program() as owner:                   # the held message is answered: its note goes, wherever it is now
        owner.select_folder("INBOX")
        owner.add_flags(owner.search(["HEADER", "Message-ID", "<4."]), [rb"\Answered"])
    assert shop.turn() == []
    assert mailbox(shop.server, shop.user, "Assistant") == []


def test_a_mailbox_made_anew_with_the_same_uids(shop: Shop) -> None:
    """A UID of before means another message now: it is handled, and none of before is handled again."""
    first, second = (written(COVERED, number=number) for number in (50, 51))
    shop.arrives()
    with shop.program() as owner:
        owner.append("Orders", first, msg_time=datetime.now(UTC))
    assert sorted(shop.turn()) == [("INBOX", "answered"), ("Orders", "answered")]
    with shop.program() as owner:
        owner.delete_folder("Orders")
        owner.create_folder("Orders")
        owner.append("Orders", second, msg_time=datetime.now(UTC))
        owner.append("Orders", first, msg_time=datetime.now(UTC))
    assert shop.turn() == [("Orders", "answered"), ("Orders", "seen-before")]
    assert len(shop.drafts()) == len(set(shop.drafts())) == 3


def test_messages_moved_and_deleted_meanwhile(shop: Shop) -> None:
    """One moved from a mailbox that was read to one that is to be is no new message; one that is gone is nobody's."""
    for _ in range(3):
        shop.arrives()
    assert len(shop.turn()) == 3
    shop.arrives()                                  # not seen yet: moved before it is
    shop.arrives()                                  # not seen yet: deleted before it is
    with shop.program() as owner:
        owner.select_folder("INBOX")
        uids = sorted(owner.search())
        owner.move([uids[0], uids[3]], "Orders")
        owner.delete_messages([uids[1], uids[4]])
        owner.expunge()
    assert sorted(shop.turn()) == [("Orders", "answered"), ("Orders", "seen-before")]
    assert len(shop.drafts()) == len(set(shop.drafts()))
    assert shop.turn() == []


def test_a_clock_that_is_set_back(shop: Shop) -> None:
    """By a week: what is new is handled, what was handled is not, and neither is anything of before left aside."""
    shop.arrives()
    assert len(shop.turn()) == 1
    shop.daemon._connected["pedal"].clock = lambda: datetime.now(UTC) - timedelta(days=7)
    shop.arrives()
    assert [code for _, code in shop.turn()] == ["answered"]
    shop.daemon._connected["pedal"].clock = lambda: datetime.now(UTC) + timedelta(days=7)
    shop.arrives()
    assert [code for _, code in shop.turn()] == ["answered"]
    assert shop.turn() == []
    assert shop.drafts() == shop.inbox()
