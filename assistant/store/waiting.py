"""What waits for a person, as the list of the desk shows it: one indexed query a page, the counts in another.

A message waits while its draft stands in Drafts (as we left it, or touched), while its note stands, or while its
letter is in the outbox in a state that a person must see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    not_,
    null,
    or_,
    select,
    union_all,
)

from assistant.store.access import Access
from assistant.store.tables import audit, drafts, messages, notes, outbox, presences, reviews

Shelf = Literal["all", "ready", "needs-work", "for-a-person", "snoozed", "mine"]
LOOKS = timedelta(seconds=30)                       # a look at a message lasts
OPEN = ("standing", "touched")                      # states of a draft that can still be used
STUCK = ("unknown", "refused")                      # states of the outbox that a person must see
_GOING = ("waiting", "sending")
_WORDS = 8                                          # of a search that count


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits, as far as a line of the list needs it."""

    number: int
    account: str
    author: str | None
    author_name: str | None
    subject: str | None
    since: datetime
    disposition: str | None
    outcome: str
    reasons: Sequence[Mapping[str, str]]
    tone: str | None
    anger: float
    complaint: bool
    rank: int
    ready: bool
    gaps: int
    state: str | None                               # of the draft
    plan: Mapping[str, Any] | None
    ledger: Mapping[str, Any] | None
    alarm: str | None
    assigned: str | None
    snoozed: datetime | None
    held: str | None
    going: str | None
    looking: tuple[str, ...] = ()


class List:
    """The list of a store."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def page(
        self, who: str, now: datetime, *, shelf: Shelf, search: str, start: int, size: int
    ) -> tuple[Waiting, ...]:
        """The lines of a page from the one at `start` (from 0)."""
        chosen = _chosen(_open(now), who, shelf, search)
        with self._access.reads() as connection:
            numbers = dict.fromkeys(connection.scalars(chosen.offset(start).limit(size)))
            return _lines(connection, [*numbers], now)

    def found(self, who: str, now: datetime, *, shelf: Shelf, search: str) -> int:
        """How many lines of a shelf a search finds."""
        chosen = _chosen(_open(now), who, shelf, search).order_by(None)
        with self._access.reads() as connection:
            return connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()

    def numbers(self, who: str, now: datetime, *, shelf: Shelf, search: str) -> tuple[int, ...]:
        """The numbers of all lines, in their order."""
        with self._access.reads() as connection:
            return tuple(dict.fromkeys(connection.scalars(_chosen(_open(now), who, shelf, search))))

    def line(self, number: int, now: datetime) -> Waiting | None:
        """The line of one message, whether it waits or not; None if there is no such message."""
        with self._access.reads() as connection:
            return next(iter(_lines(connection, [number], now)), None)

    def counts(self, who: str, now: datetime) -> dict[Shelf, int]:
        """How many lines each shelf has."""
        base = _open(now)
        shelves: tuple[Shelf, ...] = ("all", "ready", "needs-work", "for-a-person", "snoozed", "mine")
        counted = [func.count(case((_on(base, shelf, who), 1))).label(shelf) for shelf in shelves]
        with self._access.reads() as connection:
            row = connection.execute(select(*counted).select_from(base)).one()
        return dict(zip(shelves, row, strict=True))

    def change(self, now: datetime) -> str:
        """A text that is another as soon as a line is."""
        numbers = [
            select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery()
            for table in (audit, messages, drafts, outbox)
        ]
        rest = [
            select(func.count()).where(notes.c.state == "standing"),
            select(func.count()).where(reviews.c.snoozed > now),
            select(func.count()).where(presences.c.seen >= now - LOOKS),
        ]
        standing = (
            select(drafts.c.state, func.count(), func.count(drafts.c.alarm), func.count(case((drafts.c.ready, 1))))
            .where(drafts.c.state.in_(OPEN))
            .group_by(drafts.c.state)
            .order_by(drafts.c.state)
        )
        out = select(outbox.c.state, func.count()).where(outbox.c.state.in_((*_GOING, *STUCK)))
        out = out.group_by(outbox.c.state)
        with self._access.reads() as connection:
            told = [*connection.execute(select(*numbers, *(query.scalar_subquery() for query in rest))).one()]
            told += [value for row in connection.execute(standing) for value in row]
            told += [value for row in connection.execute(out.order_by(outbox.c.state)) for value in row]
        return "-".join(map(str, told))


def _open(now: datetime) -> CTE:
    """Each message that waits, with what shelves go by: from indexes alone, and what reviewers noted."""
    both = union_all(
        select(drafts.c.parent.label("number"), drafts.c.id.label("draft"), drafts.c.ready).where(
            drafts.c.state.in_(OPEN)
        ),
        select(notes.c.parent, null(), false()).where(notes.c.state == "standing"),
    ).subquery("both")
    going = select(outbox.c.draft, outbox.c.state).where(outbox.c.state.in_((*_GOING, *STUCK))).subquery("going")
    person = or_(both.c.draft.is_(None), reviews.c.held.is_not(None), going.c.state.in_(STUCK))
    return (
        select(
            both.c.number,
            both.c.ready,
            func.coalesce(person, false()).label("person"),
            reviews.c.assigned,
            func.coalesce(reviews.c.snoozed > now, false()).label("asleep"),
        )
        .select_from(
            both.outerjoin(reviews, reviews.c.message == both.c.number).outerjoin(going, going.c.draft == both.c.draft)
        )
        .where(not_(func.coalesce(going.c.state.in_(_GOING), false())))
        .cte("open")
    )


def _on(base: CTE, shelf: Shelf, who: str) -> ColumnElement[bool]:
    """Whether a line stands on a shelf."""
    awake = not_(base.c.asleep)
    match shelf:
        case "ready":
            return and_(awake, base.c.ready, not_(base.c.person))
        case "needs-work":
            return and_(awake, not_(base.c.ready), not_(base.c.person))
        case "for-a-person":
            return and_(awake, base.c.person)
        case "snoozed":
            return and_(base.c.asleep)
        case "mine":
            return and_(awake, base.c.assigned == who)
        case "all":
            return awake


def _chosen(base: CTE, who: str, shelf: Shelf, search: str) -> Select[Any]:
    """The numbers of a shelf's lines that a search finds: those not ready first, then the most urgent first."""
    query = select(base.c.number).join(messages, messages.c.id == base.c.number).where(_on(base, shelf, who))
    for word in search.casefold().split()[:_WORDS]:
        query = query.where(messages.c.found_by.contains(word, autoescape=True))
    finished = case((and_(base.c.ready, not_(base.c.person)), 1), else_=0)
    rank = case((and_(base.c.person, messages.c.rank > 1), 1), else_=messages.c.rank)
    return query.order_by(finished, rank, func.coalesce(messages.c.received, messages.c.decided), base.c.number)


def _lines(connection: Connection, numbers: Sequence[int], now: datetime) -> tuple[Waiting, ...]:
    """The lines of these messages, in this order."""
    if not numbers:
        return ()
    query = (
        select(
            messages.c.id.label("number"),
            *(messages.c[name] for name in (
                "account", "author", "author_name", "subject", "disposition", "outcome", "reasons", "tone",
                "anger", "complaint", "rank",
            )),
            func.coalesce(messages.c.received, messages.c.decided, type_=messages.c.decided.type).label("since"),
            *(drafts.c[name] for name in ("ready", "gaps", "state", "plan", "ledger", "alarm")),
            *(reviews.c[name] for name in ("assigned", "snoozed", "held")),
            outbox.c.state.label("going"),
        )
        .select_from(
            messages.outerjoin(drafts, drafts.c.parent == messages.c.id)
            .outerjoin(reviews, reviews.c.message == messages.c.id)
            .outerjoin(outbox, and_(outbox.c.draft == drafts.c.id, outbox.c.state.in_((*_GOING, *STUCK))))
        )
        .where(messages.c.id.in_(numbers))
        .order_by(drafts.c.state.in_(OPEN), drafts.c.id, outbox.c.id)
    )  # fmt: skip
    rows = {row["number"]: row for row in connection.execute(query).mappings()}     # the last of several counts
    looks: dict[int, list[str]] = {}
    for number, who in connection.execute(
        select(presences.c.message, presences.c.who)
        .where(presences.c.message.in_(numbers), presences.c.seen >= now - LOOKS)
        .order_by(presences.c.who)
    ):
        looks.setdefault(number, []).append(who)
    return tuple(
        Waiting(
            **(dict(rows[number]) | {
                "reasons": rows[number]["reasons"] or (),
                "ready": bool(rows[number]["ready"]),
                "gaps": rows[number]["gaps"] or 0,
            }),
            looking=tuple(looks.get(number, ())),
        )
        for number in numbers
        if number in rows
    )  # fmt: skip
