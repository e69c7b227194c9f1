"""The keys of one answer: its phrasings, its words, when and in which languages they are said."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from assistant.rules.grammar_when import When
from assistant.rules.keys import Keys
from assistant.rules.kinds import (
    REMEDIES,
    Language,
    MaybeText,
    OneRemedy,
    Remedies,
    Text,
    Texts,
    Yes,
    choice_shape,
    listed,
    present,
    section,
)


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


Choices = Annotated[list[Annotated[Choice, BeforeValidator(choice_shape)]], BeforeValidator(listed), WithJsonSchema(
    {"type": "array", "items": {"anyOf": [
        {"type": "string"},
        {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False,
         "properties": {remedy: {"type": "string"} for remedy in REMEDIES}},
    ]}}
)]


class Words(Keys):
    """The words of an answer in one more language."""

    answer: MaybeText = Field(default=None, description="What the reply says.")
    without: MaybeText = Field(default=None, description="What to ask for when the customer did not say which order.")
    apology: MaybeText = Field(default=None, description="The apology to a complaint, in one sentence.")
    understanding: MaybeText = Field(default=None, description="What it meant for the customer, in one sentence.")
    choices: Choices = Field(default=[], description="Alternatives for the customer to choose from.")
    assurance: MaybeText = Field(default=None, description="What we changed or watch.")
    instead: MaybeText = Field(default=None, description="What is possible instead, where the answer declines.")


class Case(Keys):
    """Words that are said in the place of an answer's own, while something is true."""

    when: When = Field(description="When these words hold.", examples=["{until: 2026-12-31}"])
    answer: MaybeText = Field(default=None, description="What the reply says.")
    apology: MaybeText = Field(default=None, description="The apology to a complaint, in one sentence.")
    understanding: MaybeText = Field(default=None, description="What it meant for the customer, in one sentence.")
    choices: Choices = Field(default=[], description="Alternatives for the customer to choose from.")
    assurance: MaybeText = Field(default=None, description="What we changed or watch.")
    decline: Annotated[Decline | None, BeforeValidator(present)] = Field(
        default=None, description="A firm no, in place of answer or after it.")
    in_: Annotated[dict[Language, Words], BeforeValidator(section)] = Field(
        default={}, alias="in", description="The same words in other languages, by their two letters.")


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
    choices: Choices = Field(
        default=[], description="Alternatives for the customer to choose from: sentences, or {remedy: clause}.")
    assurance: MaybeText = Field(
        default=None, description="What we changed or watch, so that it does not happen again.")
    goodwill: MaybeText = Field(
        default=None, description="The name of a gesture (under goodwill) that comes with it.")
    decline: Annotated[Decline | None, BeforeValidator(present)] = Field(
        default=None, description="A firm no, in place of answer or after it.")
    when: Annotated[When | None, BeforeValidator(present)] = Field(
        default=None, description="The answer holds only while this is true; else its questions are left for you.")
    cases: Annotated[list[Case], BeforeValidator(present)] = Field(
        default=[], description="Other words while something is true. The first that holds is said.")
    in_: Annotated[dict[Language, Words], BeforeValidator(section)] = Field(
        default={}, alias="in", description="The answer in other languages, by their two letters.")
    tests: Annotated[Tests, BeforeValidator(section)] = Field(
        default=Tests(), description="To prove that it works: phrasings that must find this answer, and that must not.")
