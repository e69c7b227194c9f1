"""What the desk shows, as frozen values: a list of what waits, and one message opened with its letter.

Spans lie in the text named beside them. Nothing here is HTML; whoever shows a text escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.model import (
    Address,
    Attachment,
    PartKind,
    Place,
    QuestionKind,
    Reason,
    Shape,
    Span,
    State,
    Understanding,
)

Shelf = Literal["all", "ready", "needs-work", "for-a-person", "snoozed", "mine"]
SHELVES: tuple[Shelf, ...] = ("all", "ready", "needs-work", "for-a-person", "snoozed", "mine")
Kind = Literal["draft", "calm", "hold", "set-aside"]        # what was made of a message; the last two have no letter
Weight = Literal["good", "warn", "bad", "quiet"]            # how much a tag wants to be seen
Going = Literal["waiting", "sending", "unknown", "refused"]  # of a letter in the outbox


@dataclass(frozen=True, slots=True)
class Tag:
    """A word beside a row: "ready", "1 answer needed", "legal, weigh it", "threat, no draft", "calm reply", "late"."""

    code: str
    text: str
    weight: Weight = "quiet"


@dataclass(frozen=True, slots=True)
class Row:
    """One message that waits. `number` is short and never changes: `assistant review show 17`."""

    number: int
    account: str
    kind: Kind
    name: str                                       # of the author as they give it, else their address
    address: str | None                             # always shown beside the name: names are easily forged
    subject: str
    since: datetime                                 # when it came, aware
    tone: str                                       # "friendly", "angry", "unhappy", "plain"
    says: str                                       # what it is and what is missing: "1 of 2 questions answered"
    tags: tuple[Tag, ...] = ()
    ready: bool = False
    gaps: int = 0
    complaint: bool = False
    rank: int = 3                                   # 0 is the most urgent
    assigned: str | None = None
    held: str | None = None                         # why a reviewer holds it
    snoozed: datetime | None = None                 # until when
    looking: tuple[str, ...] = ()                   # who looks at it now, without the one who asks
    going: Going | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. Rows that are not ready stand first; in both halves the most urgent first."""

    rows: tuple[Row, ...]
    shelf: Shelf
    search: str
    page: int                                       # from 1
    pages: int                                      # at least 1
    found: int                                      # on this shelf, by this search
    counts: Mapping[Shelf, int]                     # of every shelf, whatever is searched
    change: str                                     # another as soon as the list would be another


@dataclass(frozen=True, slots=True)
class Around:
    """Where a message stands in a list: "3 of 7", with its neighbours' numbers. `place` 0: it is not in it."""

    place: int
    of: int
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class TheirMessage:
    """What the customer wrote. `html` is raw and a stranger's: it is made safe by whoever shows it."""

    author: Address | None
    reply_address: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    own_words: str
    quoted: str
    signature: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """An answer of the rules that might fit a question; `taken`: the one that is used. `words` is what it says."""

    answer: str
    score: float
    why: str
    words: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """One question, joined to what is said to it. `number` is shown (from 1), `index` is given to the desk's verbs.

    `span` lies in own_words, in the subject, or for "earlier" in `Opened.earlier`; `spans` lie in the letter's text.
    """

    index: int
    number: int
    text: str
    place: Place
    span: Span
    kind: QuestionKind
    state: State
    why: str
    answer: str | None = None                       # the rule's name
    about: str | None = None
    spans: tuple[Span, ...] = ()
    ranked: tuple[CandidateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PartLine:
    """A piece of the letter. `index` is given to the desk's verbs. `by`: who typed it; None where rules made it."""

    index: int
    kind: PartKind
    span: Span
    rule: str | None = None
    facts: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class GapField:
    """A gap as a field to fill: `span` is the place of its line in the letter, `questions` are QuestionLink.index."""

    part: int                                       # PartLine.index
    span: Span
    questions: tuple[int, ...]
    asks: str                                       # the customer's words, or what the owner is to say


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A line of the contract; `title` in plain words ("Only approved facts"), `text` says what would mend it."""

    code: str
    title: str
    ok: bool | None
    text: str
    evidence: tuple[Span, ...] = ()                 # in the letter's text
    about: tuple[tuple[Place, Span], ...] = ()      # in the customer's message


@dataclass(frozen=True, slots=True)
class Typed:
    """A stretch of the letter that a person typed, and who; they approve it by that."""

    span: Span
    by: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes out with the letter. `index` is given to `Desk.detach`."""

    index: int
    name: str
    content_type: str
    size: int


Mood = Literal["as-read", "complaint", "plain"]     # which letter: as the tone was read, with an apology, without
Manner = Literal["as-set", "formal", "as-signed"]   # how they are addressed: as the rules say, or otherwise


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as it stands on the desk. Failing checks first. `dirty`: it is not saved; `steps` can be undone.

    Beside its recipient it goes to those whom somebody has put there in a mail program: `also_to`, `cc`, `bcc`.
    """

    text: str                                       # without the quotation
    subject: str
    recipient: Address | None
    sender: Address | None
    quotation: str
    shape: Shape
    parts: tuple[PartLine, ...]
    gaps: tuple[GapField, ...]
    questions: tuple[QuestionLink, ...]
    checks: tuple[CheckLine, ...]
    ready: bool
    also_to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    typed: tuple[Typed, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    mood: Mood = "as-read"
    manner: Manner = "as-set"
    steps: int = 0
    dirty: bool = False
    outdated: bool = False                          # the rules would write it otherwise now: `Desk.remake`
    warnings: tuple[Reason, ...] = ()

    @property
    def names(self) -> tuple[tuple[str, tuple[Address, ...]], ...]:
        """Everybody whom it goes to, by the fields that name anybody: "to", "cc", "bcc"."""
        to = (*((self.recipient,) if self.recipient else ()), *self.also_to)
        return tuple((field, all_of) for field, all_of in (("to", to), ("cc", self.cc), ("bcc", self.bcc)) if all_of)

    @property
    def failing(self) -> tuple[CheckLine, ...]:
        """The checks that stop it."""
        return tuple(check for check in self.checks if check.ok is False)


@dataclass(frozen=True, slots=True)
class Before:
    """A message before this one, of the same thread or person, and what became of it."""

    number: int
    subject: str
    when: datetime
    became: str                                     # "sent", "skipped: bare thanks", "waits"
    asked: tuple[str, ...] = ()
    same_thread: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of the person."""

    name: str
    address: str | None
    messages: int = 0                               # of theirs before this one
    letters: int = 0                                # to them
    goodwill: int = 0                               # gestures to them
    refunds: int = 0                                # that they asked for
    calm_reply_at: datetime | None = None
    parked: tuple[str, ...] = ()
    expires: datetime | None = None                 # when the last two are forgotten


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the trail: who did what, when."""

    at: datetime
    who: str
    action: str                                     # "saved", "approved", "sent", "held", "discarded", ...
    detail: str = ""
    number: int | None = None                       # of the message; None where it is about none
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A message on the desk, with its letter. `letter` is None for a hold, or where the draft is gone.

    `version` counts the changes by reviewers; verbs that change something are given the one that was shown.
    """

    row: Row
    version: int
    message: TheirMessage | None                    # None where it is no longer in its mailbox; `trouble` says so
    understanding: Understanding | None
    earlier: str                                    # the text that questions of place "earlier" lie in
    questions: tuple[QuestionLink, ...]             # those of the letter, or of a hold
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]
    letter: Letter | None
    who: Who
    before: tuple[Before, ...] = ()
    acts: tuple[Act, ...] = ()
    looking: tuple[str, ...] = ()                   # who else looks now
    trouble: tuple[str, ...] = ()                   # what could not be had, and what to do
    sent: str | None = None                         # the letter that was sent, where there is none to work on
    stands: bool = False                            # whether a draft stands, though there may be no letter to show


@dataclass(frozen=True, slots=True)
class Approved:
    """A letter that is on its way to Sent. Until `due` it can be taken back by `Desk.unsend(outbox)`."""

    number: int
    outbox: int
    due: datetime


@dataclass(frozen=True, slots=True)
class InOutbox:
    """A letter in the outbox. Of an unknown fate a person decides: `Desk.arrived`, `Desk.again`."""

    outbox: int
    number: int | None                              # of the message it answers
    account: str
    recipients: tuple[str, ...]
    subject: str
    state: str
    told: str                                       # what the server said
    by: str
    due: datetime
