"""`assistant rules`: check, match and schema, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.rules import rules
from assistant.errors import RulesError

GOOD = """\
version: 1
business: {name: X}
closings: [See you soon.]
answers:
  - name: opening-hours
    asks: [When are you open?, What are your opening hours?]
    answer: From nine.
  - name: shipping
    asks: [Do you ship to Norway?, How much is postage abroad?]
    answer: We do.
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with good rules, which is the current one."""
    (tmp_path / "rules.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str, stdin: str | bytes = "") -> Result:
    """The command with these arguments."""
    return CliRunner().invoke(rules, arguments, input=stdin)


def test_good_rules_end_with_0(shop: Path) -> None:
    """./rules.yaml is checked where no SOURCE is named."""
    result = call("check")
    assert (result.exit_code, result.stdout) == (0, "No faults.\n")


def test_faults_end_with_1(shop: Path) -> None:
    """A fault is told with its line, and the status says that there is something to do."""
    (shop / "rules.yaml").write_text(GOOD.replace("answer: From", "anwser: From"), encoding="utf-8")
    result = call("check", "--format", "line")
    assert result.exit_code == 1
    assert result.stdout == 'rules.yaml:7:5: answer "opening-hours": unknown key "anwser" (did you mean "answer"?)\n'


def test_strict_makes_warnings_count(shop: Path) -> None:
    """A warning alone is status 0, and 1 under --strict."""
    (shop / "rules.yaml").write_text(GOOD.replace("closings: [See you soon.]\n", ""), encoding="utf-8")
    assert call("check").exit_code == 0
    assert call("check", "--strict").exit_code == 1


def test_a_folder_is_taken_for_its_rules(shop: Path) -> None:
    """SOURCE may be the folder of the rules, whose templates are checked too."""
    (shop / "templates").mkdir()
    (shop / "templates" / "letter.j2").write_text("{% if %}", encoding="utf-8")
    result = call("check", str(shop), "--json")
    assert result.exit_code == 1
    assert [fault["path"] for fault in json.loads(result.stdout)["faults"]] == ["templates/letter.j2"]


def test_no_rules_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no rules.yaml, the status is 2 and the text says what to do."""
    monkeypatch.chdir(tmp_path)
    result = call("check")
    assert result.exit_code == 2
    assert "There is no rules.yaml here" in result.stderr
    assert call("check", "nowhere.yaml").exit_code == 2


def test_a_file_that_is_not_utf_8_is_a_fault(shop: Path) -> None:
    """A file in another encoding is told how to save it, in every form of output."""
    (shop / "rules.yaml").write_bytes("version: 1".encode("utf-16"))
    assert '"code": "unreadable-file"' in call("check", "--json").output
    result = call("check", "--format", "line")
    assert result.exit_code == 1
    assert result.output.startswith('rules.yaml:1:1: the file is written in UTF-16 (some editors call it "Unicode")')


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
    "arguments", [["match"], ["match", "  "], ["match", "x", "--jsonl"], ["check", "--format", "x"]],
)
def test_wrong_usage_ends_with_2(shop: Path, arguments: list[str]) -> None:
    """A missing or an empty TEXT, or two ways at once, is wrong usage."""
    assert call(*arguments).exit_code == 2


def test_schema_is_printed() -> None:
    """The schema is JSON on standard output."""
    assert json.loads(call("schema").stdout)["title"] == "rules.yaml"


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["match", "--help"], ["schema", "--help"]])
def test_every_command_has_help_with_an_example(arguments: list[str]) -> None:
    """--help shows at least one command to copy."""
    result = call(*arguments)
    assert result.exit_code == 0
    assert "assistant rules" in result.stdout
