"""A real Dovecot on which mailboxes are renumbered, made anew, emptied and moved while the daemon is at work."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import closing, contextmanager
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

    def keeps_drafts_in(self, name: str) -> None:
        """The owner says so in the settings, and starts the daemon anew."""
        settings = self.daemon.config.account["pedal"].model_copy(update={"drafts": name})
        self.daemon.config = self.daemon.config.model_copy(update={"account": {"pedal": settings}})
        self.daemon._drop("pedal")

    def drafts(self) -> list[str]:
        """Which messages the drafts answer."""
        return sorted(one["In-Reply-To"] for one in mailbox(self.server, self.user, "Drafts"))

    def inbox(self) -> list[str]:
        """The messages in INBOX."""
        return sorted(one["Message-ID"] for one in mailbox(self.server, self.user, "INBOX"))


@contextmanager
def at_work(server: Dovecot, user: str, folder: Path, *more: str) -> Iterator[Shop]:
    """A shop at work, to which nobody has written yet; `more` are lines of its settings."""
    lay(folder, server, user, *more)
    results: list[Result] = []
    with Store(folder / "store.db") as store:
        daemon = Daemon(config.load(folder / "assistant.toml"), store, Listener(result=lambda _, r: results.append(r)))
        daemon.prepare()
        with closing(daemon):
            made = Shop(server, user, daemon, results)
            assert made.turn() == []
            yield made


@pytest.fixture
def shop(dovecot: Dovecot, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """One that reads two mailboxes."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    with signed_in(dovecot, fresh_user) as owner:
        owner.create_folder("Orders")
    with at_work(dovecot, fresh_user, tmp_path / "shop", 'mailboxes = ["INBOX", "Orders"]') as made:
        yield made


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


def test_drafts_is_renamed(
    old_dovecot: Dovecot, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next draft stands where the others are now, and one that it replaces goes from there."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    with signed_in(old_dovecot, fresh_user) as owner:
        owner.create_folder("INBOX.Replies")
    with at_work(old_dovecot, fresh_user, tmp_path / "shop", 'drafts = "INBOX.Replies"') as shop:
        shop.arrives()
        shop.arrives()
        assert len(shop.turn()) == 2
        with shop.program() as owner:
            owner.rename_folder("INBOX.Replies", "INBOX.Answers")
        shop.keeps_drafts_in("INBOX.Answers")
        known = str(email.message_from_bytes(written(COVERED, number=1))["Message-ID"]).strip()
        again = written("And what are your opening hours?", In_Reply_To=known, Message_ID="<again@mail.example>")
        deliver(shop.server, shop.user, again)
        assert len(shop.turn()) == 1
        standing = mailbox(shop.server, shop.user, "INBOX.Answers")
        answered = [one["In-Reply-To"] for one in standing if r"\Deleted" not in one.flags]
        assert (len(answered), known in answered, "<again@mail.example>" in answered) == (2, False, True)
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
