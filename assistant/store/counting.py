"""Count what the rules and the limits bound: drafts in an hour, gestures of goodwill in their period, refunds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, String, and_, bindparam, cast, exists, func, select, true

from assistant.model import Asked, History, Past, Wanted
from assistant.store import threads
from assistant.store.records import Person
from assistant.store.tables import drafts, gestures, messages
from assistant.store.threads import UNUSED, used

_MOST_REFUNDS = 100
# What is asked for every message stands here ready: to make a statement takes longer than to carry it out.
_OURS = messages.c.account == bindparam("account")
_THEIRS = messages.c.author == bindparam("author")
_RECENT = (_OURS, messages.c.outcome == "drafted", messages.c.decided > bindparam("since"))
_COUNT = select(func.count()).select_from(messages)
_AT_A_GLANCE = select(
    _COUNT.where(*_RECENT).scalar_subquery().label("in_all"),
    _COUNT.where(*_RECENT, _THEIRS).scalar_subquery().label("mine"),
    _COUNT.where(_OURS, _THEIRS).scalar_subquery().label("messages"),
    exists().where(_OURS, messages.c.thread == bindparam("thread")).label("thread"),
    exists().where(_OURS, drafts.c.parent == messages.c.id, gestures.c.draft == drafts.c.id).label("gestures"),
)
_NOTHING: tuple[tuple[Asked, ...], tuple[Wanted, ...], tuple[Asked, ...]] = ((), (), ())
_COUNTS = and_(drafts.c.state.not_in(UNUSED), drafts.c.id.not_in(bindparam("replacing", expanding=True)))
_GIVEN = select(gestures.c.name).select_from(gestures.join(drafts).join(messages)).where(_OURS, _COUNTS)
_TO_ALL = _GIVEN.add_columns(func.count().label("times")).group_by(gestures.c.name)
_TO_THEM = _GIVEN.add_columns(drafts.c.saved).where(_THEIRS)


def history(
    connection: Connection,
    account: str,
    author: str | None,
    person: Person | None,
    now: datetime,
    periods: Mapping[str, timedelta | None],
    thread: str | None,
    replacing: Collection[int] = (),
) -> History:
    """What is known of an author and a thread; see Store.history."""
    if person is not None and person.expires is not None and person.expires <= now:
        person = None
    told = {"account": account, "author": author, "since": now - timedelta(hours=1), "thread": thread}
    glance = connection.execute(_AT_A_GLANCE, told).one()
    if not glance.thread:
        thread = None                               # nothing was said in it yet
    asked, keys, again = threads.said(connection, account, author, thread, replacing) if author and thread else _NOTHING
    known = History(
        calm_reply_at=person.calm_reply_at if person else None,
        parked=person.parked if person else (),
        drafts_last_hour=glance.mine,
        drafts_last_hour_in_all=glance.in_all,
        gestures=(
            _made(connection, account, author, now, periods, replacing)
            if glance.gestures else dict.fromkeys(periods, (0, 0))
        ),
        asked=asked,
        keys=tuple(dict.fromkeys((*keys, *(person.named if person else ())))),
        offered=threads.offered(connection, account, thread, replacing) if thread else (),
        again=again,
    )
    if author is None or not glance.messages:
        return known
    known = replace(known, messages=glance.messages)
    return _of_person(connection, account, author, thread, now, known, replacing)


def _of_person(
    connection: Connection, account: str, author: str, thread: str | None, now: datetime, known: History,
    replacing: Collection[int],
) -> History:
    """The same with what is counted of one person over all their threads."""
    theirs = (messages.c.account == account, messages.c.author == author)
    # A thread in which a refund is asked for three times is about one refund.
    refunds = (
        select(func.min(messages.c.decided).label("first"))
        .where(*theirs, messages.c.refund, messages.c.thread.is_distinct_from(thread) if thread else true())
        .group_by(func.coalesce(messages.c.thread, cast(messages.c.id, String)))
        .order_by("first")
        .limit(_MOST_REFUNDS)
    )
    written = select(func.count()).select_from(drafts.join(messages)).where(*theirs, used(replacing))
    given = (
        select(func.count()).select_from(gestures.join(drafts).join(messages))
        .where(*theirs, used(replacing))
    )
    latest = (
        select(drafts.c.plan).select_from(drafts.join(messages))
        .where(*theirs, used(replacing)).order_by(drafts.c.id.desc()).limit(1)
    )
    past = (
        select(messages.c.words, messages.c.depth)
        .where(*theirs, messages.c.outcome == "drafted", messages.c.decided > now - timedelta(days=1))
        .order_by(messages.c.id)
    )
    return replace(
        known,
        past=tuple(Past(row.words, row.depth) for row in connection.execute(past)),
        refunds=tuple(connection.scalars(refunds)),
        drafts=connection.scalar(written) or 0,
        goodwill=connection.scalar(given) or 0,
        phrases=_phrases(connection.scalar(latest)),
    )


def _phrases(plan: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The wordings of a draft's plan; drafts of earlier versions have none."""
    return tuple((plan or {}).get("phrases", ()))


def _made(
    connection: Connection, account: str, author: str | None, now: datetime,
    periods: Mapping[str, timedelta | None], replacing: Collection[int],
) -> dict[str, tuple[int, int]]:
    """How often each gesture was made: to this author in its period, and to everyone ever."""
    wanted = {"account": account, "author": author, "replacing": list(replacing)}
    in_all: dict[str, int] = {row.name: row.times for row in connection.execute(_TO_ALL, wanted)}
    theirs = [] if author is None else connection.execute(_TO_THEM, wanted).all()
    return {
        name: (
            sum(given == name and (every is None or saved > now - every) for given, saved in theirs),
            in_all.get(name, 0),
        )
        for name, every in periods.items()
    }
