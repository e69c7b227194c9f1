"""One account at work: its connection, its rules, its settings. What a round needs to handle a message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from assistant.mailbox.contract import Account, MailboxState
from assistant.model import Circumstances, Message
from assistant.pipeline import Prepared
from assistant.planning.loops import depth
from assistant.polling.changes import Change
from assistant.store.lives import Lives
from assistant.store.records import Handled
from assistant.store.store import Store


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class Stopped(BaseException):
    """Somebody asked the program to stop. Not an error, and not to be caught by what catches errors."""


@dataclass(slots=True)
class Stopper:
    """Stops at once, or, while a draft is being saved and recorded, right after."""

    asked: bool = False
    _guarded: int = 0

    def ask(self) -> None:
        """Stop: raises Stopped now unless something is guarded. A second call always raises."""
        again = self.asked
        self.asked = True
        if again or not self._guarded:
            raise Stopped

    def insist(self) -> None:
        """Stop also what is guarded, if a wish to stop waits for its end; else this does nothing."""
        if self.asked and self._guarded:
            raise Stopped

    def check(self) -> None:
        """Raise Stopped if somebody has asked."""
        if self.asked:
            raise Stopped

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """What must not be cut in two; a wish to stop is granted at its end."""
        self._guarded += 1
        try:
            yield
        finally:
            self._guarded -= 1
        if self.asked and not self._guarded:
            raise Stopped


@dataclass(slots=True)
class Watched:
    """One signed-in account with everything that handling its messages takes."""

    name: str
    account: Account
    store: Store
    prepared: Prepared
    base: Path  # what the rules' lookups are relative to
    addresses: tuple[str, ...]  # ours, the principal one first
    mailboxes: tuple[str, ...] = ("INBOX",)
    drafts: str = "Drafts"  # as the server names it
    sent: str | None = None
    notes: str = "Assistant"
    authserv_id: str | None = None
    per_sender_per_hour: int | None = None
    in_all_per_hour: int | None = None
    max_message_bytes: int | None = None
    first_run_days: int | None = None
    keep_texts_days: int = 90  # how long the store keeps the letters' text
    look_every: float = 0.0  # seconds between two looks at what became of drafts; 0: in each round
    looked: float = float("-inf")  # when they were looked at last, time.monotonic()
    swept: date | None = None  # the day on which old texts were emptied last
    tell: Callable[[Change], None] = lambda _change: None
    clock: Callable[[], datetime] = utc_now
    stopper: Stopper = field(default_factory=Stopper)
    by_mailbox: Mapping[str, tuple[Prepared, Path]] = field(default_factory=dict)    # rules of single mailboxes
    staying: set[str] = field(default_factory=set)  # mailboxes whose cursor stays: a message is to be tried again
    again: Handled | None = None  # the message at hand was set aside, and is tried again
    tried: dict[str, Prepared] = field(default_factory=dict)    # the rules under which those of a mailbox were tried
    heard: dict[str, MailboxState] = field(default_factory=dict)    # each mailbox at its last look

    @property
    def keep_texts(self) -> bool:
        """Whether the store keeps the letters' text at all."""
        return self.keep_texts_days > 0

    @property
    def lives(self) -> Lives:
        """The account's drafts after they were saved."""
        return Lives(self.store.access, self.name)

    def serving(self, mailbox: str) -> Watched:
        """The same account with the rules of one mailbox; itself where that has none of its own."""
        special = self.by_mailbox.get(mailbox)
        return self if special is None else replace(self, prepared=special[0], base=special[1])

    def thread(self, message: Message) -> str:
        """The thread that a message belongs to: the one its references are known in, else the one they begin with."""
        ids = (*message.references, *message.in_reply_to)
        known = self.store.thread(self.name, ids) if ids else None
        return known or next(iter(ids), None) or message.message_id or message.raw_digest

    def circumstances(self, message: Message, replacing: Collection[int] = ()) -> Circumstances:
        """What the core may know of the world for a message, whose draft is about to replace these."""
        now = self.clock()
        answers = message.in_thread or depth(message.subject) > 0
        sender = message.author.key if message.author is not None and answers else None
        gestures = self.prepared.rulebook.goodwill
        periods: dict[str, timedelta | None] = {name: gesture.every for name, gesture in gestures.items()}
        return Circumstances(
            now=now,
            ours=self.addresses,
            account=self.name,
            authserv_id=self.authserv_id,
            history=self.store.history(
                self.name, message.person, now, periods=periods, thread=self.thread(message), replacing=replacing,
                most=self.in_all_per_hour or 0, sender=sender,
            ),
            per_sender_per_hour=self.per_sender_per_hour,
            in_all_per_hour=self.in_all_per_hour,
        )
