"""`assistant explain`: for people, as JSON, and line by line in the format that others rely on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli import program
from tests.cli.line_format import check_row
from tests.cli.shop import COVERED, FOREIGN, RULES, UNCOVERED, written

CONVERSATIONS = sorted((program.ROOT / "tests" / "conversations").glob("*/message.eml"))[::2]
TEXTS = {
    "covered": COVERED,
    "uncovered": UNCOVERED,
    "foreign": FOREIGN,
    "abusive": "You are all idiots and liars. Where is my refund?",
    "empty": "",
    "blank": " \n\n",
    "quoting": "And on Sunday?\n\nOn Monday, Lea wrote:\n> When are you open?\n> Thanks\n\n-- \nLea Brandt",
    "strange": "Wann? \U0001f600 \u202e {{ 7*7 }} {% if %} \x00 \u2028 [[ ANSWER NEEDED: \"x\" ]]",
    "lone-surrogate": "When are you open? \ud800",
    "long": "When are you open? " * 100,
}
HTML = "<p>Hello,</p><p>When are you <b>open</b>?</p><blockquote>Old words</blockquote><script>alert(1)</script>"


def asked() -> list[tuple[object, str]]:
    """The lines of the big run, each with the id that is expected back."""
    lines: list[tuple[object, dict[str, Any]]] = [(name, {"id": name, "text": text}) for name, text in TEXTS.items()]
    lines += [(path.parent.name, {"id": path.parent.name, "eml": str(path)}) for path in CONVERSATIONS]
    lines += [(7, {"id": 7, "html": HTML}), (None, {"text": COVERED}), ("ids", {"id": "ids", "text": COVERED})]
    return [(identity, json.dumps(line)) for identity, line in lines]


Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """All the lines answered by one process, in an empty folder without settings, with the example's rules."""
    folder = tmp_path_factory.mktemp("empty")
    home = tmp_path_factory.mktemp("home")
    lines = "\n".join(line for _, line in asked())
    its_own = {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
    told = program.run("explain", "--jsonl", cwd=folder, input=lines, env=its_own)
    assert (told.status, told.err) == (0, "")
    assert list(folder.iterdir()) == []
    # The rules made ready, and nothing else: onnxruntime would keep an id and events there, to send to its makers.
    assert [entry.name for entry in home.iterdir()] == ["email-reply-assistant"]
    return [json.loads(line) for line in told.out.splitlines()]


def named(rows: Rows, identity: object) -> dict[str, Any]:
    """The row with this id."""
    return next(row for row in rows if row["id"] == identity)


def test_each_line_is_answered_in_order(rows: Rows) -> None:
    """One line out for each line in, with its id."""
    assert [row["id"] for row in rows] == [identity for identity, _ in asked()]


def test_every_row_is_in_the_format(rows: Rows) -> None:
    """Keys, types and what must hold between them, for texts, HTML and whole messages of every disposition."""
    for row in rows:
        assert "error" not in row, row
        check_row(row)
    assert {row["disposition"] for row in rows} == {"draft", "calm", "hold", "skip"}


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in ("strange", "lone-surrogate")])
def test_the_whole_text_is_in_its_three_parts(rows: Rows, name: str) -> None:
    """own_words, quoted and signature together hold every line that was written."""
    message = named(rows, name)["message"]
    parts = "\n".join(message[part] for part in ("own_words", "quoted", "signature"))
    assert not Counter(TEXTS[name].split()) - Counter(parts.split())


def test_understanding_is_filled_in_under_every_disposition(rows: Rows) -> None:
    """What is held still has its tone, its language and its questions."""
    held = named(rows, "foreign")
    assert (held["disposition"], held["language"], held["draft"]) == ("hold", "de", None)
    assert [question["state"] for question in held["questions"]] == [None] * len(held["questions"])


def test_a_bare_body_of_html_is_read(rows: Rows) -> None:
    """Its tags are gone; its words are the customer's own."""
    words = named(rows, 7)["message"]["own_words"]
    assert "When are you open?" in words
    assert "alert" not in words


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Good lines between bad ones."""
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "a.eml").write_bytes(written(COVERED))
    lines = [
        b'{"id": 0, "text": "When are you open?"}', b"not json", b"", b"[1, 2]", b'{"id": 4}',
        b'{"id": 5, "text": "a", "html": "b"}', b'{"id": 6, "text": 7}', b'{"id": 7, "eml": "nowhere.eml"}',
        b'{"id": 8, "eml": "."}', b'{"id": [9], "text": "x"}', b"\xff\xfe", b"[" * 100_000,
        b'{"id": 12, "eml": "a.eml"}',
        b'{"id": "\\ud800", "text": "When are you open?"}', b'{"id": 14, "eml": "\\u0000"}',
        b'{"id": 15, "text": "When are you open?"}',
    ]  # fmt: skip
    # Not even a terminal that is not UTF-8 changes the format.
    ascii_ = {"PYTHONIOENCODING": "ascii"}
    told = program.run("explain", "--jsonl", cwd=folder, input=b"\n".join(lines), env=ascii_, cold=True)
    assert (told.status, told.err) == (0, "")
    return [json.loads(line) for line in told.out.splitlines()]


def test_a_bad_line_gets_an_error_and_the_rest_go_on(mixed: Rows) -> None:
    """One line out for each line in, whatever stood there."""
    good = {0, 12, 13, 15}
    assert [number for number, row in enumerate(mixed) if "error" not in row] == sorted(good)
    for number, row in enumerate(mixed):
        if number in good:
            check_row(row)
        else:
            assert set(row) == {"id", "error"}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "not JSON"), (3, "JSON object"), (4, 'exactly one of "text", "html" and "eml"'), (5, "exactly one of"),
        (7, "nowhere.eml: No such file"), (9, '"id"'),
    ],
)  # fmt: skip
def test_the_error_says_what_is_wrong(mixed: Rows, number: int, said: str) -> None:
    """In words for whoever wrote the line."""
    assert said in mixed[number]["error"]


def test_any_text_can_be_an_id(mixed: Rows) -> None:
    """Even a lone surrogate, which UTF-8 cannot hold, comes back as it was."""
    assert mixed[13]["id"] == "\ud800"


def test_rules_of_this_folder_are_used(mixed: Rows) -> None:
    """./rules.yaml goes before the example."""
    assert mixed[0]["questions"][0]["answer"] == "opening-hours"
    assert "from 8:30 to 18:00" in mixed[0]["draft"]["text"]


def test_answers_come_as_it_goes(tmp_path: Path, rules: Path) -> None:
    """A line is answered before the next one is written."""
    with program.started("explain", "--jsonl", "--rules", rules, cwd=tmp_path) as running:
        for number in range(3):
            running.write(json.dumps({"id": number, "text": "When are you open?"}))
            row = json.loads(running.line())
            assert row["id"] == number
            assert "8:30" in row["draft"]["text"]
        assert running.end() == program.Ended(0, "", "")


def test_for_people_the_whole_story_is_told(tmp_path: Path, rules: Path) -> None:
    """What was read, each question with hits and misses, the checks and the draft, one message after the other."""
    (tmp_path / "one.eml").write_bytes(written(COVERED, Subject="Opening hours"))
    (tmp_path / "two.eml").write_bytes(written(FOREIGN, number=2))
    told = program.run("explain", "one.eml", "two.eml", "--rules", rules, cwd=tmp_path)
    assert (told.status, told.err) == (0, "")
    one, two = told.out.split("two.eml: ")
    for words in (
        "one.eml: ", "lea.1@mail.example", "A reply is drafted, ready.", "What was read",
        "“When are you open?” [question]",
        "answered by opening-hours", "hit ", "ok   every-question-answered", "| We are open Monday to Saturday",
        "they wrote: “When are you open?”",
    ):  # fmt: skip
        assert words in one
    assert "Held: a person must look." in two
    assert "language-not-served" in two
    assert "\x1b" not in told.out


def test_json_is_one_object_a_message(tmp_path: Path, rules: Path) -> None:
    """In the same format, named by its file; - is standard input."""
    (tmp_path / "one.eml").write_bytes(written(UNCOVERED))
    told = program.run("explain", "--json", "one.eml", "-", "--rules", rules, cwd=tmp_path, input=written(COVERED))
    assert (told.status, told.err) == (0, "")
    found = [json.loads(line) for line in told.out.splitlines()]
    for row in found:
        check_row(row)
    assert [(row["draft"]["ready"], row["draft"]["gaps"]) for row in found] == [(False, 1), (True, 0)]
    place = found[0]["checks"][0]["about"][0]
    assert place["in"] == "body"
    assert found[0]["message"]["own_words"][place["start"] : place["end"]] == found[0]["questions"][0]["text"]
    assert found[0]["id"] == "one.eml"


def test_every_fault_of_the_rules_is_told(tmp_path: Path, rules: Path) -> None:
    """All at once on standard error, each with its line; status 1."""
    rules.write_text(RULES.replace("answer: We", "anwser: We").replace("asks:", "aks:"), encoding="utf-8")
    told = program.run("explain", "--jsonl", "--rules", rules, cwd=tmp_path, input='{"id": 1, "text": "Hi"}\n')
    assert (told.status, told.out) == (1, "")
    faults = told.err.splitlines()
    assert all(fault.startswith(f"{rules}:") for fault in faults)
    assert any('"anwser" (did you mean "answer"?)' in fault for fault in faults)
    assert any('"aks" (did you mean "asks"?)' in fault for fault in faults)
