"""assistant serve: where it opens the page, and where it does not. The page itself is tested in tests/web."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import program

SETTINGS = """
store = "store.db"
semantic = "off"
[account.pedal]
host = "127.0.0.1"
user = "me"
addresses = ["help@pedal.example"]
password_env = "PEDAL_PASSWORD"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Settings, and rules."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("version: 1\nbusiness: {name: Pedal}\n", encoding="utf-8")
    return tmp_path


def test_it_is_not_opened_wider_for_nobody(folder: Path) -> None:
    """Beyond this machine it wants reviewers first, then https; each error says what to do."""
    ended = program.run("serve", "--host", "0.0.0.0", "--port", "0", cwd=folder)
    assert ended.status == 1 and "assistant reviewers add NAME" in ended.err
    program.run("reviewers", "add", "Hester", cwd=folder, input="a long password\n")
    ended = program.run("serve", "--host", "0.0.0.0", "--port", "0", cwd=folder)
    assert ended.status == 1 and "--plain-anywhere" in ended.err


def test_it_says_what_is_not_installed(folder: Path, tmp_path: Path) -> None:
    """Without the extra, the error is the command that installs it."""
    hidden = tmp_path / "hidden" / "sitecustomize.py"
    hidden.parent.mkdir()
    hidden.write_text(
        "import importlib.util as known\nfind = known.find_spec\n"
        "known.find_spec = lambda name, *rest: None if name == 'nh3' else find(name, *rest)\n"
    )
    path = f"{hidden.parent}:{program.ROOT}"
    ended = program.run("serve", "--port", "0", cwd=folder, env={"PYTHONPATH": path}, cold=True)
    assert ended.status == 1 and "pip install 'email-reply-assistant[desk]'" in ended.err
