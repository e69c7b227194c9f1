"""The protocol of sd_notify over a real socket, as systemd opens it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from uuid import uuid4

import pytest

from assistant.polling.supervised import SILENCE, Pulse, Supervisor


class Systemd:
    """The other end. It hears at once, and keeps what it was told until somebody asks."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self._told: Queue[str] = Queue()
        self._thread = Thread(target=self._hear, daemon=True)
        self._thread.start()

    def _hear(self) -> None:
        while told := self.socket.recv(4096).decode():
            self._told.put(told)

    def hears(self) -> str:
        """The next that it is told."""
        return self._told.get(timeout=60)

    def heard(self) -> list[str]:
        """All that it was told and nobody has asked for."""
        mark = f"mark {uuid4().hex}"                # told after all that was told before
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(mark.encode(), self.socket.getsockname())
        return list(iter(self.hears, mark))

    def close(self) -> None:
        """Hear no more."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(b"", self.socket.getsockname())
        self._thread.join(60)
        self.socket.close()


class Clock:
    """A time that a test sets, and how often it was asked for."""

    def __init__(self) -> None:
        self.now, self.asked = 0.0, 0

    def __call__(self) -> float:
        """The time."""
        self.asked += 1
        return self.now

    def wait(self, times: int) -> None:
        """Until it was asked for so often again."""
        until = self.asked + times
        deadline = time.monotonic() + 60
        while self.asked < until:
            assert time.monotonic() < deadline
            time.sleep(0.005)


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    """With a socket in the file system, and with one that only has a name."""
    made = Systemd(str(tmp_path / "notify") if request.param == "path" else f"@assistant-{uuid4().hex}")
    yield made
    made.close()


def test_the_beginning_and_the_end_are_told(systemd: Systemd) -> None:
    """READY with a word on what is done, and STOPPING."""
    supervisor = Supervisor({"NOTIFY_SOCKET": systemd.address})
    supervisor.ready("Watching INBOX.")
    assert systemd.hears() == "READY=1\nSTATUS=Watching INBOX."
    supervisor.stopping()
    assert systemd.hears() == "STOPPING=1"


def test_signs_of_life_come_as_long_as_there_is_life(systemd: Systemd) -> None:
    """Twice in each period; none from a daemon that hangs, and none after the end."""
    clock = Clock()
    pulse = Pulse(clock)
    environ = {"NOTIFY_SOCKET": systemd.address, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": str(os.getpid())}
    supervisor = Supervisor(environ)
    before = set(threading.enumerate())
    supervisor.watch(pulse)
    (watching,) = set(threading.enumerate()) - before
    assert [systemd.hears() for _ in range(3)] == ["WATCHDOG=1"] * 3
    clock.now = SILENCE + 1
    assert not pulse.alive()
    clock.wait(2)                                   # what it found before is told by then
    systemd.heard()
    clock.wait(3)
    assert systemd.heard() == []
    pulse.beat()
    assert systemd.hears() == "WATCHDOG=1"
    supervisor.stopping()
    watching.join(60)
    assert not watching.is_alive()
    heard = systemd.heard()
    assert heard[-1] == "STOPPING=1" or heard[-2:] == ["STOPPING=1", "WATCHDOG=1"]


def test_who_rests_for_long_is_not_taken_to_hang() -> None:
    """With a round every two hours an hour of silence is as it should be, and five are not."""
    clock = Clock()
    pulse = Pulse(clock, rests=7200)
    clock.now = 3600
    assert pulse.alive()
    clock.now = 5 * 3600
    assert not pulse.alive()


@pytest.mark.parametrize(
    "environ", [{}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "20000", "WATCHDOG_PID": "1"}]
)
def test_a_watchdog_that_is_not_ours_is_not_fed(systemd: Systemd, environ: dict[str, str]) -> None:
    """None, nonsense, or another process's."""
    before = set(threading.enumerate())
    Supervisor({"NOTIFY_SOCKET": systemd.address, **environ}).watch(Pulse())
    assert set(threading.enumerate()) <= before, "nobody watches"
    assert systemd.heard() == []


def test_a_supervisor_that_does_not_listen_holds_up_nothing(tmp_path: Path) -> None:
    """What no longer fits into its queue is not told."""
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        deaf.bind(address)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to, pytest.raises(BlockingIOError):
            to.setblocking(False)
            while True:
                to.sendto(b"x", address)
        Supervisor({"NOTIFY_SOCKET": address}).stopping()


def test_where_nobody_listens_nothing_happens(tmp_path: Path) -> None:
    """No socket in the environment, or one that is gone."""
    for environ in ({}, {"NOTIFY_SOCKET": str(tmp_path / "gone")}):
        supervisor = Supervisor(environ)
        supervisor.ready("x")
        supervisor.stopping()
