"""What was said before in a thread: by the person who writes, and by our letters that were sent or still stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select

from assistant.model import Asked, Wanted
from assistant.store import rows
from assistant.store.columns import beside
from assistant.store.records import DraftState
from assistant.store.tables import drafts, gestures, messages

# States of a draft whose words never reached anybody.
UNUSED: tuple[DraftState, ...] = ("discarded", "withdrawn", "replaced")
_MOST_IDS = 200                                     # of a thread's Message-IDs that are looked for
_MOST = 50                                          # of its messages that are remembered


def thread_of(connection: Connection, account: str, ids: Sequence[str]) -> str | None:
    """The thread in which one of these Message-IDs is known, of a message or of a draft of ours."""
    wanted = list(dict.fromkeys((*ids[:1], *ids[-_MOST_IDS:])))
    if not wanted:
        return None
    known = select(messages.c.id, messages.c.thread)
    for query in (
        known.where(messages.c.account == account, messages.c.message_id.in_(wanted)),
        known.join(drafts).where(beside(messages.c.account) == account, drafts.c.message_id.in_(wanted)),
    ):
        # Sorted here: SQLite would go through all messages in their order.
        found: list[tuple[int, str]] = [(row.id, row.thread) for row in connection.execute(query) if row.thread]
        if found:
            return min(found)[1]
    return None


def used(replacing: Collection[int] = ()) -> ColumnElement[bool]:
    """Whether a draft counts: it was sent or may still be; `replacing` are drafts that another is about to replace."""
    return and_(drafts.c.state.not_in(UNUSED), drafts.c.id.not_in(replacing))


def said(
    connection: Connection, account: str, person: str, thread: str, replacing: Collection[int] = ()
) -> tuple[tuple[Asked, ...], tuple[Wanted, ...], tuple[Asked, ...]]:
    """What the person asked in a thread, oldest first, the keys that they named, newest first, and what comes again.

    That is what was asked in the messages whose drafts are about to be replaced, unless another letter answers it.
    """
    query = (
        select(
            messages.c.id, messages.c.decided, messages.c.asked, messages.c.named,
            drafts.c.id.label("draft"), drafts.c.saved, drafts.c.state,
        )
        .select_from(messages.outerjoin(drafts))
        .where(messages.c.account == account, messages.c.thread == thread, messages.c.person == person)
        .order_by(messages.c.id.desc(), drafts.c.id.desc())
        .limit(_MOST)
    )
    asked: list[Asked] = []
    again: list[Asked] = []
    keys: dict[Wanted, None] = {}
    seen: set[int] = set()
    for row in connection.execute(query):
        if row.id in seen:
            continue                                # an older draft for the same message
        seen.add(row.id)
        waits = row.draft in replacing
        answered: datetime | None = row.saved if row.state is not None and row.state not in UNUSED else None
        found = [rows.to_asked(each, row.decided, None if waits else answered) for each in row.asked or ()]
        asked[:0] = found
        again[:0] = found if waits else ()
        keys |= dict.fromkeys(rows.to_keys(row.named))
    settled = {each.text for each in asked if each.answered is not None and not each.asked_back}
    return tuple(asked), tuple(keys), tuple(each for each in again if each.text not in settled)


def offered(
    connection: Connection, account: str, thread: str, replacing: Collection[int] = ()
) -> tuple[str, ...]:
    """The gestures of goodwill that letters in a thread offer, whoever they are to."""
    query = (
        select(gestures.c.name)
        .select_from(gestures.join(drafts).join(messages))
        .where(messages.c.account == account, messages.c.thread == thread, used(replacing))
        .distinct()
        .order_by(gestures.c.name)
    )
    return tuple(connection.scalars(query))
