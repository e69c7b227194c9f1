"""The real program killed with SIGKILL at points spread over its whole cycle, against real servers.

Some die after so many bytes from the server or to it, some after so much of the time that a run takes, some when the
server has saved a draft and not yet said so. `make soak` sets SOAK_KILLS.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.forked import Forked
from tests.polling.account_for import GROUNDS, Ground, ground
from tests.servers.faulty import Fault, Faulty

SOAK = int(os.environ.get("SOAK_KILLS", "0"))
KILLS: dict[Ground, int] = {"dovecot": SOAK or 40, "postgresql": SOAK // 5 or 5, "poor": SOAK // 10 or 5}
STEP = 0.618                                        # of the way: each next point is far from those before
RUN = ("-m", "assistant", "run", "--once")


class Runs:
    """Runs of the program, one after the other, each forked off from where it was loaded."""

    def __init__(self, folder: Path, secret: str, command: Sequence[str] = RUN) -> None:
        self._folder, self._command = folder, command
        self._env = program.environment({"PEDAL_PASSWORD": secret})

    def start(self) -> None:
        """One begins."""
        with Path(os.devnull).open("r+b") as nothing:
            unheard = [nothing.fileno()] * 3
            self._run = Forked(self._command, cwd=self._folder, env=self._env, standard=unheard)

    def kill(self) -> None:
        """End it with SIGKILL, wherever it is; it may have ended already."""
        self._run.kill()

    def end(self) -> int:
        """How it ended: its exit status, or the signal's number below zero."""
        return self._run.wait()


@pytest.mark.parametrize("where", GROUNDS)
def test_killed_at_any_point_no_message_is_lost_or_drafted_twice(
    where: Ground, request: pytest.FixtureRequest, fresh_user: str, tmp_path: Path
) -> None:
    """After each kill the next run goes on; at the end every message has its one draft, note or record."""
    with ground(where, request.getfixturevalue, tmp_path / "shop", fresh_user) as (customers, proxy):
        runs = Runs(customers.folder, customers.secret)
        customers.write(4)
        runs.start()
        began = time.monotonic()
        assert runs.end() == 0
        took, bytes_seen = time.monotonic() - began, dict(proxy.seen)
        killed = tried = 0
        while killed < KILLS[where]:
            customers.write(1 + tried % 3)
            killed += _killed(runs, proxy, tried, took, bytes_seen)
            tried += 1
            assert tried < 3 * KILLS[where] + 20, "most runs end before they are killed"
        proxy.arm(None)
        for _ in range(2):
            runs.start()
            assert runs.end() == 0
        customers.account_for_all()


def _killed(runs: Runs, proxy: Faulty, number: int, took: float, bytes_seen: dict[bool, int]) -> bool:
    """Start a run and kill it at the point of this number. Whether it was still running then."""
    point = (number * STEP) % 1.0
    way = number % 4
    timer = threading.Timer(took * point, runs.kill)
    if way == 3:                                    # the draft or the note is saved, and nobody has been told
        proxy.arm(Fault("act", 0, at=b"[APPENDUID", act=runs.kill))
    elif way < 2:
        proxy.arm(Fault("act", int(bytes_seen[bool(way)] * point * 0.7), from_server=bool(way), act=runs.kill))
    else:
        proxy.arm(None)
    runs.start()
    if way == 2:
        timer.start()
    ended = runs.end()
    timer.cancel()
    assert ended in (0, -signal.SIGKILL)
    return ended == -signal.SIGKILL
