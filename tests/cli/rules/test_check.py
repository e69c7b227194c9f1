"""`assistant rules check`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.rules.calling import GOOD, call


def test_good_rules_end_with_0(shop: Path) -> None:
    """./rules.yaml is checked where no SOURCE is named."""
    result = call("check")
    assert (result.exit_code, result.stdout) == (0, "No faults.\n")


def test_faults_end_with_1(shop: Path) -> None:
    """A fault is told with its line, and the status says that there is something to do."""
    (shop / "rules.yaml").write_text(GOOD.replace("answer: From", "anwser: From"), encoding="utf-8")
    result = call("check", "--format", "short")
    assert result.exit_code == 1
    said = 'rules.yaml:7:5: error: answer "opening-hours": unknown key "anwser" (did you mean "answer"?)'
    assert result.stdout == said + "\n"


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
    result = call("check", "--format", "short")
    assert result.exit_code == 1
    said = 'rules.yaml:1:1: error: the file is written in UTF-16 (some editors call it "Unicode")'
    assert result.output.startswith(said)


@pytest.mark.parametrize("arguments", [["--format", "line"], ["nowhere"]])
def test_wrong_usage_ends_with_2(shop: Path, arguments: list[str]) -> None:
    """A format or a file that is not there is wrong usage."""
    assert call("check", *arguments).exit_code == 2


def test_several_sources_are_checked_in_one_go(shop: Path) -> None:
    """A hook hands over all files that changed; one with a fault is enough for status 1."""
    bad = GOOD.replace("answer: We do.", "anwser: We do.")
    (shop / "other.yaml").write_text(bad, encoding="utf-8")
    result = call("check", "rules.yaml", "other.yaml", "--format", "short")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        'other.yaml:10:5: error: answer "shipping": unknown key "anwser" (did you mean "answer"?)'
    ]
    rows = call("check", "rules.yaml", "other.yaml", "--json").stdout.splitlines()
    assert [json.loads(row)["ok"] for row in rows] == [True, False]


def test_phrasings_are_matched(shop: Path) -> None:
    """What only the matcher sees is told as well: a test that does not come out."""
    (shop / "rules.yaml").write_text(GOOD + "    tests: {matches: [is there a dragon]}\n", encoding="utf-8")
    result = call("check", "--format", "short")
    assert result.exit_code == 0
    assert result.stdout.startswith('rules.yaml:11:23: warning: answer "shipping": 1 of its tests does not come out')
