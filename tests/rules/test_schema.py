"""The JSON schema that editors use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from assistant.rules import load, schema
from assistant.rules.grammar import SHAPES
from assistant.rules.keys import keys
from tests.rules.test_docs import EXAMPLES, whole


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


class AsEditorsRead(SafeConstructor):
    """YAML 1.2 as language servers read it: numbers and truth values have their types, dates are texts."""


AsEditorsRead.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
SHIPPED = (Path(__file__).parents[2] / "rules.yaml").read_text(encoding="utf-8")
HEAD = "version: 1\nbusiness: {name: X}\nclosings: [See you.]\n"
ANSWER = HEAD + "answers:\n  - name: a\n    asks: [When?]\n    answer: At nine.\n"


def underlined(text: str) -> list[str]:
    """What an editor would underline, as JSON paths."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = AsEditorsRead
    return [error.json_path for error in VALIDATOR.iter_errors(reader.load(text))]


def test_the_schema_is_a_schema() -> None:
    """It is right by the rules of JSON Schema itself."""
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("example", [SHIPPED, *map(whole, EXAMPLES)], ids=["rules.yaml", *(
    example.split("\n")[0] for example in EXAMPLES
)])
def test_an_editor_underlines_nothing_that_is_right(example: str) -> None:
    """The example business and each example of docs/rules.md, as a validator of JSON Schema sees them."""
    assert underlined(example) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (ANSWER.replace("answer:", "anwser:"), "$.answers[0]"),
        (ANSWER.replace("    asks: [When?]\n", ""), "$.answers[0]"),
        (ANSWER.replace("[When?]", "{When: now}"), "$.answers[0].asks"),
        (ANSWER.replace("At nine.", "[At nine.]"), "$.answers[0].answer"),
        (ANSWER + "    complaint: perhaps\n", "$.answers[0].complaint"),
        (ANSWER + "    grants: [refunds]\n", "$.answers[0].grants"),
        (ANSWER + "    choices: [{gift: a mug}]\n", "$.answers[0].choices[0]"),
        (ANSWER + "    decline: {instead: Later.}\n", "$.answers[0].decline"),
        (ANSWER + "facts: {Price: £3}\n", "$.facts"),
        (ANSWER + "facts: {price: {value: £3, valid_until: soon}}\n", "$.facts.price"),
        (ANSWER + "conduct: {violence: draft}\n", "$.conduct.violence"),
        (ANSWER + "goodwill: {mug: {say: A mug., per_customer: 0}}\n", "$.goodwill.mug.per_customer"),
        (ANSWER.replace("version: 1", "version: 2"), "$.version"),
        (ANSWER + "answer: At nine.\n", "$"),
    ],
)
def test_an_editor_underlines_typical_faults(text: str, path: str) -> None:
    """What the loader refuses for its shape, the schema refuses in the same place."""
    assert load(text).errors
    assert underlined(text) == [path]
