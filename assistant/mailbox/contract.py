"""What the program may ask of a mail server: one signed-in account, its mailboxes and messages.

Two implementations: imap.py (any IMAP server) and memory.py (for tests and trials). One suite of tests,
tests/mailbox/test_contract.py, runs on both and on real servers.

Rules that every implementation keeps:

- Reading changes nothing: mailboxes are examined, bodies are peeked at (RFC 9051 6.3.3, 6.4.5).
- A UID means something only together with UIDVALIDITY (RFC 9051 2.3.1.1). What changes a message names both;
  what reads one may. Where the mailbox's UIDVALIDITY is another by now, nothing is done and ServerRefused is
  raised: select the mailbox again.
- Never an EXPUNGE that could remove another's message (RFC 4315 2.1).
- Mailbox names are given and returned decoded ("Entwürfe"), full ("INBOX.Drafts"), as the server has them.

Every operation may raise, from assistant.errors:

- ServerUnreachable: the connection broke or the server is silent. Whether the command was carried out is not
  known. The account is of no more use: close it, and connect anew.
- ServerRefused: the server said NO or BAD. The account can still be used.
- MailboxMissing: the mailbox named is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from assistant.mailbox.waker import Waker

Security = Literal["tls", "starttls", "plain", "plain-anywhere"]
Removal = Literal["expunged", "moved", "marked", "gone"]

_SYSTEM_FLAGS = {flag.lower(): flag for flag in ("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft")}


def spelt(flag: str) -> str:
    """A system flag in the standard's spelling, a keyword as it is. RFC 9051 2.3.2; case does not count."""
    return _SYSTEM_FLAGS.get(flag.lower(), flag)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How to reach and enter an account. `secret` is asked anew at each connection; it is never stored.

    With `renew`, `secret` gives an access token of OAuth 2, no password; where the server refuses one, `renew` is
    called with it and gives another.

    `security`: "tls" from the first byte (port 993), "starttls" (port 143, RFC 9051 6.2.1), "plain" to this very
    machine only, "plain-anywhere" for one who knows that the network may be listened to.
    `timeout` is in seconds, for connecting and for each wait for the server.
    """

    host: str
    user: str
    secret: Callable[[], str]
    renew: Callable[[str], str] | None = None
    port: int = 993
    security: Security = "tls"
    ca_file: Path | None = None
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not self.host or not self.user:
            raise ValueError("a server needs a host and a user")
        if not 0 < self.port < 65536:
            raise ValueError(f"not a port: {self.port}")
        if self.timeout <= 0:
            raise ValueError(f"not a time to wait: {self.timeout}")


@dataclass(frozen=True, slots=True)
class MailboxState:
    """A mailbox as it stood when it was selected. `uidnext` is above every UID in use (RFC 9051 2.3.1.1)."""

    mailbox: str
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the server has it.

    `size` is that of the whole message in bytes. Where `truncated`, `raw` is its beginning. It is empty where the
    server has a message but cannot give its text. `flags` are flags and keywords, system flags spelt as in the
    standard (`\\Seen`), never `\\Recent`. `internal_date` is when the server received it, aware.
    """

    mailbox: str
    uidvalidity: int
    uid: int
    raw: bytes
    size: int
    flags: frozenset[str]
    internal_date: datetime
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an appended message stands, and which of its keywords the server did not keep.

    `uid` is None where the server does not tell (no UIDPLUS, RFC 4315 3) and the message has no Message-ID
    to look it up by.
    """

    mailbox: str
    uidvalidity: int
    uid: int | None
    dropped: frozenset[str] = frozenset()


class Account(Protocol):
    """One signed-in account. Not for use by two threads at once."""

    @property
    def capabilities(self) -> frozenset[str]:
        """What the server says it can do after sign-in, in capitals: "UIDPLUS", "IDLE", "MOVE"."""
        ...

    def select(self, mailbox: str) -> MailboxState:
        """Look at a mailbox, for reading only (EXAMINE). Always asks the server."""
        ...

    def new_uids(self, mailbox: str, after_uid: int, *, uidvalidity: int | None = None) -> list[int]:
        """The UIDs above `after_uid`, ascending, with what has arrived since `select`; 0 asks for all."""
        ...

    def fetch(
        self, mailbox: str, uids: Collection[int], *, limit: int | None = None, uidvalidity: int | None = None
    ) -> Iterator[Fetched]:
        """The messages, by ascending UID, without setting `\\Seen`; those that are gone are left out.

        Fetched in batches as the iterator goes; other operations may be called in between. Of a message of more than
        `limit` bytes come the first `limit` bytes, marked as truncated: memory stays bounded, whatever is sent.
        Where the server refuses one message, those before it have come, and ServerRefused names its UID.
        """
        ...

    def flags(
        self, mailbox: str, uids: Collection[int], *, uidvalidity: int | None = None
    ) -> dict[int, frozenset[str]]:
        """The flags and keywords of each message that is still there."""
        ...

    def find(self, mailbox: str, *, message_id: str | None = None, in_reply_to: str | None = None) -> list[int]:
        """The UIDs, ascending, of messages whose Message-ID is this one, or whose In-Reply-To names this one.

        Exactly one of the two is given, a msg-id with its angle brackets, compared exactly. Messages that are
        marked `\\Deleted` do not count.
        """
        ...

    def append(
        self,
        mailbox: str,
        raw: bytes,
        *,
        flags: Sequence[str] = (),
        keywords: Sequence[str] = (),
        internal_date: datetime | None = None,
    ) -> Appended:
        """Add a message (APPEND, RFC 9051 6.3.12). Line ends become CRLF. The mailbox is not created.

        Without UIDPLUS the new UID is looked up by the message's Message-ID.
        """
        ...

    def add_flags(
        self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int
    ) -> frozenset[str]:
        """Add flags and keywords; messages that are gone are passed over. Returns those that the server did not keep.

        Servers may drop keywords without a word (RFC 9051 7.1, PERMANENTFLAGS), so the flags are read back.
        """
        ...

    def remove_flags(self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int) -> None:
        """Take flags and keywords away; messages that are gone are passed over."""
        ...

    def remove(self, mailbox: str, uid: int, *, uidvalidity: int) -> Removal:
        """Remove this one message and no other, and say how.

        "expunged" (UID EXPUNGE, RFC 4315 2.1); without UIDPLUS "moved" to Trash (RFC 6851), or "marked" as
        `\\Deleted` and left for the mail program; "gone" when it was not there.
        """
        ...

    def drafts_mailbox(self, configured: str | None = None) -> str:
        """The mailbox for drafts: by its `\\Drafts` attribute (RFC 6154), else as configured, else by a known name.

        Never INBOX. MailboxMissing when there is none, or when the configured one is not there.
        """
        ...

    def sent_mailbox(self, configured: str | None = None) -> str | None:
        """The mailbox of sent messages, found in the same way; None when there is none."""
        ...

    def trash_mailbox(self, configured: str | None = None) -> str | None:
        """The mailbox of deleted messages, found in the same way; None when there is none."""
        ...

    def ensure(self, mailbox: str) -> str:
        """Create and subscribe a mailbox unless it is there, and return its full name on this server.

        "/" between levels becomes the server's own separator, and a prefix that the server demands for personal
        mailboxes ("INBOX.", RFC 2342) is put before it.
        """
        ...

    def wait(self, known: MailboxState, seconds: float, waker: Waker) -> bool:
        """Wait until something arrives in a mailbox that `known` does not tell of. Whether it did.

        Ends after `seconds` at the latest, and at once when the waker is rung. Where the server cannot say (no IDLE,
        RFC 2177), this only waits.
        """
        ...

    def noop(self) -> None:
        """Ask whether the server is still there, and keep it from ending the session."""
        ...

    def close(self) -> None:
        """Sign out and close the connection. Never raises; a second call does nothing."""
        ...
