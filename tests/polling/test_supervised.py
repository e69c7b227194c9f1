"""The protocol of sd_notify over a real socket, as systemd opens it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.polling.supervised import SILENCE, Pulse, Supervisor


class Systemd:
    """The other end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self.socket.settimeout(20)

    def hears(self) -> str:
        """The next that it is told."""
        return self.socket.recv(4096).decode()


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    """With a socket in the file system, and with one that only has a name."""
    made = Systemd(str(tmp_path / "notify") if request.param == "path" else f"@assistant-{uuid4().hex}")
    yield made
    made.socket.close()


def test_the_beginning_and_the_end_are_told(systemd: Systemd) -> None:
    """READY with a word on what is done, and STOPPING."""
    supervisor = Supervisor({"NOTIFY_SOCKET": systemd.address})
    supervisor.ready("Watching INBOX.")
    assert systemd.hears() == "READY=1\nSTATUS=Watching INBOX."
    supervisor.stopping()
    assert systemd.hears() == "STOPPING=1"


def test_signs_of_life_come_as_long_as_there_is_life(systemd: Systemd) -> None:
    """Twice in each period; none from a daemon that hangs, and none after the end."""
    now = 0.0
    pulse = Pulse(lambda: now)
    environ = {"NOTIFY_SOCKET": systemd.address, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": str(os.getpid())}
    supervisor = Supervisor(environ)
    supervisor.watch(pulse)
    assert [systemd.hears() for _ in range(3)] == ["WATCHDOG=1"] * 3
    now = SILENCE + 1
    assert not pulse.alive()
    _drain(systemd)
    systemd.socket.settimeout(0.3)
    with pytest.raises(TimeoutError):
        systemd.hears()
    pulse.beat()
    systemd.socket.settimeout(20)
    assert systemd.hears() == "WATCHDOG=1"
    supervisor.stopping()
    systemd.socket.settimeout(0.3)
    heard = []
    with pytest.raises(TimeoutError):
        while True:
            heard.append(systemd.hears())
    assert heard[-1] == "STOPPING=1" or heard[-2:] == ["STOPPING=1", "WATCHDOG=1"]


def _drain(systemd: Systemd) -> None:
    systemd.socket.settimeout(0.1)
    with pytest.raises(TimeoutError):
        while True:
            systemd.hears()


@pytest.mark.parametrize(
    "environ", [{}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "20000", "WATCHDOG_PID": "1"}]
)
def test_a_watchdog_that_is_not_ours_is_not_fed(systemd: Systemd, environ: dict[str, str]) -> None:
    """None, nonsense, or another process's."""
    Supervisor({"NOTIFY_SOCKET": systemd.address, **environ}).watch(Pulse())
    systemd.socket.settimeout(0.1)
    with pytest.raises(TimeoutError):
        systemd.hears()


def test_where_nobody_listens_nothing_happens(tmp_path: Path) -> None:
    """No socket in the environment, or one that is gone."""
    for environ in ({}, {"NOTIFY_SOCKET": str(tmp_path / "gone")}):
        supervisor = Supervisor(environ)
        supervisor.ready("x")
        supervisor.stopping()
