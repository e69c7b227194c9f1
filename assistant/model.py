"""The nouns, in the order in which the rooms make them. Read this first.

    raw -> Message -> Understanding -> Matches -> Plan -> Draft

Every value is frozen, holds tuples, and refuses to be built wrong. A place in a text is a Span:
half-open, counted in characters (code points) of the text named beside it. Nothing here does I/O.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _frozen(values: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """A read-only copy, two levels deep."""
    return MappingProxyType({name: MappingProxyType(dict(row)) for name, row in values.items()})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text: characters `start` up to but not including `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of `text` that stand here."""
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a kebab-case code for programs and a sentence for people."""

    code: str
    text: str

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"a reason's code is kebab-case, not {self.code!r}")
        if not self.text:
            raise ValueError(f"the reason {self.code} says nothing")


# ---------------------------------------------------------------- Message: what was written (parsing/)


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox of RFC 5322 3.4: a display name, perhaps empty, and an addr-spec."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """For comparing: the addr-spec in lower case (servers that tell case apart are not seen in practice)."""
        return self.address.lower()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a message that is not its text. `size` is in bytes, decoded."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message as read. Never fails to exist: what could not be read stands in `defects`.

    `own_words`, `quoted` and `signature` together hold the whole text, line by line, "\\n" between lines.
    `message_id`, `in_reply_to` and `references` are msg-ids with their angle brackets (RFC 5322 3.6.4).
    """

    raw_digest: str                                 # sha256 of the raw bytes, hex
    message_id: str | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    author: Address | None = None                   # From
    reply_address: Address | None = None            # Reply-To, else From
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()                   # of what we sent ourselves, RFC 5322 3.6.3
    delivered_to: tuple[str, ...] = ()              # Delivered-To, X-Original-To: the alias that was written to
    subject: str = ""
    date: datetime | None = None                    # always aware
    own_words: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: bool = False                         # `quoted` is something passed on, not our own words sent back
    attachments: tuple[Attachment, ...] = ()
    machine: tuple[Reason, ...] = ()                # proof that no person wrote it: never answered
    doubtful: tuple[Reason, ...] = ()               # signs of it, weaker than proof: a person looks
    auto_generated: bool = False                    # Auto-Submitted: auto-generated, which senders.always may allow
    authentication_results: tuple[str, ...] = ()    # the fields' values, topmost first (RFC 8601)
    thread_topic: str | None = None                 # Outlook's, copied on to a reply
    thread_index: str | None = None
    defects: tuple[str, ...] = ()

    @property
    def person(self) -> str | None:
        """Who wrote, for all that is remembered of a person: the address that is answered. None where there is none.

        Everybody who writes by way of one form on a page has the same From.
        """
        return self.reply_address.key if self.reply_address else None

    @property
    def own_address(self) -> bool:
        """Whether the answer goes to the address that it says it is from. Reply-To may name anybody."""
        return self.author is not None and self.reply_address is not None and self.author.key == self.reply_address.key

    @property
    def recipients(self) -> frozenset[str]:
        """Whom it was sent to, for comparing."""
        return frozenset(address.key for address in (*self.to, *self.cc, *self.bcc))

    @property
    def in_thread(self) -> bool:
        """Whether the message says that it answers another."""
        return bool(self.in_reply_to or self.references)


# ---------------------------------------------------------------- Understanding: what it means (understanding/)

QuestionKind = Literal["question", "request", "problem"]
Place = Literal["body", "subject", "earlier"]       # earlier: asked in a message before, see Reading.earlier


@dataclass(frozen=True, slots=True)
class Question:
    """Anything that wants an answer. `text` is exactly the characters of `span` in the text that `place` names."""

    text: str
    span: Span
    place: Place = "body"
    kind: QuestionKind = "question"
    about: str | None = None                        # the meaning, where words elsewhere are needed to know it
    since: datetime | None = None                   # of one from earlier: when the message came that asked it

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a question without words")
        if self.span.end - self.span.start != len(self.text):
            raise ValueError(f"a question of {len(self.text)} characters cannot stand at {self.span}")

    @property
    def meaning(self) -> str:
        """The words to match by."""
        return self.about or self.text


Remedy = Literal["refund", "replacement", "repair", "information", "apology", "cancellation", "other"]


@dataclass(frozen=True, slots=True)
class Wish:
    """The remedy that the customer asks for, with its place."""

    remedy: Remedy
    span: Span
    place: Place = "body"


@dataclass(frozen=True, slots=True)
class Tone:
    """How it sounds. `polarity` is in [-1, 1]; `anger` and `urgency` in [0, 1]; `evidence` lies in own_words."""

    label: Literal["negative", "neutral", "positive"] = "neutral"
    polarity: float = 0.0
    anger: float = 0.0
    urgency: float = 0.0
    complaint: bool = False
    evidence: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not (-1 <= self.polarity <= 1 and 0 <= self.anger <= 1 and 0 <= self.urgency <= 1):
            raise ValueError(f"a tone out of range: {self}")


AbuseLevel = Literal["none", "rude", "abusive", "threat"]


@dataclass(frozen=True, slots=True)
class Abuse:
    """What is aimed at people, not at the matter. `threat` is harm to a person. Above none there is evidence."""

    level: AbuseLevel = "none"
    evidence: tuple[Span, ...] = ()                 # in own_words, or in the subject where `place` says so
    place: Place = "body"

    def __post_init__(self) -> None:
        if (self.level == "none") != (not self.evidence):
            raise ValueError(f"abuse {self.level} with evidence {self.evidence}")


MarkCode = Literal[
    "legal-threat", "publicity-threat", "chargeback-threat", "self-harm", "bereavement", "product-danger", "swearing"
]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in own_words that a person or the conduct rules must know of."""

    code: MarkCode
    span: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """A date, an amount of money, a link, an e-mail address or a telephone number that the customer wrote."""

    kind: Literal["date", "amount", "link", "address", "phone"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was read out of one Message. Spans lie in its own_words unless a `place` says subject."""

    language: str = "und"                           # ISO 639-1, "und" where it cannot be told
    sentences: tuple[Span, ...] = ()
    questions: tuple[Question, ...] = ()            # in the customer's order, the subject's first, the earlier last
    wish: Wish | None = None
    tone: Tone = field(default_factory=Tone)
    abuse: Abuse = field(default_factory=Abuse)
    marks: tuple[Mark, ...] = ()
    thanks: Literal["none", "bare", "praise"] = "none"   # bare: thanks and nothing else; praise: more than that
    entities: tuple[Entity, ...] = ()
    signed: str | None = None                       # the name as the customer signed it, "Dr. A. van der Berg"
    meaning: str = "wording"                        # which reader of meaning was in use

    def marked(self, code: MarkCode) -> tuple[Span, ...]:
        """The places that bear this mark."""
        return tuple(mark.span for mark in self.marks if mark.code == code)


@dataclass(frozen=True, slots=True)
class Reading:
    """A Message and what was understood of it: the value of the first rooms together."""

    message: Message
    understanding: Understanding

    @property
    def earlier(self) -> str:
        """The questions of messages before that are still open, a line each: where those of place "earlier" stand."""
        return "\n".join(question.text for question in self.understanding.questions if question.place == "earlier")


# ---------------------------------------------------------------- Matches: what could answer it (planning/)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer that might fit. `score` is in [0, 1] and compares across questions, rules and rule files."""

    answer: str
    score: float
    why: str                                        # "like the phrasing “What time do you close?”"


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one question: the candidates, best first, hits and misses both, and the one taken."""

    question: Question
    ranked: tuple[Candidate, ...]
    accepted: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact about this customer's order that the shell should fetch: row `key` of the lookup `lookup`."""

    lookup: str
    key: str


@dataclass(frozen=True, slots=True)
class Matches:
    """One Match a question, in the questions' order, the lookups they want, and all keys that the message names."""

    matches: tuple[Match, ...]
    wanted: tuple[Wanted, ...] = ()
    named: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a lookup brought: a row (column -> value), or None and why. Brought by the shell, judged by planning/."""

    wanted: Wanted
    row: Mapping[str, str] | None
    reason: Reason

    def __post_init__(self) -> None:
        if self.row is not None:
            object.__setattr__(self, "row", MappingProxyType(dict(self.row)))


# ---------------------------------------------------------------- Plan: what will be said (planning/)


State = Literal["answered", "asked", "answered-before", "parked", "promised", "gap", "written"]
BY_HAND = Reason("chosen", "A reviewer chose this answer.")       # of a Match: taken without further doubt


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a message before this one, in words that stand alone, and what became of it.

    `answered` is when a letter of ours with `answer` was drafted that was sent or still stands. `asked_back`: that
    letter asks for what is missing.
    """

    text: str
    when: datetime                                  # aware: when its message was decided
    kind: QuestionKind = "question"
    about: str | None = None
    answer: str | None = None                       # the rule's name
    answered: datetime | None = None
    asked_back: bool = False

    @property
    def meaning(self) -> str:
        """The words to match by."""
        return self.about or self.text


@dataclass(frozen=True, slots=True)
class Past:
    """A message that its author had a draft for: what tells its words from others, and the "Re:"s of its subject."""

    words: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class History:
    """What the store knows of a sender, and of the thread that their message stands in."""

    calm_reply_at: datetime | None = None
    parked: tuple[Asked, ...] = ()                  # at the last calm reply, as long as it is kept
    drafts_last_hour: int = 0
    drafts_last_hour_in_all: int = 0
    gestures: Mapping[str, tuple[int, int]] = field(default_factory=dict)   # goodwill: to them in its period, in all
    asked: tuple[Asked, ...] = ()                   # by them in this thread, oldest first
    keys: tuple[Wanted, ...] = ()                   # named by them in this thread or with what is parked, newest first
    offered: tuple[str, ...] = ()                   # the gestures that letters in this thread offer
    refunds: tuple[datetime, ...] = ()              # when they asked for one in other threads, oldest first
    messages: int = 0                               # of theirs, this one not among them
    drafts: int = 0                                 # to them
    goodwill: int = 0                               # gestures to them, of all kinds
    past: tuple[Past, ...] = ()                     # their messages of the last day that had drafts, oldest first
    phrases: tuple[str, ...] = ()                   # the wordings that were chosen for the last letter to them
    again: tuple[Asked, ...] = ()                   # of `asked`, what only drafts answer that this one replaces


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the shell tells the core about the world: the time, who we are, what is known of the sender."""

    now: datetime                                   # aware
    ours: tuple[str, ...] = ()                      # our addresses, the principal one first
    account: str = ""
    authserv_id: str | None = None                  # whose Authentication-Results are believed (RFC 8601 2.5)
    history: History = History()
    per_sender_per_hour: int | None = None
    in_all_per_hour: int | None = None

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the time must say its zone")


Disposition = Literal["draft", "calm", "hold", "skip"]
Shape = Literal["ordinary", "complaint", "firm-no", "calm", "thanks", "acknowledgement", "asking-back", "holding"]
PartKind = Literal[
    "greeting", "thanks", "apology", "understanding", "answer", "decline", "instead", "choice", "ask", "gap",
    "assurance", "goodwill", "acknowledgement", "boundary", "promise", "invitation", "reference", "closing",
    "signature",
]


@dataclass(frozen=True, slots=True)
class Planned:
    """One question and its one state. `answer` is the rule's name; a gap has none.

    `promised`: we write again. `written`: a reviewer wrote the answer.
    """

    question: Question
    state: State
    reason: Reason
    answer: str | None = None

    def __post_init__(self) -> None:
        needs_answer = self.state in ("answered", "asked", "answered-before")
        if needs_answer != (self.answer is not None):
            raise ValueError(f"a question that is {self.state} with the answer {self.answer!r}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing to say: words from the rules (Jinja source), for the questions at these indexes of Plan.planned.

    `values` holds the lookup rows that these words alone may use: lookup -> column -> value.
    """

    kind: PartKind
    words: str
    rule: str | None = None
    questions: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()                     # what the words refer to: "facts.opening_hours", "order.due"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    remedy: Remedy | None = None                    # of a choice that is a clause

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", _frozen(self.values))


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the message and what will be said, before it has its wording.

    Every question of the Understanding is here exactly once (`check_states` of pipeline.py holds it).
    """

    disposition: Disposition
    reasons: tuple[Reason, ...]
    shape: Shape | None = None                      # None under hold and skip
    planned: tuple[Planned, ...] = ()
    statements: tuple[Statement, ...] = ()          # in the order in which they are to be said
    wish: Remedy | None = None
    wish_granted: bool = False
    addressee: str | None = None                    # the name to greet by; None is a neutral greeting
    reference: str = ""                             # the case reference, "HL-7Q2K"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)   # for all words: facts, terms, business
    warnings: tuple[Reason, ...] = ()               # beside the draft, for the owner
    due: date | None = None                         # the day by which the letter promises to write again

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("a plan without a reason")
        if (self.shape is None) != (self.disposition in ("hold", "skip")):
            raise ValueError(f"a plan to {self.disposition} in the shape {self.shape}")
        seen: set[tuple[Place, Span]] = set()
        for planned in self.planned:
            place = (planned.question.place, planned.question.span)
            if place in seen:
                raise ValueError(f"a question in two states: {planned.question.text!r}")
            seen.add(place)
        said = {index for statement in self.statements for index in statement.questions}
        if said - set(range(len(self.planned))):
            raise ValueError("a statement answers a question that was not asked")
        if self.shape is not None and self.disposition == "draft":
            for index, planned in enumerate(self.planned):
                if planned.state in ("answered", "asked", "promised", "gap", "written") and index not in said:
                    raise ValueError(f"nothing is said to the question {planned.question.text!r}")
        object.__setattr__(self, "values", _frozen(self.values))


# ---------------------------------------------------------------- Draft: the letter (drafting/)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the draft's text: what it is for, which questions it answers, the rule and the facts it is from.

    `source` is the index in Plan.statements of the words it was made from; None where the template said it.
    """

    kind: PartKind
    span: Span                                      # in Draft.text
    source: int | None = None
    rule: str | None = None
    questions: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the contract, held or not. `ok` is None where it does not apply.

    `evidence` lies in Draft.text, `about` in the customer's own words or, where the place says so, their subject.
    """

    code: str
    ok: bool | None
    text: str
    evidence: tuple[Span, ...] = ()
    about: tuple[tuple[Place, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The letter and its envelope. *Ready* is: every check that applies holds, and there is no gap."""

    text: str
    subject: str
    recipient: Address | None                       # None where the message names nobody to answer
    sender: Address | None                          # the alias written to
    parts: tuple[Part, ...]
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    thread_topic: str | None = None
    thread_index: str | None = None
    quotation: str = ""                             # the parent below the letter, each line with "> "
    html: str = ""                                  # text and quotation once more, as a page; empty: plain text alone
    checks: tuple[Check, ...] = ()

    @property
    def gaps(self) -> int:
        """How many lines wait for the owner."""
        return sum(part.kind == "gap" for part in self.parts)

    @property
    def ready(self) -> bool:
        """Whether it could go out as it stands."""
        return bool(self.checks) and self.gaps == 0 and all(check.ok is not False for check in self.checks)
