"""The contract in memory: a mail server for tests and trials, as good or as poor as one wants it.

`server = MemoryServer()`, `server.deliver("support", raw)`, `account = server.account("support")`. Accounts of one
user see the same mailboxes, as two connections would. What a test needs to happen, the server is told:
`server.down`, `server.die_after_append`, `server.renew_uidvalidity()`.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from assistant.errors import MailboxMissing, ServerRefused, ServerUnreachable
from assistant.mailbox import naming
from assistant.mailbox.contract import Account, Appended, Fetched, MailboxState, Removal, spelt
from assistant.mailbox.headers import msg_ids, names, with_crlf
from assistant.mailbox.waker import Waker


@dataclass(frozen=True, slots=True)
class _Stored:
    raw: bytes
    flags: frozenset[str]
    internal_date: datetime


@dataclass(slots=True)
class _Mailbox:
    uidvalidity: int
    attributes: frozenset[str] = frozenset()
    uidnext: int = 1
    messages: dict[int, _Stored] = field(default_factory=dict)

    def add(self, stored: _Stored) -> int:
        uid, self.uidnext = self.uidnext, self.uidnext + 1
        self.messages[uid] = stored
        return uid


class MemoryServer:
    """Mailboxes by user. Each user has INBOX, and Drafts, Sent and Trash below `prefix`.

    The keyword arguments take away what poor servers lack. `down` makes every operation fail as unreachable;
    `die_after_append` is raised once, when the next message has been appended and before the caller hears of it.
    """

    def __init__(
        self,
        *,
        special_use: bool = True,
        keywords: bool = True,
        uidplus: bool = True,
        move: bool = True,
        prefix: str = "",
        separator: str = "/",
        trash: bool = True,
    ) -> None:
        self.special_use, self.keywords, self.uidplus, self.move = special_use, keywords, uidplus, move
        self.prefix, self.separator, self.trash = prefix, separator, trash
        self.down = False
        self.die_after_append: BaseException | None = None
        self._users: dict[str, dict[str, _Mailbox]] = {}
        self._uidvalidity = 1

    def account(self, user: str) -> Account:
        """A new connection of this user, who comes into being with the first one."""
        return MemoryAccount(self, self.mailboxes(user))

    def deliver(self, user: str, raw: bytes, *, mailbox: str = "INBOX", internal_date: datetime | None = None) -> int:
        """Put a message into a user's mailbox, as the outside world does; its UID."""
        stored = _Stored(with_crlf(raw), frozenset(), internal_date or _now())
        return self.mailboxes(user)[mailbox].add(stored)

    def renew_uidvalidity(self, user: str, mailbox: str) -> None:
        """Renumber a mailbox from 1 under a new UIDVALIDITY, as a server does that has lost its index."""
        old = self.mailboxes(user)[mailbox]
        new = self._new_mailbox(*old.attributes)
        for _, stored in sorted(old.messages.items()):
            new.add(stored)
        self.mailboxes(user)[mailbox] = new

    def mailboxes(self, user: str) -> dict[str, _Mailbox]:
        """The user's mailboxes by full name, INBOX first."""
        if user not in self._users:
            uses = ("Drafts", "Sent", "Trash") if self.trash else ("Drafts", "Sent")
            own = {self.prefix + use: self._new_mailbox(*([f"\\{use}"] if self.special_use else [])) for use in uses}
            self._users[user] = {"INBOX": self._new_mailbox(), **own}
        return self._users[user]

    def create(self, boxes: dict[str, _Mailbox], name: str) -> None:
        """Add an empty mailbox to a user's own."""
        boxes[name] = self._new_mailbox()

    def _new_mailbox(self, *attributes: str) -> _Mailbox:
        self._uidvalidity += 1
        return _Mailbox(self._uidvalidity, frozenset(attributes))


class MemoryAccount:
    """One connection to a MemoryServer; implements contract.Account."""

    def __init__(self, server: MemoryServer, boxes: dict[str, _Mailbox]) -> None:
        self._server = server
        self._boxes = boxes
        self._closed = False

    @property
    def capabilities(self) -> frozenset[str]:
        """What the server was made with."""
        has = {"UIDPLUS": self._server.uidplus, "MOVE": self._server.move, "SPECIAL-USE": self._server.special_use}
        return frozenset({"IMAP4REV1", "IDLE", *(name for name, there in has.items() if there)})

    def select(self, mailbox: str) -> MailboxState:
        """See contract.Account."""
        box = self._box(mailbox)
        return MailboxState(mailbox, box.uidvalidity, box.uidnext, len(box.messages))

    def new_uids(self, mailbox: str, after_uid: int, *, uidvalidity: int | None = None) -> list[int]:
        """See contract.Account."""
        return sorted(uid for uid in self._box(mailbox, uidvalidity).messages if uid > after_uid)

    def fetch(
        self, mailbox: str, uids: Collection[int], *, limit: int | None = None, uidvalidity: int | None = None
    ) -> Iterator[Fetched]:
        """See contract.Account."""
        for uid in sorted(set(uids)):
            box = self._box(mailbox, uidvalidity)
            stored = box.messages.get(uid)
            if stored is None:
                continue
            raw, size = stored.raw, len(stored.raw)
            truncated = limit is not None and size > limit
            yield Fetched(
                mailbox, box.uidvalidity, uid, raw[:limit], size, stored.flags, stored.internal_date, truncated
            )

    def flags(
        self, mailbox: str, uids: Collection[int], *, uidvalidity: int | None = None
    ) -> dict[int, frozenset[str]]:
        """See contract.Account."""
        messages = self._box(mailbox, uidvalidity).messages
        return {uid: messages[uid].flags for uid in sorted(set(uids)) if uid in messages}

    def find(self, mailbox: str, *, message_id: str | None = None, in_reply_to: str | None = None) -> list[int]:
        """See contract.Account."""
        if (message_id is None) == (in_reply_to is None):
            raise ValueError("find by message_id or by in_reply_to")
        field, wanted = ("Message-ID", message_id) if message_id is not None else ("In-Reply-To", in_reply_to)
        return [
            uid
            for uid, stored in sorted(self._box(mailbox).messages.items())
            if "\\Deleted" not in stored.flags and names(stored.raw, field, wanted or "")
        ]

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
        box = self._box(mailbox)
        kept = self._kept([*flags, *keywords])
        uid = box.add(_Stored(with_crlf(raw), kept, internal_date or _now()))
        death, self._server.die_after_append = self._server.die_after_append, None
        if death is not None:
            raise death
        dropped = frozenset(keywords) - kept
        told = self._server.uidplus or bool(msg_ids(raw, "Message-ID"))
        return Appended(mailbox, box.uidvalidity, uid if told else None, dropped)

    def add_flags(
        self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int
    ) -> frozenset[str]:
        """See contract.Account."""
        messages = self._box(mailbox, uidvalidity).messages
        kept = self._kept(flags)
        there = [uid for uid in uids if uid in messages]
        for uid in there:
            messages[uid] = replace(messages[uid], flags=messages[uid].flags | kept)
        return frozenset(spelt(flag) for flag in flags) - kept if there else frozenset()

    def remove_flags(self, mailbox: str, uids: Collection[int], flags: Sequence[str], *, uidvalidity: int) -> None:
        """See contract.Account."""
        messages = self._box(mailbox, uidvalidity).messages
        unwanted = frozenset(spelt(flag) for flag in flags)
        for uid in uids:
            if uid in messages:
                messages[uid] = replace(messages[uid], flags=messages[uid].flags - unwanted)

    def remove(self, mailbox: str, uid: int, *, uidvalidity: int) -> Removal:
        """See contract.Account."""
        messages = self._box(mailbox, uidvalidity).messages
        if uid not in messages:
            return "gone"
        if self._server.uidplus:
            del messages[uid]
            return "expunged"
        trash = self.trash_mailbox()
        if self._server.move and trash is not None and trash != mailbox:
            self._box(trash).add(messages.pop(uid))
            return "moved"
        messages[uid] = replace(messages[uid], flags=messages[uid].flags | {"\\Deleted"})
        return "marked"

    def drafts_mailbox(self, configured: str | None = None) -> str:
        """See contract.Account."""
        name = naming.find_mailbox(self._listed(), "Drafts", configured, prefix=self._server.prefix)
        if name is None:
            raise naming.missing_drafts(self._listed())
        return name

    def sent_mailbox(self, configured: str | None = None) -> str | None:
        """See contract.Account."""
        return naming.find_mailbox(self._listed(), "Sent", configured, prefix=self._server.prefix)

    def trash_mailbox(self, configured: str | None = None) -> str | None:
        """See contract.Account."""
        return naming.find_mailbox(self._listed(), "Trash", configured, prefix=self._server.prefix)

    def ensure(self, mailbox: str) -> str:
        """See contract.Account."""
        prefix = self._server.prefix
        name = naming.existing(self._listed(), mailbox, prefix=prefix)
        if name is None:
            name = naming.full_name(mailbox, prefix=prefix, separator=self._server.separator)
            self._server.create(self._boxes, name)
        return name

    def wait(self, known: MailboxState, seconds: float, waker: Waker) -> bool:
        """See contract.Account."""
        deadline = time.monotonic() + seconds
        while True:
            state = self.select(known.mailbox)
            if state.uidvalidity != known.uidvalidity or state.uidnext > known.uidnext:
                return True
            left = deadline - time.monotonic()
            if left <= 0 or waker.wait(min(left, 0.01)):
                return False

    def noop(self) -> None:
        """See contract.Account."""
        self._alive()

    def close(self) -> None:
        """See contract.Account."""
        self._closed = True

    def _alive(self) -> None:
        if self._closed or self._server.down:
            raise ServerUnreachable("The mail server in memory is not there. It is tried again.")

    def _box(self, mailbox: str, uidvalidity: int | None = None) -> _Mailbox:
        self._alive()
        if mailbox not in self._boxes:
            raise MailboxMissing(naming.no_such_mailbox(mailbox))
        box = self._boxes[mailbox]
        if uidvalidity is not None and uidvalidity != box.uidvalidity:
            raise ServerRefused(naming.renumbered(mailbox))
        return box

    def _listed(self) -> list[naming.Listed]:
        self._alive()
        return [naming.Listed(name, box.attributes, self._server.separator) for name, box in self._boxes.items()]

    def _kept(self, flags: Sequence[str]) -> frozenset[str]:
        wanted = (spelt(flag) for flag in flags)
        return frozenset(flag for flag in wanted if self._server.keywords or flag.startswith("\\"))


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
