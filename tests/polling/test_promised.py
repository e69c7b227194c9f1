"""Promises: recorded with the draft, told of on their day by a note, taken down once they are kept."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import meaning, pipeline
from assistant.mailbox.memory import MemoryServer
from assistant.polling.promised import note_id, raise_due
from assistant.polling.round import run_round
from assistant.polling.watched import Watched
from assistant.store.store import Store
from tests.builders import OURS, RULES, templates
from tests.polling.conftest import eml
from tests.store.blank import blank

SETTING = "reference_prefix: PC\n  answer_within: 2 working days\n  gaps: holding-reply"
PREPARED = pipeline.prepare(RULES.replace("reference_prefix: PC", SETTING), templates(), meaning.load("off"))
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Desk:
    """A shop with a clock, in which one question was promised an answer by Wednesday."""

    def __init__(self, folder: Path) -> None:
        self.server, self.now = MemoryServer(), MONDAY
        self.store = Store(blank(folder / "store.db"))
        account = self.server.account("shop")
        self.watched = Watched(
            "shop", account, self.store, PREPARED, folder, OURS, drafts=account.drafts_mailbox(None),
            sent=account.sent_mailbox(), clock=lambda: self.now,
        )  # fmt: skip
        self.server.deliver("shop", eml("Do you weld aluminium frames?"), internal_date=MONDAY)
        (self.result,) = run_round(self.watched)

    def notes(self) -> list[bytes]:
        """What stands in Assistant."""
        account = self.server.account("shop")
        mailbox = account.ensure("Assistant")
        account.select(mailbox)
        return [each.raw for each in account.fetch(mailbox, account.new_uids(mailbox, 0))]

    def days(self, count: int) -> None:
        """So many days later, a round."""
        self.now = MONDAY + timedelta(days=count)
        assert list(run_round(self.watched)) == []

    def use(self) -> None:
        """The owner sends the draft from a mail program."""
        account = self.server.account("shop")
        (draft,) = account.fetch(self.watched.drafts, account.new_uids(self.watched.drafts, 0))
        self.server.deliver("shop", draft.raw, mailbox=self.watched.sent or "")
        account.remove(self.watched.drafts, draft.uid, uidvalidity=draft.uidvalidity)

    def send(self, reply_to: str, to: str = "lea@mail.example") -> None:
        """The owner sends an answer to this Message-ID."""
        own = f"<s{len(reply_to)}{self.now:%d}@x>"
        sent = f"From: {OURS[0]}\r\nTo: {to}\r\nMessage-ID: {own}\r\nIn-Reply-To: {reply_to}\r\n\r\nYes.\r\n"
        self.server.deliver("shop", sent.encode(), mailbox=self.watched.sent or "")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The shop on Monday."""
    return Desk(tmp_path)


def test_a_promise_is_recorded_with_its_draft(desk: Desk) -> None:
    """The question, whom it was promised to, and the day."""
    assert desk.result.ready
    (promise,) = desk.store.promises("open")
    assert (promise.question, promise.address) == ("Do you weld aluminium frames?", "lea@mail.example")
    assert (promise.due.isoformat(), promise.parent) == ("2026-03-04", "<m1@mail.example>")


def test_on_its_day_a_note_stands_in_the_thread_once(desk: Desk) -> None:
    """Not before; and not twice, also after a crash between the note and its record."""
    desk.use()
    desk.days(1)
    assert desk.notes() == []
    desk.days(2)
    desk.days(3)
    (raw,) = desk.notes()
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert read["In-Reply-To"] == "<m1@mail.example>"
    assert read["Subject"] == "Promised for 2026-03-04"
    text = read.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "lea@mail.example" in text
    assert "aluminium" not in text
    (promise,) = desk.store.promises("told")
    desk.store.promise_became(promise.number or 0, "open")
    desk.days(4)
    assert len(desk.notes()) == 1


def test_a_promise_noted_as_kept_takes_its_note_down(desk: Desk) -> None:
    """At the next round."""
    desk.use()
    desk.days(2)
    (promise,) = desk.store.promises("told")
    desk.store.promise_became(promise.number or 0, "kept")
    desk.days(3)
    assert desk.notes() == []
    assert [each.number for each in desk.store.promises("done")] == [promise.number]


def test_the_holding_letter_itself_keeps_no_promise(desk: Desk) -> None:
    """One reply in Sent is that letter; the second is the answer."""
    desk.use()
    desk.days(2)
    assert len(desk.notes()) == 1
    desk.now += timedelta(days=1)
    desk.send("<m1@mail.example>")
    desk.days(3)
    assert desk.notes() == []
    assert desk.store.promises("open", "told") == ()


def test_an_answer_to_our_own_letter_keeps_it_too(desk: Desk) -> None:
    """Some owners reply to what they sent."""
    desk.use()
    (promise,) = desk.store.promises("open")
    desk.send(promise.draft)
    desk.days(2)
    assert desk.notes() == []


def test_what_goes_to_a_colleague_keeps_no_promise(desk: Desk) -> None:
    """The message passed on, or our letter."""
    desk.use()
    (promise,) = desk.store.promises("open")
    for parent in ("<m1@mail.example>", promise.draft):
        desk.send(parent, to="pete@elsewhere.example")
    desk.days(2)
    assert len(desk.notes()) == 1


def test_a_letter_that_was_discarded_promised_nothing(desk: Desk) -> None:
    """Nothing is told of it."""
    (promise,) = desk.store.promises("open")
    desk.store.draft_became("shop", promise.draft, "discarded")
    desk.days(2)
    assert desk.notes() == []


def test_a_letter_that_was_not_sent_yet_promised_nothing(desk: Desk) -> None:
    """The owner is told of the draft that waits, and of no promise; nor of one that is void by now."""
    desk.days(3)
    (raw,) = desk.notes()
    assert b"A draft has waited longer than 2 working days" in raw
    desk.use()
    desk.days(4)
    assert [b"Promised for" in each for each in desk.notes()] == [True]
    (promise,) = desk.store.promises("told")
    desk.store.draft_became("shop", promise.draft, "discarded")
    desk.days(5)
    assert desk.notes() == []


def test_another_accounts_promises_are_left_to_it(desk: Desk) -> None:
    """Each account tells its own owner."""
    desk.now = MONDAY + timedelta(days=2)
    assert raise_due(replace(desk.watched, name="other")) == 0


def test_each_promise_has_a_note_of_its_own(desk: Desk) -> None:
    """Two of one letter are two notes."""
    (promise,) = desk.store.promises("open")
    assert note_id(promise) != note_id(replace(promise, number=99))
