"""What `assistant run` tells of drafts that were saved before: a line each, an object each, an event each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, UNCOVERED, deliver, lay, mailbox, signed_in, written
from tests.servers.dovecot import PASSWORD, Dovecot

SECRET = {"PEDAL_PASSWORD": PASSWORD}


def _use(server: Dovecot, user: str, *, send: bool) -> None:
    """The owner sends the first draft, or deletes it."""
    with signed_in(server, user) as client:
        client.select_folder("Drafts")
        uid = min(client.search())
        if send:
            client.append("Sent", client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"])
        client.add_flags([uid], [rb"\Deleted"])
        client.uid_expunge([uid])


@pytest.mark.dovecot
def test_what_became_of_drafts_is_told(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """For people, for programs and for the log; without a word of the customer's."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    letters = [written(text, number=n) for n, text in enumerate((COVERED, UNCOVERED, COVERED))]
    deliver(dovecot, fresh_user, *letters)
    assert program.run("run", "--once", cwd=folder, env=SECRET).status == 0
    _use(dovecot, fresh_user, send=True)
    told = program.run("run", "--once", cwd=folder, env=SECRET)
    assert told == program.Ended(0, "pedal INBOX 1: answered, its draft was sent\nNo new message.\n", "")
    assert [one.flags for one in mailbox(dovecot, fresh_user, "INBOX")][:2] == [{r"\Answered"}, set()]
    _use(dovecot, fresh_user, send=True)
    told = program.run("run", "--once", "--json", cwd=folder, env=SECRET)
    place = {"account": "pedal", "mailbox": "INBOX", "uid": 2}
    assert [json.loads(line) for line in told.out.splitlines()] == [
        place | {"draft": "gap-sent"}, place | {"draft": "sent"}
    ]
    _use(dovecot, fresh_user, send=False)
    told = program.run("run", "--once", "--log", "json", cwd=folder, env=SECRET)
    event = json.loads(told.err.splitlines()[0])
    del event["time"]
    assert event == {
        "level": "info", "event": "draft", "account": "pedal", "mailbox": "INBOX", "uid": 3, "became": "discarded",
    }  # fmt: skip
