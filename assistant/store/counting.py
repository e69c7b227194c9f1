"""Count what the rules and the limits bound: drafts in an hour, gestures of goodwill in their period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from assistant.model import History
from assistant.store.records import Person
from assistant.store.tables import drafts, gestures, messages

_UNUSED = ("discarded", "withdrawn", "replaced")


def history(
    connection: Connection,
    account: str,
    author: str | None,
    person: Person | None,
    now: datetime,
    periods: Mapping[str, timedelta | None],
) -> History:
    """What is known of an author; see Store.history."""
    count = select(func.count()).select_from(messages).where(
        messages.c.account == account,
        messages.c.outcome == "drafted",
        messages.c.decided > now - timedelta(hours=1),
    )
    in_all = connection.scalar(count) or 0
    mine = 0 if author is None else connection.scalar(count.where(messages.c.author == author)) or 0
    return History(
        calm_reply_at=person.calm_reply_at if person else None,
        parked=person.parked if person else (),
        drafts_last_hour=mine,
        drafts_last_hour_in_all=in_all,
        gestures={name: _made(connection, account, author, name, now, every) for name, every in periods.items()},
    )


def _made(
    connection: Connection, account: str, author: str | None, name: str, now: datetime, every: timedelta | None
) -> tuple[int, int]:
    """How often a gesture was made: to this author in its period, and to everyone ever."""
    made = (
        select(func.count())
        .select_from(gestures.join(drafts).join(messages))
        .where(messages.c.account == account, gestures.c.name == name, drafts.c.state.not_in(_UNUSED))
    )
    in_all = connection.scalar(made) or 0
    if author is None:
        return 0, in_all
    theirs = made.where(messages.c.author == author)
    if every is not None:
        theirs = theirs.where(drafts.c.saved > now - every)
    return connection.scalar(theirs) or 0, in_all
