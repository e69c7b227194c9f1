"""What was said before in a thread: by its author, and by our letters that were sent or still stand."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from assistant.model import Asked, Wanted
from assistant.store import rows
from assistant.store.tables import drafts, gestures, messages

UNUSED = ("discarded", "withdrawn", "replaced")     # states of a draft whose words never reached anybody
_MOST_IDS = 200                                     # of a thread's Message-IDs that are looked for
_MOST = 50                                          # of its messages that are remembered


def thread_of(connection: Connection, account: str, ids: Sequence[str]) -> str | None:
    """The thread in which one of these Message-IDs is known, of a message or of a draft of ours."""
    wanted = list(dict.fromkeys((*ids[:1], *ids[-_MOST_IDS:])))
    if not wanted:
        return None
    known = select(messages.c.thread).where(messages.c.account == account, messages.c.thread.is_not(None))
    for query in (
        known.where(messages.c.message_id.in_(wanted)),
        known.join(drafts).where(drafts.c.message_id.in_(wanted)),
    ):
        found: str | None = connection.scalar(query.order_by(messages.c.id).limit(1))
        if found is not None:
            return found
    return None


def said(
    connection: Connection, account: str, author: str, thread: str
) -> tuple[tuple[Asked, ...], tuple[Wanted, ...]]:
    """What the author asked in a thread, oldest first, and the keys that they named, newest first."""
    query = (
        select(messages.c.id, messages.c.decided, messages.c.asked, messages.c.named, drafts.c.saved, drafts.c.state)
        .select_from(messages.outerjoin(drafts))
        .where(messages.c.account == account, messages.c.thread == thread, messages.c.author == author)
        .order_by(messages.c.id.desc(), drafts.c.id.desc())
        .limit(_MOST)
    )
    asked: list[Asked] = []
    keys: dict[Wanted, None] = {}
    seen: set[int] = set()
    for row in connection.execute(query):
        if row.id in seen:
            continue                                # an older draft for the same message
        seen.add(row.id)
        answered = row.saved if row.state is not None and row.state not in UNUSED else None
        asked[:0] = [rows.to_asked(each, row.decided, answered) for each in row.asked or ()]
        keys |= dict.fromkeys(rows.to_keys(row.named))
    return tuple(asked), tuple(keys)


def offered(connection: Connection, account: str, thread: str) -> tuple[str, ...]:
    """The gestures of goodwill that letters in a thread offer, whoever they are to."""
    query = (
        select(gestures.c.name)
        .select_from(gestures.join(drafts).join(messages))
        .where(messages.c.account == account, messages.c.thread == thread, drafts.c.state.not_in(UNUSED))
        .distinct()
        .order_by(gestures.c.name)
    )
    return tuple(connection.scalars(query))
