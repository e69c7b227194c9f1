"""What a rules file says, as frozen values: the Rulebook that planning/ and drafting/ work from.

Words (`answer`, `apology`, ...) are Jinja source, never rendered here. The names they may use:
`facts.NAME`, `terms.NAME`, `texts.NAME`, `business.name`, and `LOOKUP.COLUMN` in an answer that `needs` that lookup.

Words are written in the first of `business.languages`; `spoken` holds those of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

from assistant.model import Remedy

Minutes = tuple[int, int]                           # from and until, in minutes after midnight; 1440 is its end


@dataclass(frozen=True, slots=True)
class Opening:
    """The hours of some days of the week (0 is Monday)."""

    days: tuple[int, ...]
    hours: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True)
class Business:
    """Who answers, and in what manner."""

    name: str
    signature: str = ""                             # Jinja source; empty: the business's name
    address: Literal["formal", "as-signed"] = "formal"
    timezone: str = "UTC"                           # IANA
    languages: tuple[str, ...] = ("en",)            # ISO 639-1
    answer_within: str | None = None
    gaps: Literal["ask-owner", "holding-reply"] = "ask-owner"
    html: bool = True                               # whether a reply has an HTML part beside its plain text
    reference_prefix: str = ""                      # "HL" makes references like HL-7Q2K; empty: initials of the name
    open: tuple[Opening, ...] = ()
    closed: tuple[date, ...] = ()                   # whole days, whatever `open` says


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a reply may state. Past `valid_until` (its last good day) it is a gap."""

    name: str
    value: str
    valid_until: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Database:
    """A table of an SQL database, or a query with `:key` in it. `url` is one, or "$NAME" of the environment."""

    url: str
    table: str | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        if (self.table is None) == (self.query is None):
            raise ValueError("a database is asked by a table or by a query")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that answers with JSON; `{key}` in its path or query. `token` is "$NAME" of the environment."""

    url: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where facts about a customer's order come from. `find` is a pattern that the safe engine accepts.

    Exactly one of `csv`, `database` and `endpoint` is there. Without `belongs_to` a row is told to nobody, unless
    `anyone` says that it may be told to whoever asks.
    """

    name: str
    find: str
    key: str | None                                 # the column that `find` is looked up in; a query names its own
    csv: str | None = None                          # path, relative to the rules file
    belongs_to: str | None = None                   # the column with the e-mail address it may be told to
    anyone: bool = False
    database: Database | None = None
    endpoint: Endpoint | None = None

    def __post_init__(self) -> None:
        if sum(each is not None for each in (self.csv, self.database, self.endpoint)) != 1:
            raise ValueError(f"the lookup {self.name} has not one source")

    @property
    def place(self) -> str:
        """What the source is called in a sentence, without anything secret."""
        if self.csv is not None:
            return self.csv
        if self.database is not None:
            return f"the database {self.database.url}" if self.database.url.startswith("$") else "the database"
        return str(urlsplit(self.endpoint.url).hostname if self.endpoint is not None else "")


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column of a lookup must be for words to hold. All that is given must be so."""

    lookup: str
    column: str
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    within: timedelta | None = None                 # a date, not longer ago than this
    older_than: timedelta | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When words hold: all of it must be so, in the business's time zone."""

    begins: date | None = None                      # the first day
    ends: date | None = None                        # the last
    days: tuple[int, ...] = ()                      # 0 is Monday; none: all
    hours: tuple[Minutes, ...] = ()
    open: bool | None = None                        # whether the business is open
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """An alternative at a complaint, as a sentence, or (with `remedy`) as a clause: "we refund you in full"."""

    words: str
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """A firm no: the written term it rests on, and what is possible instead."""

    term: str
    instead: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an answer in one more language."""

    language: str
    answer: str | None = None
    without: str | None = None
    apology: str | None = None
    understanding: str | None = None
    choices: tuple[Choice, ...] = ()
    assurance: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Words in the place of an answer's own, while `when` holds. What it does not say, the answer says."""

    when: When
    answer: str | None = None
    apology: str | None = None
    understanding: str | None = None
    choices: tuple[Choice, ...] = ()
    assurance: str | None = None
    decline: Decline | None = None
    spoken: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An approved answer to one kind of question. `asks` are phrasings, `tests_*` phrasings that are not taught."""

    name: str
    asks: tuple[str, ...]
    answer: str | None = None
    complaint: bool = False
    needs: str | None = None                        # the lookup whose row `answer` uses
    without: str | None = None                      # what to ask when the customer did not say which
    apology: str | None = None
    understanding: str | None = None
    grants: tuple[Remedy, ...] = ()
    choices: tuple[Choice, ...] = ()
    assurance: str | None = None
    goodwill: str | None = None                     # the name of a Gesture
    decline: Decline | None = None
    tests_match: tuple[str, ...] = ()
    tests_not: tuple[str, ...] = ()
    line: int = 1                                   # where it stands in its file, from 1
    when: When | None = None                        # None: always
    cases: tuple[Case, ...] = ()                    # the first that holds is said
    spoken: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintDefaults:
    """For complaints whose answer's rule brings none of its own. Each a list to vary from."""

    apologies: tuple[str, ...] = ()
    understandings: tuple[str, ...] = ()
    assurances: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture of goodwill and its limits."""

    name: str
    say: str
    per_customer: int = 1
    every: timedelta | None = None
    in_all: int | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What all answers share, in one more language. What is not there: facts as they are, all else is not said."""

    language: str
    signature: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    complaint: ComplaintDefaults = field(default_factory=ComplaintDefaults)
    goodwill: Mapping[str, str] = field(default_factory=dict)
    closings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("facts", "terms", "texts", "goodwill"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


Treatment = Literal["draft", "calm", "hold", "mark"]


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is done about how people behave. Violence, self-harm and danger are not here: they are always held."""

    swearing: Treatment = "draft"
    rude: Treatment = "draft"
    abuse: Treatment = "calm"
    abuse_with_questions: Treatment = "calm"
    calm_again_after: timedelta = timedelta(days=14)
    keep_parked: timedelta = timedelta(days=90)
    repeat_refunds: int = 3                         # from the how manieth the owner is told
    repeat_within: timedelta = timedelta(days=365)
    legal: Treatment = "mark"
    publicity: Treatment = "mark"


@dataclass(frozen=True, slots=True)
class Senders:
    """Addresses (or "@domain") never answered, and those answered although a machine sends for them."""

    never: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A whole rules file, and what it includes."""

    business: Business
    answers: tuple[Answer, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)      # name -> Jinja source
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    complaint: ComplaintDefaults = field(default_factory=ComplaintDefaults)
    goodwill: Mapping[str, Gesture] = field(default_factory=dict)
    closings: tuple[str, ...] = ()
    conduct: Conduct = field(default_factory=Conduct)
    senders: Senders = field(default_factory=Senders)
    digest: str = ""                                # sha256 of the text of the file and of those it includes, hex
    texts: Mapping[str, str] = field(default_factory=dict)      # name -> Jinja source
    spoken: tuple[Shared, ...] = ()

    def __post_init__(self) -> None:
        for name in ("facts", "terms", "texts", "lookups", "goodwill"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        if len({answer.name for answer in self.answers}) != len(self.answers):
            raise ValueError("two answers of one name")

    def answer(self, name: str) -> Answer:
        """The answer called `name`. KeyError where there is none."""
        for answer in self.answers:
            if answer.name == name:
                return answer
        raise KeyError(name)
