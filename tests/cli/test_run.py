"""`assistant run --once` on a real server: what stands where afterwards, and that a second run changes nothing."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.shop import (
    ADDRESS,
    COVERED,
    FOREIGN,
    UNCOVERED,
    Standing,
    deliver,
    lay,
    mailbox,
    snapshot,
    written,
)  # fmt: skip
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot
SECRET = {"PEDAL_PASSWORD": PASSWORD}


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop whose mail was run over twice."""

    folder: Path
    server: Dovecot
    user: str
    first: program.Ended
    second: program.Ended
    before: dict[str, list[tuple[int, frozenset[str]]]]
    between: dict[str, list[tuple[int, frozenset[str]]]]

    def standing(self, name: str) -> list[Standing]:
        """What stands in a mailbox."""
        return mailbox(self.server, self.user, name)


@pytest.fixture(scope="module")
def shop(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Four customers: one whose question is covered, one whose is not, one in another language, and a machine."""
    user = "run-once"
    folder = lay(tmp_path_factory.mktemp("shop"), dovecot, user)
    deliver(
        dovecot, user, written(COVERED, number=1), written(UNCOVERED, number=2), written(FOREIGN, number=3),
        written(COVERED, number=4, Auto_Submitted="auto-replied"),
    )  # fmt: skip
    before = snapshot(dovecot, user)
    first = program.run("run", "--once", cwd=folder, env=SECRET, cold=True)
    between = snapshot(dovecot, user)
    second = program.run("run", "--once", cwd=folder, env=SECRET)
    return Shop(folder, dovecot, user, first, second, before, between)


def test_the_summary_accounts_for_every_message(shop: Shop) -> None:
    """A line for each message without a word of the customer's, and one sentence over all."""
    assert (shop.first.status, shop.first.err) == (0, "")
    assert shop.first.out.splitlines() == [
        "pedal INBOX 1: draft ready (answered)",
        "pedal INBOX 2: draft needs work (question-uncovered)",
        "pedal INBOX 3: hold (language-not-served)",
        "pedal INBOX 4: skip (auto-submitted)",
        "4 messages: 2 drafts (1 ready), 1 held, 1 skipped.",
    ]


def test_drafts_stand_in_drafts(shop: Shop) -> None:
    """\\Draft and \\Seen, and \\Flagged where there is a gap."""
    ready, gap = shop.standing("Drafts")
    assert ready.flags == {r"\Draft", r"\Seen"}
    assert gap.flags == {r"\Draft", r"\Seen", r"\Flagged"}
    assert "We are open Monday to Saturday" in ready.message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "[[ ANSWER NEEDED:" in gap.message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_drafts_stand_in_their_thread(shop: Shop) -> None:
    """In-Reply-To and References name the customer's message, long as its Message-ID is; the headers are a reply's."""
    asked, written_ = shop.standing("INBOX"), shop.standing("Drafts")
    for parent, draft in zip(asked, written_, strict=False):
        assert draft["In-Reply-To"] == draft["References"] == parent["Message-ID"]
        assert draft["To"] == parent["From"]
        assert draft["From"] == f"Pedal & Chain <{ADDRESS}>"
        assert draft["Subject"] == "Re: My bicycle"


def test_the_customers_messages_keep_their_flags(shop: Shop) -> None:
    """Nothing is marked as read."""
    assert shop.between["INBOX"] == shop.before["INBOX"]
    assert all(r"\Seen" not in flags for _, flags in shop.between["INBOX"])


def test_a_hold_leaves_its_note(shop: Shop) -> None:
    """One note in the mailbox Assistant, in the thread of the message, that says why."""
    (note,) = shop.standing("Assistant")
    assert note["In-Reply-To"] == shop.standing("INBOX")[2]["Message-ID"]
    assert "(language-not-served)" in note.message.get_content()
    assert r"\Seen" not in note.flags


def test_a_second_run_finds_nothing_to_do(shop: Shop) -> None:
    """It says so, and changes nothing at all."""
    assert shop.second == program.Ended(0, "Nothing new.\n", "")
    assert snapshot(shop.server, shop.user) == shop.between


@pytest.fixture
def customer(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> Path:
    """A shop with one message to answer."""
    deliver(dovecot, fresh_user, written(COVERED))
    return lay(tmp_path / "shop", dovecot, fresh_user)


def test_json_is_a_line_for_programs(customer: Path) -> None:
    """One object a message and nothing else on standard output."""
    told = program.run("run", "--once", "--json", cwd=customer, env=SECRET)
    assert (told.status, told.err) == (0, "")
    assert [json.loads(line) for line in told.out.splitlines()] == [
        {
            "account": "pedal", "mailbox": "INBOX", "uid": 1, "disposition": "draft", "reasons": ["answered"],
            "ready": True, "gaps": 0, "found_again": False,
        },
    ]  # fmt: skip


def test_progress_goes_to_the_terminal_and_results_where_they_are_sent(customer: Path) -> None:
    """With standard error a terminal and standard output a pipe, the pipe gets every result."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        program.command("run", "--once"), cwd=customer, stdout=subprocess.PIPE, stderr=theirs,
        env=program.environment({**SECRET, "TERM": "xterm"}), timeout=program.HANG, check=True,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.stdout.decode().startswith("pedal INBOX 1: draft ready (answered)\n1 message: 1 draft (1 ready).\n")


def test_quiet_tells_the_summary_only(customer: Path) -> None:
    """For a timer that mails what a run says."""
    assert program.run("run", "--once", "--quiet", cwd=customer, env=SECRET).out == "1 message: 1 draft (1 ready).\n"
