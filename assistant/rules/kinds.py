"""The kinds of value that rules.yaml holds - a text, a list of texts, a date - and what is said of a wrong one.

Every fault's text is a predicate that follows the name of its key: `"every" should be a length of time ...`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from assistant.model import Remedy
from assistant.rules import scalars
from assistant.rules.fault import meant, one_of
from assistant.rules.rulebook import Treatment

REMEDIES: tuple[str, ...] = get_args(Remedy)
TREATMENTS: tuple[str, ...] = get_args(Treatment)
_QUOTE_IT = 'put the whole line in quotes: "..."'


def _fault(code: str, text: str) -> PydanticCustomError:
    """An error of our own: a kebab-case code, and a predicate that follows the name of the key."""
    return PydanticCustomError("fault", "{text}", {"code": code, "text": text})


def text(value: object) -> str:
    """A text with something in it, its outer white space taken off."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or isinstance(value, str):
        raise _fault("empty", "is empty; write something after it, or delete the line")
    if isinstance(value, dict):
        first = str(next(iter(value), ""))
        if "name" in value and "asks" in value:
            raise _fault("wrong-type", 'should be a text, but is an answer; is "answers:" missing on a line above it?')
        if " " in first or len(value) == 1:
            raise _fault("wrong-type", f'should be a text, but ": " in it makes it a key and a value; {_QUOTE_IT}')
        raise _fault("wrong-type", f"should be a text, but holds keys ({', '.join(map(str, value))[:60]}); {_QUOTE_IT}")
    raise _fault("wrong-type", "should be one text, but is a list; write it after the colon, without [ ] or dashes")


def listed(value: object) -> object:
    """A list; one text alone will do for a list of one; nothing is an empty list."""
    if value is None:
        return []
    if isinstance(value, str) and re.match(r"-[^\W\d_]", value):
        raise _fault("no-space", 'is read as one text, for a space is missing after each "-"; write "- text"')
    return [value] if isinstance(value, str) else value


def present(value: object) -> object:
    """A value that may be left out, but not left empty."""
    if value is None:
        raise _fault("empty", "is empty; write something after it, or delete the line")
    return value


def section(value: object) -> object:
    """A section left empty is as good as none."""
    return {} if value is None else value


def _read(code: str, reader: Callable[[str], object]) -> Callable[[object], object]:
    def validate(value: object) -> object:
        try:
            return reader(text(value))
        except ValueError as error:
            raise _fault(code, str(error)) from None
    return validate


def _word(words: tuple[str, ...]) -> Callable[[object], str]:
    def validate(value: object) -> str:
        word = text(value)
        if word not in words:
            raise _fault("wrong-word", f'should be {one_of(words)}, not "{word}"{meant(word, words)}')
        return word
    return validate


def fact_shape(value: object) -> object:
    """A fact written as its value alone."""
    if value is None:
        raise _fault("empty", "is empty; write the fact after it, or delete the line")
    if isinstance(value, list):
        raise _fault("wrong-type", "should be one text, but is a list; if it is one text, put it in quotes")
    return {"value": value} if isinstance(value, str) else value


def choice_shape(value: object) -> object:
    """A sentence, or `{remedy: clause}`."""
    if isinstance(value, dict):
        if len(value) != 1 or next(iter(value)) not in REMEDIES:
            key = str(next(iter(value), ""))
            raise _fault(
                "wrong-choice",
                f'should be a sentence, or one remedy and a clause such as "refund: we refund the full price"; the '
                f'remedies are {one_of(REMEDIES)}, not "{key[:40]}"{meant(key, REMEDIES)}',
            )
        remedy, clause = next(iter(value.items()))
        return {"words": text(clause), "remedy": remedy}
    return {"words": text(value)}


def condition_shape(value: object) -> object:
    """A condition written as a text, or as a list of which one must hold."""
    if value is None:
        raise _fault("empty", "is empty; write what it must be, or delete the line")
    return {"is": value} if isinstance(value, str | list) else value


class OneOrMany:
    """In the schema, a list of which one item may stand alone, as `listed` reads it."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """The list, or one of its items."""
        made = handler(core)
        return {"anyOf": [made, made["items"]]}


WRITTEN = {"type": ["string", "number", "boolean"]}
Text = Annotated[str, BeforeValidator(text), WithJsonSchema(WRITTEN)]
Texts = Annotated[list[Text], BeforeValidator(listed), WithJsonSchema(
    {"anyOf": [{"type": "array", "items": WRITTEN}, {"type": "string"}]}
)]
Name = Annotated[str, BeforeValidator(_read("wrong-name", scalars.name)), WithJsonSchema(
    {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
)]
Yes = Annotated[bool, BeforeValidator(_read("wrong-yes-or-no", scalars.yes)), WithJsonSchema({"type": "boolean"})]
Count = Annotated[int, BeforeValidator(_read("wrong-number", scalars.count)), WithJsonSchema(
    {"type": "integer", "minimum": 1}
)]
Day = Annotated[date, BeforeValidator(_read("wrong-date", scalars.day)), WithJsonSchema(
    {"type": "string", "format": "date"}
)]
Duration = Annotated[timedelta, BeforeValidator(_read("wrong-duration", scalars.duration)), WithJsonSchema(
    {"type": "string", "pattern": "^[0-9]+ (minute|hour|day|week)s?$"}
)]
Period = Annotated[str, BeforeValidator(_read("wrong-duration", scalars.period)), WithJsonSchema(
    {"type": "string", "pattern": "^[0-9]+ (minute|hour|day|working day|week)s?$"}
)]
Pattern = Annotated[str, BeforeValidator(_read("wrong-pattern", scalars.pattern)), WithJsonSchema({"type": "string"})]
Sender = Annotated[str, BeforeValidator(_read("wrong-address", scalars.sender)), WithJsonSchema({"type": "string"})]
Senders = Annotated[list[Sender], BeforeValidator(listed), OneOrMany()]
Language = Annotated[str, BeforeValidator(_read("wrong-language", scalars.language)), WithJsonSchema(
    {"type": "string", "pattern": "^[a-z]{2}$"}
)]
Languages = Annotated[list[Language], BeforeValidator(listed), OneOrMany()]
Timezone = Annotated[str, BeforeValidator(_read("wrong-timezone", scalars.timezone)), WithJsonSchema(
    {"type": "string"}
)]
Form = Annotated[str, BeforeValidator(_word(("formal", "as-signed"))), WithJsonSchema(
    {"enum": ["formal", "as-signed"]}
)]
Gaps = Annotated[str, BeforeValidator(_word(("ask-owner", "holding-reply"))), WithJsonSchema(
    {"enum": ["ask-owner", "holding-reply"]}
)]
Hold = Annotated[str, BeforeValidator(_word(("hold",))), WithJsonSchema({"enum": ["hold"]})]
Treat = Annotated[str, BeforeValidator(_word(TREATMENTS)), WithJsonSchema({"enum": list(TREATMENTS)})]
OneRemedy = Annotated[str, BeforeValidator(_word(REMEDIES)), WithJsonSchema({"enum": list(REMEDIES)})]
Remedies = Annotated[list[OneRemedy], BeforeValidator(listed), OneOrMany()]
Version = Annotated[str, BeforeValidator(_word(("1",))), WithJsonSchema({"enum": [1, "1"]})]

Amount = Annotated[Decimal, BeforeValidator(_read("wrong-number", scalars.amount)), WithJsonSchema(
    {"type": ["number", "string"]}
)]
Days = Annotated[tuple[int, ...], BeforeValidator(_read("wrong-days", scalars.days)), WithJsonSchema(
    {"type": "string"}
)]
Hours = Annotated[tuple[int, int], BeforeValidator(_read("wrong-hours", scalars.hours)), WithJsonSchema(
    {"type": "string", "pattern": "^[0-9]{1,2}[:.][0-9]{2} (to|until) [0-9]{1,2}[:.][0-9]{2}$"}
)]
SomeDays = Annotated[list[Days], BeforeValidator(listed), OneOrMany()]
SomeHours = Annotated[list[Hours], BeforeValidator(listed), OneOrMany()]
Dates = Annotated[list[Day], BeforeValidator(listed), OneOrMany()]
DatabaseUrl = Annotated[str, BeforeValidator(_read("wrong-database", scalars.database)), WithJsonSchema(
    {"type": "string"}
)]
Environment = Annotated[str, BeforeValidator(_read("secret-in-rules", scalars.environment)), WithJsonSchema(
    {"type": "string", "pattern": "^\\$[A-Za-z_][A-Za-z0-9_]*$"}
)]
Query = Annotated[str, BeforeValidator(_read("wrong-query", scalars.query)), WithJsonSchema({"type": "string"})]
Endpoint = Annotated[str, BeforeValidator(_read("wrong-endpoint", scalars.endpoint)), WithJsonSchema(
    {"type": "string"}
)]

# Keys that may be left out.
MaybeText = Annotated[Text | None, BeforeValidator(present)]
MaybeCount = Annotated[Count | None, BeforeValidator(present)]
MaybeDay = Annotated[Day | None, BeforeValidator(present)]
MaybeDuration = Annotated[Duration | None, BeforeValidator(present)]
MaybePeriod = Annotated[Period | None, BeforeValidator(present)]
MaybeAmount = Annotated[Amount | None, BeforeValidator(present)]
MaybeYes = Annotated[Yes | None, BeforeValidator(present)]
MaybeDatabaseUrl = Annotated[DatabaseUrl | None, BeforeValidator(present)]
MaybeEnvironment = Annotated[Environment | None, BeforeValidator(present)]
MaybeQuery = Annotated[Query | None, BeforeValidator(present)]
MaybeEndpoint = Annotated[Endpoint | None, BeforeValidator(present)]
