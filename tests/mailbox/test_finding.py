"""Finding by msg-id when it is asked so often that the msg-ids of a mailbox are remembered; on every kind of server."""

from __future__ import annotations

import pytest

from assistant.mailbox import finding
from assistant.mailbox.contract import Account
from assistant.mailbox.imap import ImapAccount
from tests.mailbox.conftest import Place, account, other, place  # noqa: F401  (fixtures)

PARENT = "<parent@mail.example>"


def draft(number: int, parent: str = PARENT) -> bytes:
    """A draft of this number that answers `parent`."""
    return f"Message-ID: <{number}@shop.example>\r\nIn-Reply-To: {parent}\r\nSubject: Re\r\n\r\nDear Lea\r\n".encode()


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remembered from the first search on."""
    monkeypatch.setattr(finding, "OFTEN", 0)


@pytest.fixture
def drafts(place: Place, account: Account) -> str:  # noqa: F811
    """The mailbox of drafts."""
    return account.drafts_mailbox(None if place.special_use else place.name("Drafts"))


def test_what_we_and_others_append_is_found(account: Account, other: Account, drafts: str) -> None:  # noqa: F811
    """At once, whoever has appended it, in an open mailbox and in one that is not."""
    assert account.find(drafts, message_id="<1@shop.example>") == []
    first = account.append(drafts, draft(1)).uid
    second = other.append(drafts, draft(2, "<other@mail.example>")).uid
    third = account.append(drafts, draft(3)).uid
    assert account.find(drafts, message_id="<2@shop.example>") == [second]
    assert account.find(drafts, in_reply_to=PARENT) == [first, third]
    account.select("INBOX")
    fourth = other.append(drafts, draft(4)).uid
    assert account.find(drafts, in_reply_to=PARENT) == [first, third, fourth]
    assert account.find(drafts, message_id="<5@shop.example>") == []
    assert account.find("INBOX", message_id="<1@shop.example>") == []


def test_what_was_removed_or_marked_is_not_found(account: Account, other: Account, drafts: str) -> None:  # noqa: F811
    """Though it was known."""
    uids = [account.append(drafts, draft(number)).uid or 0 for number in range(4)]
    assert account.find(drafts, in_reply_to=PARENT) == uids
    validity = other.select(drafts).uidvalidity
    other.remove(drafts, uids[0], uidvalidity=validity)
    other.add_flags(drafts, [uids[2]], [r"\Deleted"], uidvalidity=validity)
    assert account.find(drafts, in_reply_to=PARENT) == [uids[1], uids[3]]
    assert account.find(drafts, message_id="<0@shop.example>") == []
    other.remove_flags(drafts, [uids[2]], [r"\Deleted"], uidvalidity=validity)
    assert account.find(drafts, in_reply_to=PARENT) == uids[1:]


def test_a_large_mailbox_is_searched(
    account: Account, other: Account, drafts: str, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    """Its ids are not kept in memory, and are let go of where it has grown."""
    monkeypatch.setattr(finding, "MOST", 2)
    uids = []
    for number in range(4):
        uids.append(other.append(drafts, draft(number)).uid)
        assert account.find(drafts, in_reply_to=PARENT) == uids


def test_what_is_remembered_does_not_grow_with_what_was_removed(
    account: Account, drafts: str, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    """The mailbox is read anew, and what stands in it is found as before; on the way memory stays bounded."""
    monkeypatch.setattr(finding, "GONE", 3)
    if not isinstance(account, ImapAccount):
        pytest.skip("in memory there is nothing to remember")
    first = account.append(drafts, draft(0)).uid
    for number in range(1, 20):
        assert account.find(drafts, in_reply_to=PARENT) == [first]
        appended = account.append(drafts, draft(number))
        assert account.find(drafts, message_id=f"<{number}@shop.example>") == [appended.uid]
        account.remove(drafts, appended.uid or 0, uidvalidity=appended.uidvalidity)
        known = account._finder._known[drafts]
        # Where a server cannot remove one message, it is marked, and still there.
        assert known.messages <= account.select(drafts).exists + finding.GONE + 2


def test_of_what_is_appended_no_more_is_remembered_than_of_what_is_read(
    account: Account, drafts: str, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:
    """Without a search in between."""
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding, "GONE", 1)
    if not isinstance(account, ImapAccount):
        pytest.skip("in memory there is nothing to remember")
    assert account.find(drafts, in_reply_to=PARENT) == []
    for number in range(6):
        account.append(drafts, draft(number))
        assert sum(each.messages for each in account._finder._known.values()) <= 3


def test_a_mailbox_made_anew(account: Account, other: Account, place: Place) -> None:  # noqa: F811
    """Nothing is known of it any longer."""
    name = other.ensure("Orders")
    first = other.append(name, draft(1)).uid
    assert account.find(name, in_reply_to=PARENT) == [first]
    if not isinstance(other, ImapAccount):
        pytest.skip("there is no way to remove a mailbox in memory")
    for each in (account, other):
        each.select("INBOX")
    other._session.client.delete_folder(name)
    assert other.ensure("Orders") == name
    assert account.find(name, in_reply_to=PARENT) == []
    second = other.append(name, draft(2)).uid
    assert account.find(name, message_id="<2@shop.example>") == [second]
