"""Records to rows and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from assistant.model import Asked, Reason, Wanted
from assistant.store.records import Handled, HoldNote, Person, Promise, SavedDraft, SeenMessage

Row = dict[str, Any]
LONGEST = 600                                       # characters of a question's text or meaning that are kept
MOST = 40                                           # questions of one message


def message_row(message: SeenMessage) -> Row:
    """The row of `messages`."""
    row = _fields(message)
    row["reasons"] = [{"code": reason.code, "text": reason.text} for reason in message.reasons]
    row["asked"] = [_asked_row(each) for each in message.asked[:MOST]] or None
    row["named"] = _key_rows(message.named) or None
    rules = dict.fromkeys(each.answer for each in message.asked if each.answer)
    codes = (reason.code for reason in message.reasons)
    found_by = (message.author_name, message.author, message.person, message.subject, *codes, *rules)
    row["found_by"] = "\n".join(each for each in dict.fromkeys(found_by) if each).casefold()
    return row


def draft_row(draft: SavedDraft, parent: int) -> Row:
    """The row of `drafts`, for the message whose id is `parent`."""
    row = _fields(draft) | {"parent": parent}
    for name in ("plan", "ledger"):
        row[name] = None if row[name] is None else dict(row[name])
    entries: Any = (draft.ledger or {}).get("entries", ())
    row["questions"] = len(entries)
    row["answered"] = sum(entry["state"] in ("answered", "answered-before") for entry in entries)
    return row


def note_row(note: HoldNote, parent: int) -> Row:
    """The row of `notes`, for the message whose id is `parent`."""
    return _fields(note) | {"parent": parent}


def person_row(person: Person) -> Row:
    """The row of `people`."""
    parked = [_asked_row(each) | {"when": each.when.isoformat()} for each in person.parked[:MOST]]
    return _fields(person) | {"parked": parked, "named": _key_rows(person.named)}


def promise_row(promise: Promise, draft: int) -> Row:
    """The row of `promises`, for the draft whose id is `draft`."""
    return {name: getattr(promise, name) for name in ("question", "due", "address", "state")} | {"draft": draft}


def to_handled(row: RowMapping) -> Handled:
    """The record of a row of messages, drafts and notes joined, each column labelled TABLE_COLUMN."""
    message, draft, note = (_part(row, table) for table in ("messages", "drafts", "notes"))
    message["reasons"] = tuple(Reason(reason["code"], reason["text"]) for reason in message["reasons"])
    message["asked"] = tuple(to_asked(each, message["decided"]) for each in message["asked"] or ())
    message["named"] = to_keys(message["named"])
    return Handled(
        SeenMessage(**message),
        None if draft["message_id"] is None else SavedDraft(**draft),
        None if note["message_id"] is None else HoldNote(**note),
    )


def to_person(row: RowMapping) -> Person:
    """The record of a row of `people`."""
    parked = tuple(to_asked(each, datetime.fromisoformat(each["when"])) for each in row["parked"])
    return Person(**(dict(row) | {"parked": parked, "named": to_keys(row["named"])}))


def to_asked(kept: Row, when: datetime, answered: datetime | None = None) -> Asked:
    """A question as it was kept, with when it was asked, and when it was answered if it was."""
    answer = kept.get("answer")
    back = kept.get("asked_back", False)
    return Asked(kept["text"], when, kept["kind"], kept["about"], answer, answered if answer else None, back)


def to_keys(kept: Iterable[list[str]] | None) -> tuple[Wanted, ...]:
    """The keys of lookups as they were kept."""
    return tuple(Wanted(lookup, key) for lookup, key in kept or ())


def _asked_row(asked: Asked) -> Row:
    about = None if asked.about is None else asked.about[-LONGEST:]
    row = {"text": asked.text[:LONGEST], "kind": asked.kind, "about": about, "answer": asked.answer}
    return row | ({"asked_back": True} if asked.asked_back else {})


def _key_rows(keys: Iterable[Wanted]) -> list[list[str]]:
    return [[each.lookup, each.key] for each in keys]


def _fields(record: Any) -> Row:
    return {name: getattr(record, name) for name in record.__slots__}


def _part(row: RowMapping, table: str) -> Row:
    mark = f"{table}_"
    own = {f"{mark}{name}" for name in ("id", "parent", "found_by", "questions", "answered", "ready_first")}
    names = [name for name in row if name.startswith(mark) and name not in own]
    return {name.removeprefix(mark): row[name] for name in names}
