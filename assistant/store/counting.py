"""Count what the rules and the limits bound: drafts in an hour, gestures of goodwill in their period, refunds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from assistant.model import Asked, History, Past, Wanted
from assistant.store import ready, rows, threads
from assistant.store.columns import beside
from assistant.store.tables import drafts, gestures, messages
from assistant.store.threads import UNUSED

_MOST_REFUNDS = 100
# What is asked for every message stands here ready: to make a statement takes longer than to carry it out.
_ACCOUNT = messages.c.account == bindparam("account")
_OURS = beside(messages.c.account) == bindparam("account")
_THEIRS = (_OURS, messages.c.person == bindparam("person"))
# A machine that answers us may name another Reply-To each time; whoever writes by way of a form answers nothing.
_OF_SENDER = and_(messages.c.author == bindparam("sender"), messages.c.depth > 0)
_THEIRS_OR_SENDERS = (_OURS, or_(messages.c.person == bindparam("person"), _OF_SENDER))
_DRAFTED = (messages.c.outcome == "drafted", messages.c.decided > bindparam("since"))
_USED = [drafts.c.state != state for state in UNUSED]
_COUNT = select(func.count()).select_from(messages)
_UP_TO = select(messages.c.id).where(_ACCOUNT, *_DRAFTED).limit(bindparam("most", type_=Integer)).subquery()
_AT_A_GLANCE = select(
    select(func.count()).select_from(_UP_TO).scalar_subquery().label("in_all"),
    _COUNT.where(*_THEIRS_OR_SENDERS, *_DRAFTED).scalar_subquery().label("mine"),
    _COUNT.where(*_THEIRS).scalar_subquery().label("messages"),
    exists().where(_ACCOUNT, messages.c.thread == bindparam("thread")).label("thread"),
    exists().where(gestures.c.draft > 0).label("gestures"),
    exists().where(or_(messages.c.account < bindparam("account"), messages.c.account > bindparam("account")))
    .label("others"),
)
_NOTHING: tuple[tuple[Asked, ...], tuple[Wanted, ...], tuple[Asked, ...]] = ((), (), ())
_TO_ALL = (
    select(gestures.c.name, func.count().label("times"))
    .select_from(gestures.join(drafts)).where(*_USED).group_by(gestures.c.name)
)  # fmt: skip
_TO_ALL_OURS = _TO_ALL.join(messages).where(_OURS)   # only where there are others': a message is looked at for each
_TO_THEM = (
    select(gestures.c.name, drafts.c.saved)
    .select_from(gestures.join(drafts).join(messages)).where(*_THEIRS, *_USED)
)  # fmt: skip
# A thread in which a refund is asked for three times is about one refund.
_REFUNDS = (
    select(func.min(messages.c.decided).label("first"))
    .where(*_THEIRS, messages.c.refund)
    .group_by(func.coalesce(messages.c.thread, cast(messages.c.id, String)))
    .order_by("first")
    .limit(_MOST_REFUNDS)
)
_ELSEWHERE = _REFUNDS.where(messages.c.thread.is_distinct_from(bindparam("thread")))
_LETTERS = (
    select(func.count().label("times"), func.max(drafts.c.id).label("latest"))
    .select_from(drafts.join(messages)).where(*_THEIRS, *_USED)
)  # fmt: skip
_PLAN = select(drafts.c.plan).where(drafts.c.id == bindparam("latest"))
_PAST = select(messages.c.id, messages.c.words, messages.c.depth).where(*_THEIRS_OR_SENDERS, *_DRAFTED)


def history(
    connection: Connection,
    account: str,
    person: str | None,
    now: datetime,
    periods: Mapping[str, timedelta | None],
    thread: str | None,
    replacing: Collection[int],
    most: int,
    sender: str | None,
) -> History:
    """What is known of a person and a thread; see Store.history."""
    kept = connection.execute(ready.PERSON, {"ours": account, "address": person}).mappings().first()
    state = None if kept is None else rows.to_person(kept)
    if state is not None and state.expires is not None and state.expires <= now:
        state = None
    told = {
        "account": account, "person": person, "sender": sender, "since": now - timedelta(hours=1), "thread": thread,
        "most": most,
    }  # fmt: skip
    glance = connection.execute(_AT_A_GLANCE, told).one()
    if not glance.thread:
        thread = None                               # nothing was said in it yet
    asked, keys, again = threads.said(connection, account, person, thread, replacing) if person and thread else _NOTHING
    all_given = _TO_ALL_OURS if glance.others else _TO_ALL
    to_all = _but(connection, all_given, told, replacing).all() if glance.gestures else ()
    to_them = _but(connection, _TO_THEM, told, replacing).all() if glance.gestures and glance.messages else ()
    known = History(
        calm_reply_at=state.calm_reply_at if state else None,
        parked=state.parked if state else (),
        drafts_last_hour=glance.mine,
        drafts_last_hour_in_all=glance.in_all,
        gestures={
            name: (
                sum(given == name and (every is None or saved > now - every) for given, saved in to_them),
                sum(times for given, times in to_all if given == name),
            )
            for name, every in periods.items()
        },
        asked=asked,
        keys=tuple(dict.fromkeys((*keys, *(state.named if state else ())))),
        offered=threads.offered(connection, account, thread, replacing) if thread else (),
        again=again,
    )
    if person is None or not (glance.messages or sender):
        return known
    of_today = connection.execute(_PAST, told | {"since": now - timedelta(days=1)})
    past = tuple(Past(words, depth) for _, words, depth in sorted(of_today, key=lambda row: row.id))
    if not glance.messages:
        return replace(known, past=past)
    letters = _but(connection, _LETTERS, told, replacing).one()
    refunds = connection.scalars(_REFUNDS if thread is None else _ELSEWHERE, told)
    return replace(
        known,
        messages=glance.messages,
        past=past,
        refunds=tuple(refunds),
        drafts=letters.times,
        goodwill=len(to_them),
        phrases=_phrases(connection.scalar(_PLAN, {"latest": letters.latest})) if letters.times else (),
    )


def _but(
    connection: Connection, query: Select[*tuple[Any, ...]], told: Mapping[str, Any], replacing: Collection[int]
) -> CursorResult[*tuple[Any, ...]]:
    """What a query of drafts finds but for those that are about to be replaced."""
    return connection.execute(query.where(drafts.c.id.not_in(replacing)) if replacing else query, told)


def _phrases(plan: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The wordings of a draft's plan; drafts of earlier versions have none."""
    return tuple((plan or {}).get("phrases", ()))
