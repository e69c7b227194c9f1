"""What `assistant run` does for months: it hears of mail, and outlasts a disk that fills."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, mailbox, written
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot
SECRET = {"PEDAL_PASSWORD": PASSWORD}


def test_mail_is_handled_when_the_server_tells_of_it(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Long before the next round: that is an hour away."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user, tls=True)
    settings = folder / "assistant.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("poll = 1.0", "poll = 3600"), encoding="utf-8")
    with program.started("run", cwd=folder, env=SECRET) as running:
        for number in range(3):
            deliver(dovecot, fresh_user, written(COVERED, number=number))
            assert running.line() == f"pedal INBOX {number + 1}: draft ready (answered)\n"
        assert running.stop(signal.SIGTERM).status == 0


def test_a_full_disk_is_told_once_and_nothing_is_done_twice(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """What could not be recorded is handled again when there is room."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    with program.started("run", cwd=folder, env=SECRET) as running:
        deliver(dovecot, fresh_user, written(COVERED))
        running.line()
        before = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
        deliver(dovecot, fresh_user, written(COVERED, number=2))
        assert running.process.stderr is not None
        told = [running.process.stderr.readline().decode() for _ in range(2)]
        assert "pedal: Could not write to the store" in told[1]
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, before)
        assert running.line() == "pedal INBOX 2: draft ready (answered)\n"
        assert running.process.stderr.readline().decode() == "pedal: all is well again.\n"
        ended = running.stop(signal.SIGTERM)
    assert "2 messages: 2 drafts" in ended.out
    assert len(mailbox(dovecot, fresh_user, "Drafts")) == 2
