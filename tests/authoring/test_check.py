"""`check`: what only the world outside the file shows, and what is unwise in it. One case a fault or warning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.authoring.check import Checked, check
from assistant.meaning import load
from assistant.planning.matching import prepare

TODAY = date(2026, 11, 20)
HEAD = "version: 1\nbusiness: {name: X}\nclosings: [See you soon.]\n"
ANSWERS = HEAD + "answers:\n"
COMPLAINT = (
    HEAD + "complaint: {apologies: [I am sorry.], understandings: [I see.], assurances: [We look.]}\n"
    "answers:\n  - name: a\n    asks: [x]\n    answer: y\n    complaint: true\n"
)


def said(text: str, **more: object) -> list[str]:
    """The lines that the author reads."""
    checked = check(text, today=TODAY, **more)  # type: ignore[arg-type]
    return [str(fault).removeprefix("rules.yaml:") for fault in checked.faults]


def test_good_rules_have_nothing_to_say() -> None:
    """A small file without a fault gives no line at all."""
    assert said(ANSWERS + "  - {name: a, asks: [When are you open?], answer: On Saturdays.}\n") == []


def test_faults_of_loading_come_through() -> None:
    """What rules/ finds is told here as well, with its severity."""
    checked = check("version: 1\n", today=TODAY)
    assert (checked.errors, [fault.code for fault in checked.faults]) == (1, ["missing-key"])


def test_a_text_that_is_not_yaml_is_a_fault() -> None:
    """Where nothing could be read, the reason is told and nothing else."""
    assert [fault.code for fault in check("}", today=TODAY).faults] == ["not-yaml"]


CASES = [
    (
        "Jinja that may not be used is told with its line inside the answer",
        ANSWERS + "  - name: a\n    asks: [x]\n    answer: |\n      One.\n      {{ business.name * 9 }}\n",
        ['9:24: answer "a": in "answer": multiplying cannot be used here'],
    ),
    (
        "Jinja that does not parse is told",
        ANSWERS + '  - {name: a, asks: [x], answer: "{{ business.name | }}"}\n',
        ["""5:35: answer "a": in "answer": expected token 'name', got 'end of print statement'"""],
    ),
    (
        "braces that the scanner has told of are not told again",
        ANSWERS + '  - {name: a, asks: [x], answer: "{{ business.name"}\n',
        [
            '5:35: answer "a": in "answer": "{{" is never closed; write {{ ... }}, such as {{ facts.opening_hours }}',
        ],
    ),
    (
        "an expired fact that words use is an error",
        HEAD + "facts: {price: {value: £3, valid_until: 2026-11-19, owner: Bo}}\n"
        'answers:\n  - {name: a, asks: [x], answer: "{{ facts.price }}"}\n',
        [
            '4:41: fact "price": it is good until 2026-11-19 and expired; ask Bo for the new value and date, or delete '
            "it. Until then, every reply that uses it has a gap",
        ],
    ),
    (
        "an expired fact that nothing uses is a warning",
        ANSWERS + "  - {name: a, asks: [x], answer: y}\nfacts: {price: {value: £3, valid_until: 2026-11-19}}\n",
        [
            '6:41: warning: fact "price": it is good until 2026-11-19 and expired; write the new value and date, or '
            "delete it",
        ],
    ),
    (
        "a fact is good on its last day",
        ANSWERS + "  - {name: a, asks: [x], answer: y}\nfacts: {price: {value: £3, valid_until: 2026-11-20}}\n",
        [],
    ),
    (
        "a time zone that does not exist gets the nearest one",
        "version: 1\nbusiness: {name: X, timezone: Europe/Londn}\nclosings: [Enjoy.]\n"
        "answers:\n  - {name: a, asks: [x], answer: y}\n",
        ['2:31: business: there is no time zone "Europe/Londn" (did you mean "Europe/London"?)'],
    ),
    (
        "a phrasing of two answers is named with the first",
        ANSWERS + "  - {name: a, asks: [When?], answer: y}\n  - {name: b, asks: [WHEN], answer: z}\n",
        [
            '6:22: warning: answer "b": in "asks", item 1: "WHEN" is also in "a" (line 5); no question can tell the '
            "two apart by it, keep it in one",
        ],
    ),
    (
        "a phrasing twice in one answer is named",
        ANSWERS + "  - {name: a, asks: [When?, when], answer: y}\n",
        ['5:29: warning: answer "a": in "asks", item 2: "when" stands twice in this answer; one is enough'],
    ),
    (
        "a test that is taught proves nothing",
        ANSWERS + "  - {name: a, asks: [When?], answer: y, tests: {matches: [when]}}\n",
        [
            '5:59: warning: answer "a": in "matches" of "tests", item 1: "when" is taught under asks, so it proves '
            "nothing; put it another way",
        ],
    ),
    (
        "a test that is taught to another answer cannot hold",
        ANSWERS + "  - {name: a, asks: [When?], answer: y}\n"
        "  - {name: b, asks: [x], answer: y, tests: {matches: [when]}}\n",
        [
            '6:55: warning: answer "b": in "matches" of "tests", item 1: "when" is taught to "a" (line 5), so this '
            "cannot hold",
        ],
    ),
    (
        "a test that must not match what is taught cannot hold",
        ANSWERS + "  - {name: a, asks: [When?], answer: y, tests: {not: [when]}}\n",
        [
            '5:55: warning: answer "a": in "not" of "tests", item 1: "when" is taught to "a" (line 5), so this '
            "cannot hold",
        ],
    ),
    (
        "a rude phrase is named where it stands",
        ANSWERS + "  - {name: a, asks: [x], answer: Per our policy we close.}\n",
        [
            '5:34: warning: answer "a": in "answer": "Per our policy" is not how we speak to customers; a reply with '
            "it is never ready, put it kindly",
        ],
    ),
    (
        "a sentence that is too long is named where it begins",
        ANSWERS + f"  - name: a\n    asks: [x]\n    answer: Short. {'word ' * 31}end.\n",
        [
            '7:20: warning: answer "a": in "answer": a sentence of 32 words is hard to read; make two of it, 30 words '
            "are the most",
        ],
    ),
    (
        "a closing that apologises is named",
        "version: 1\nbusiness: {name: X}\nclosings: [We are sorry again.]\n"
        "answers:\n  - {name: a, asks: [x], answer: y}\n",
        [
            '3:19: warning: closings: in item 1: "sorry" looks back; a closing looks forward, such as "We look forward '
            'to seeing you again."',
        ],
    ),
    (
        "missing closings are a warning",
        "version: 1\nbusiness: {name: X}\nanswers:\n  - {name: a, asks: [x], answer: y}\n",
        [
            "1:1: warning: there are no closings, so no reply ends on a good note; add, for example: closings: [We "
            "look forward to seeing you again.]",
        ],
    ),
    (
        "missing answers are a warning",
        HEAD,
        ['1:1: warning: there are no answers yet, so every question is a gap; add one under "answers:"'],
    ),
    (
        "a refund with nothing beside it is a warning",
        COMPLAINT + "    grants: [refund]\n",
        [
            '10:5: warning: answer "a": a refund is granted with nothing of value beside it; name a gesture, for '
            "example: goodwill: next-order",
        ],
    ),
    (
        "a refund as a choice with nothing beside it is a warning",
        COMPLAINT + "    choices: [{refund: we refund you}]\n",
        [
            '10:5: warning: answer "a": a refund is granted with nothing of value beside it; name a gesture, for '
            "example: goodwill: next-order",
        ],
    ),
    (
        "words that only a complaint is told are a warning elsewhere",
        ANSWERS + "  - {name: a, asks: [x], answer: y, assurance: We look.}\n",
        [
            '5:37: warning: answer "a": "assurance" is only said in the answer to a complaint; add "complaint: true", '
            "or delete it",
        ],
    ),
    (
        "a complaint that would leave gaps is a warning",
        ANSWERS + "  - {name: a, asks: [x], answer: y, complaint: true, apology: I am sorry.}\n",
        [
            '5:37: warning: answer "a": a complaint without "understanding", "assurance" leaves a gap; add it here, or '
            "for all under complaint:",
        ],
    ),
]


@pytest.mark.parametrize(("rules", "lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_line_that_the_author_reads(rules: str, lines: list[str]) -> None:
    """Each is told with its place, its answer, what is wrong and what to do."""
    assert said(rules) == lines


def test_warnings_leave_the_rules_standing() -> None:
    """With warnings alone there is a Rulebook and no error."""
    checked = check(ANSWERS + "  - {name: a, asks: [x], answer: Obviously you must.}\n", today=TODAY)
    assert (checked.errors, checked.warnings, checked.loaded.rulebook is not None) == (0, 2, True)


def test_a_fault_in_a_template_names_the_template() -> None:
    """Templates are checked beside the rules, each under its own path."""
    good = ANSWERS + "  - {name: a, asks: [x], answer: y}\n"
    checked = check(good, today=TODAY, templates={"letter.txt.j2": "Dear\n{{ name.mro() }}\n"})
    assert [(fault.path, fault.line, fault.code) for fault in checked.faults] == [
        ("templates/letter.txt.j2", 2, "wrong-template")
    ]


LOOKUP = HEAD + (
    "lookups:\n  order: {find: A-9, csv: orders.csv, key: number, belongs_to: email}\n"
    'answers:\n  - {name: a, asks: [x], needs: order, answer: "It is {{ order.stat }}."}\n'
)


def test_columns_that_a_lookup_does_not_have_are_faults(tmp_path: Path) -> None:
    """The first line of the CSV file says which columns words and lookups may name."""
    (tmp_path / "orders.csv").write_text("number,state\nA-9,sent\n", encoding="utf-8")
    assert said(LOOKUP, base=tmp_path) == [
        '5:64: lookup "order": orders.csv has no column "email"; its columns are number, state',
        '7:58: answer "a": in "answer": orders.csv has no column "stat" (did you mean "state"?)',
    ]


def test_a_lookup_without_its_file_is_a_warning(tmp_path: Path) -> None:
    """The file may live on another machine, so its absence is told and no more."""
    assert said(LOOKUP, base=tmp_path) == [
        f'5:27: warning: lookup "order": there is no file {tmp_path / "orders.csv"}; '
        'without it, every answer that needs "order" is a gap',
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\n\n", b",,\n"])
def test_a_lookup_file_that_is_no_table_is_a_warning(tmp_path: Path, content: bytes) -> None:
    """A file without a line of column names is told as such."""
    (tmp_path / "orders.csv").write_bytes(content)
    assert [fault.code for fault in check(LOOKUP, today=TODAY, base=tmp_path).faults] == ["no-lookup-file"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_is_told_as_when_the_file_is_read(tmp_path: Path, separator: str) -> None:
    """Spreadsheets of many countries part columns by semicolons; the lookup reads them, so the check does."""
    (tmp_path / "orders.csv").write_text(f"number{separator}email{separator}stat\n", encoding="utf-8")
    assert said(LOOKUP, base=tmp_path) == []


def test_a_spreadsheet_is_told_how_to_save_it(tmp_path: Path) -> None:
    """A file of a spreadsheet program under the name of a CSV file."""
    (tmp_path / "orders.csv").write_bytes(b"PK\x03\x04\x14\x00\xff")
    assert said(LOOKUP, base=tmp_path) == [
        f'5:27: warning: lookup "order": {tmp_path / "orders.csv"} cannot be read: it is a spreadsheet, not CSV; '
        'open it there and save it as "CSV UTF-8"; without it, every answer that needs "order" is a gap',
    ]


def test_a_file_of_nearly_that_name_is_named(tmp_path: Path) -> None:
    """Where the file is not there, the one that was meant may be."""
    (tmp_path / "order.csv").write_text("number,email,stat\n", encoding="utf-8")
    assert '(did you mean "order.csv"?)' in said(LOOKUP, base=tmp_path)[0]


def test_a_language_without_a_letter_is_told() -> None:
    """Without its templates, no mail in a language is answered, whatever the answers say."""
    text = (
        "version: 1\nbusiness: {name: X, languages: [en, de]}\nclosings: [Bye.]\nin: {de: {closings: [Bis bald.]}}\n"
        "answers:\n  - {name: a, asks: [x], answer: y, in: {de: {answer: z}}}\n"
    )
    fault = '2:37: warning: there is no letter in "de", so all mail in it waits for a person; translate '
    lines = said(text, templates={})
    assert [line.startswith(fault) for line in lines] == [True]
    letter = "{% block greet %}{{ greeting }}{% endblock %}"
    assert not any("no letter" in line for line in said(text, templates={"de/ordinary.txt.j2": letter}))
    assert said(text) == []


def test_long_trying_is_told_of() -> None:
    """Tests are matched in parts, and it is said how far that has come."""
    phrasings = ", ".join(f"is it open on day {number}" for number in range(150))
    text = ANSWERS + f"  - {{name: a, asks: [when is it open], answer: y, tests: {{matches: [{phrasings}]}}}}\n"
    heard: list[tuple[int, int]] = []
    check(
        text, today=TODAY, ready=lambda rulebook: prepare(rulebook, load("off")),
        tried=lambda done, of: heard.append((done, of)),
    )
    assert heard == [(0, 150), (64, 150), (128, 150), (150, 150)]


def test_without_a_folder_no_file_is_looked_at() -> None:
    """Checking a text alone reads nothing from the disk."""
    assert said(LOOKUP) == []


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="{}%#|.:-[]\"' \n\tabfacts", max_size=60))
def test_no_words_make_it_raise(words: str) -> None:
    """Whatever stands in an answer, checking it ends with faults and not with an exception."""
    indented = "".join(f"      {line}\n" for line in words.split("\n"))
    checked = check(f"{ANSWERS}  - name: a\n    asks: [x]\n    answer: |\n      x\n{indented}", today=TODAY)
    assert isinstance(checked, Checked)
