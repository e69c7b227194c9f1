"""assistant reviewers: who may sign in at the desk's page."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.errors import OperatorError

SETTINGS = """
store = "store.db"
[account.pedal]
host = "127.0.0.1"
user = "me"
addresses = ["help@pedal.example"]
password_env = "PEDAL_PASSWORD"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, in the folder where we are."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("version: 1\nbusiness: {name: Pedal}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASSISTANT_STORE", raising=False)
    return tmp_path


def run(*words: str, input: str = "") -> Result:
    """The command, as it is typed."""
    return CliRunner().invoke(cli, ["reviewers", *words], input=input)


def test_people_come_and_go() -> None:
    """One is added with a role, listed for people and for programs, and removed."""
    assert run("list").output.startswith("Nobody")
    assert run("add", "Hester", "--role", "operator", input="a long password\n").output == (
        "Hester may sign in, as operator.\n"
    )
    assert run("list").output.startswith("Hester: operator, since 2")
    assert json.loads(run("list", "--json").output)["role"] == "operator"
    assert run("remove", "Hester").exit_code == 0
    assert run("list").output.startswith("Nobody")


def test_a_password_is_never_in_the_store(folder: Path) -> None:
    """What is kept is its argon2id hash, another one after `passwd`."""
    run("add", "Hester", input="a long password\n")
    hashes = [_password(folder)]
    run("passwd", "Hester", input="another password\n")
    hashes.append(_password(folder))
    assert all(one.startswith("$argon2id$") for one in hashes) and hashes[0] != hashes[1]
    assert b"long password" not in (folder / "store.db").read_bytes()


def _password(folder: Path) -> str:
    with sqlite3.connect(folder / "store.db") as connection:
        return str(connection.execute("select password from reviewers").fetchone()[0])


@pytest.mark.parametrize(
    "words, said",
    [
        (("add", "Hester"), "10 to 200"),
        (("add", " Hester"), "no blank"),
        (("passwd", "Nobody"), "10 to 200"),
        (("remove", "Nobody"), "no reviewer Nobody"),
    ],
)
def test_what_cannot_be_done_is_said(words: tuple[str, ...], said: str) -> None:
    """A short password, an odd name, a person who is not there."""
    ended = run(*words, input="short\n")
    told = str(ended.exception) if isinstance(ended.exception, OperatorError) else ended.output
    assert ended.exit_code and said in told
