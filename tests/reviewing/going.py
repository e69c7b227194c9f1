"""A shop whose drafts are approved: a message in INBOX, its letter in Drafts, both in the store, a route out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from assistant.drafting import marking
from assistant.drafting.compose import compose
from assistant.mailbox.contract import Account, Fetched
from assistant.mailbox.imap import connect
from assistant.model import Address, Draft
from assistant.reviewing.delivering import Delivery, Event
from assistant.reviewing.outbox import UNDO, Outbox, Route
from assistant.sending.contract import SmtpServer
from assistant.store.letters import Entry
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from assistant.store.tables import messages
from tests.servers.dovecot import Dovecot
from tests.store.blank import blank

US, LEA = "help@pedal.example", "lea@mail.example"
LETTER = "Good morning,\n\nwe are open from 8:30 to 18:00.\n\nKind regards,\nEverybody at Pedal & Chain\n"


@dataclass(slots=True)
class Office:
    """One account, `pedal`. `now` is its clock; `world` is another connection of the same user."""

    store: Store
    connect: Callable[[], Account]
    server: SmtpServer | None
    copies: bool = True
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    events: list[Event] = field(default_factory=list)
    drafts: str = ""
    sent: str | None = None
    world: Account = field(init=False)

    def __post_init__(self) -> None:
        self.world = self.connect()
        self.drafts = self.world.drafts_mailbox(self.drafts or None)
        self.sent = self.world.sent_mailbox(self.sent)

    def routes(self) -> dict[str, Route]:
        """How its letters go."""
        return {"pedal": Route(self.server, self.connect, self.drafts, self.sent, self.copies)}

    def outbox(self) -> Outbox:
        """As its reviewers know it."""
        return Outbox(self.store, self.routes(), clock=lambda: self.now)

    def delivery(self) -> Delivery:
        """Who sends what is due."""
        return Delivery(self.store, self.routes(), clock=lambda: self.now, tell=self.events.append)

    def later(self, seconds: float = UNDO.total_seconds()) -> None:
        """Time goes by, and what is due is done."""
        self.now += timedelta(seconds=seconds)
        self.delivery().deliver_due()

    def answered(self, number: int = 1, text: str = LETTER) -> tuple[bytes, int]:
        """A customer has written and a letter stands in Drafts: its bytes, and the store's number of the message."""
        parent = f"<{number}@mail.example>"
        written = f"From: {LEA}\r\nTo: {US}\r\nSubject: Hours\r\nMessage-ID: {parent}\r\n\r\nWhen are you open?\r\n"
        arrived = self.world.append("INBOX", written.encode())
        letter = Draft(
            text=text, subject="Re: Hours", recipient=Address("", LEA), sender=Address("Pedal & Chain", US), parts=(),
            in_reply_to=parent, references=(parent,), quotation="Lea wrote:\n> When are you open?\n", html="<p>x</p>",
        )  # fmt: skip
        identity = f"<{number:040x}.0@pedal.example>"
        whole = marking.letter_digest(letter.text, letter.quotation, letter.html)
        marker = str(marking.Marker("PC-1", "0" * 8, "0" * 8, whole, self.now))
        raw = compose(letter, date=self.now, message_id=identity, marker=marker)
        assert not marking.edited(raw)
        stands = self.world.append(self.drafts, raw, flags=(r"\Draft", r"\Seen"))
        place = {"uidvalidity": stands.uidvalidity, "uid": stands.uid}
        seen = SeenMessage(
            "pedal", "INBOX", arrived.uidvalidity, arrived.uid or number, f"{number:064x}", self.now, "drafted",
            "draft", message_id=parent, author=LEA,
        )  # fmt: skip
        draft = SavedDraft(identity, self.drafts, self.now, True, state="touched", text=text, **place)
        self.store.record(Handled(seen, draft=draft))
        with self.store.access.reads() as connection:
            query = select(messages.c.id).where(messages.c.message_id == parent)
            return raw, int(connection.execute(query).scalar_one())

    def approve(self, number: int = 1, text: str = LETTER) -> Entry:
        """A letter is approved by Kim and waits to be sent."""
        raw, answers = self.answered(number, text)
        return self.outbox().enqueue("pedal", raw, by="Kim", answers=answers)

    def within(self, mailbox: str | None) -> list[Fetched]:
        """All that stands in a mailbox."""
        assert mailbox is not None
        self.world.select(mailbox)
        return list(self.world.fetch(mailbox, self.world.new_uids(mailbox, 0)))

    def state(self, entry: Entry) -> tuple[str, str]:
        """Of a letter, and of its draft in the store."""
        (found,) = (one for one in self.outbox().entries(*STATES) if one.number == entry.number)
        return found.state, str(found.draft_state)


STATES = ("waiting", "sending", "sent", "refused", "unknown", "undone")


def office(folder: Path, dovecot: Dovecot, user: str, server: SmtpServer | None) -> Office:
    """A shop on a real Dovecot, its store in a folder."""
    return Office(Store(blank(folder / "store.db")), lambda: connect(dovecot.settings(user)), server)
