"""Messages on the owner's desk: which version they are at, who looks, who has them, and their drafts as they change.

`number` is the store's own number of a message, short and lasting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import LABEL_STYLE_TABLENAME_PLUS_COL, Connection, Table, delete, func, select, update

from assistant.store import audit, rows
from assistant.store.access import Access
from assistant.store.records import Handled
from assistant.store.tables import drafts, messages, notes, presences, reviews
from assistant.store.waiting import LOOKS, OPEN

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True, slots=True)
class Item:
    """A message on the desk, with its newest draft or note. `draft` is the store's number of the draft."""

    number: int
    handled: Handled
    draft: int | None = None
    version: int = 0
    assigned: str | None = None
    snoozed: datetime | None = None
    held: str | None = None

    @property
    def waits(self) -> bool:
        """Whether its draft or its note still stands."""
        draft, note = self.handled.draft, self.handled.note
        return (draft is not None and draft.state in OPEN) or (note is not None and note.state == "standing")


class Reviews:
    """The desk's part of a store. May be used by several threads and processes."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def item(self, number: int) -> Item | None:
        """A message by its number; None if there is none."""
        query = (
            select(messages, drafts, notes)
            .select_from(messages.outerjoin(drafts).outerjoin(notes))
            .where(messages.c.id == number)
            .order_by(drafts.c.state.in_(OPEN).desc(), drafts.c.id.desc(), notes.c.id.desc())
            .limit(1)
            .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        )
        with self._access.reads() as connection:
            row = connection.execute(query).mappings().first()
            known = connection.execute(select(reviews).where(reviews.c.message == number)).mappings().first()
        if row is None:
            return None
        more = {name: known[name] for name in ("version", "assigned", "snoozed", "held")} if known else {}
        return Item(number, rows.to_handled(row), row["drafts_id"], **more)

    def number(self, account: str, message_id: str) -> int | None:
        """The number of the message that a draft with this Message-ID answers."""
        query = (
            select(messages.c.id)
            .join(drafts)
            .where(messages.c.account == account, drafts.c.message_id == message_id)
            .order_by(messages.c.id.desc())
        )
        with self._access.reads() as connection:
            found: int | None = connection.execute(query).scalar()
        return found

    # ---------------------------------------------------------------- changes

    def claim(self, number: int, version: int) -> bool:
        """Take the right to change the draft of this version; the next is one higher. False: it is another by now."""
        with self._access.writes() as connection:
            _there(connection, number)
            changed = connection.execute(
                update(reviews).where(reviews.c.message == number, reviews.c.version == version).values(
                    version=version + 1
                )
            )
        return changed.rowcount == 1

    def unclaim(self, number: int, version: int) -> None:
        """Give the right back: nothing was changed."""
        with self._access.writes() as connection:
            connection.execute(
                update(reviews).where(reviews.c.message == number, reviews.c.version == version + 1).values(
                    version=version
                )
            )

    def replaced(
        self,
        item: Item,
        values: Mapping[str, Any],
        *,
        who: str,
        action: str,
        now: datetime,
        detail: Mapping[str, Any] | None = None,
    ) -> bool:
        """The draft stands in Drafts in another form: `values` are the columns of its row that are others now.

        False, and nothing is changed, where the draft is not as `item` has it: it was sent or withdrawn meanwhile.
        """
        known = item.handled.draft
        same = (drafts.c.id == item.draft, drafts.c.message_id == (known.message_id if known else None))
        first = {"ready_first": func.coalesce(drafts.c.ready_first, drafts.c.ready)} if "ready" in values else {}
        with self._access.writes() as connection:
            changed = connection.execute(
                update(drafts).where(*same, drafts.c.state.in_(OPEN)).values(dict(values) | first)
            ).rowcount
            if changed:
                audit.note(connection, who, action, now, item.number, detail)
        return bool(changed)

    def settled(self, item: Item, *, who: str, now: datetime) -> None:
        """The note of a hold is gone, by a reviewer's word."""
        with self._access.writes() as connection:
            connection.execute(update(notes).where(notes.c.parent == item.number).values(state="settled"))
            audit.note(connection, who, "settled", now, item.number, None)

    def mark(
        self, number: int, values: Mapping[str, Any], *, who: str, action: str, now: datetime, detail: str | None = None
    ) -> None:
        """Set `assigned`, `snoozed` or `held` of a message."""
        with self._access.writes() as connection:
            _there(connection, number)
            connection.execute(update(reviews).where(reviews.c.message == number).values(dict(values)))
            audit.note(connection, who, action, now, number, {"text": detail} if detail else None)

    # ---------------------------------------------------------------- who looks

    def look(self, number: int, who: str, now: datetime) -> tuple[str, ...]:
        """Note that `who` looks at it, and give who else does."""
        with self._access.writes() as connection:
            connection.execute(delete(presences).where(presences.c.seen < now - LOOKS))
            mine = _insert(connection, presences).values(message=number, who=who, seen=now)
            connection.execute(mine.on_conflict_do_update(index_elements=["message", "who"], set_={"seen": now}))
            others = select(presences.c.who).where(presences.c.message == number, presences.c.who != who)
            return tuple(connection.scalars(others.order_by(presences.c.who)))

    def leave(self, number: int, who: str) -> None:
        """Note that `who` looks at it no longer."""
        with self._access.writes() as connection:
            connection.execute(delete(presences).where(presences.c.message == number, presences.c.who == who))


def _there(connection: Connection, number: int) -> None:
    """See that the message has its row among the reviews, whoever else does at this moment."""
    row = _insert(connection, reviews).values(message=number)
    connection.execute(row.on_conflict_do_nothing(index_elements=["message"]))


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what is to be done where the row is there already: each dialect has its own."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert

        return insert(table)
    from sqlalchemy.dialects.sqlite import insert as insert_here

    return insert_here(table)
