"""The keys of a lookup: what is looked for, where, and who may be told."""

from __future__ import annotations

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.keys import Keys
from assistant.rules.kinds import (
    MaybeDatabaseUrl,
    MaybeEndpoint,
    MaybeEnvironment,
    MaybeQuery,
    MaybeText,
    Pattern,
    Yes,
)

SOURCES = ("csv", "database", "http")


class Lookup(Keys):
    """Where facts about a customer's order come from: a CSV file, a database, or an address that answers with JSON."""

    find: Pattern = Field(
        description="A pattern (RE2) that finds the order number in a message.", examples=[r"'HL-\d{5}'"])
    csv: MaybeText = Field(
        default=None, description="A CSV file, its path seen from the rules file.", examples=["data/orders.csv"])
    database: MaybeDatabaseUrl = Field(
        default=None, description="The URL of an SQL database, or $NAME for an environment variable that holds it.",
        examples=["$SHOP_DATABASE"])
    table: MaybeText = Field(default=None, description="The table or view of the database.", examples=["orders"])
    query: MaybeQuery = Field(
        default=None, description="An SQL query instead of a table, with :key where the number goes.")
    http: MaybeEndpoint = Field(
        default=None, description="An https address that answers with JSON, with {key} where the number goes.")
    token: MaybeEnvironment = Field(
        default=None, description="$NAME of an environment variable; what it holds is sent as Authorization: Bearer.")
    key: MaybeText = Field(default=None, description="The column that holds the order number.", examples=["number"])
    belongs_to: MaybeText = Field(
        default=None, description="The column with the e-mail address that the row may be told to.",
        examples=["email"])
    anyone_may_be_told_this: Yes = Field(
        default=False, description="DANGER: whoever writes a number is told what is found, whoever they are.")

    @model_validator(mode="after")
    def _fits(self) -> Lookup:
        """One source, with the keys that go with it, and a word about who may be told."""
        said = _amiss(self)
        if said is not None:
            raise PydanticCustomError("fault", "{text}", {"code": said[0], "text": said[1]})
        return self


def _amiss(lookup: Lookup) -> tuple[str, str] | None:
    """What is wrong with a lookup as a whole: a code, and a predicate that follows its name."""
    given = [name for name in SOURCES if getattr(lookup, name) is not None]
    if not given:
        return "no-source", 'says nowhere to look; add "csv: data/orders.csv", or database, or http'
    if len(given) > 1:
        return "two-sources", f'has both "{given[0]}" and "{given[1]}"; keep one'
    homes = {"table": "database", "query": "database", "token": "http"}
    stray = next((key for key, home in homes.items() if getattr(lookup, key) is not None and home != given[0]), None)
    if stray is not None:
        return "stray-key", f'has "{stray}", which goes with "{homes[stray]}" and not with "{given[0]}"; delete it'
    if given[0] == "database" and (lookup.table is None) == (lookup.query is None):
        return "table-or-query", 'needs either "table", the name of the table, or "query", and not both'
    if lookup.key is None and (lookup.csv is not None or lookup.table is not None):
        return "missing-key", 'has no "key"; add the column that holds the number, for example: key: number'
    if lookup.belongs_to is None and not lookup.anyone_may_be_told_this:
        return "belongs-to-nobody", (
            'does not say whom it belongs to; add the column with the customer\'s e-mail address, for example: '
            "belongs_to: email (or, if it may be told to whoever asks, anyone_may_be_told_this: true)"
        )
    if lookup.belongs_to is not None and lookup.anyone_may_be_told_this:
        return "belongs-to-anyone", 'has both "belongs_to" and "anyone_may_be_told_this"; keep belongs_to'
    return None
