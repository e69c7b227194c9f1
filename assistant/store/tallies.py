"""Counts over what the store holds, by the database itself: quick with a hundred thousand messages.

Days are those of UTC. `account` None is all accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Integer, Select, String, cast, extract, func, select

from assistant.store.access import Access
from assistant.store.tables import drafts, edits, fates, messages

_ASKED = 3_000                                      # messages whose open questions are given, the newest


@dataclass(slots=True)
class Day:
    """What is counted for one day. `waits` are the seconds from a message to its letter being sent."""

    messages: int = 0
    questions: int = 0
    answered: int = 0
    drafts: int = 0
    ready: int = 0
    fates: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waits: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Open:
    """A question in the customer's words, with their name."""

    text: str
    name: str


class Tallies:
    """The counts of a store, of `since` until before `until`."""

    def __init__(self, access: Access, since: datetime, until: datetime, account: str | None = None) -> None:
        self._access = access
        self._since, self._until = since, until
        self._account = account

    def days(self) -> dict[date, Day]:
        """Each day on which there was something, in order."""
        found: dict[date, Day] = defaultdict(Day)
        with self._access.reads() as connection:
            for day, count in self._by_day(connection, messages.c.decided, func.count()):
                found[day].messages = count
            sums = [func.coalesce(func.sum(column), 0) for column in (drafts.c.questions, drafts.c.answered)]
            ready = func.coalesce(func.sum(cast(func.coalesce(drafts.c.ready_first, drafts.c.ready), Integer)), 0)
            for day, count, good, asked, answered in self._by_day(
                connection, drafts.c.saved, func.count(), ready, *sums
            ):
                one = found[day]
                one.drafts, one.ready, one.questions, one.answered = count, good, asked, answered
            for day, how, count in self._by_day(connection, fates.c.at, fates.c.how, func.count(), also=fates.c.how):
                found[day].fates[how] = count
            for day, seconds in connection.execute(self._waits(connection)):
                found[date.fromisoformat(day)].waits.append(max(0.0, float(seconds)))
        return dict(sorted(found.items()))

    def dispositions(self) -> dict[str, int]:
        """How many messages were drafted, held, skipped, asked to write when calm, or set aside."""
        return self._counts(func.coalesce(messages.c.disposition, "set-aside"))

    def tones(self) -> dict[str, int]:
        """How many messages sounded how; those from before tone was kept are left out."""
        return self._counts(messages.c.tone)

    def edits(self) -> dict[str, dict[str, int]]:
        """How often what was done to each rule's answers, the most edited first: rule -> kind -> count."""
        query = (
            select(edits.c.rule, edits.c.kind, func.count())
            .select_from(edits.join(drafts).join(messages).join(fates, fates.c.draft == drafts.c.id))
            .where(edits.c.rule.is_not(None), *self._within(fates.c.at))
            .group_by(edits.c.rule, edits.c.kind)
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        with self._access.reads() as connection:
            for rule, kind, count in connection.execute(query):
                found[rule][kind] = count
        return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))

    def recent_questions(self, most: int = 500) -> tuple[Open, ...]:
        """The questions of the newest messages that were drafted, answered or not, newest first."""
        return tuple(Open(text, name) for text, name, _ in self._asked(most))[:most]

    def open_questions(self) -> tuple[Open, ...]:
        """The questions without an answer in the newest messages, newest first."""
        return tuple(Open(text, name) for text, name, answer in self._asked(_ASKED) if not answer)

    # ---------------------------------------------------------------- within

    def _asked(self, most: int) -> Iterator[tuple[str, str, str | None]]:
        """The questions of the newest messages, with their author's name and the rule that answers them."""
        query = (
            select(messages.c.asked, messages.c.author_name)
            .where(messages.c.asked.is_not(None), messages.c.disposition == "draft", *self._within(messages.c.decided))
            .order_by(messages.c.decided.desc())
            .limit(most)
        )
        with self._access.reads() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            for each in row.asked:
                yield each["about"] or each["text"], row.author_name or "", each.get("answer")

    def _within(self, moment: Any) -> Iterator[ColumnElement[bool]]:
        yield moment >= self._since
        yield moment < self._until
        if self._account is not None:
            yield messages.c.account == self._account

    def _counts(self, column: ColumnElement[Any]) -> dict[str, int]:
        query = (
            select(column, func.count())
            .where(column.is_not(None), *self._within(messages.c.decided))
            .group_by(column)
            .order_by(func.count().desc(), column)
        )
        with self._access.reads() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _by_day(
        self, connection: Connection, moment: Any, *what: ColumnElement[Any], also: ColumnElement[Any] | None = None
    ) -> Iterator[Any]:
        day = _day(connection, moment)
        query: Select[Any] = select(day, *what).where(*self._within(moment)).group_by(day)
        query = query if also is None else query.group_by(also)
        for row in connection.execute(query.select_from(self._joined(moment.table))):
            yield (date.fromisoformat(row[0]), *row[1:])

    def _joined(self, table: Any) -> Any:
        """The table with the messages, where their account is asked for."""
        if table is messages or self._account is None:
            return table
        joined = table if table is drafts else fates.join(drafts)
        return joined.join(messages)

    def _waits(self, connection: Connection) -> Select[Any]:
        since = func.coalesce(messages.c.received, messages.c.decided)
        if connection.dialect.name == "postgresql":
            seconds: ColumnElement[Any] = cast(extract("epoch", fates.c.at - since), Float)
        else:
            seconds = (func.julianday(fates.c.at) - func.julianday(since)) * 86400
        return (
            select(_day(connection, fates.c.at), seconds)
            .select_from(fates.join(drafts).join(messages))
            .where(fates.c.how != "discarded", *self._within(fates.c.at))
        )


def _day(connection: Connection, moment: Any) -> ColumnElement[str]:
    """The day of a moment in UTC, as YYYY-MM-DD."""
    if connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")
    return func.substr(cast(moment, String), 1, 10)
