"""assistant stats: the figures as tables and as JSON, of a stretch of time, of an account."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.model import Asked
from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.store.blank import blank

SETTINGS = """
store = "store.db"
[account.pedal]
host = "imap.pedal.example"
port = 993
user = "help"
password_env = "NONE"
addresses = ["help@pedal.example"]
rules = "rules.yaml"
"""
LETTER = "Dear Dana,\n\nWe are open from 8 to 18.\n\nWe look forward to hearing from you.\n"
LEDGER = {"entries": [{"rule": "hours", "state": "answered", "answers": [{"span": [12, 38], "kind": "answer"}]}]}
NOON = (datetime.now(UTC) - timedelta(days=1)).replace(hour=12)    # all of it happens on one day


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, and a store with three letters: as written, edited, waiting."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    with Store(blank(tmp_path / "store.db")) as store:
        for uid in (1, 2, 3):
            when = NOON - timedelta(hours=3)
            message = SeenMessage(
                "pedal", "INBOX", 7, uid, f"{uid:064x}", when, "drafted", "draft", received=when, tone="negative",
                asked=(Asked("Do you ship [to] Norway?", when),),
            )  # fmt: skip
            draft = SavedDraft(f"<d{uid}@shop>", "Drafts", when, ready=uid < 3, text=LETTER, ledger=LEDGER)
            store.record(Handled(message, draft))
        for uid, said in ((1, LETTER), (2, LETTER.replace("to 18", "to 19"))):
            raw = b"Subject: Re\r\n\r\n" + said.encode()
            Fates(store.access).sent("pedal", f"<d{uid}@shop>", raw, at=when + timedelta(hours=uid), place="desk")
    return tmp_path


def run(*args: str) -> Result:
    """The command, as it is called."""
    return CliRunner().invoke(cli, ["stats", *args])


@pytest.mark.usefixtures("folder")
def test_tables_say_what_was_done() -> None:
    """Answered, ready, as written, edited by rule, how long people waited, and what nobody answers."""
    told = run()
    assert told.exit_code == 0, told.output
    for words in ("Questions answered", "3 of 3, 100 %", "2 of 3, 67 %", "1 of 2, 50 %", "60 min", "2.0 h", "hours",
                  "negative", "Do you ship [to] Norway?"):  # fmt: skip
        assert words in told.output, words
    assert "\x1b" not in told.output


@pytest.mark.usefixtures("folder")
def test_a_day_and_its_figures_stand_on_one_line() -> None:
    """On 80 columns no date and no heading is broken within a word."""
    told = run().output
    assert re.search(r"^ \d{4}-\d\d-\d\d +3 +100 % +67 % +1 +1 +0 ", told, re.MULTILINE), told
    assert re.search(r"^ from +mail +answered +ready +written +edited +discarded ", told, re.MULTILINE), told


@pytest.mark.usefixtures("folder")
def test_json_gives_the_same_figures() -> None:
    """One object, of the time that is asked for."""
    made = json.loads(run("--json").output)
    assert (made["total"]["messages"], made["total"]["as_written"], made["total"]["edited"]) == (3, 1, 1)
    assert made["edits_by_rule"] == {"hours": {"changed": 1}}
    early = json.loads(run("--json", "--since", "2026-01-01", "--until", "2026-01-31").output)
    assert (early["total"]["messages"], len(early["over_time"])) == (0, 31)
    assert json.loads(run("--json", "--account", "pedal").output)["total"]["messages"] == 3


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_asked_is_told() -> None:
    """Days that are none or the wrong way round, an account that is not there; an empty time is said."""
    for args, words in (
        (("--since", "yesterday"), "write it as 2026-11-30"),
        (("--since", "2026-02-01", "--until", "2026-01-01"), "later than the last day"),
        (("--until", "9999-12-31"), "write it as 2026-11-30"),
        (("--account", "other"), "there are pedal"),
    ):
        told = run(*args)
        assert (told.exit_code, words in told.output) == (2, True), told.output
    assert "Nothing was recorded" in run("--since", "2026-01-01", "--until", "2026-01-31").output
