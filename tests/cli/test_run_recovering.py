"""`assistant run` through every trouble that servers and disks give: each is told once, and nothing is lost."""

from __future__ import annotations

import json
import resource
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.store.store import Store
from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, mailbox, signed_in, written
from tests.conftest import _require
from tests.servers import dovecot as dovecot_server
from tests.servers import faulty
from tests.servers.certificates import Certificate, signed_by
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.postgresql import PostgreSQL
from tests.store.databases import empty

pytestmark = pytest.mark.dovecot
USER, QUOTA = "help", 3


@dataclass(slots=True)
class Told:
    """What a run with --log json says, as it goes."""

    running: program.Running
    events: list[dict[str, Any]] = field(default_factory=list)

    def until(self, event: str, **fields: object) -> dict[str, Any]:
        """The next event of this name with these fields."""
        assert self.running.process.stderr is not None
        while line := self.running.process.stderr.readline():
            self.events.append(json.loads(line))
            last = self.events[-1]
            if last["event"] == event and all(last.get(name) == value for name, value in fields.items()):
                return last
        raise AssertionError(f"it ended without {event}: {self.events}")

    def troubles(self) -> list[str]:
        """The troubles told and the all-clears, in order."""
        return [one.get("kind", "all-clear") for one in self.events if one["event"] in ("trouble", "all-clear")]


@pytest.fixture
def server() -> Iterator[Dovecot]:
    """A Dovecot of its own, on which three messages fill all mailboxes but INBOX."""
    _require(dovecot_server.missing())
    with dovecot_server.running(quota=QUOTA) as started:
        yield started


def _with(server: Dovecot, certificate: bytes) -> None:
    server.stop()
    next(server.folder.glob("server-*.pem")).write_bytes(certificate)
    server.start()


def test_each_trouble_is_told_once_and_its_end_once(server: Dovecot, tmp_path: Path) -> None:
    """A wrong password, an expired certificate, a full mailbox, one that may only be read, a full disk."""
    good = next(server.folder.glob("server-*.pem")).read_bytes()
    authority = Certificate(server.ca_file, server.ca_file.with_suffix(".key"))
    expired = signed_by(authority, tmp_path, days=-1).cert.read_bytes()
    key = next(server.folder.glob("server-*.key"))
    with faulty.before(server.tls_port) as proxy:
        folder = lay(tmp_path / "shop", server, USER, 'password_file = "password"', tls=True)
        settings = folder / "assistant.toml"
        settings.write_text(settings.read_text().replace(f"port = {server.tls_port}", f"port = {proxy.port}"))
        secret = folder / "password"
        secret.write_text("wrong")
        secret.chmod(0o600)
        numbers = iter(range(100))

        def arrives() -> None:
            deliver(server, USER, written(COVERED, number=next(numbers)))

        with program.started("run", "--log", "json", cwd=folder) as running:
            told = Told(running)
            arrives()
            told.until("trouble", kind="SignInError")
            secret.write_text(PASSWORD)
            told.until("all-clear")

            was = key.read_bytes()
            key.write_bytes(next(tmp_path.glob("server-*.key")).read_bytes())
            _with(server, expired)
            arrives()
            told.until("trouble", kind="CertificateError")
            key.write_bytes(was)
            _with(server, good)
            told.until("all-clear")

            for _ in range(QUOTA - 1):
                arrives()
            told.until("trouble", kind="ServerRefused")
            with signed_in(server, USER) as owner:  # who sends or deletes them
                owner.select_folder("Drafts")
                owner.delete_messages(owner.search())
                owner.expunge()
            told.until("all-clear")

            drafts = [server.mail(USER) / ".Drafts", *(server.mail(USER) / ".Drafts").glob("*/")]
            for one in drafts:
                one.chmod(0o500)
            arrives()
            told.until("trouble")
            for one in drafts:
                one.chmod(0o700)
            told.until("all-clear")

            before = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
            arrives()
            told.until("trouble", kind="StoreError")
            resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, before)
            told.until("all-clear")
            ended = running.stop(signal.SIGTERM)
        assert ended.status == 0
    arrived = next(numbers)
    assert [one["uid"] for one in told.events if one["event"] == "handled"] == list(range(1, arrived + 1))
    troubles: list[list[str]] = [[]]
    for one in told.troubles():
        troubles.append([]) if one == "all-clear" else troubles[-1].append(one)
    assert troubles.pop() == []
    assert len(troubles) == 5
    assert all(len(kinds) == len(set(kinds)) for kinds in troubles), f"told twice: {told.troubles()}"
    # Two seconds, then four, and so on: a busy loop would knock hundreds of times.
    assert proxy.accepted < 40
    assert len(mailbox(server, USER, "Drafts")) == arrived - QUOTA


def test_a_mail_server_that_is_started_anew(server: Dovecot, tmp_path: Path) -> None:
    """Whatever waited is handled by the same process when the server is back."""
    folder = lay(tmp_path / "shop", server, USER)
    with program.started("run", "--log", "json", cwd=folder, env={"PEDAL_PASSWORD": PASSWORD}) as running:
        told = Told(running)
        for number in range(QUOTA):
            deliver(server, USER, written(COVERED, number=number))
            told.until("handled", uid=number + 1)
            server.stop()
            server.start()
        running.stop(signal.SIGTERM)
    assert len(mailbox(server, USER, "Drafts")) == QUOTA


def test_a_database_that_is_started_anew(
    dovecot: Dovecot, postgresql: PostgreSQL, fresh_user: str, tmp_path: Path
) -> None:
    """The daemon takes its lock again; where another has it by then, it says so and ends: never two at once."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    settings = folder / "assistant.toml"
    with empty(postgresql) as url:
        settings.write_text(settings.read_text().replace('"store.db"', f'"{url}"'))
        with program.started("run", "--log", "json", cwd=folder, env={"PEDAL_PASSWORD": PASSWORD}) as running:
            told = Told(running)
            deliver(dovecot, fresh_user, written(COVERED, number=1))
            told.until("handled", uid=1)
            postgresql.stop()
            deliver(dovecot, fresh_user, written(COVERED, number=2))
            told.until("trouble", kind="StoreError")
            postgresql.start()
            told.until("all-clear")
            assert program.run("run", "--once", cwd=folder, env={"PEDAL_PASSWORD": PASSWORD}).status == 1
            postgresql.stop()
            told.until("trouble", kind="StoreError")
            running.process.send_signal(signal.SIGSTOP)  # the other is faster
            postgresql.start()
            with Store(url) as second, second.alone():
                running.process.send_signal(signal.SIGCONT)
                deliver(dovecot, fresh_user, written(COVERED, number=3))
                lost = told.until("trouble", kind="StoreTaken")
                ended = running.end()
    assert "Another daemon is at work" in lost["text"]
    assert ended.status == 1
    assert [one["uid"] for one in told.events if one["event"] == "handled"] == [1, 2]
    assert len(mailbox(dovecot, fresh_user, "Drafts")) == 2
