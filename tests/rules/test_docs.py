"""docs/rules.md is held to the code: its examples load, its faults are those that are told, its keys are all keys."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.authoring.check import check
from assistant.rules import load
from assistant.rules.grammar import SHAPES
from assistant.rules.keys import keys

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
WRONG = re.findall(r"^```yaml wrong\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
FILES = {text[2:].split("\n", 1)[0]: text for text in EXAMPLES if text.startswith("# ")}
SHARED = next(example for example in EXAMPLES if "free-coffee" in example and example.startswith("version"))


def sections(text: str) -> dict[str, str]:
    """The sections of a file, by their key at the left margin."""
    return {part.split(":", 1)[0]: part for part in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE) if part.strip()}


def whole(example: str) -> str:
    """An example as a file, completed as the page says."""
    if example.startswith("version"):
        return example
    if example.startswith("- "):
        example = "answers:\n" + "".join(f"  {line}\n" for line in example.splitlines())
    return "".join({**sections(SHARED), **sections(example)}.values())


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.split("\n")[0] for example in EXAMPLES])
def test_every_example_loads(example: str) -> None:
    """Each example is right, and nothing in it is unwise but that a part of a file has no answers."""
    checked = check(whole(example), today=date(2026, 11, 20), files=FILES)
    told = {"no-answers", *({"open-lookup"} if "anyone_may_be_told_this" in example else ())}
    assert [str(fault) for fault in checked.faults if fault.code not in told] == []
    assert checked.loaded.rulebook is not None


@pytest.mark.parametrize(("rules", "lines"), WRONG, ids=[lines.split("\n")[0] for _, lines in WRONG])
def test_every_fault_shown_is_the_one_that_is_told(rules: str, lines: str) -> None:
    """What the page says a mistake is answered with is what the check answers."""
    assert [str(fault) for fault in check(rules, today=date(2026, 11, 20)).faults] == lines.splitlines()


def test_every_key_is_documented() -> None:
    """Each key of the grammar is named on the page, and is in one of its examples."""
    written = "\n".join(EXAMPLES)
    for shape in SHAPES.values():
        for key in keys(shape):
            assert f"`{key}`" in PAGE or f"`{key}:" in PAGE, key
            assert re.search(rf"\b{key}:", written), key


def test_the_defaults_of_conduct_are_the_ones_shown() -> None:
    """The page shows what holds without the section."""
    shown = next(example for example in EXAMPLES if example.startswith("conduct:"))
    without, with_it = load(SHARED).rulebook, load(whole(shown)).rulebook
    assert without is not None
    assert with_it is not None
    assert without.conduct == with_it.conduct
