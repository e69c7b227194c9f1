"""What became of drafts in people's hands, and what was changed in them: for learning and for numbers.

`Fates.sent` compares a letter with what was sent and keeps what came of it; `Fates.discarded` keeps that it was not
used. A draft has one fate: told twice it is one, and only a discarded draft that is found sent after all gets another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.drafting.comparing import Edit, EditKind, compare
from assistant.store.access import Access
from assistant.store.tables import drafts, edits, fates, messages

How = Literal["as-written", "edited", "rewritten", "discarded", "unknown"]
Where = Literal["desk", "mail-program"]
_OF_MESSAGE = (messages.c.account, messages.c.mailbox, messages.c.author_name)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a draft. `unknown`: sent, and the letter is no longer kept that it could be compared with."""

    at: datetime
    how: How
    place: Where
    reason: str | None = None                       # a reviewer's, of one that was discarded
    edits: tuple[Edit, ...] = ()
    gaps: int = 0                                   # gap lines that were sent as they were; told once, not kept

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"a fate at a time without a zone: {self.at}")


@dataclass(frozen=True, slots=True)
class Used:
    """An edit with where it comes from: the store's numbers of it, of its draft, and of the message it answers."""

    number: int
    draft: int
    message: int
    account: str
    mailbox: str                                    # that the message came to
    at: datetime
    edit: Edit
    name: str = ""                                  # of the message's author, as they give it


@dataclass(frozen=True, slots=True)
class Unused:
    """A draft that was discarded, with the rules whose answers it gave."""

    draft: int
    message: int
    account: str
    mailbox: str
    at: datetime
    reason: str | None
    rules: tuple[str, ...]


class Fates:
    """The fates that a store keeps."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def sent(self, account: str, message_id: str, raw: bytes, *, at: datetime, place: Where) -> Fate | None:
        """Keep that a draft was sent, as these bytes. Its fate; None where there is no such draft.

        One that is known to be sent stays as it is, and is given back.
        """
        with self._access.writes() as connection:
            draft = _draft(connection, account, message_id)
            if draft is None:
                return None
            known = _fate(connection, draft)
            if known is not None and known.how != "discarded":
                return known
            query = select(drafts.c.text, drafts.c.ledger).where(drafts.c.id == draft)
            text, ledger = connection.execute(query).one()
            if text is None:
                fate = Fate(at, "unknown", place)
            else:
                found = compare(text, ledger, raw)
                fate = Fate(at, found.how, place, None, found.edits, found.gaps)
            _put(connection, draft, fate)
            return fate

    def discarded(
        self, account: str, message_id: str, *, at: datetime, place: Where, reason: str | None = None
    ) -> Fate | None:
        """Keep that a draft was discarded. Its fate; None where there is no such draft. A fate that is known stays."""
        with self._access.writes() as connection:
            draft = _draft(connection, account, message_id)
            if draft is None:
                return None
            known = _fate(connection, draft)
            if known is None:
                known = Fate(at, "discarded", place, reason)
                _put(connection, draft, known)
            return known

    def of(self, account: str, message_id: str) -> Fate | None:
        """The fate of a draft; None while it has none."""
        with self._access.reads() as connection:
            draft = _draft(connection, account, message_id)
            return None if draft is None else _fate(connection, draft)

    def change(self, account: str) -> tuple[int, datetime | None]:
        """Another value as soon as a letter of the account was sent or discarded."""
        query = (
            select(func.count(), func.max(fates.c.at))
            .select_from(fates.join(drafts).join(messages))
            .where(messages.c.account == account)
        )
        with self._access.reads() as connection:
            count, last = connection.execute(query).one()
        return count, last

    def used(self, *, since: datetime, account: str | None = None, most: int = 20_000) -> tuple[Used, ...]:
        """The edits of letters that were edited and sent, the newest `most` of them, oldest first.

        Those of rewritten letters say little of the answers and are left out, but for the gaps that they fill.
        """
        query = (
            select(edits, fates.c.at, drafts.c.parent, *_OF_MESSAGE)
            .select_from(edits.join(drafts).join(messages).join(fates, fates.c.draft == drafts.c.id))
            .where(fates.c.at >= since, (fates.c.how == "edited") | (edits.c.kind == "filled"))
            .order_by(fates.c.at.desc(), edits.c.id.desc())
            .limit(most)
        )
        if account is not None:
            query = query.where(messages.c.account == account)
        with self._access.reads() as connection:
            found = [
                Used(
                    row.id, row.draft, row.parent, row.account, row.mailbox, row.at, _edit(row.kind, row),
                    row.author_name or "",
                )
                for row in connection.execute(query)
                if row.before or row.after              # its texts are still kept
            ]
        return tuple(reversed(found))

    def unused(self, *, since: datetime, account: str | None = None, most: int = 20_000) -> tuple[Unused, ...]:
        """The drafts that were discarded, the newest `most` of them, oldest first."""
        query = (
            select(drafts.c.id, drafts.c.parent, drafts.c.plan, fates.c.at, fates.c.reason, *_OF_MESSAGE)
            .select_from(fates.join(drafts).join(messages))
            .where(fates.c.at >= since, fates.c.how == "discarded")
            .order_by(fates.c.at.desc(), drafts.c.id.desc())
            .limit(most)
        )
        if account is not None:
            query = query.where(messages.c.account == account)
        with self._access.reads() as connection:
            rows = connection.execute(query).all()
        found = [
            Unused(
                row.id, row.parent, row.account, row.mailbox, row.at, row.reason,
                _rules((row.plan or {}).get("rules")),
            )
            for row in rows
        ]
        return tuple(reversed(found))


def forget_texts(connection: Connection, before: datetime) -> int:
    """Empty the texts of edits from before a time; what was edited, and how, stays. How many were emptied."""
    old = select(fates.c.draft).where(fates.c.at < before)
    full = (edits.c.before != "") | (edits.c.after != "") | edits.c.question.is_not(None)
    emptied = update(edits).where(edits.c.draft.in_(old), full).values(before="", after="", question=None)
    count = connection.execute(emptied).rowcount
    connection.execute(update(fates).where(fates.c.at < before, fates.c.reason.is_not(None)).values(reason=None))
    return count


def _draft(connection: Connection, account: str, message_id: str) -> int | None:
    query = (
        select(drafts.c.id)
        .select_from(drafts.join(messages))
        .where(drafts.c.message_id == message_id, messages.c.account == account)
        .order_by(drafts.c.id.desc())
        .limit(1)
    )
    found: int | None = connection.scalar(query)
    return found


def _fate(connection: Connection, draft: int) -> Fate | None:
    row = connection.execute(select(fates).where(fates.c.draft == draft)).first()
    if row is None:
        return None
    found = connection.execute(select(edits).where(edits.c.draft == draft).order_by(edits.c.id))
    return Fate(row.at, row.how, row.place, row.reason, tuple(_edit(each.kind, each) for each in found))


def _put(connection: Connection, draft: int, fate: Fate) -> None:
    connection.execute(delete(edits).where(edits.c.draft == draft))
    connection.execute(delete(fates).where(fates.c.draft == draft))
    connection.execute(
        insert(fates).values(draft=draft, at=fate.at, how=fate.how, place=fate.place, reason=fate.reason)
    )
    if fate.edits:
        names = ("kind", "rule", "before", "after", "question")
        rows = [{name: getattr(edit, name) for name in names} | {"draft": draft} for edit in fate.edits]
        connection.execute(insert(edits), rows)


def _edit(kind: EditKind, row: object) -> Edit:
    return Edit(kind, *(getattr(row, name) for name in ("rule", "before", "after", "question")))


def _rules(kept: Iterable[str | None] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for rule in kept or () if rule))
