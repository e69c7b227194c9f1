"""`assistant demo`: the whole thing, from nothing to an end, with nothing left behind."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from imapclient import IMAPClient

from tests.cli import program

pytestmark = pytest.mark.poor_server
OUTCOME = re.compile(r"^(draft, ready|draft, needs work|calm reply, ready|HELD|skipped) +\S", re.MULTILINE)


def test_it_ends_by_itself(tmp_path: Path) -> None:
    """Status 0, an outcome for each of the 18 customers, one draft in full, and no file left."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    told = program.run("demo", cwd=tmp_path, env={"TMPDIR": str(folder)}, cold=True)
    assert (told.status, told.err) == (0, "")
    assert len(OUTCOME.findall(told.out)) == 18
    assert "\n18 messages: " in told.out
    _, draft = told.out.split("One of them in full, as it stands in Drafts:\n\n")
    assert re.match(r"  From: .*\n  To: .*\n  Subject: Re: .*\n  In-Reply-To: <.*>\n\n  (Dear|Hello)\b", draft)
    assert list(folder.glob("assistant-*")) == []


def test_it_stays_until_it_is_stopped(tmp_path: Path) -> None:
    """With --stay a mail program can look at it; a message put into INBOX gets its draft; SIGTERM ends it all."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    with program.started("demo", "--stay", cwd=tmp_path, env={"TMPDIR": str(folder)}) as running:
        said = running.until("Stop with Ctrl-C")
        port = re.search(r"IMAP server +127\.0\.0\.1, port (\d+)", said)
        user, password = re.search(r"user name +(\S+)", said), re.search(r"password +(\S+)", said)
        assert port and user and password
        with IMAPClient("127.0.0.1", port=int(port[1]), ssl=False) as client:
            client.login(user[1], password[1])
            assert client.select_folder("INBOX", readonly=True)[b"EXISTS"] == 18
            drafts = client.select_folder("Drafts", readonly=True)[b"EXISTS"]
            note = b"From: new@mail.example\r\nMessage-ID: <new@mail.example>\r\n\r\nWhen are you open?\r\n"
            client.append("INBOX", note)
            assert "new@mail.example" in running.until("new@mail.example")
            assert client.select_folder("Drafts", readonly=True)[b"EXISTS"] == drafts + 1
        servers = program.children(running.process.pid)
        assert servers
        told = running.stop(signal.SIGTERM)
    assert (told.status, told.err) == (0, "Stopped. Nothing is left running.\n")
    assert [pid for pid in servers if Path(f"/proc/{pid}").exists()] == []
    assert list(folder.glob("assistant-*")) == []
