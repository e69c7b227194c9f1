"""`assistant rules match`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli.rules import rules
from assistant.errors import RulesError
from tests.cli.rules.calling import call


def test_match_says_which_answer_is_used(shop: Path) -> None:
    """For people: the candidates, and the one that is used."""
    result = call("match", "when are you open")
    assert result.exit_code == 0
    assert "Used: opening-hours." in result.stdout


def test_match_as_json_has_the_reasons(shop: Path) -> None:
    """For programs: each candidate with its score and why, and the decision with its reason."""
    found = json.loads(call("match", "--json", "do you ship to norway").stdout)
    assert (found["accepted"], found["ranked"][0]["answer"]) == ("shipping", "shipping")
    assert set(found["ranked"][0]) == {"answer", "score", "why"}
    assert set(found["reason"]) == {"code", "text"}


def test_match_lines_come_in_order_and_bad_ones_are_answered(shop: Path) -> None:
    """One line out for each line in; a bad one gets its error and the next goes on."""
    lines = [
        '{"id": "1", "text": "when are you open"}', "not json", '{"id": 2}', "[3]", "", '{"id": null, "text": "  "}',
        '{"id": "5", "text": "do you ship to norway"}', '{"id": 6, "text": "\\ud800 zebra"}',
    ]
    result = call("match", "--jsonl", stdin="\n".join(lines).encode() + b"\n\xff\xff\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(row["id"], "error" in row) for row in rows] == [
        ("1", False), (None, True), (2, True), (None, True), (None, True), (None, True), ("5", False), (6, False),
        (None, True),
    ]  # fmt: skip
    assert (rows[0]["accepted"], rows[6]["accepted"]) == ("opening-hours", "shipping")
    assert set(rows[0]) == {"id", "ranked", "accepted"}
    assert all(set(each) == {"answer", "score"} for each in rows[0]["ranked"])


def test_match_refuses_rules_with_faults(shop: Path) -> None:
    """Rules that cannot be used are told with every fault, as an error of the rule author's."""
    (shop / "rules.yaml").write_text("version: 2\nbusiness: {}\n", encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        CliRunner().invoke(rules, ["match", "x"], catch_exceptions=False)
    assert str(caught.value).splitlines() == [
        'rules.yaml:1:10: "version" should be 1, not "2"',
        'rules.yaml:2:11: business: "name" is missing; add it, for example: name: Harbour Lane Books',
    ]


@pytest.mark.parametrize(
    "arguments", [["match"], ["match", "  "], ["match", "x", "--jsonl"]],
)
def test_wrong_usage_ends_with_2(shop: Path, arguments: list[str]) -> None:
    """A missing or an empty TEXT, or two ways at once, is wrong usage."""
    assert call(*arguments).exit_code == 2
