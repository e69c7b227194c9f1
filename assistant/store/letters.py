"""A letter in the outbox as a value, and how one is read from the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import RowMapping, null, select

from assistant.store.records import DraftState
from assistant.store.tables import drafts, messages, outbox

State = Literal["waiting", "sending", "sent", "refused", "unknown", "undone"]
GOING: tuple[State, ...] = ("waiting", "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is put in: the bytes as they go out, the envelope, and the number of the message it answers, if any."""

    account: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    answers: int | None = None                      # messages.id

    def __post_init__(self) -> None:
        if not (self.message_id and self.sender and self.recipients and self.raw):
            raise ValueError("a letter without Message-ID, sender, recipients or text")


@dataclass(frozen=True, slots=True)
class Parent:
    """The message that a letter answers, and where it stood; `number` is its id."""

    number: int
    mailbox: str
    uidvalidity: int
    uid: int
    message_id: str | None
    raw_digest: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the outbox. `due` is when something is to be done about it next."""

    number: int
    letter: Letter                                  # `raw` is one zero byte where it is no longer kept, or was not read
    state: State
    created: datetime
    due: datetime
    tries: int
    told: str | None
    by: str
    sent: datetime | None = None
    filed: datetime | None = None
    began: datetime | None = None
    parent: Parent | None = None
    draft: str | None = None                        # the Message-ID of the draft it came from
    draft_state: DraftState | None = None
    revision: int = 0                               # of that draft


_COLUMNS = (
    messages.c.id.label("parent"), messages.c.mailbox, messages.c.uidvalidity, messages.c.uid,
    messages.c.message_id.label("parent_id"), messages.c.raw_digest, messages.c.subject,
    drafts.c.message_id.label("draft_id"), drafts.c.state.label("draft_state"), drafts.c.revision,
)  # fmt: skip
_JOINED = outbox.outerjoin(drafts, drafts.c.id == outbox.c.draft).outerjoin(messages)
ENTRIES = select(outbox, *_COLUMNS).select_from(_JOINED)
# For lists, which every page asks for: with their bytes they would be all files that were ever enclosed.
LISTED = select(
    *(column for column in outbox.c if column is not outbox.c.raw), null().label("raw"), *_COLUMNS
).select_from(_JOINED)


def to_entry(row: RowMapping) -> Entry:
    """The value of a row of ENTRIES."""
    letter = Letter(
        row["account"], row["message_id"], row["sender"], tuple(row["recipients"]), row["raw"] or b"\0", row["parent"]
    )
    parent = None
    if row["parent"] is not None:
        parent = Parent(
            row["parent"], row["mailbox"], row["uidvalidity"], row["uid"], row["parent_id"], row["raw_digest"],
            row["subject"],
        )
    return Entry(
        row["id"], letter, row["state"], row["created"], row["due"], row["tries"], row["told"], row["by"], row["sent"],
        row["filed"], row["began"], parent, row["draft_id"], row["draft_state"], row["revision"] or 0,
    )  # fmt: skip
