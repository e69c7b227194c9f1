"""From letters that people edited and sent to a rule that says what they say: through the store and the disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from assistant import config, meaning
from assistant.errors import ReviewError
from assistant.reviewing.proposing import Proposing
from assistant.store.fates import Fates
from assistant.store.proposals import Proposals
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.builders import RULES
from tests.store.blank import blank

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPEN = "We are open Monday to Saturday from 8:30 to 18:00."
GAP = '[[ ANSWER NEEDED: "{}" ]]'
LETTER = "Dear Dana,\n\nThank you for writing to us.\n\n{}\n\nWe look forward to hearing from you.\n"
SETTINGS = """
store = "store.db"
[account.shop]
host = "imap.pedal.example"
port = 993
user = "help"
password_env = "NONE"
addresses = ["help@pedal.example"]
rules = "rules.yaml"
mailboxes = ["INBOX", "Wholesale"]
mailbox_rules = {Wholesale = "wholesale.yaml"}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, beside settings and rules."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "wholesale.yaml").write_text(RULES, encoding="utf-8")
    with Store(blank(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture
def proposing(tmp_path: Path, store: Store) -> Proposing:
    """What makes proposals of the edits in the store."""
    return Proposing(config.load(tmp_path / "assistant.toml"), store.access, cache(meaning.load), clock=lambda: NOW)


def sent(store: Store, uid: int, said: str, became: str, *, rule: str | None = "hours", mailbox: str = "INBOX") -> None:
    """A letter that says something, and was sent saying another."""
    text = LETTER.format(said)
    start = text.index(said)
    answers = [{"span": [start, start + len(said)], "kind": "answer" if rule else "gap"}]
    ledger = {"entries": [{"rule": rule, "state": "answered" if rule else "gap", "answers": answers}]}
    message = SeenMessage("shop", mailbox, 7, uid, f"{uid:064x}", NOW, "drafted", "draft", author="dana@example.com")
    draft = SavedDraft(f"<d{uid}@shop>", "Drafts", NOW, ready=True, text=text, ledger=ledger)
    store.record(Handled(message, draft))
    raw = f"Subject: Re: Hello\r\n\r\n{LETTER.format(became)}".encode()
    Fates(store.access).sent("shop", draft.message_id, raw, at=NOW - timedelta(hours=1), place="mail-program")


def test_an_edit_made_twice_is_proposed_accepted_and_gone(store: Store, proposing: Proposing, tmp_path: Path) -> None:
    """The rules say it then, the proposal is decided, and the same letters propose nothing more."""
    for uid in (1, 2):
        sent(store, uid, OPEN, f"{OPEN[:-1]}, except on holidays.")
    assert proposing.refresh() == {}
    (found,) = Proposals(store.access).all()
    assert proposing.of(found).path == tmp_path / "rules.yaml"
    proposing.of(found).accept(found.number, who="Mina")
    assert "{{ facts.opening_hours }}, except on holidays." in (tmp_path / "rules.yaml").read_text(encoding="utf-8")
    proposing.refresh()
    assert Proposals(store.access).all() == ()


def test_a_gap_filled_twice_becomes_a_rule(store: Store, proposing: Proposing, tmp_path: Path) -> None:
    """With the customers' ways of asking and the person's own answer."""
    answer = "Yes, we gladly ship to Norway for £12."
    sent(store, 1, GAP.format("Do you ship to Norway?"), answer, rule=None)
    sent(store, 2, GAP.format("Could you ship it to Norway?"), answer, rule=None)
    proposing.refresh()
    (found,) = Proposals(store.access).all()
    proposing.of(found).accept(found.number, who="Mina")
    text = (tmp_path / "rules.yaml").read_text(encoding="utf-8")
    assert "      - Do you ship to Norway?\n" in text
    assert "    answer: Yes, we gladly ship to Norway for £12.\n" in text


def test_what_was_dismissed_stays_away(store: Store, proposing: Proposing) -> None:
    """However often it is done again."""
    for uid in (1, 2):
        sent(store, uid, OPEN, f"{OPEN} Gladly.")
    proposing.refresh()
    (found,) = Proposals(store.access).all()
    proposing.of(found).dismiss(found.number, who="Mina")
    for uid in (3, 4, 5):
        sent(store, uid, OPEN, f"{OPEN} Gladly.")
    proposing.refresh()
    assert Proposals(store.access).all() == ()


def test_a_mailbox_with_rules_of_its_own_teaches_only_these(store: Store, proposing: Proposing, tmp_path: Path) -> None:
    """Two letters of two rulebooks are not two of one."""
    sent(store, 1, OPEN, f"{OPEN} Gladly.")
    sent(store, 2, OPEN, f"{OPEN} Gladly.", mailbox="Wholesale")
    proposing.refresh()
    assert Proposals(store.access).all() == ()
    sent(store, 3, OPEN, f"{OPEN} Gladly.", mailbox="Wholesale")
    proposing.refresh()
    (found,) = Proposals(store.access).all()
    assert proposing.of(found).path == tmp_path / "wholesale.yaml"
    assert proposing.paths() == (tmp_path / "rules.yaml", tmp_path / "wholesale.yaml")


def test_rules_with_faults_are_told_of_and_keep_their_proposals(
    store: Store, proposing: Proposing, tmp_path: Path
) -> None:
    """Until they are mended."""
    for uid in (1, 2):
        sent(store, uid, OPEN, f"{OPEN} Gladly.")
    proposing.refresh()
    (tmp_path / "rules.yaml").write_text(RULES.replace("answer: We", "anwser: We"), encoding="utf-8")
    assert "anwser" in proposing.refresh()[tmp_path / "rules.yaml"]
    assert len(Proposals(store.access).all()) == 1
    with pytest.raises(ReviewError, match="No account"):
        proposing.files(tmp_path / "other.yaml")
