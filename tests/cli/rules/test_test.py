"""`assistant rules test`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.rules.calling import GOOD, call

TESTED = GOOD + """\
    tests:
      matches: [do you ship to norway please]
      not: [when are you open today, is there parking]
"""


def test_tests_that_hold_end_with_0(shop: Path) -> None:
    """All as expected is status 0, with the counts and the answers that have no tests."""
    (shop / "rules.yaml").write_text(TESTED, encoding="utf-8")
    result = call("test")
    assert result.exit_code == 0
    assert result.stdout == "3 tests of 1 answer: all as expected.\nWithout tests: opening-hours.\n"


def test_a_failure_ends_with_1_and_says_what_won(shop: Path) -> None:
    """Rule, phrasing, place, what won instead, with scores and the reason."""
    (shop / "rules.yaml").write_text(TESTED.replace("[do you ship to norway please]", "[when are you open then]"))
    result = call("test")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == 'rules.yaml:12:17: answer "shipping": "when are you open then"'
    assert lines[1] == "  should find shipping, and finds opening-hours"
    assert "opening-hours: like the phrasing “When are you open?”" in lines[2]
    assert "1 of 3 tests failed, in 1 of 1 answer." in result.stdout


def test_a_phrasing_that_must_not_match_can_fail(shop: Path) -> None:
    """Under `not`, the answer itself is what must not win."""
    (shop / "rules.yaml").write_text(TESTED.replace("is there parking", "postage abroad, how much is it"))
    result = call("test")
    assert result.exit_code == 1
    assert "must not find shipping, and does" in result.stdout


def test_k_picks_by_name_or_words(shop: Path) -> None:
    """-k keeps what has the words in the answer's name or in the phrasing."""
    (shop / "rules.yaml").write_text(TESTED, encoding="utf-8")
    assert json.loads(call("test", "--json", "-k", "SHIPPING").stdout)["tests"] == 3
    assert json.loads(call("test", "--json", "-k", "parking").stdout)["tests"] == 1
    nothing = call("test", "-k", "zebra")
    assert nothing.exit_code == 2
    assert 'No test has "zebra"' in nothing.stderr


def test_json_has_every_test(shop: Path) -> None:
    """For programs: each test with its place, what it expects and the candidates."""
    (shop / "rules.yaml").write_text(TESTED, encoding="utf-8")
    found = json.loads(call("test", "--json").stdout)
    assert (found["ok"], found["failed"], found["untested"]) == (True, 0, ["opening-hours"])
    first = found["results"][0]
    assert (first["rule"], first["expected"], first["accepted"]) == ("shipping", "matches", "shipping")
    assert (first["path"], first["line"], first["column"]) == ("rules.yaml", 12, 17)
    assert set(first["ranked"][0]) == {"answer", "score", "why"}


def test_no_tests_is_something_to_do(shop: Path) -> None:
    """Where nothing is tested, the status is 1 and the text shows how to write a test."""
    result = call("test")
    assert result.exit_code == 1
    assert "There are no tests. Add some to an answer, for example: tests: {matches:" in result.stdout


def test_several_files_are_tested_in_one_go(shop: Path) -> None:
    """One file with a failing test, or without any, is enough for status 1."""
    (shop / "rules.yaml").write_text(TESTED, encoding="utf-8")
    (shop / "bare.yaml").write_text(GOOD, encoding="utf-8")
    assert call("test", "rules.yaml", "rules.yaml").exit_code == 0
    assert call("test", "rules.yaml", "bare.yaml").exit_code == 1
    assert call("test", "rules.yaml", "bare.yaml", "-k", "norway").exit_code == 0
