from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.cli.embedded import EmbeddedServer, embedded_server
from assistant.errors import OperatorError, ServerUnreachable, SignInError
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import ImapAccount, connect

pytestmark = pytest.mark.poor_server
ROOT = Path(__file__).parents[2]


def account(server: EmbeddedServer, *, user: str | None = None, password: str | None = None) -> ImapAccount:
    """A connection to the server."""
    secret = password or server.password
    return connect(
        ServerSettings(
            host=server.host, port=server.port, user=user or server.user, secret=lambda: secret, security="plain"
        )
    )


def test_it_has_what_the_demo_needs(poor_server: EmbeddedServer) -> None:
    """INBOX, Drafts and Sent are there, and a message can be delivered by APPEND."""
    with closing(account(poor_server)) as owner:
        assert (owner.drafts_mailbox(), owner.sent_mailbox()) == ("Drafts", "Sent")
        appended = owner.append("INBOX", b"Message-ID: <1@shop.example>\r\nSubject: a\r\n\r\nb\r\n")
        assert owner.new_uids("INBOX", 0) == [appended.uid]


def test_a_wrong_password_is_refused(poor_server: EmbeddedServer) -> None:
    """The demo's server checks passwords as a real one does."""
    with pytest.raises(SignInError):
        account(poor_server, password="wrong")


def test_it_is_up_soon_and_gone_afterwards() -> None:
    """It starts within four seconds and listens no more after the block, also when the block fails."""
    started = time.monotonic()
    with pytest.raises(ZeroDivisionError), embedded_server() as server:
        assert time.monotonic() - started < 20  # it does not hang; how fast it is, make bench says
        account(server).close()
        raise ZeroDivisionError
    with pytest.raises(ServerUnreachable):
        account(server)


def test_it_does_not_outlive_a_killed_parent() -> None:
    """Even when the program that started it is killed, the server ends."""
    program = textwrap.dedent(
        """
        import time
        from assistant.cli.embedded import embedded_server
        with embedded_server() as server:
            print(server.port, flush=True)
            time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline())
        os.kill(parent.pid, signal.SIGKILL)
    server = EmbeddedServer("127.0.0.1", port, "support@harbourlane.example", "demo")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            account(server).close()
        except ServerUnreachable:
            return
        time.sleep(0.05)
    pytest.fail("the server still answers")


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pymap the error says what to install."""
    monkeypatch.setattr("assistant.cli.embedded.find_spec", {"pymap": None}.get)
    with pytest.raises(OperatorError, match=r"email-reply-assistant\[demo\]"), embedded_server():
        pass


def test_a_server_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is told in one line, with its own reason."""
    monkeypatch.setenv("PYTHONPATH", "/nonexistent")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert importlib.util.find_spec("pymap")
    with pytest.raises(OperatorError, match="did not start"), embedded_server():
        pass
