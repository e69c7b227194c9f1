"""The contract on a real IMAP server: RFC 3501 and RFC 9051, with UIDPLUS, MOVE and SPECIAL-USE where they are there.

What each operation does stands in contract.py, how a server is spoken to in session.py. Here:

- `UID 99:*` names the last message even when its UID is lower (RFC 9051 9, seq-range), so answers are filtered.
- imaplib takes no line over 1 MB, and SEARCH answers in one line: large mailboxes are searched in slices.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from assistant.errors import ServerRefused
from assistant.mailbox import naming
from assistant.mailbox.connection import sign_in
from assistant.mailbox.contract import Appended, Fetched, MailboxState, Removal, ServerSettings, spelt
from assistant.mailbox.finding import Finder
from assistant.mailbox.headers import msg_ids
from assistant.mailbox.session import Session, batches, flags_of
from assistant.mailbox.waker import Waker

BATCH_BYTES = 16_000_000  # bytes a FETCH, so that memory stays flat
SLICE = 50_000  # messages a SEARCH
_APPENDUID = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)


def connect(settings: ServerSettings) -> ImapAccount:
    """Sign in. Raises ConfigError, CertificateError, SignInError, ServerUnreachable or ServerRefused."""
    return ImapAccount(Session(sign_in(settings), settings))


class ImapAccount:
    """One signed-in connection; implements contract.Account."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._finder = Finder(session)

    @property
    def capabilities(self) -> frozenset[str]:
        """See contract.Account."""
        return self._session.capabilities

    @property
    def certificate_ends(self) -> datetime | None:
        """When the server's certificate ends; None on a connection without TLS."""
        return self._session.certificate_ends()

    def listed(self) -> list[naming.Listed]:
        """All mailboxes as the server names and marks them."""
        return self._session.mailboxes()

    # ------------------------------------------------------------ reading

    def select(self, mailbox: str) -> MailboxState:
        """See contract.Account."""
        return self._session.select(mailbox, writable=False)

    def new_uids(self, mailbox: str, after_uid: int, *, uidvalidity: int | None = None) -> list[int]:
        """See contract.Account."""
        state = self._session.fresh(mailbox, uidvalidity)
        found: set[int] = set()
        for part in _slices(state.exists):
            with self._session.asking(f'look for new messages in "{mailbox}"'):
                found.update(self._session.client.search(f"{part}UID {after_uid + 1}:*"))
        return sorted(uid for uid in found if uid > after_uid)

    def fetch(
        self, mailbox: str, uids: Collection[int], *, limit: int | None = None, uidvalidity: int | None = None
    ) -> Iterator[Fetched]:
        """See contract.Account."""
        known = uidvalidity
        for batch in batches(sorted(set(uids))):
            known = self._session.at(mailbox, known).uidvalidity
            with self._session.asking(f'read the sizes of messages in "{mailbox}"'):
                sizes = {
                    uid: int(one[b"RFC822.SIZE"]) for uid, one in self._session.fetch(batch, ["RFC822.SIZE"]).items()
                }
            for group in _groups(sizes, limit):
                cut = limit if limit is not None and sizes[group[0]] > limit else None
                try:
                    messages = self._bodies(mailbox, known, group, sizes, cut)
                except ServerRefused:
                    if len(group) == 1:
                        raise
                    # One message that the server cannot read must not keep back its neighbours.
                    for uid in group:
                        yield from self._bodies(mailbox, known, [uid], sizes, cut)
                else:
                    yield from messages

    def _bodies(
        self, mailbox: str, uidvalidity: int, uids: list[int], sizes: dict[int, int], cut: int | None
    ) -> list[Fetched]:
        # RFC 9051 6.4.5: BODY.PEEK does not set \\Seen; <0.n> asks for the first n octets, and is answered as <0>.
        wanted, told = ("BODY.PEEK[]", b"BODY[]") if cut is None else (f"BODY.PEEK[]<0.{cut}>", b"BODY[]<0>")
        which = f"message {uids[0]}" if len(uids) == 1 else f"messages {uids[0]} to {uids[-1]}"
        self._session.at(mailbox, uidvalidity)  # the caller may have been elsewhere since
        with self._session.asking(f'read {which} in "{mailbox}"'):
            fetched = self._session.fetch(uids, [wanted, "FLAGS", "INTERNALDATE"])
        messages = []
        for uid, one in sorted(fetched.items()):
            if told not in one:
                continue  # removed between the two questions (RFC 9051 7.5.1), or a notice about its flags only
            raw = one[told] or b""
            date = (one.get(b"INTERNALDATE") or datetime.now(UTC)).astimezone(UTC)
            size = len(raw) if cut is None else sizes[uid]
            messages.append(
                Fetched(mailbox, uidvalidity, uid, raw, size, flags_of(one), date, truncated=cut is not None)
            )
        return messages

    def flags(
        self, mailbox: str, uids: Collection[int], *, uidvalidity: int | None = None
    ) -> dict[int, frozenset[str]]:
        """See contract.Account."""
        self._session.fresh(mailbox, uidvalidity)
        return self._session.flags(mailbox, uids)

    def find(self, mailbox: str, *, message_id: str | None = None, in_reply_to: str | None = None) -> list[int]:
        """See contract.Account."""
        if (message_id is None) == (in_reply_to is None):
            raise ValueError("find by message_id or by in_reply_to")
        if message_id is not None:
            return self._finder.find(mailbox, "Message-ID", message_id)
        return self._finder.find(mailbox, "In-Reply-To", in_reply_to or "")

    # ------------------------------------------------------------ changing

    def append(
        self,
        mailbox: str,
        raw: bytes,
        *,
        flags: Sequence[str] = (),
        keywords: Sequence[str] = (),
        internal_date: datetime | None = None,
    ) -> Appended:
        """See contract.Account."""
        try:
            with self._session.asking(f'save a message in "{mailbox}"'):
                told = self._session.client.append(mailbox, raw, [*flags, *keywords], internal_date)
        except ServerRefused as refused:
            raise self._session.missing(mailbox) or refused from refused
        uid: int | None
        place = _APPENDUID.search(told or b"")
        if place:
            uidvalidity, uid = int(place[1]), int(place[2])
            self._finder.appended(mailbox, uidvalidity, uid, raw)
        else:
            uidvalidity, uid = self._where(mailbox, raw)
        dropped: frozenset[str] = frozenset()
        if keywords and uid is not None:
            dropped = _not_among(keywords, self.flags(mailbox, [uid]).values())
        return Appended(mailbox, uidvalidity, uid, dropped)

    def add_flags(
        self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int
    ) -> frozenset[str]:
        """See contract.Account."""
        self._session.for_writing(mailbox, uidvalidity)
        for batch in batches(sorted(set(uids))):
            with self._session.asking(f'mark messages in "{mailbox}"'):
                self._session.client.add_flags(batch, flags, silent=True)
        return _not_among(flags, self._session.flags(mailbox, uids).values())

    def remove_flags(self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int) -> None:
        """See contract.Account."""
        self._session.for_writing(mailbox, uidvalidity)
        for batch in batches(sorted(set(uids))):
            with self._session.asking(f'unmark messages in "{mailbox}"'):
                self._session.client.remove_flags(batch, flags, silent=True)

    def remove(self, mailbox: str, uid: int, *, uidvalidity: int) -> Removal:
        """See contract.Account."""
        self._session.for_writing(mailbox, uidvalidity)
        if not self._session.flags(mailbox, [uid]):
            return "gone"
        uidplus = "UIDPLUS" in self._session.capabilities
        if not uidplus and "MOVE" in self._session.capabilities:
            trash = self.trash_mailbox()
            if trash is not None and trash != mailbox:
                with self._session.asking(f'move a message from "{mailbox}" to "{trash}"'):
                    self._session.client.move([uid], trash)
                return "moved"
        with self._session.asking(f'remove a message from "{mailbox}"'):
            self._session.client.add_flags([uid], ["\\Deleted"], silent=True)
            if not uidplus:
                return "marked"
            self._session.client.uid_expunge([uid])  # RFC 4315 2.1: only these UIDs, whatever else is \\Deleted
        return "expunged"

    # ------------------------------------------------------------ mailboxes

    def drafts_mailbox(self, configured: str | None = None) -> str:
        """See contract.Account."""
        listed = self._session.mailboxes()
        name = naming.find_mailbox(listed, "Drafts", configured, prefix=self._session.prefix(listed))
        if name is None:
            raise naming.missing_drafts(listed)
        return name

    def sent_mailbox(self, configured: str | None = None) -> str | None:
        """See contract.Account."""
        listed = self._session.mailboxes()
        return naming.find_mailbox(listed, "Sent", configured, prefix=self._session.prefix(listed))

    def trash_mailbox(self, configured: str | None = None) -> str | None:
        """See contract.Account."""
        listed = self._session.mailboxes()
        return naming.find_mailbox(listed, "Trash", configured, prefix=self._session.prefix(listed))

    def ensure(self, mailbox: str) -> str:
        """See contract.Account."""
        listed = self._session.mailboxes()
        prefix = self._session.prefix(listed)
        there = naming.existing([one for one in listed if one.usable], mailbox, prefix=prefix)
        if there is not None:
            return there
        name = naming.full_name(mailbox, prefix=prefix, separator=naming.separator_of(listed))
        try:
            with self._session.asking(f'create the mailbox "{name}"'):
                self._session.client.create_folder(name)
        except ServerRefused:
            if name not in {one.name for one in self._session.mailboxes()}:  # else somebody else was faster
                raise
        with suppress(ServerRefused), self._session.asking(f'subscribe to the mailbox "{name}"'):
            self._session.client.subscribe_folder(
                name
            )  # without it the mailbox works, but some programs do not show it
        return name

    # ------------------------------------------------------------ the connection

    def wait(self, known: MailboxState, seconds: float, waker: Waker) -> bool:
        """See contract.Account."""
        if "IDLE" not in self._session.capabilities:
            waker.wait(seconds)
            return False
        return self._session.idle(known, seconds, waker)

    def noop(self) -> None:
        """See contract.Account."""
        self._session.noop()

    def close(self) -> None:
        """See contract.Account."""
        self._session.close()

    def _where(self, mailbox: str, raw: bytes) -> tuple[int, int | None]:
        """UIDVALIDITY and UID of a message just appended, on a server that does not tell them."""
        uidvalidity = self._session.select(mailbox, writable=False).uidvalidity
        ids = sorted(msg_ids(raw, "Message-ID"))
        found = self.find(mailbox, message_id=ids[0]) if ids else []
        return uidvalidity, max(found, default=None)


def _slices(exists: int) -> list[str]:
    """Conditions for SEARCH that each hold for at most SLICE messages, by sequence number."""
    if exists <= SLICE:
        return [""]
    firsts = range(1, exists + 1, SLICE)
    return [f"{first}:{first + SLICE - 1 if first + SLICE <= exists else '*'} " for first in firsts]


def _groups(sizes: dict[int, int], limit: int | None) -> Iterator[list[int]]:
    """UIDs to fetch together: up to BATCH_BYTES, and each message over the limit by itself."""
    group: list[int] = []
    held = 0
    for uid, size in sorted(sizes.items()):
        alone = limit is not None and size > limit
        if group and (alone or held + size > BATCH_BYTES):
            yield group
            group, held = [], 0
        group.append(uid)
        held += size
        if alone:
            yield group
            group, held = [], 0
    if group:
        yield group


def _not_among(wanted: Sequence[str], there: Collection[frozenset[str]]) -> frozenset[str]:
    """The flags wanted that some message does not bear; RFC 9051 2.3.2: compared without regard to case."""
    lower = [{flag.lower() for flag in flags} for flags in there]
    return frozenset(spelt(flag) for flag in wanted if any(flag.lower() not in flags for flags in lower))
