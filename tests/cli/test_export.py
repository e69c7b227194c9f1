"""assistant export and assistant forget: what is held is shown, and a person's part of it goes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.store.records import Cursor, Handled, Person, SavedDraft, SeenMessage
from assistant.store.store import Store

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SETTINGS = """
store = "store.db"
[account.pedal]
host = "127.0.0.1"
user = "me"
addresses = ["help@pedal.example"]
password_env = "PEDAL_PASSWORD"
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with one person's message, in the folder where we are."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSISTANT_STORE", raising=False)
    message = SeenMessage(
        "pedal", "INBOX", 7, 1, "aa", NOW, "drafted", "draft", message_id="<m1@x.example>", author="dana@x.example"
    )
    person = Person("pedal", "eve@x.example", NOW)
    draft = SavedDraft("<d1@shop>", "Drafts", NOW, ready=True, plan={"say": "é"})
    with Store(tmp_path / "store.db") as opened:
        opened.record(Handled(message, draft, person=person), cursor=Cursor("pedal", "INBOX", 7, 1))
    return tmp_path / "store.db"


def run(*words: str) -> Result:
    """The command, as it is typed."""
    return CliRunner().invoke(cli, words)


@pytest.mark.usefixtures("store")
def test_export_writes_a_json_object_a_line() -> None:
    """All rows of all tables, each with its table's name."""
    rows = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert [row["table"] for row in rows] == ["cursors", "messages", "people", "drafts"]
    assert rows[3]["plan"] == {"say": "é"}
    assert rows[1]["decided"] == "2026-11-21T12:00:00+00:00"


def test_forget_removes_a_person_and_keeps_their_messages_old(store: Path) -> None:
    """The address is nowhere any more, and the message is still known."""
    done = run("forget", "Dana@x.example")
    assert (done.exit_code, done.stdout) == (0, "Dana@x.example: forgotten, with 1 message.\n")
    assert "dana" not in run("export").stdout
    with Store(store) as opened:
        assert opened.seen("pedal", "INBOX", 7, [1]) == {1}
        assert opened.seen_digest("pedal", "aa") is not None


@pytest.mark.usefixtures("store")
def test_forget_takes_one_of_whom_only_a_state_is_kept() -> None:
    """No message of theirs is known, and still they are forgotten."""
    assert run("forget", "eve@x.example").stdout == "eve@x.example: forgotten, with 0 messages.\n"
    assert "eve" not in run("export").stdout


@pytest.mark.usefixtures("store")
def test_forgetting_a_stranger_says_so() -> None:
    """Perhaps the address was mistyped."""
    done = run("forget", "dan@x.example")
    assert done.exit_code == 1
    assert "holds nothing of dan@x.example" in done.stderr
