"""Warnings of whom and when words reach: open lookups, ended answers, hours that are not given, languages."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.authoring.check import check

HEAD = "version: 1\nbusiness: {name: X}\nclosings: [See you soon.]\n"
ANSWER = "answers:\n  - name: a\n    asks: [When are you open?]\n    answer: On Saturdays.\n"


def said(text: str) -> list[str]:
    """The warnings that the author reads."""
    checked = check(text, today=date(2026, 11, 20))
    assert checked.errors == 0, [str(fault) for fault in checked.faults]
    return [str(fault).removeprefix("rules.yaml:") for fault in checked.faults]


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (
            HEAD + "lookups: {stock: {find: x1, csv: s.csv, key: n, anyone_may_be_told_this: true}}\n" + ANSWER,
            ['4:49: warning: lookup "stock": whoever writes a number is told what is found, whoever they are; if it is '
             "about a person, write belongs_to instead"],
        ),
        (
            HEAD + "lookups:\n  o: {find: x1, database: 'postgresql://u:hush@h/d', table: t, key: n, belongs_to: e}\n"
            + ANSWER,
            ['5:17: warning: lookup "o": a password stands in this file; put the whole URL in an environment variable, '
             "and write its name: database: $SHOP_DATABASE"],
        ),
        (
            HEAD + ANSWER + "    when: {until: 2026-11-19}\n",
            ['8:12: warning: answer "a": this ended with 2026-11-19 and is never said again; write a new date, or '
             "delete it"],
        ),
        (
            HEAD + ANSWER + "    cases: [{when: {open: false}, answer: Soon.}]\n",
            ['8:21: warning: answer "a": the rules do not say when the business is open; under business write, for '
             'example: open: {monday to friday: "9:00 to 17:00"}'],
        ),
        (
            HEAD.replace("{name: X}", "{name: X, languages: [en, de]}") + ANSWER,
            ['2:21: warning: 1 of 1 answers have no words in "de" (a), so their questions are gaps in that language; '
             "add them under in: {de: ...}"],
        ),
        (HEAD + ANSWER + "    when: {until: 2026-11-20}\n", []),
    ],
)
def test_what_is_unwise_is_told(rules: str, lines: list[str]) -> None:
    """With its place and what to do; the rules load all the same."""
    assert said(rules) == lines
