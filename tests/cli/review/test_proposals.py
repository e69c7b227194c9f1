"""assistant review proposals, accept, dismiss: what edits propose, and deciding on it in the terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from assistant.cli.review.proposals import accept, dismiss, proposals
from assistant.errors import ReviewError
from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.builders import RULES
from tests.cli.test_stats import SETTINGS
from tests.store.blank import blank

NOW = datetime.now(UTC)
OPEN = "We are open Monday to Saturday from 8:30 to 18:00."
LETTER = f"Dear Dana,\n\n{OPEN}\n\nWe look forward to hearing from you.\n"
LEDGER = {"entries": [{"rule": "hours", "state": "answered", "answers": [
    {"span": [12, 12 + len(OPEN)], "kind": "answer"}]}]}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, rules, and a store with two letters that were edited alike."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    with Store(blank(tmp_path / "store.db")) as store:
        for uid in (1, 2):
            message = SeenMessage("pedal", "INBOX", 7, uid, f"{uid:064x}", NOW, "drafted", "draft")
            draft = SavedDraft(f"<d{uid}@shop>", "Drafts", NOW, ready=True, text=LETTER, ledger=LEDGER)
            store.record(Handled(message, draft))
            raw = b"Subject: Re\r\n\r\n" + LETTER.replace("18:00.", "18:00, except on holidays.").encode()
            at = NOW - timedelta(minutes=uid)
            Fates(store.access).sent("pedal", f"<d{uid}@shop>", raw, at=at, place="mail-program")
    return tmp_path


def run(command: click.Command, *args: str) -> Result:
    """The command, as it is called; what is the program's to tell is raised."""
    return CliRunner().invoke(command, args)


def test_a_proposal_is_shown_with_its_change_and_its_letters(folder: Path) -> None:
    """As the file would differ, and what people wrote."""
    told = run(proposals)
    assert told.exit_code == 0, told.output
    assert "1: other words for hours (2 letters)" in told.output
    assert "   -    answer: We are open {{ facts.opening_hours }}.\n" in told.output
    assert "   +    answer: We are open {{ facts.opening_hours }}, except on holidays.\n" in told.output
    assert told.output.count("from 8:30 to 18:00, except on holidays.") == 2
    row = json.loads(run(proposals, "--json").output)
    assert (row["kind"], row["rule"], len(row["evidence"])) == ("words", "hours", 2)
    assert (folder / "rules.yaml").read_text(encoding="utf-8") == RULES


def test_an_accepted_proposal_is_written(folder: Path) -> None:
    """And is gone from the list; a second time it is refused."""
    run(proposals)
    told = run(accept, "1", "--as", "Mina")
    assert "Written to" in told.output
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert text == RULES.replace("facts.opening_hours }}.", "facts.opening_hours }}, except on holidays.")
    assert "None." in run(proposals).output
    assert "accepted by Mina" in str(run(accept, "1").exception)


def test_a_dismissed_proposal_does_not_come_back(folder: Path) -> None:
    """The rules stay as they are; a number that is none is refused."""
    run(proposals)
    assert "will not be proposed again" in run(dismiss, "1").output
    assert "None." in run(proposals).output
    assert run(proposals, "--json").output == ""
    assert (folder / "rules.yaml").read_text(encoding="utf-8") == RULES
    refused = run(accept, "77").exception
    assert isinstance(refused, ReviewError)
    assert "There is no proposal 77" in str(refused)


def test_rules_with_faults_are_told_of(folder: Path) -> None:
    """On the side of errors, with the line."""
    (folder / "rules.yaml").write_text(RULES.replace("answer: We", "anwser: We"), encoding="utf-8")
    told = run(proposals)
    assert "has faults" in told.stderr
    assert "anwser" in told.stderr


def test_a_strangers_words_do_not_steer_the_terminal(folder: Path) -> None:
    """What customers and their programs put into letters is shown without what a terminal would obey."""
    with Store(folder / "store.db") as store:
        raw = b"Subject: Re\r\n\r\n" + LETTER.replace("18:00.", "18:00.\x1b[2J\x9b1m").encode()
        for uid in (1, 2):
            Fates(store.access).sent("pedal", f"<d{uid}@shop>", raw, at=NOW, place="mail-program")
    told = run(proposals).output
    assert "1: " in told and "\x1b" not in told and "\x9b" not in told
