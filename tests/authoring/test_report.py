"""What a check found, written out three ways."""

from __future__ import annotations

import json
from datetime import date

from assistant.authoring import report
from assistant.authoring.check import Checked, check

RULES = """\
version: 1
business: {name: X}
closings: [See you soon.]
answers:
  - name: a
    asks: [x]
    anwser: y
  - {name: b, asks: [z], answer: Obviously.}
"""


def checked(text: str = RULES) -> Checked:
    """The check of a text, on a day in November."""
    return check(text, today=date(2026, 11, 20), templates={"letter.j2": "{{ 1 * 2 }}"})


def test_people_see_the_line_and_a_caret() -> None:
    """Faults are grouped by file and answer, each with its line and a caret below; the counts come last."""
    assert report.people(checked()) == """\
rules.yaml, answer "a"
  7:5      error: unknown key "anwser" (did you mean "answer"?)
           anwser: y
           ^

rules.yaml, answer "b"
  8:34     warning: in "answer": "Obviously" is not how we speak to customers; a reply with it is never ready, put it \
kindly
           - {name: b, asks: [z], answer: Obviously.}
                                          ^

templates/letter.j2
  1:6      error: multiplying cannot be used here
           {{ 1 * 2 }}
                ^

2 faults, 1 warning."""


def test_no_faults_is_said() -> None:
    """Good rules get two words."""
    good = check("version: 1\nbusiness: {name: X}\nclosings: [x]\nanswers: [{name: a, asks: x, answer: y}]\n",
                 today=date(2026, 11, 20))
    assert report.people(good) == "No faults."
    assert report.short(good) == ""


def test_warnings_alone_are_no_faults() -> None:
    """The count tells warnings from faults."""
    assert report.counts(check("version: 1\nbusiness: {name: X}\n", today=date(2026, 1, 1))) == "No faults, 2 warnings."


def test_a_long_line_is_shown_around_its_fault() -> None:
    """Of a line of thousands of characters, the part around the fault is shown, the caret below it."""
    text = RULES.replace("anwser: y", f"answer: '{'word ' * 6}{'a. ' * 900}{{{{ facts.nothing }}}} {'b. ' * 900}'")
    [shown, caret] = report.people(check(text, today=date(2026, 1, 1))).splitlines()[2:4]
    assert len(shown) <= 111
    assert shown[caret.index("^") :].startswith("facts.nothing")


def test_short_is_one_line_a_fault() -> None:
    """Editors and CI read path, line, column, severity and message."""
    assert report.short(checked()).splitlines() == [
        'rules.yaml:7:5: error: answer "a": unknown key "anwser" (did you mean "answer"?)',
        'rules.yaml:8:34: warning: answer "b": in "answer": "Obviously" is not how we speak to customers; '
        "a reply with it is never ready, put it kindly",
        "templates/letter.j2:1:6: error: multiplying cannot be used here",
    ]


def test_json_holds_every_fault() -> None:
    """Programs read the same faults with their codes, and whether all is well."""
    made = json.loads(report.as_json(checked()))
    assert {key: made[key] for key in ("path", "ok", "errors", "warnings")} == {
        "path": "rules.yaml", "ok": False, "errors": 2, "warnings": 1
    }
    assert made["faults"][0] == {
        "path": "rules.yaml", "line": 7, "column": 5, "rule": "a", "code": "unknown-key", "severity": "error",
        "text": 'unknown key "anwser" (did you mean "answer"?)',
    }


def test_strict_is_not_ok_with_warnings() -> None:
    """Under strict, a warning is enough not to be ok."""
    warned = check("version: 1\nbusiness: {name: X}\n", today=date(2026, 1, 1))
    assert json.loads(report.as_json(warned))["ok"]
    assert not json.loads(report.as_json(warned, strict=True))["ok"]


def test_a_password_is_not_shown() -> None:
    """The line of a fault is shown without what stands between ":" and "@" in a URL, its length kept."""
    text = (
        "version: 1\nbusiness: {name: X}\nclosings: [x]\nanswers: [{name: a, asks: x, answer: y}]\n"
        "lookups: {o: {find: x1, database: 'postgresql://u:hush@h/d', table: t, key: n, belong: e}}\n"
    )
    shown = report.people(check(text, today=date(2026, 11, 20)))
    assert "hush" not in shown
    assert "postgresql://u:****@h/d" in shown
