"""assistant promises: what is listed, overdue, kept; for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.store.store import Store
from tests.cli.test_people import folder, run  # noqa: F401  (a fixture)


@pytest.mark.usefixtures("folder")
def test_promises_are_listed_the_earliest_first() -> None:
    """What is overdue is said, and is something to do."""
    told = run("promises")
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert [line.split("“")[1] for line in lines] == ["And prints?”", "And maps?”", "Do you weld?”"]
    assert ["(overdue)" in line for line in lines] == [True, False, False]
    assert ["(today)" in line for line in lines] == [False, True, False]
    rows = [json.loads(line) for line in run("promises", "--json").output.splitlines()]
    assert [row["question"] for row in rows] == ["And prints?", "And\nmaps?", "Do you weld?"]
    assert {row["message_id"] for row in rows} == {"<m1@example.com>"}


@pytest.mark.usefixtures("folder")
def test_a_promise_can_be_noted_as_kept() -> None:
    """It is no longer listed, and nothing is overdue; another number is none."""
    number = run("promises").output.split(":")[0]
    assert run("promises", "--kept", number).output == f"{number}: kept.\n"
    left = run("promises")
    assert (left.exit_code, len(left.output.splitlines())) == (0, 2)
    again = run("promises", "--kept", number)
    assert (again.exit_code, f"There is no open promise {number}" in again.output) == (1, True)


@pytest.mark.usefixtures("folder")
def test_a_store_without_promises_says_so() -> None:
    """None, and nothing for programs."""
    with Store(Path("store.db")) as store:
        store.draft_became("pedal", "<d1@shop>", "discarded")
    assert run("promises").output == "None.\n"
    assert run("promises", "--json").output == ""
