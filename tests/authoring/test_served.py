"""A mailbox on a server as an archive, against the contract in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from assistant.authoring.served import served
from assistant.errors import MailboxMissing, ServerRefused
from assistant.mailbox.contract import Account, Fetched
from assistant.mailbox.memory import MemoryServer
from tests.authoring.post import letter


@pytest.fixture
def server() -> MemoryServer:
    """Three messages in the INBOX of "shop"."""
    made = MemoryServer()
    for number in (1, 2, 3):
        made.deliver("shop", letter(f"Question {number}?", number))
    return made


def test_messages_come_with_their_place(server: MemoryServer) -> None:
    """Each names its mailbox and UID, and when it arrived; nothing is marked as seen."""
    account = server.account("shop")
    found = served(account, "INBOX", longest=10_000)
    letters = list(found.letters)
    assert (found.total, [each.place for each in letters]) == (3, ["INBOX 1", "INBOX 2", "INBOX 3"])
    assert all(each.raw is not None and each.arrived is not None for each in letters)
    assert set(account.flags("INBOX", [1, 2, 3]).values()) == {frozenset()}


def test_limit_takes_the_newest_and_long_ones_are_cut(server: MemoryServer) -> None:
    """The highest UIDs; of each no more than `longest` bytes."""
    [last] = served(server.account("shop"), "INBOX", longest=50, limit=1).letters
    assert last.place == "INBOX 3"
    assert last.raw is not None and len(last.raw) == 50


def test_a_message_that_the_server_refuses_is_a_trouble(server: MemoryServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that cannot be had is told; those before and after it come."""
    account = server.account("shop")
    fetch = type(account).fetch

    def refusing(
        self: Account, mailbox: str, uids: Collection[int], *, limit: int | None = None, uidvalidity: int | None = None
    ) -> Iterator[Fetched]:
        for one in fetch(self, mailbox, uids, limit=limit, uidvalidity=uidvalidity):
            if one.uid == 2:
                raise ServerRefused("Could not read message 2.")
            yield one

    monkeypatch.setattr(type(account), "fetch", refusing)
    letters = list(served(account, "INBOX", longest=10_000).letters)
    assert [(each.place, each.raw is None) for each in letters] == [
        ("INBOX 1", False), ("INBOX 2", True), ("INBOX 3", False),
    ]  # fmt: skip
    assert letters[1].trouble == "Could not read message 2."


def test_a_mailbox_that_is_not_there_is_told(server: MemoryServer) -> None:
    """The error says so before any message is asked for."""
    with pytest.raises(MailboxMissing):
        served(server.account("shop"), "Nowhere", longest=1000)
