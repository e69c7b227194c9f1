"""The life of drafts after they were saved: which stand, which are in a person's hands, what became of them.

A change is made only where the draft is still as it was read, so that the daemon and the desk, which share the store,
never undo what the other has done. A letter that is being sent from the desk is the desk's until it is filed.

A draft that was withdrawn, replaced or sent keeps its place until it is gone from Drafts (`leftover`, `removed`): a
program that is killed in between goes on there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, update

from assistant.store.access import Access
from assistant.store.records import DraftState
from assistant.store.tables import drafts, messages, outbox

LIVE: tuple[DraftState, ...] = ("standing", "touched")
_DONE: tuple[DraftState, ...] = ("withdrawn", "replaced", "sent")
_FLOWING = ("sending", "unknown", "sent")            # states of an outbox row
_AT_ONCE = 500                                      # values in one IN (...)


@dataclass(frozen=True, slots=True)
class Life:
    """A draft and the message that it answers. `number` is the draft's in the store."""

    number: int
    message_id: str                                 # the draft's own
    mailbox: str
    uidvalidity: int | None
    uid: int | None
    state: DraftState
    saved: datetime
    since: datetime | None
    alarm: str | None
    parent_id: str | None                           # the answered message's Message-ID
    parent_mailbox: str
    parent_uidvalidity: int
    parent_uid: int
    author: str | None                              # the message's: Address.key
    person: str | None                              # whom an answer to it goes to: Message.person
    parent: int                                     # its number in the store
    approved: bool                                  # a person has approved it, and it is about to be sent

    @property
    def place(self) -> tuple[int, int] | None:
        """UIDVALIDITY and UID, where both are known."""
        return None if self.uidvalidity is None or self.uid is None else (self.uidvalidity, self.uid)

    @property
    def customer(self) -> frozenset[str]:
        """The addresses that an answer to them may go to."""
        return frozenset(address for address in (self.author, self.person) if address is not None)

    @property
    def waits_since(self) -> datetime:
        """When the first draft was saved for what it answers."""
        return self.since or self.saved


@dataclass(frozen=True, slots=True)
class Answered:
    """A message that a person has looked for an answer to, and where it lay."""

    mailbox: str
    uidvalidity: int
    uid: int
    message_id: str | None


class Lives:
    """The drafts of one account of a store."""

    def __init__(self, access: Access, account: str) -> None:
        self._access = access
        self._account = account

    def live(self) -> tuple[Life, ...]:
        """Those that stand as they were saved, and those in a person's hands, oldest first."""
        return self._lives(drafts.c.state.in_(LIVE))

    def in_thread(self, thread: str, person: str) -> tuple[Life, ...]:
        """Those of them that answer messages of one person in one thread."""
        theirs = select(messages.c.id).where(
            messages.c.account == self._account, messages.c.thread == thread, messages.c.person == person
        )
        return self._lives(drafts.c.parent.in_(theirs), drafts.c.state.in_(LIVE))

    def answering(self, parents: Collection[str], own: str | None) -> tuple[Life, ...]:
        """Whatever became of them: the drafts that answer these messages, and the one with this Message-ID."""
        wanted = list(parents)[:_AT_ONCE]
        # Two searches, each by its index.
        numbers = select(drafts.c.id).where(drafts.c.message_id == own).union(
            select(drafts.c.id).join(messages).where(
                messages.c.account == self._account, messages.c.message_id.in_(wanted)
            )
        )
        return self._lives(drafts.c.id.in_(numbers))

    def leftover(self) -> tuple[Life, ...]:
        """Those that are done with and were not seen to be gone from Drafts yet."""
        return self._lives(drafts.c.state.in_(_DONE), drafts.c.uid > 0)

    def replaced(self, numbers: Collection[int]) -> set[int]:
        """Those of these drafts whose place another has taken."""
        query = select(drafts.c.id).where(drafts.c.id.in_(numbers), drafts.c.state == "replaced")
        with self._access.reads() as connection:
            return set(connection.scalars(query))

    def told_late(self) -> tuple[Life, ...]:
        """Those that were told of as late and wait no longer."""
        return self._lives(drafts.c.state.not_in(LIVE), drafts.c.alarm == "late")

    def letter(self, number: int) -> tuple[str | None, Mapping[str, Any] | None]:
        """The letter as it was saved and its ledger, as far as they are still kept."""
        query = select(drafts.c.text, drafts.c.ledger).where(drafts.c.id == number)
        with self._access.reads() as connection:
            row = connection.execute(query).first()
        return (None, None) if row is None else (row.text, row.ledger)

    def answered(self, parents: Collection[str], to: Collection[str] | None = None) -> tuple[Answered, ...]:
        """The messages with these Message-IDs that had a draft or a note; with `to` those of these people."""
        query = select(messages.c.mailbox, messages.c.uidvalidity, messages.c.uid, messages.c.message_id).where(
            messages.c.account == self._account,
            messages.c.message_id.in_(list(parents)[:_AT_ONCE]),
            messages.c.outcome != "skipped",
        )
        if to is not None:
            people = list(to)[:_AT_ONCE]
            query = query.where(or_(messages.c.author.in_(people), messages.c.person.in_(people)))
        with self._access.reads() as connection:
            return tuple(Answered(**row) for row in connection.execute(query).mappings())

    def parents_at(self, mailbox: str, uidvalidity: int, parents: Collection[int]) -> dict[int, int]:
        """The UIDs of messages in a mailbox that was numbered anew, or that they were moved to and found again in.

        They are known by their bytes. A message that was not seen there is not among them.
        """
        again = messages.alias("again")
        found: dict[int, int] = {}
        wanted = sorted(set(parents))
        with self._access.reads() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                same = and_(again.c.account == messages.c.account, again.c.raw_digest == messages.c.raw_digest)
                query = (
                    select(messages.c.id, again.c.uid)
                    .join(again, same)
                    .where(messages.c.id.in_(wanted[start : start + _AT_ONCE]))
                    .where(again.c.mailbox == mailbox, again.c.uidvalidity == uidvalidity)
                )
                found.update((row.id, row.uid) for row in connection.execute(query))
        return found

    def knows_draft(self, message_ids: Collection[str]) -> bool:
        """Whether a draft of ours bears one of these Message-IDs."""
        query = (
            select(drafts.c.id).join(messages)
            .where(messages.c.account == self._account, drafts.c.message_id.in_(list(message_ids)))
        )
        with self._access.reads() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def from_desk(self, message_id: str) -> bool:
        """Whether a message with this Message-ID was sent from the desk, or may have been."""
        query = select(outbox.c.id).where(
            outbox.c.account == self._account, outbox.c.message_id == message_id, outbox.c.state.in_(_FLOWING)
        )
        with self._access.reads() as connection:
            return connection.execute(query.limit(1)).first() is not None

    # ---------------------------------------------------------------- changes

    def became(self, life: Life, state: DraftState, *, place: tuple[int, int] | None) -> bool:
        """Note a new state, and the place where it stands now, None where nowhere. Whether it was still as read."""
        uidvalidity, uid = place if place is not None else (None, None)
        return self._change(life, state=state, uidvalidity=uidvalidity, uid=uid)

    def removed(self, life: Life) -> bool:
        """It is gone from Drafts."""
        return self._change(life, uidvalidity=None, uid=None)

    def moved(self, life: Life, mailbox: str) -> bool:
        """It is in a mailbox of another name now; where in it, is to be found out."""
        return self._change(life, mailbox=mailbox, uidvalidity=None)

    def alarmed(self, life: Life, alarm: str | None) -> bool:
        """Note what the owner was told of it; None where that is over."""
        with self._access.writes() as connection:
            done = connection.execute(update(drafts).where(drafts.c.id == life.number).values(alarm=alarm))
        return bool(done.rowcount)

    # ---------------------------------------------------------------- within

    def _change(self, life: Life, **values: Any) -> bool:
        same = [drafts.c[name].is_not_distinct_from(getattr(life, name)) for name in ("state", "uidvalidity", "uid")]
        with self._access.writes() as connection:
            done = connection.execute(update(drafts).where(drafts.c.id == life.number, *same).values(**values))
        return bool(done.rowcount)

    def _lives(self, *where: ColumnElement[bool]) -> tuple[Life, ...]:
        query = _LIVES.where(messages.c.account == self._account, ~_WITH_THE_DESK, *where).order_by(drafts.c.id)
        with self._access.reads() as connection:
            return tuple(Life(**row) for row in connection.execute(query).mappings())


def replace(connection: Connection, numbers: Collection[int]) -> None:
    """Another draft takes the place of these.

    One that a person has touched meanwhile stays theirs, and one that they have approved is sent.
    """
    if not numbers:
        return
    those = drafts.c.id.in_(numbers)
    # Taking turns with Outbox.put, which holds the answered message.
    parents = select(drafts.c.parent).where(those)
    connection.execute(select(messages.c.id).where(messages.c.id.in_(parents)).with_for_update())
    free = and_(drafts.c.state == "standing", ~_APPROVED, ~_WITH_THE_DESK)
    connection.execute(update(drafts).where(those, free).values(state="replaced"))


_APPROVED = exists().where(outbox.c.draft == drafts.c.id, outbox.c.state == "waiting")
_WITH_THE_DESK = exists().where(
    outbox.c.draft == drafts.c.id,
    or_(outbox.c.state.in_(("sending", "unknown")), and_(outbox.c.state == "sent", outbox.c.filed.is_(None))),
)
_LIVES: Select[Any] = select(
    drafts.c.id.label("number"), drafts.c.message_id, drafts.c.mailbox, drafts.c.uidvalidity, drafts.c.uid,
    drafts.c.state, drafts.c.saved, drafts.c.since, drafts.c.alarm, messages.c.message_id.label("parent_id"),
    messages.c.mailbox.label("parent_mailbox"), messages.c.uidvalidity.label("parent_uidvalidity"),
    messages.c.uid.label("parent_uid"), messages.c.author, messages.c.person,
    messages.c.id.label("parent"), _APPROVED.label("approved"),
).select_from(drafts.join(messages))  # fmt: skip
