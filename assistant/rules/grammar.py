"""The keys of rules.yaml, their shapes and what each is for: the one home of all three, and of the JSON schema.

Values arrive as source.py leaves them: dicts, lists, texts as written, None for an empty value.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from assistant.rules.grammar_answer import Answer, Case, Decline, Tests, Words
from assistant.rules.grammar_lookup import Lookup
from assistant.rules.grammar_when import Condition, When
from assistant.rules.keys import Keys
from assistant.rules.kinds import (
    WRITTEN,
    Count,
    Dates,
    Days,
    Duration,
    Form,
    Gaps,
    Hold,
    Language,
    Languages,
    MaybeCount,
    MaybeDay,
    MaybeDuration,
    MaybePeriod,
    MaybeText,
    Name,
    Senders,
    SomeHours,
    Text,
    Texts,
    Timezone,
    Treat,
    Version,
    Yes,
    fact_shape,
    section,
)


class Business(Keys):
    """Who answers, and in what manner."""

    name: Text = Field(description="The name of the business.", examples=["Harbour Lane Books"])
    signature: MaybeText = Field(
        default=None, description="The last lines of every reply. Without it: the business's name.")
    address: Form = Field(
        default="formal", description="How customers are greeted: formal (the full name), or as-signed (the first "
        "name alone where the customer signed with just that).")
    timezone: Timezone = Field(default="UTC", description="The time zone of the business, named by its place.")
    languages: Languages = Field(default=["en"], description="The languages replies are written in, two letters each.")
    answer_within: MaybePeriod = Field(
        default=None,
        description='How soon a draft should be sent, such as "1 working day". Older ones are raised to the owner.')
    gaps: Gaps = Field(
        default="ask-owner", description="Where nothing covers a question: ask-owner (a line for you to fill), or "
        "holding-reply (the letter says that we find out and write within the time of answer_within).")
    html: Yes = Field(
        default=True, description="Whether a reply has an HTML part that says the same as its plain text.")
    reference_prefix: MaybeText = Field(
        default=None, description="How case references begin: HL makes HL-7Q2K. Without it: the initials of the name.")
    open: Annotated[dict[Days, SomeHours], BeforeValidator(section)] = Field(
        default={}, description='When the business is open: days and hours, such as "monday to friday: 9:00 to 17:00".')
    closed: Dates = Field(default=[], description="Days on which it is closed all the same, such as 2026-12-25.")


class Fact(Keys):
    """Something that a reply may state."""

    value: Text = Field(description="The fact, as it is to stand in a reply.", examples=["30 days"])
    valid_until: MaybeDay = Field(default=None, description="The last day on which it is true, such as 2027-06-30.")
    owner: MaybeText = Field(default=None, description="Who keeps it right.")


class Complaint(Keys):
    """For complaints that no answer covers: lists to vary from."""

    apologies: Texts = Field(default=[], description="Apologies, one sentence each.")
    understandings: Texts = Field(default=[], description="Sentences that show we understand what it meant.")
    assurances: Texts = Field(default=[], description="What we always do so that it does not happen again.")


class Shared(Keys):
    """What all answers share, in one more language."""

    signature: MaybeText = Field(default=None, description="The last lines of every reply.")
    facts: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="Facts that are worded otherwise: name: value. All others stay as they are.")
    terms: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="The written terms: name: sentence.")
    texts: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="The shared texts: name: words.")
    complaint: Annotated[Complaint, BeforeValidator(section)] = Field(
        default=Complaint(), description="Sentences for complaints that no answer covers.")
    goodwill: Annotated[dict[Text, Text], BeforeValidator(section)] = Field(
        default={}, description="What the gestures say: name: sentence.")
    closings: Texts = Field(default=[], description="Last sentences of a reply, to vary from.")


class Gesture(Keys):
    """A gesture of goodwill and its limits."""

    say: Text = Field(
        description="The sentence that offers it.", examples=['"Please use THANKYOU10 for 10% off your next order."'])
    per_customer: Count = Field(default=1, description="How often one customer may get it.")
    every: MaybeDuration = Field(
        default=None, description='The time after which it may be given to the same customer again, such as "90 days".')
    in_all: MaybeCount = Field(default=None, description="How often it may be given to all customers together.")


class Conduct(Keys):
    """What is done about how people behave: draft, calm, hold or mark."""

    swearing: Treat = Field(default="draft", description="Swearing at the matter, not at people.")
    rude: Treat = Field(default="draft", description="Discourteous or sarcastic words.")
    abuse: Treat = Field(default="calm", description="Insults, slurs or contempt aimed at people.")
    abuse_with_questions: Treat = Field(default="calm", description="The same, in a message that also asks something.")
    calm_again_after: Duration = Field(
        default=timedelta(days=14), description="One contact-us-when-calm reply a person in this time.")
    keep_parked: Duration = Field(
        default=timedelta(days=90), description="How long questions beside abuse are kept for when they write calmly.")
    repeat_refunds: Count = Field(
        default=3, description="From how many refunds that one person asks for within repeat_within you are told.")
    repeat_within: Duration = Field(default=timedelta(days=365), description="The time in which these are counted.")
    violence: Hold = Field(default="hold", description="A threat of harm to a person. Always held.")
    self_harm: Hold = Field(default="hold", description="Words of harm to oneself. Always held.")
    danger: Hold = Field(default="hold", description="Danger from a product. Always held.")
    legal: Treat = Field(default="mark", description="Talk of lawyers, courts or chargebacks.")
    publicity: Treat = Field(default="mark", description="Talk of bad reviews or the press.")


class Allow(Keys):
    """Addresses never answered, and those answered although a machine sends for them."""

    never: Senders = Field(default=[], description="Addresses, or @example.com, that never get a draft.")
    always: Senders = Field(default=[], description="Web forms and the like, answered although a machine sends them.")


class File(Keys):
    """A whole rules.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True, title="rules.yaml")

    version: Version = Field(description="The version of this grammar: 1.", examples=["1"])
    business: Business = Field(
        description="Who answers: name, signature, languages, manner.", examples=["{name: Harbour Lane Books}"])
    include: Texts = Field(
        default=[], description="Other files whose parts belong to this one, seen from the folder of rules.yaml.")
    facts: Annotated[dict[Name, Annotated[Fact, BeforeValidator(fact_shape), WithJsonSchema(
        {"anyOf": [WRITTEN, Fact.model_json_schema()]}
    )]], BeforeValidator(section)] = Field(default={}, description="All that a reply may state: name: value.")
    terms: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="The written terms that a firm no may rest on: name: sentence.")
    texts: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="Words that several answers share: name: words.")
    lookups: Annotated[dict[Name, Lookup], BeforeValidator(section)] = Field(
        default={}, description="Where facts about a customer's order come from.")
    answers: Annotated[list[Answer], BeforeValidator(section), BeforeValidator(
        lambda value: [] if value is None else value
    )] = Field(default=[], description="The approved answers, one for each kind of question.")
    complaint: Annotated[Complaint, BeforeValidator(section)] = Field(
        default=Complaint(), description="Sentences for complaints that no answer covers.")
    goodwill: Annotated[dict[Text, Gesture], BeforeValidator(section)] = Field(
        default={}, description="Gestures of goodwill and their limits, by name.")
    closings: Texts = Field(default=[], description="Last sentences of a reply, to vary from. Each looks forward.")
    conduct: Annotated[Conduct, BeforeValidator(section)] = Field(
        default=Conduct(), description="What is done about how people behave.")
    senders: Annotated[Allow, BeforeValidator(section)] = Field(
        default=Allow(), description="Who is never, and who is always answered.")
    in_: Annotated[dict[Language, Shared], BeforeValidator(section)] = Field(
        default={}, alias="in", description="What all answers share, in other languages, by their two letters.")


# Where each shape stands, as a sentence says it.
PLACES: dict[type[Keys], str] = {
    File: "at the left margin", Business: "under business", Fact: "in a fact", Lookup: "in a lookup",
    Answer: "in an answer", Decline: 'under "decline"', Tests: 'under "tests"', Complaint: "under complaint",
    Gesture: "in a gesture under goodwill", Conduct: "under conduct", Allow: "under senders", When: 'under "when"',
    Case: 'under "cases"', Words: 'under "in" of an answer', Shared: "in a language under in",
}

# The keys that may stand at each place; "*" is any name, or any item of a list.
_ANSWER = ("answers", "*")
_CASE = (*_ANSWER, "cases", "*")
SHAPES: dict[tuple[str, ...], type[Keys]] = {
    (): File, ("business",): Business, ("facts", "*"): Fact, ("lookups", "*"): Lookup, _ANSWER: Answer,
    (*_ANSWER, "decline"): Decline, (*_ANSWER, "tests"): Tests, (*_ANSWER, "when"): When, (*_ANSWER, "in", "*"): Words,
    _CASE: Case, (*_CASE, "when"): When, (*_CASE, "decline"): Decline, (*_CASE, "in", "*"): Words,
    (*_ANSWER, "when", "*"): Condition, (*_CASE, "when", "*"): Condition,
    ("complaint",): Complaint, ("goodwill", "*"): Gesture, ("conduct",): Conduct, ("senders",): Allow,
    ("in", "*"): Shared, ("in", "*", "complaint"): Complaint,
}


def schema() -> dict[str, Any]:
    """The grammar as JSON Schema (draft 2020-12), for editors."""
    made: dict[str, Any] = _tidy(File.model_json_schema(by_alias=True))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "rules.yaml"}


def _tidy(made: Any, *, named: bool = False) -> Any:
    """A schema without what only programs wrote into it: titles, defaults that are nothing, "or null"."""
    if isinstance(made, list):
        return [_tidy(each) for each in made]
    if not isinstance(made, dict):
        return made
    tidy = {
        key: _tidy(value, named=key in ("properties", "$defs")) for key, value in made.items()
        if named or not (key == "title" or (key == "default" and value in (None, [], {})))
    }
    if not named and "patternProperties" in tidy:
        tidy.setdefault("additionalProperties", False)      # pydantic says how names look, not that others are wrong
    either = tidy.get("anyOf")
    if not named and isinstance(either, list) and {"type": "null"} in either:
        left = [each for each in either if each != {"type": "null"}]
        del tidy["anyOf"]
        tidy = {**left[0], **tidy} if len(left) == 1 else {**tidy, "anyOf": left}
    return tidy
