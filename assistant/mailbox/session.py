"""A conversation with an IMAP server: which mailbox is open and how, what it answers, and when it has ended.

imap.py speaks the contract through it. Here stand the ways around servers and around imapclient:

- CLOSE is never sent: it would expunge (RFC 9051 6.4.1).
- imapclient reads a FETCH response that carries no UID (one that nobody asked for, after NOOP) as if its sequence
  number were a UID. Such leftovers are thrown away before each FETCH.
- After a timeout or a signal in the middle of a command, the next answer would be that of the command before. Such
  a connection is never used again.
"""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from assistant.errors import MailboxMissing, ServerRefused, ServerUnreachable
from assistant.mailbox import naming
from assistant.mailbox.connection import shut
from assistant.mailbox.contract import MailboxState, ServerSettings, spelt
from assistant.mailbox.idle import idle
from assistant.mailbox.trouble import FAULTS, translate
from assistant.mailbox.waker import Waker

BATCH = 100  # messages a command: beyond that nothing is gained
FLAGS_AT_ONCE = 500  # RFC 2683 3.2.1.5: a command line of at most 8000 octets
PARTING_SECONDS = 2.0  # how long LOGOUT may take


class Session:
    """A signed-in connection and the mailbox that is open on it. Raises what contract.py says."""

    def __init__(self, client: IMAPClient, settings: ServerSettings) -> None:
        self.client = client
        self._settings = settings
        self._open: MailboxState | None = None
        self._writable = False
        self._ended = False
        self._closed = False
        self._prefix: str | None = None
        with self.asking("read what the server can do"):
            self.capabilities = frozenset(name.decode("ascii", "replace") for name in client.capabilities())

    @contextmanager
    def asking(self, doing: str) -> Iterator[None]:
        """Around each command and its answer: the faults become ours, and a broken connection is known as such."""
        if self._closed or self._ended:
            raise ServerUnreachable(f"Could not {doing}: this connection to {self._settings.host} has ended.")
        try:
            yield
        except FAULTS as fault:
            error = translate(fault, doing=doing, settings=self._settings)
            self._ended = isinstance(error, ServerUnreachable)
            raise error from fault
        except BaseException:  # Ctrl-C between a command and its answer: the next answer would be the wrong one
            self._ended = True
            raise

    def certificate_ends(self) -> datetime | None:
        """When the certificate that the server showed ends, None without TLS. It was verified when TLS began."""
        with self.asking("read the server's certificate"):
            spoken_over = self.client.socket()
        if not isinstance(spoken_over, ssl.SSLSocket):
            return None
        shown = spoken_over.getpeercert() or {}
        return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)

    def noop(self) -> None:
        """See contract.Account."""
        with self.asking("reach the server"):
            status, told = (
                self.client._imap.noop()
            )  # imapclient's own stumbles over untagged lines that it does not know
            if status != "OK":
                raise IMAPClientError(told[0].decode("utf-8", "replace"))

    def idle(self, known: MailboxState, seconds: float, waker: Waker) -> bool:
        """See contract.Account.wait, on a server that has IDLE."""
        state = self.select(known.mailbox, writable=False)
        if state.uidvalidity != known.uidvalidity or state.uidnext > known.uidnext:
            return True                             # it came before IDLE began, and the server will not tell again
        with self.asking(f'wait for mail in "{known.mailbox}"'):
            return idle(self.client, state.exists, seconds, waker, self._settings.timeout)

    def close(self) -> None:
        """See contract.Account."""
        if self._closed:
            return
        self._closed = True
        if not self._ended:
            with suppress(*FAULTS):
                self.client.socket().settimeout(PARTING_SECONDS)
                self.client.logout()
                return
        shut(self.client)

    def select(self, mailbox: str, *, writable: bool) -> MailboxState:
        """Open a mailbox, to read (EXAMINE) or to write (SELECT). MailboxMissing when it is not there."""
        self._open = None
        try:
            with self.asking(f'open the mailbox "{mailbox}"'):
                told = self.client.select_folder(mailbox, readonly=not writable)
        except ServerRefused as refused:
            raise self.missing(mailbox) or refused from refused
        if b"UIDVALIDITY" not in told:
            raise ServerRefused(
                f'Could not read the mailbox "{mailbox}": {self._settings.host} gives it no UIDVALIDITY '
                "(RFC 9051 2.3.1.1), so messages cannot be told apart. Ask the server's operator."
            )
        exists = int(told.get(b"EXISTS", 0))
        uidnext = told.get(b"UIDNEXT")
        self._open = MailboxState(mailbox, int(told[b"UIDVALIDITY"]), uidnext or self._uidnext(exists), exists)
        self._writable = writable
        return self._open

    def has_open(self, mailbox: str) -> bool:
        """Whether this mailbox is the open one."""
        return self._open is not None and self._open.mailbox == mailbox

    def _uidnext(self, exists: int) -> int:
        """One above the last UID, for servers that leave UIDNEXT out, as RFC 3501 6.3.1 allows."""
        if not exists:
            return 1
        with self.asking("find the last message"):
            return int(max(self.client.search("UID *"))) + 1

    def at(self, mailbox: str, uidvalidity: int | None) -> MailboxState:
        """The mailbox open in whatever way; ServerRefused when its UIDVALIDITY is another one."""
        state = self._open if self._open and self._open.mailbox == mailbox else self.select(mailbox, writable=False)
        return self._same(state, uidvalidity)

    def fresh(self, mailbox: str, uidvalidity: int | None) -> MailboxState:
        """The mailbox open, with what other programs did to it meanwhile (RFC 9051 6.1.2: NOOP as a poll)."""
        if self._open and self._open.mailbox == mailbox:
            self.noop()
            return self._same(self._open, uidvalidity)
        return self.at(mailbox, uidvalidity)

    def for_writing(self, mailbox: str, uidvalidity: int) -> None:
        """The mailbox open for writing; ServerRefused when its UIDVALIDITY is another one."""
        if not (self._open and self._open.mailbox == mailbox and self._writable):
            self.select(mailbox, writable=True)
        self.at(mailbox, uidvalidity)

    def _same(self, state: MailboxState, uidvalidity: int | None) -> MailboxState:
        if uidvalidity is not None and uidvalidity != state.uidvalidity:
            self._open = None
            raise ServerRefused(naming.renumbered(state.mailbox))
        return state

    def fetch(self, uids: Sequence[int], wanted: Sequence[str]) -> dict[int, Any]:
        """UID FETCH, by UID, without what was left from before. To be called within `asking`."""
        self.client._imap.untagged_responses.pop("FETCH", None)
        fetched: dict[int, Any] = self.client.fetch(uids, wanted)
        return fetched

    def flags(self, mailbox: str, uids: Collection[int]) -> dict[int, frozenset[str]]:
        """The flags of each of these messages in the open mailbox."""
        flags: dict[int, frozenset[str]] = {}
        for batch in batches(sorted(set(uids)), FLAGS_AT_ONCE):
            with self.asking(f'read flags in "{mailbox}"'):
                flags.update((uid, flags_of(one)) for uid, one in self.fetch(batch, ["FLAGS"]).items())
        return flags

    def missing(self, mailbox: str) -> MailboxMissing | None:
        """After a refusal: the exception to raise when it came because there is no such mailbox."""
        if mailbox.upper() == "INBOX" or mailbox in {one.name for one in self.mailboxes() if one.usable}:
            return None
        return MailboxMissing(naming.no_such_mailbox(mailbox))

    def mailboxes(self) -> list[naming.Listed]:
        """All mailboxes with their attributes (LIST, RFC 9051 6.3.9)."""
        with self.asking("list the mailboxes"):
            if {"SPECIAL-USE", "LIST-EXTENDED"} <= self.capabilities:
                # RFC 6154 2: in a plain LIST the server may leave these attributes out.
                status, told = self.client._imap.xatom("LIST", '""', '"*"', "RETURN (SPECIAL-USE)")
                if status != "OK":
                    raise IMAPClientError(told[0].decode("utf-8", "replace"))
                listed = self.client._proc_folder_list(self.client._imap.response("LIST")[1])
            else:
                listed = self.client.list_folders()
        return [
            naming.Listed(name, frozenset(a.decode("ascii", "replace") for a in attributes), _text(separator))
            for attributes, separator, name in listed
        ]

    def prefix(self, listed: Sequence[naming.Listed]) -> str:
        """What the names of personal mailboxes begin with (NAMESPACE, RFC 2342), "" or "INBOX."; asked once."""
        if self._prefix is None:
            self._prefix = naming.guess_prefix(listed)
            if "NAMESPACE" in self.capabilities:
                with self.asking("read the server's namespaces"):
                    personal = self.client.namespace().personal
                self._prefix = personal[0][0] if personal else ""
        return self._prefix


def batches(uids: Sequence[int], size: int | None = None) -> Iterator[Sequence[int]]:
    """The UIDs in pieces, each for one command; of BATCH where no size is said."""
    size = size or BATCH
    return (uids[start : start + size] for start in range(0, len(uids), size))


def flags_of(one: dict[bytes, Any]) -> frozenset[str]:
    """The flags in one message's answer to FETCH, system flags in the standard's spelling, without `\\Recent`."""
    flags = (flag.decode("utf-8", "replace") for flag in one.get(b"FLAGS", ()))
    return frozenset(spelt(flag) for flag in flags if flag.lower() != "\\recent")


def _text(separator: bytes | str | None) -> str | None:
    return separator.decode("ascii", "replace") if isinstance(separator, bytes) else separator
