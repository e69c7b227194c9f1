"""The keys of rules.yaml, their shapes and what each is for: the one home of all three, and of the JSON schema.

Values arrive as source.py leaves them: dicts, lists, texts as written, None for an empty value.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from assistant.rules.kinds import (
    REMEDIES,
    WRITTEN,
    Count,
    Duration,
    Form,
    Hold,
    Languages,
    MaybeCount,
    MaybeDay,
    MaybeDuration,
    MaybePeriod,
    MaybeText,
    Name,
    OneRemedy,
    Pattern,
    Remedies,
    Senders,
    Text,
    Texts,
    Timezone,
    Treat,
    Version,
    Yes,
    choice_shape,
    fact_shape,
    listed,
    present,
    section,
)


class Keys(BaseModel):
    """A mapping whose keys are known; any other is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    reference_prefix: MaybeText = Field(
        default=None, description="How case references begin: HL makes HL-7Q2K. Without it: the initials of the name.")


class Fact(Keys):
    """Something that a reply may state."""

    value: Text = Field(description="The fact, as it is to stand in a reply.", examples=["30 days"])
    valid_until: MaybeDay = Field(default=None, description="The last day on which it is true, such as 2027-06-30.")
    owner: MaybeText = Field(default=None, description="Who keeps it right.")


class Lookup(Keys):
    """Where facts about a customer's order come from."""

    find: Pattern = Field(
        description="A pattern (RE2) that finds the order number in a message.", examples=[r"'HL-\d{5}'"])
    csv: Text = Field(description="The CSV file, its path seen from the rules file.", examples=["data/orders.csv"])
    key: Text = Field(description="The column that holds the order number.", examples=["number"])
    belongs_to: MaybeText = Field(
        default=None, description="The column with the e-mail address that the row may be told to.")


class Choice(Keys):
    """An alternative at a complaint: a sentence, or {remedy: clause}."""

    words: Text
    remedy: OneRemedy | None = None


class Decline(Keys):
    """A firm no."""

    term: Text = Field(description="The name of the written term (under terms) that it rests on.", examples=["returns"])
    instead: Text = Field(
        description="What is possible instead.", examples=["We gladly offer you half its price as credit."])


class Tests(Keys):
    """Phrasings that are not taught, to prove that the answer works."""

    matches: Texts = Field(default=[], description="Phrasings that this answer must be chosen for.")
    not_: Texts = Field(default=[], alias="not", description="Phrasings that this answer must not be chosen for.")


class Answer(Keys):
    """An approved answer to one kind of question."""

    name: Text = Field(description="A short name of your own, used nowhere else.", examples=["opening-hours"])
    asks: Texts = Field(
        description="How customers put it. More phrasings, better matching.", examples=[["When are you open?"]])
    answer: MaybeText = Field(default=None, description="What the reply says.")
    complaint: Yes = Field(default=False, description="Whether who asks this has cause to complain.")
    needs: MaybeText = Field(default=None, description="The lookup (under lookups) whose columns the answer uses.")
    without: MaybeText = Field(default=None, description="What to ask for when the customer did not say which order.")
    apology: MaybeText = Field(default=None, description="The apology to a complaint, in one sentence.")
    understanding: MaybeText = Field(default=None, description="What it meant for the customer, in one sentence.")
    grants: Remedies = Field(
        default=[], description="The remedies that may be given: " + ", ".join(REMEDIES) + ".")
    choices: Annotated[list[Annotated[Choice, BeforeValidator(choice_shape)]], BeforeValidator(listed), WithJsonSchema(
        {"type": "array", "items": {"anyOf": [
            {"type": "string"},
            {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False,
             "properties": {remedy: {"type": "string"} for remedy in REMEDIES}},
        ]}}
    )] = Field(default=[], description="Alternatives for the customer to choose from: sentences, or {remedy: clause}.")
    assurance: MaybeText = Field(
        default=None, description="What we changed or watch, so that it does not happen again.")
    goodwill: MaybeText = Field(
        default=None, description="The name of a gesture (under goodwill) that comes with it.")
    decline: Annotated[Decline | None, BeforeValidator(present)] = Field(
        default=None, description="A firm no, in place of answer or after it.")
    tests: Annotated[Tests, BeforeValidator(section)] = Field(
        default=Tests(), description="To prove that it works: phrasings that must find this answer, and that must not.")


class Complaint(Keys):
    """For complaints that no answer covers: lists to vary from."""

    apologies: Texts = Field(default=[], description="Apologies, one sentence each.")
    understandings: Texts = Field(default=[], description="Sentences that show we understand what it meant.")
    assurances: Texts = Field(default=[], description="What we always do so that it does not happen again.")


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
    facts: Annotated[dict[Name, Annotated[Fact, BeforeValidator(fact_shape), WithJsonSchema(
        {"anyOf": [WRITTEN, Fact.model_json_schema()]}
    )]], BeforeValidator(section)] = Field(default={}, description="All that a reply may state: name: value.")
    terms: Annotated[dict[Name, Text], BeforeValidator(section)] = Field(
        default={}, description="The written terms that a firm no may rest on: name: sentence.")
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


# Where each shape stands, as a sentence says it.
PLACES: dict[type[Keys], str] = {
    File: "at the left margin", Business: "under business", Fact: "in a fact", Lookup: "in a lookup",
    Answer: "in an answer", Decline: 'under "decline"', Tests: 'under "tests"', Complaint: "under complaint",
    Gesture: "in a gesture under goodwill", Conduct: "under conduct", Allow: "under senders",
}

# The keys that may stand at each place; "*" is any name, or any item of a list.
SHAPES: dict[tuple[str, ...], type[Keys]] = {
    (): File, ("business",): Business, ("facts", "*"): Fact, ("lookups", "*"): Lookup, ("answers", "*"): Answer,
    ("answers", "*", "decline"): Decline, ("answers", "*", "tests"): Tests, ("complaint",): Complaint,
    ("goodwill", "*"): Gesture, ("conduct",): Conduct, ("senders",): Allow,
}


def keys(shape: type[Keys]) -> tuple[str, ...]:
    """The keys of a shape as they are written."""
    return tuple(field.alias or name for name, field in shape.model_fields.items())


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
    either = tidy.get("anyOf")
    if not named and isinstance(either, list) and {"type": "null"} in either:
        left = [each for each in either if each != {"type": "null"}]
        del tidy["anyOf"]
        tidy = {**left[0], **tidy} if len(left) == 1 else {**tidy, "anyOf": left}
    return tidy
