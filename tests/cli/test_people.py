"""assistant people: who is listed and cleared; for people and for programs."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.model import Asked
from assistant.store.records import Handled, Person, Promise, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.store.blank import blank

NOW = datetime.now(UTC)
SETTINGS = """
store = "store.db"
[account.pedal]
host = "127.0.0.1"
user = "me"
addresses = ["help@pedal.example"]
password_env = "PEDAL_PASSWORD"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and a store with one person and three promises, in the folder where we are."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("version: 1\nbusiness: {name: Pedal}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSISTANT_STORE", raising=False)
    today = datetime.now(UTC).date()                # and not that of the tests' beginning: midnight may have come
    due = {"Do you weld?": today + timedelta(days=5), "And\nmaps?": today, "And prints?": today - timedelta(days=2)}
    parked = (Asked("Where is it?", NOW - timedelta(days=1)),)
    person = Person("pedal", "dana@example.com", NOW - timedelta(days=1), parked, expires=NOW + timedelta(days=90))
    message = SeenMessage("pedal", "INBOX", 7, 1, "aa", NOW, "drafted", "draft", message_id="<m1@example.com>")
    promises = tuple(Promise(question, day, "dana@example.com") for question, day in due.items())
    with Store(blank(tmp_path / "store.db")) as store:
        store.record(Handled(message, SavedDraft("<d1@shop>", "Drafts", NOW, True), person=person, promises=promises))
    return tmp_path


def run(*words: str) -> Result:
    """The command, as it is typed."""
    return CliRunner().invoke(cli, words)


def test_people_are_listed_with_their_expiry(folder: Path) -> None:
    """One line each, for people and for programs."""
    told = run("people")
    assert told.exit_code == 0
    until = f"{NOW + timedelta(days=90):%Y-%m-%d}"
    assert told.output.startswith("pedal dana@example.com: asked on ")
    assert told.output.endswith(f"until {until}; 1 question parked\n")
    row = json.loads(run("people", "--json").output)
    assert (row["address"], row["parked"][0]["text"]) == ("dana@example.com", "Where is it?")
    assert datetime.fromisoformat(row["expires"]) == NOW + timedelta(days=90)


def test_a_person_can_be_cleared(folder: Path) -> None:
    """Once; then nobody is left, and a second time says so."""
    assert run("people", "--clear", "Dana@example.com").output == "Dana@example.com: cleared, with what was parked.\n"
    assert run("people").output == "Nobody.\n"
    assert run("people", "--json").output == ""
    again = run("people", "--clear", "dana@example.com")
    assert (again.exit_code, "Nothing is remembered of dana@example.com" in again.output) == (1, True)
