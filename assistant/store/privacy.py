"""Forget a person, and give out all that is held."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from assistant.store import proposals
from assistant.store.tables import (
    METADATA,
    audit,
    drafts,
    edits,
    fates,
    messages,
    outbox,
    people,
    promises,
    reviewers,
    reviews,
    sessions,
)


def forget(connection: Connection, address: str) -> int:
    """Remove what says who wrote and what. Returns how many messages were theirs.

    What stays of a message: its uid and digest, so that it is not taken for new, and the codes of its reasons. What
    stays of a draft: its place and state, so that one that still stands can be found.
    """
    who = or_(messages.c.author == address, messages.c.person == address)
    theirs = connection.execute(select(messages.c.id, messages.c.reasons).where(who)).all()
    for number, reasons in theirs:
        bare = [{"code": reason["code"], "text": reason["code"]} for reason in reasons]
        connection.execute(
            update(messages).where(messages.c.id == number).values(
                author=None, person=None, message_id=None, reasons=bare, thread=None, asked=None, named=None,
                words=None, subject=None, author_name=None, found_by=None,
            )
        )
        made = select(drafts.c.id).where(drafts.c.parent == number)
        connection.execute(delete(promises).where(promises.c.draft.in_(made)))
        connection.execute(update(drafts).where(drafts.c.parent == number).values(plan=None, ledger=None, text=None))
        connection.execute(delete(outbox).where(outbox.c.draft.in_(made)))
        proposals.forget(connection, connection.scalars(made).all())
        connection.execute(delete(edits).where(edits.c.draft.in_(made)))
        connection.execute(update(fates).where(fates.c.draft.in_(made)).values(reason=None))
        connection.execute(update(audit).where(audit.c.message == number).values(detail=None))
        connection.execute(update(reviews).where(reviews.c.message == number).values(held=None))
    connection.execute(delete(people).where(people.c.address == address))
    return len(theirs)


def export(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every row of every table, `table` first, times as ISO 8601 in UTC, bytes as base64. No password, no session."""
    for table in METADATA.sorted_tables:
        if table is sessions:
            continue
        columns = [column for column in table.columns if column is not reviewers.c.password]
        for row in connection.execute(select(*columns).order_by(*table.primary_key.columns)).mappings():
            yield {"table": table.name} | {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
