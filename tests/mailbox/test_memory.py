from __future__ import annotations

import pytest

from assistant.errors import MailboxMissing, ServerRefused, ServerUnreachable
from assistant.mailbox.memory import MemoryServer

RAW = b"Message-ID: <1@shop.example>\n\nb\n"


class Killed(BaseException):
    """The process is gone."""


def test_dying_after_an_append_leaves_the_message_there() -> None:
    """The caller never hears of it; who comes back finds the message by its id."""
    server = MemoryServer()
    server.die_after_append = Killed()
    with pytest.raises(Killed):
        server.account("support").append("Drafts", RAW)
    reborn = server.account("support")
    assert len(reborn.find("Drafts", message_id="<1@shop.example>")) == 1
    assert reborn.append("Drafts", RAW).uid == 2


def test_a_server_that_is_down_is_unreachable_until_it_is_up() -> None:
    """Nothing is lost meanwhile."""
    server = MemoryServer()
    server.deliver("support", RAW)
    server.down = True
    with pytest.raises(ServerUnreachable):
        server.account("support").select("INBOX")
    server.down = False
    assert server.account("support").select("INBOX").exists == 1


def test_renumbering_makes_old_uids_void() -> None:
    """The messages stay, under new UIDs."""
    server = MemoryServer()
    server.deliver("support", RAW)
    account = server.account("support")
    before = account.select("INBOX")
    server.renew_uidvalidity("support", "INBOX")
    with pytest.raises(ServerRefused):
        account.remove("INBOX", 1, uidvalidity=before.uidvalidity)
    assert account.select("INBOX").exists == 1


def test_users_do_not_see_each_other() -> None:
    """Each has mailboxes of their own."""
    server = MemoryServer()
    server.deliver("support", RAW)
    assert server.account("sales").select("INBOX").exists == 0


def test_without_move_or_trash_a_removed_message_is_marked() -> None:
    """The poorest server of all: nothing but the flag is left."""
    server = MemoryServer(uidplus=False, move=False, trash=False)
    uid = server.deliver("support", RAW)
    account = server.account("support")
    assert account.remove("INBOX", uid, uidvalidity=account.select("INBOX").uidvalidity) == "marked"
    assert account.flags("INBOX", [uid]) == {uid: frozenset({"\\Deleted"})}


def test_a_server_without_drafts_says_so() -> None:
    """As a real one does."""
    server = MemoryServer(special_use=False)
    account = server.account("support")
    del server.mailboxes("support")["Drafts"]
    with pytest.raises(MailboxMissing, match="no Drafts mailbox"):
        account.drafts_mailbox()
