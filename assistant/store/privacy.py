"""Forget a person, and give out all that is held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, select, update

from assistant.store.tables import METADATA, drafts, messages, people, promises


def forget(connection: Connection, address: str) -> int:
    """Remove what says who wrote and what. Returns how many messages were theirs.

    What stays of a message: its uid and digest, so that it is not taken for new, and the codes of its reasons. What
    stays of a draft: its place and state, so that one that still stands can be found.
    """
    theirs = connection.execute(select(messages.c.id, messages.c.reasons).where(messages.c.author == address)).all()
    for number, reasons in theirs:
        bare = [{"code": reason["code"], "text": reason["code"]} for reason in reasons]
        connection.execute(
            update(messages).where(messages.c.id == number).values(
                author=None, message_id=None, reasons=bare, thread=None, asked=None, named=None, words=None
            )
        )
        made = select(drafts.c.id).where(drafts.c.parent == number)
        connection.execute(delete(promises).where(promises.c.draft.in_(made)))
        connection.execute(update(drafts).where(drafts.c.parent == number).values(plan=None, ledger=None))
    connection.execute(delete(people).where(people.c.address == address))
    return len(theirs)


def export(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every row of every table, `table` first, times as ISO 8601 in UTC."""
    for table in METADATA.sorted_tables:
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            yield {"table": table.name} | {
                name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
            }
