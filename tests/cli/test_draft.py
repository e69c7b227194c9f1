"""`assistant draft`: one message in, its reply draft out."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from tests.cli import program
from tests.cli.shop import ADDRESS, COVERED, FOREIGN, UNCOVERED, written


def draft(rules: Path, raw: bytes) -> program.Ended:
    """The command, with the message on standard input."""
    return program.run("draft", "-", "--rules", rules, cwd=rules.parent, input=raw)


def read(told: program.Ended) -> EmailMessage:
    """What was written to standard output, as a mail program reads it."""
    message = email.message_from_bytes(told.raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not any(part.defects for part in message.walk())
    return message


def test_a_ready_draft_is_a_message_in_its_thread(rules: Path) -> None:
    """Status 0; RFC 5322 on standard output with the headers of a reply; the reason on standard error."""
    told = draft(rules, written(COVERED, References="<first@mail.example>", Message_ID="<second@mail.example>"))
    message = read(told)
    assert told.status == 0
    assert told.err == "draft: Every question has an approved answer. (answered)\n"
    assert message["From"] == f"Pedal & Chain <{ADDRESS}>"
    assert message["To"] == "Lea Brandt <lea.1@mail.example>"
    assert message["Subject"] == "Re: My bicycle"
    assert message["In-Reply-To"] == "<second@mail.example>"
    assert message["References"].split() == ["<first@mail.example>", "<second@mail.example>"]
    assert message["Date"].datetime is not None
    assert message["Message-ID"] not in (None, "<second@mail.example>")
    assert "We are open Monday to Saturday from 8:30 to 18:00." in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert b"\n" not in told.raw.replace(b"\r\n", b"")


def test_a_gap_is_something_to_do(rules: Path) -> None:
    """Status 1; the draft has a line that no one can overlook, and standard error says what is missing."""
    told = draft(rules, written(UNCOVERED))
    assert told.status == 1
    assert '[[ ANSWER NEEDED: "' in read(told).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "(question-uncovered)" in told.err
    assert "needs work: " in told.err


def test_a_hold_has_no_draft(rules: Path) -> None:
    """Status 1: a person must look, and is told why."""
    told = draft(rules, written(FOREIGN))
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("hold: ")
    assert "(language-not-served)" in told.err


def test_a_machine_gets_nothing(rules: Path) -> None:
    """Status 0: no draft is needed, and standard error says why."""
    told = draft(rules, written(COVERED, Auto_Submitted="auto-replied"))
    assert (told.status, told.out) == (0, "")
    assert told.err.startswith("skip: ")
    assert "(auto-submitted)" in told.err


def test_no_bytes_make_it_fail(rules: Path) -> None:
    """What is no message at all is left to a person; what is written is a message all the same."""
    told = draft(rules, bytes(range(256)) * 20)
    assert told.status == 1
    assert not told.out or read(told)["Subject"]


def test_a_missing_rules_file_is_named(tmp_path: Path) -> None:
    """Status 1, and what to do."""
    told = program.run("draft", "-", "--rules", "nowhere.yaml", cwd=tmp_path, input=written(COVERED))
    assert (told.status, told.out) == (1, "")
    assert "There is no rules file at nowhere.yaml." in told.err
