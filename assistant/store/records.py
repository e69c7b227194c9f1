"""What the store holds, as frozen values. No database here; store.py puts them in and takes them out.

Times are aware; the store keeps them in UTC. A place in a mailbox is always a uidvalidity with a uid
(RFC 9051 2.3.1.1); `None` where the server did not say (no UIDPLUS).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.model import Asked, Disposition, Reason, Wanted
from assistant.planning.rank import Rank

Outcome = Literal["drafted", "noted", "skipped", "set-aside"]
DraftState = Literal["standing", "touched", "sent", "discarded", "withdrawn", "replaced"]
NoteState = Literal["standing", "settled"]
PromiseState = Literal["open", "told", "kept", "done"]  # told: a note says that it is due; done: that is gone


def _aware(name: str, when: datetime | None) -> None:
    if when is not None and when.tzinfo is None:
        raise ValueError(f"{name} has no time zone: {when}")


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a mailbox has been read: every message up to and including `last_uid` is handled."""

    account: str
    mailbox: str
    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """A message that was decided, and how. Of its text only the questions are here.

    `disposition` is None where deciding failed: the message was set aside. `version` is the program that decided.
    `thread` is the Message-ID that its thread began with, as far as is known. `asked` has no `answered`: what came
    of the draft says it. `refund`: they ask for one, or are granted one.
    """

    account: str
    mailbox: str
    uidvalidity: int
    uid: int
    raw_digest: str                                 # sha256 of the raw bytes, hex
    decided: datetime
    outcome: Outcome
    disposition: Disposition | None = None
    reasons: tuple[Reason, ...] = ()
    message_id: str | None = None
    author: str | None = None                       # Address.key
    received: datetime | None = None
    version: str = ""
    thread: str | None = None
    asked: tuple[Asked, ...] = ()
    named: tuple[Wanted, ...] = ()                  # keys of lookups, as the message names them
    refund: bool = False
    content: str | None = None                      # a digest of what its author made, however it was delivered
    words: str | None = None                        # a digest of their own words
    depth: int = 0                                  # signs of a reply in its subject
    subject: str | None = None
    author_name: str | None = None                  # Address.name
    tone: str | None = None                         # Tone.label
    anger: float = 0.0                              # Tone.anger
    complaint: bool = False
    rank: Rank = 3                                  # in the list of what waits
    person: str | None = None                       # Message.person

    def __post_init__(self) -> None:
        _aware("decided", self.decided)
        _aware("received", self.received)
        if (self.disposition is None) != (self.outcome == "set-aside"):
            raise ValueError(f"a message {self.outcome} with the disposition {self.disposition}")


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft that was appended. `plan` and `ledger` are whatever JSON the caller wants to find again."""

    message_id: str                                 # the draft's own
    mailbox: str
    saved: datetime
    ready: bool
    gaps: int = 0
    revision: int = 0
    uidvalidity: int | None = None
    uid: int | None = None
    state: DraftState = "standing"
    plan: Mapping[str, object] | None = None
    ledger: Mapping[str, object] | None = None
    text: str | None = None                         # the letter; None where texts are not kept, or no longer
    alarm: str | None = None                        # what the owner was told of it: "late", "gap-sent"
    since: datetime | None = None                   # when the first of the drafts that it replaces was saved

    def __post_init__(self) -> None:
        _aware("saved", self.saved)
        _aware("since", self.since)


@dataclass(frozen=True, slots=True)
class HoldNote:
    """The note that tells the owner of a hold."""

    message_id: str                                 # the note's own
    mailbox: str
    saved: datetime
    uidvalidity: int | None = None
    uid: int | None = None
    state: NoteState = "standing"

    def __post_init__(self) -> None:
        _aware("saved", self.saved)


@dataclass(frozen=True, slots=True)
class Person:
    """What is remembered of someone who writes to an account."""

    account: str
    address: str                                    # Address.key
    calm_reply_at: datetime | None = None           # when they last got a contact-us-when-calm draft
    parked: tuple[Asked, ...] = ()                  # questions kept for when they write calmly
    named: tuple[Wanted, ...] = ()                  # keys of lookups beside them
    expires: datetime | None = None                 # when all of this is forgotten

    def __post_init__(self) -> None:
        _aware("calm_reply_at", self.calm_reply_at)
        _aware("expires", self.expires)


@dataclass(frozen=True, slots=True)
class Promise:
    """A question to which a letter says that we find out, and the day by which. `number` is the store's own."""

    question: str
    due: date
    address: str | None = None                      # Address.key of whom it was promised to
    state: PromiseState = "open"
    number: int | None = None
    account: str = ""
    made: datetime | None = None                    # when the letter was drafted
    draft: str = ""                                 # the letter's Message-ID
    parent: str | None = None                       # that of the message it answers


@dataclass(frozen=True, slots=True)
class Handled:
    """A message and all that came of it: what one `record` puts in, and what the store's verbs give back.

    `person` is the person's new state, or None where nothing about them changed. It, `gestures`, `promises` and
    `replaces` are put in and not given back: `history` tells of the first two, `Store.promises` of the third.
    """

    message: SeenMessage
    draft: SavedDraft | None = None
    note: HoldNote | None = None
    person: Person | None = None
    gestures: tuple[str, ...] = ()                  # the goodwill that the draft offers, by the rules' names
    promises: tuple[Promise, ...] = ()              # to write again, that the draft makes
    replaces: tuple[int, ...] = ()                  # the drafts whose place it takes, by the store's numbers

    def __post_init__(self) -> None:
        if (self.draft is not None) != (self.message.outcome == "drafted"):
            raise ValueError(f"a message {self.message.outcome} {'with' if self.draft else 'without'} a draft")
        if self.note is None and self.message.outcome == "noted":
            raise ValueError("a message noted without a note")
        if self.note is not None and self.message.outcome not in ("noted", "set-aside"):
            raise ValueError(f"a message {self.message.outcome} with a note")
        if self.gestures and self.draft is None:
            raise ValueError("goodwill without a draft that offers it")
        if self.promises and self.draft is None:
            raise ValueError("a promise without a draft that makes it")
        if self.replaces and self.draft is None:
            raise ValueError("drafts replaced by none")
        if self.person is not None and self.person.account != self.message.account:
            raise ValueError("a person of another account")
