"""Records to rows and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from assistant.model import Reason
from assistant.store.records import Handled, HoldNote, Person, SavedDraft, SeenMessage

Row = dict[str, Any]


def message_row(message: SeenMessage) -> Row:
    """The row of `messages`."""
    row = _fields(message)
    row["reasons"] = [{"code": reason.code, "text": reason.text} for reason in message.reasons]
    return row


def draft_row(draft: SavedDraft, parent: int) -> Row:
    """The row of `drafts`, for the message whose id is `parent`."""
    row = _fields(draft) | {"parent": parent}
    for name in ("plan", "ledger"):
        row[name] = None if row[name] is None else dict(row[name])
    return row


def note_row(note: HoldNote, parent: int) -> Row:
    """The row of `notes`, for the message whose id is `parent`."""
    return _fields(note) | {"parent": parent}


def person_row(person: Person) -> Row:
    """The row of `people`."""
    return _fields(person) | {"parked": list(person.parked)}


def to_handled(row: RowMapping) -> Handled:
    """The record of a row of messages, drafts and notes joined, each column labelled TABLE_COLUMN."""
    message, draft, note = (_part(row, table) for table in ("messages", "drafts", "notes"))
    message["reasons"] = tuple(Reason(reason["code"], reason["text"]) for reason in message["reasons"])
    return Handled(
        SeenMessage(**message),
        None if draft["message_id"] is None else SavedDraft(**draft),
        None if note["message_id"] is None else HoldNote(**note),
    )


def to_person(row: RowMapping) -> Person:
    """The record of a row of `people`."""
    return Person(**(dict(row) | {"parked": tuple(row["parked"])}))


def _fields(record: Any) -> Row:
    return {name: getattr(record, name) for name in record.__slots__}


def _part(row: RowMapping, table: str) -> Row:
    mark = f"{table}_"
    names = [name for name in row if name.startswith(mark) and name not in (f"{mark}id", f"{mark}parent")]
    return {name.removeprefix(mark): row[name] for name in names}
