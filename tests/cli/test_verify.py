"""`assistant verify`, as a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import run
from tests.cli.shop import COVERED, RULES, lay, written
from tests.servers.dovecot import PASSWORD, Dovecot


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    """A message, the rules, and the draft that `assistant draft` makes of them."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "question.eml").write_bytes(written(COVERED))
    made = run("draft", "question.eml", cwd=tmp_path)
    assert made.status == 0
    (tmp_path / "reply.eml").write_bytes(made.raw)
    return tmp_path


def test_a_draft_is_derived_anew(laid: Path) -> None:
    """From the message, the rules and its date: it is the same."""
    ended = run("verify", "reply.eml", "--parent", "question.eml", cwd=laid)
    assert (ended.status, ended.err) == (0, "")
    assert "derived anew it is the same" in ended.out


def test_changed_rules_and_an_edit_are_told(laid: Path) -> None:
    """Each by its code, and the exit status is 1."""
    (laid / "rules.yaml").write_text(RULES.replace("18:00", "19:00"), encoding="utf-8")
    ended = run("verify", "reply.eml", "--parent", "question.eml", cwd=laid)
    assert ended.status == 1
    assert "(rules-changed)" in ended.out
    edited = (laid / "reply.eml").read_bytes().replace(b"8:30", b"7:30", 1)
    (laid / "reply.eml").write_bytes(edited)
    assert "(edited)" in run("verify", "reply.eml", "--parent", "question.eml", cwd=laid).out


def test_a_draft_without_its_message_is_asked_for_it(laid: Path) -> None:
    """Nothing can be derived."""
    ended = run("verify", "reply.eml", cwd=laid)
    assert ended.status == 2
    assert "--parent" in ended.err


def test_something_else_is_no_draft_of_ours(laid: Path) -> None:
    """It does not say what it was made with."""
    ended = run("verify", "question.eml", "--parent", "question.eml", cwd=laid)
    assert ended.status == 1
    assert "(unmarked)" in ended.out


@pytest.mark.dovecot
def test_where_no_draft_stands_it_says_so(tmp_path: Path, dovecot: Dovecot, fresh_user: str) -> None:
    """Not a word would leave one in doubt whether anything was looked at."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    ended = run("verify", "--all", cwd=folder, env={"PEDAL_PASSWORD": PASSWORD})
    assert (ended.status, ended.out) == (0, "No draft stands as it was saved.\n"), ended.err
