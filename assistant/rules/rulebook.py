"""What a rules file says, as frozen values: the Rulebook that planning/ and drafting/ work from.

Words (`answer`, `apology`, ...) are Jinja source, never rendered here. The names they may use:
`facts.NAME`, `terms.NAME`, `business.name`, and `LOOKUP.COLUMN` in an answer that `needs` that lookup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from assistant.model import Remedy


@dataclass(frozen=True, slots=True)
class Business:
    """Who answers, and in what manner."""

    name: str
    signature: str = ""                             # Jinja source; empty: the business's name
    address: Literal["formal", "as-signed"] = "formal"
    timezone: str = "UTC"                           # IANA
    languages: tuple[str, ...] = ("en",)            # ISO 639-1
    answer_within: str | None = None
    reference_prefix: str = ""                      # "HL" makes references like HL-7Q2K; empty: initials of the name


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a reply may state. Past `valid_until` (its last good day) it is a gap."""

    name: str
    value: str
    valid_until: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where facts about a customer's order come from. `find` is a pattern that the safe engine accepts."""

    name: str
    find: str
    key: str                                        # the column that `find` is looked up in
    csv: str                                        # path, relative to the rules file
    belongs_to: str | None = None                   # the column with the e-mail address it may be told to


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
    line: int = 1                                   # where it stands in the rules file, from 1


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


Treatment = Literal["draft", "calm", "hold", "mark"]


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is done about how people behave. Violence, self-harm and danger are not here: they are always held."""

    swearing: Treatment = "draft"
    rude: Treatment = "draft"
    abuse: Treatment = "calm"
    abuse_with_questions: Treatment = "calm"
    calm_again_after: timedelta = timedelta(days=14)
    legal: Treatment = "mark"
    publicity: Treatment = "mark"


@dataclass(frozen=True, slots=True)
class Senders:
    """Addresses (or "@domain") never answered, and those answered although a machine sends for them."""

    never: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A whole rules file."""

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
    digest: str = ""                                # sha256 of the file's text, hex

    def __post_init__(self) -> None:
        for name in ("facts", "terms", "lookups", "goodwill"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        if len({answer.name for answer in self.answers}) != len(self.answers):
            raise ValueError("two answers of one name")

    def answer(self, name: str) -> Answer:
        """The answer called `name`. KeyError where there is none."""
        for answer in self.answers:
            if answer.name == name:
                return answer
        raise KeyError(name)
