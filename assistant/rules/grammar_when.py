"""The keys under `when`: until what and while what words hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from assistant.rules.keys import Keys
from assistant.rules.kinds import (
    WRITTEN,
    MaybeAmount,
    MaybeDay,
    MaybeDuration,
    MaybeYes,
    SomeDays,
    SomeHours,
    Texts,
    condition_shape,
)


class Condition(Keys):
    """What a column of a lookup must be: a text, a list of texts, or these keys. All of them must hold."""

    is_: Texts = Field(default=[], alias="is", description="The column is this, or one of these, whatever the case.")
    not_: Texts = Field(default=[], alias="not", description="The column is none of these.")
    at_least: MaybeAmount = Field(default=None, description="The column is a number, this or more.")
    at_most: MaybeAmount = Field(default=None, description="The column is a number, this or less.")
    within: MaybeDuration = Field(
        default=None, description='The column is a day not longer ago than this, such as "30 days".')
    older_than: MaybeDuration = Field(
        default=None, description='The column is a day longer ago than this, such as "30 days".')


def _by_pattern(made: dict[str, Any]) -> None:
    """In the schema, what is not a key of ours must look like LOOKUP.COLUMN."""
    condition = made.pop("additionalProperties", {})
    texts = {"anyOf": [WRITTEN, {"type": "array", "items": WRITTEN}, condition]}
    made["patternProperties"] = {r"^[a-z][a-z0-9_]*\..": {**texts, "description": "What the column must be."}}
    made["additionalProperties"] = False


class When(Keys):
    """When words hold. All of it must be so. Beside these keys: LOOKUP.COLUMN, such as order.state: shipped."""

    model_config = ConfigDict(extra="allow", frozen=True, json_schema_extra=_by_pattern)
    __pydantic_extra__: dict[str, Annotated[Condition, BeforeValidator(condition_shape)]]

    from_: MaybeDay = Field(default=None, alias="from", description="The first day, such as 2026-12-20.")
    until: MaybeDay = Field(default=None, description="The last day, such as 2027-01-02.")
    days: SomeDays = Field(default=[], description='Days of the week, such as "monday to friday".')
    hours: SomeHours = Field(default=[], description='Hours of the day, such as "9:00 to 17:00".')
    open: MaybeYes = Field(
        default=None, description="true: while the business is open, by its open and closed; false: while it is not.")
