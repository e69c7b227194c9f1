"""The trail: who did what to which message, when. Never a letter's text, nor a customer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from assistant.store.access import Access
from assistant.store.tables import audit, messages


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the trail. `message` is the store's number of it, None where it is about none; `subject` is its."""

    at: datetime
    who: str
    action: str
    message: int | None = None
    detail: Mapping[str, Any] | None = None
    subject: str | None = None


def note(
    connection: Connection, who: str, action: str, now: datetime, message: int | None, detail: Mapping[str, Any] | None
) -> None:
    """Write a line, in the transaction of what was done."""
    values = {"at": now, "who": who, "action": action, "message": message, "detail": dict(detail) if detail else None}
    connection.execute(insert(audit).values(values))


class Audit:
    """The trail of a store."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def note(
        self,
        who: str,
        action: str,
        now: datetime,
        *,
        message: int | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write a line. Raises StoreError."""
        with self._access.writes() as connection:
            note(connection, who, action, now, message, detail)

    def entries(self, *, message: int | None = None, most: int = 100) -> tuple[Entry, ...]:
        """The last lines, of one message or of all, newest first."""
        columns = (audit.c.at, audit.c.who, audit.c.action, audit.c.message, audit.c.detail, messages.c.subject)
        query = select(*columns).select_from(audit.outerjoin(messages))
        if message is not None:
            query = query.where(audit.c.message == message)
        with self._access.reads() as connection:
            rows = connection.execute(query.order_by(audit.c.id.desc()).limit(most)).mappings()
            return tuple(Entry(**row) for row in rows)
