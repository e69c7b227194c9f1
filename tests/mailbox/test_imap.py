"""What only a real connection can get wrong: leftovers in it, long answers, attributes that LIST leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from assistant.errors import ServerRefused, ServerUnreachable
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import ImapAccount, connect
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Caller, scripted, signed_in

Answer = Callable[[Caller, str, str], None]


@pytest.fixture
def settings(dovecot: Dovecot, fresh_user: str) -> ServerSettings:
    """A new user's settings on Dovecot."""
    return dovecot.settings(fresh_user)


@pytest.fixture
def account(settings: ServerSettings) -> Iterator[ImapAccount]:
    """That user's account."""
    with closing(connect(settings)) as account:
        yield account


@contextmanager
def talking(*answers: Answer) -> Iterator[ImapAccount]:
    """An account on a server that answers by script."""
    with scripted(signed_in(*answers)) as port:
        settings = ServerSettings(
            host="127.0.0.1", port=port, user="u", secret=lambda: "p", security="plain", timeout=60
        )
        with closing(connect(settings)) as account:
            yield account


def lines(*told: str) -> Answer:
    """An answer of these untagged lines and an OK."""

    def answer(caller: Caller, tag: str, command: str) -> None:
        caller.say(*told, f"{tag} OK done")

    return answer


opened = lines("* 2 EXISTS", "* OK [UIDVALIDITY 7] valid", "* OK [UIDNEXT 9] next")


def test_news_of_a_neighbour_is_not_taken_for_the_message_asked_for() -> None:
    """A FETCH response that nobody asked for names no UID; its sequence number must not pass for one."""
    news = lines("* 2 FETCH (FLAGS (\\Flagged))")
    with talking(opened, news, lines()) as account:
        account.select("INBOX")
        assert account.flags("INBOX", [2]) == {}


def test_a_message_that_went_while_it_was_asked_for() -> None:
    """Its size is told, its body no more: it is left out, the next one comes."""
    sizes = lines("* 1 FETCH (UID 4 RFC822.SIZE 3)", "* 2 FETCH (UID 8 RFC822.SIZE 3)")
    bodies = lines('* 1 FETCH (UID 8 BODY[] "a b" FLAGS (\\Recent \\SEEN) INTERNALDATE "01-Feb-2026 10:00:00 +0100")')
    with talking(opened, sizes, bodies) as account:
        [fetched] = account.fetch("INBOX", [4, 8])
    assert (fetched.uid, fetched.raw, fetched.flags) == (8, b"a b", {"\\Seen"})
    assert fetched.internal_date.isoformat() == "2026-02-01T09:00:00+00:00"


def test_a_message_that_the_server_cannot_read_keeps_back_no_other() -> None:
    """One bad message makes the server refuse the batch: the others come one by one, and the bad one is named."""

    def refuse(caller: Caller, tag: str, command: str) -> None:
        caller.say(f"{tag} NO [SERVERBUG] cannot read")

    sizes = lines("* 1 FETCH (UID 4 RFC822.SIZE 3)", "* 2 FETCH (UID 8 RFC822.SIZE 3)")
    body = lines('* 1 FETCH (UID 4 BODY[] "a b" FLAGS () INTERNALDATE "01-Feb-2026 10:00:00 +0100")')
    with talking(opened, sizes, refuse, body, refuse) as account:
        messages = account.fetch("INBOX", [4, 8])
        assert next(messages).uid == 4
        with pytest.raises(ServerRefused, match="read message 8"):
            next(messages)


def test_a_message_without_text_is_a_message() -> None:
    """NIL for a body is not nothing: the message comes, empty, so that a person is told of it."""
    size = lines("* 1 FETCH (UID 4 RFC822.SIZE 3)")
    body = lines('* 1 FETCH (UID 4 BODY[] NIL FLAGS () INTERNALDATE "01-Feb-2026 10:00:00 +0100")')
    with talking(opened, size, body) as account:
        assert [one.raw for one in account.fetch("INBOX", [4])] == [b""]


def test_news_of_every_kind_in_a_noop() -> None:
    """Whatever the server likes to tell in passing is no trouble."""
    chatter = lines("* OK Still here", "* 5 EXISTS", "* 3 EXPUNGE", "* FLAGS (a)", "* X-THING {3}\r\n(((")
    with talking(opened, chatter, lines()) as account:
        account.select("INBOX")
        account.noop()
        account.noop()


def test_a_server_that_leaves_uidnext_out() -> None:
    """RFC 3501 6.3.1 lets it; the last message then tells."""
    without = lines("* 2 EXISTS", "* OK [UIDVALIDITY 7] valid")
    with talking(without, lines("* SEARCH 12")) as account:
        assert account.select("INBOX").uidnext == 13


def test_a_mailbox_renumbered_between_two_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetching stops there: the UIDs of the second batch mean other messages."""
    monkeypatch.setattr("assistant.mailbox.session.BATCH", 1)
    renumbered = lines("* 2 EXISTS", "* OK [UIDVALIDITY 8] valid", "* OK [UIDNEXT 9] next")
    size = lines("* 1 FETCH (UID 4 RFC822.SIZE 3)")
    body = lines('* 1 FETCH (UID 4 BODY[] "a b" FLAGS () INTERNALDATE "01-Feb-2026 10:00:00 +0100")')
    with talking(opened, size, body, opened, renumbered) as account:
        messages = account.fetch("INBOX", [4, 5])
        assert next(messages).uid == 4
        account.select("Drafts")
        with pytest.raises(ServerRefused, match="anew"):
            next(messages)


def test_a_signal_in_the_middle_of_a_command_ends_the_connection() -> None:
    """Ctrl-C leaves an answer in the pipe; nothing may be read as the answer to the next command."""

    def interrupted(caller: Caller, tag: str, command: str) -> None:
        raise AssertionError("not reached")

    with talking(interrupted) as account:
        with pytest.raises(KeyboardInterrupt), account._session.asking("wait"):
            raise KeyboardInterrupt
        with pytest.raises(ServerUnreachable):
            account.noop()


def test_special_use_is_asked_for_where_a_plain_list_may_leave_it_out() -> None:
    """RFC 6154 2: LIST RETURN (SPECIAL-USE)."""
    heard: list[str] = []

    def script(caller: Caller) -> None:
        caller.say("* OK ready")
        while True:
            tag, command = caller.command()
            heard.append(command)
            if command == "CAPABILITY":
                caller.say("* CAPABILITY IMAP4rev1 LIST-EXTENDED SPECIAL-USE", f"{tag} OK done")
            elif command.startswith("LIST"):
                caller.say('* LIST (\\Drafts) "/" "Gel&APY-scht"', '* LIST () "/" Drafts', f"{tag} OK done")
            else:
                caller.say(f"{tag} OK done")

    with scripted(script) as port:
        settings = ServerSettings(
            host="127.0.0.1", port=port, user="u", secret=lambda: "p", security="plain", timeout=60
        )
        with closing(connect(settings)) as account:
            assert account.drafts_mailbox() == "Gel\u00f6scht"
    assert [one for one in heard if "RETURN (SPECIAL-USE)" in one]


@pytest.mark.dovecot
def test_a_large_mailbox_is_searched_in_slices(account: ImapAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """imaplib takes no line over 1 MB: no answer may name more than a slice."""
    uids = [account.append("INBOX", b"Subject: a\r\n\r\nb\r\n").uid for _ in range(7)]
    monkeypatch.setattr("assistant.mailbox.imap.SLICE", 3)
    account.select("INBOX")
    assert account.new_uids("INBOX", 0) == uids
    assert account.new_uids("INBOX", 5) == uids[5:]


@pytest.mark.dovecot
def test_a_batch_is_bounded_in_bytes(account: ImapAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large messages are fetched few at a time, and all of them come."""
    raw = b"Subject: a\r\n\r\n" + b"x" * 1000
    uids = [account.append("INBOX", raw).uid for _ in range(5)]
    monkeypatch.setattr("assistant.mailbox.imap.BATCH_BYTES", 2500)
    fetched = list(account.fetch("INBOX", [uid for uid in uids if uid]))
    assert [(one.uid, len(one.raw)) for one in fetched] == [(uid, len(raw)) for uid in uids]


@pytest.mark.dovecot
def test_a_mailbox_that_dovecot_renumbered(dovecot: Dovecot, settings: ServerSettings) -> None:
    """After the server lost its index the old UID is refused, and the message stays."""
    with closing(connect(settings)) as before:
        appended = before.append("INBOX", b"Subject: a\r\n\r\nb\r\n")
    assert appended.uid is not None
    dovecot.stop()
    dovecot.renumber(settings.user)
    dovecot.start()
    with closing(connect(settings)) as after:
        state = after.select("INBOX")
        assert state.uidvalidity != appended.uidvalidity
        with pytest.raises(ServerRefused, match="anew"):
            after.remove("INBOX", appended.uid, uidvalidity=appended.uidvalidity)
        assert after.select("INBOX").exists == 1


@pytest.mark.dovecot
def test_starttls_turns_a_plain_connection_into_a_safe_one(dovecot: Dovecot, fresh_user: str) -> None:
    """On the plain port, with the certificate verified, before the password is sent."""
    settings = replace(dovecot.settings(fresh_user, tls=True), port=dovecot.port, security="starttls")
    with closing(connect(settings)) as account:
        assert account.select("INBOX").exists == 0


@pytest.mark.dovecot
def test_the_secret_is_asked_anew_at_each_connection(settings: ServerSettings) -> None:
    """A token that is renewed in between is used in its new form."""
    asked: list[str] = []

    def secret() -> str:
        asked.append("once more")
        return "secret"

    for _ in range(2):
        connect(replace(settings, secret=secret)).close()
    assert len(asked) == 2
