"""The JSON schema that editors use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assistant.rules import schema
from assistant.rules.grammar import SHAPES
from assistant.rules.keys import keys


def properties(made: Any) -> Iterator[tuple[str, Any]]:
    """Every property of the schema, wherever it stands."""
    if isinstance(made, dict):
        for name, value in made.get("properties", {}).items():
            yield name, value
        for value in made.values():
            yield from properties(value)
    elif isinstance(made, list):
        for value in made:
            yield from properties(value)


def test_the_schema_is_json() -> None:
    """It can be written out, and says which draft of JSON Schema it is."""
    assert json.loads(json.dumps(schema())) == schema()
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_is_described() -> None:
    """An editor has a sentence to show for each key but the remedies of a choice."""
    from assistant.rules.kinds import REMEDIES

    bare = {name for name, value in properties(schema()) if "description" not in value}
    assert bare <= set(REMEDIES)


def test_every_key_of_the_grammar_is_in_the_schema() -> None:
    """What loads is what the editor offers."""
    offered = {name for name, _ in properties(schema())}
    assert {key for shape in SHAPES.values() for key in keys(shape)} <= offered


def test_every_reference_leads_somewhere() -> None:
    """Each $ref names a definition that is there."""
    text = json.dumps(schema())
    named = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert named <= set(schema()["$defs"])


def test_unknown_keys_are_refused_by_the_schema_too() -> None:
    """An editor underlines a misspelt key as the loader does."""
    made = schema()
    assert made["additionalProperties"] is False
    assert all(each["additionalProperties"] is False for each in made["$defs"].values())
