"""What is known of the person who wrote a message: what they wrote before it, and what came of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from assistant.store import rows
from assistant.store.access import Access
from assistant.store.records import Person
from assistant.store.tables import drafts, gestures, messages, people
from assistant.store.threads import UNUSED

MOST = 20                                           # messages before, the newest


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message before. `state` is its newest draft's; None where it had none."""

    number: int
    subject: str
    when: datetime
    outcome: str
    state: str | None
    reason: str
    asked: tuple[str, ...]
    same_thread: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a person."""

    before: tuple[Earlier, ...] = ()
    messages: int = 0
    letters: int = 0
    goodwill: int = 0
    refunds: int = 0
    person: Person | None = None


def dossier(access: Access, number: int) -> Dossier:
    """What is known of the person who wrote a message, up to it; of the rest of its thread too, whoever wrote it."""
    with access.reads() as connection:
        row = connection.execute(
            select(messages.c.account, messages.c.person, messages.c.thread).where(messages.c.id == number)
        ).first()
        if row is None:
            return Dossier()
        ours = (messages.c.account == row.account, messages.c.id < number)
        theirs = (*ours, messages.c.person == row.person)
        of = drafts.alias()
        latest = select(func.max(of.c.id)).where(of.c.parent == messages.c.id).scalar_subquery()
        found = connection.execute(
            select(
                messages.c.id, messages.c.subject, messages.c.decided, messages.c.received, messages.c.outcome,
                messages.c.reasons, messages.c.asked, messages.c.thread, drafts.c.state,
            )
            .select_from(messages.outerjoin(drafts, drafts.c.id == latest))
            .where(*ours, or_(messages.c.person == row.person, messages.c.thread == row.thread))
            .order_by(messages.c.id.desc())
            .limit(MOST)
        ).all()  # fmt: skip
        letters = (
            select(func.count(drafts.c.id)).join(messages).where(*theirs, drafts.c.state.not_in(UNUSED))
        )
        refunds = select(func.count()).select_from(messages).where(*theirs, messages.c.refund)
        given = select(func.count()).select_from(gestures.join(drafts).join(messages))
        told = connection.execute(
            select(people).where(people.c.account == row.account, people.c.address == row.person)
        ).mappings().first()
        return Dossier(
            tuple(
                Earlier(
                    each.id, each.subject or "", each.received or each.decided, each.outcome, each.state,
                    str(next(iter(each.reasons), {"text": ""})["text"]),
                    tuple(str(one["text"]) for one in each.asked or ()),
                    row.thread is not None and each.thread == row.thread,
                )
                for each in found
            ),
            connection.execute(select(func.count()).select_from(messages).where(*theirs)).scalar_one(),
            connection.execute(letters).scalar_one(),
            connection.execute(given.where(*theirs, drafts.c.state.not_in(UNUSED))).scalar_one(),
            connection.execute(refunds).scalar_one(),
            rows.to_person(told) if told is not None else None,
        )  # fmt: skip
