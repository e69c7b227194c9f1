"""What servers do between IDLE and DONE: cut lines, speak early, refuse, hang up, fall silent."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from assistant.errors import ServerRefused, ServerUnreachable
from assistant.mailbox.contract import MailboxState, ServerSettings
from assistant.mailbox.imap import ImapAccount, connect
from assistant.mailbox.waker import Waker
from tests.servers.scripted import Caller, letting_in, scripted

KNOWN = MailboxState("INBOX", 7, 9, 2)
Script = Callable[[Caller, str], None]


@contextmanager
def idling(script: Script, *, timeout: float = 60.0) -> Iterator[ImapAccount]:
    """An account on a server that answers IDLE by script, and all else as it should."""
    with scripted(letting_in(script)) as port:
        settings = ServerSettings("127.0.0.1", "u", lambda: "p", port=port, security="plain", timeout=timeout)
        with closing(connect(settings)) as account:
            yield account


def ended(caller: Caller, tag: str, *told: str) -> None:
    """Wait for DONE, and end it."""
    assert caller.command()[0] == "DONE"
    caller.say(*told, f"{tag} OK ended")


def test_a_line_in_several_packets_is_one_line() -> None:
    """A server that sends its words byte by byte is understood, and the connection lives on."""

    def dribble(caller: Caller, tag: str) -> None:
        for octet in b"+ idling\r\n* OK Still here\r\n* 3 EXISTS\r\n":
            caller.send(bytes([octet]))
            time.sleep(0.002)
        ended(caller, tag)

    with idling(dribble) as account:
        assert account.wait(KNOWN, 60.0, Waker())
        account.noop()


def test_several_lines_in_one_packet_are_all_read() -> None:
    """Also those that come together with the server's go-ahead."""

    def at_once(caller: Caller, tag: str) -> None:
        caller.say("+ idling", "* 1 FETCH (FLAGS (\\Seen))", "* 3 EXISTS", "* 1 RECENT")
        ended(caller, tag, "* 4 EXISTS")

    with idling(at_once) as account:
        assert account.wait(KNOWN, 60.0, Waker())
        account.noop()


@pytest.mark.parametrize("when", ["before", "after"])
def test_news_around_the_wait_counts(when: str) -> None:
    """What is told before the go-ahead, or after DONE, is news as well."""

    def early_or_late(caller: Caller, tag: str) -> None:
        if when == "before":
            caller.say("* 3 EXISTS")
        caller.say("+ idling")
        ended(caller, tag, *(["* 3 EXISTS"] if when == "after" else []))

    with idling(early_or_late) as account:
        assert account.wait(KNOWN, 0.05, Waker())


def test_what_is_no_new_mail_does_not_end_the_wait() -> None:
    """Flags, removals and signs of life."""

    def chatter(caller: Caller, tag: str) -> None:
        caller.say("+ idling", "* OK Still here", "* 1 FETCH (FLAGS (\\Seen))", "* 1 EXPUNGE")
        ended(caller, tag)

    with idling(chatter) as account:
        assert not account.wait(KNOWN, 0.2, Waker())


def test_a_number_that_has_not_grown_does_not_end_the_wait() -> None:
    """Some servers tell it at the start of each IDLE, and all tell it after a removal."""

    def counting(caller: Caller, tag: str) -> None:
        caller.say("* 2 EXISTS", "+ idling", "* 2 EXISTS", "* 0 RECENT", "* 1 EXPUNGE", "* 1 EXISTS")
        ended(caller, tag, "* 1 EXISTS")

    with idling(counting) as account:
        assert not account.wait(KNOWN, 0.2, Waker())


def test_one_that_comes_after_a_removal_is_news() -> None:
    """Though the mailbox holds as many as before."""

    def swapping(caller: Caller, tag: str) -> None:
        caller.say("+ idling", "* 1 EXPUNGE", "* 2 EXISTS")
        ended(caller, tag)

    with idling(swapping) as account:
        assert account.wait(KNOWN, 60.0, Waker())


def test_a_refusal_leaves_the_connection_usable() -> None:
    """NO to IDLE is told as such."""
    with idling(lambda caller, tag: caller.say(f"{tag} NO not now")) as account:
        with pytest.raises(ServerRefused, match="not now"):
            account.wait(KNOWN, 60.0, Waker())
        account.noop()


@pytest.mark.parametrize("told", ["* BYE session ends", None])
def test_a_server_that_ends_the_session_is_told(told: str | None) -> None:
    """By its BYE or without a word: the account is of no more use."""

    def leave(caller: Caller, tag: str) -> None:
        caller.say("+ idling", *([told] if told else []))
        caller.hang_up()

    with idling(leave) as account, pytest.raises(ServerUnreachable):
        account.wait(KNOWN, 60.0, Waker())


def test_a_server_that_does_not_end_it_is_unreachable() -> None:
    """After DONE it has as long as for any answer."""

    def silent(caller: Caller, tag: str) -> None:
        caller.say("+ idling")
        caller.hear_nothing_more()

    with idling(silent, timeout=1.0) as account, pytest.raises(ServerUnreachable):
        account.wait(KNOWN, 0.05, Waker())


def test_a_line_without_end_is_not_kept() -> None:
    """Memory stays bounded, whatever is sent."""

    def endless(caller: Caller, tag: str) -> None:
        caller.say("+ idling")
        while True:
            caller.send(b"x" * 65536)

    with idling(endless) as account, pytest.raises(ServerUnreachable):
        account.wait(KNOWN, 60.0, Waker())
