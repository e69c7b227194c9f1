"""The real program killed with SIGKILL at points spread over its whole cycle, against real servers.

Some die after so many bytes from the server or to it, some after so much of the time that a run takes, some when the
server has saved a draft and not yet said so. `make soak` sets SOAK_KILLS.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.cli import program
from tests.polling.account_for import GROUNDS, Customers, Ground, ground
from tests.servers.faulty import Fault, Faulty

SOAK = int(os.environ.get("SOAK_KILLS", "0"))
KILLS: dict[Ground, int] = {"dovecot": SOAK or 40, "postgresql": SOAK // 5 or 8, "poor": SOAK // 10 or 8}
STEP = 0.618                                        # of the way: each next point is far from those before

# What a start imports and loads is so once; each run is then a process of its own, forked from here.
ORIGIN = """
import os, signal, sys
import alembic.command, imapclient, psycopg, sqlalchemy.dialects.postgresql.psycopg, sqlalchemy.dialects.sqlite
import assistant.cli.run, assistant.cli.screen
from assistant import meaning, pipeline
from assistant.cli.main import main
from assistant.parsing import parse_text
pipeline.read(parse_text("Good morning, when are you open? Guten Tag, wann haben Sie auf?"), meaning.load("off"))
print("ready", flush=True)
for _ in sys.stdin:
    child = os.fork()
    if not child:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0), os.dup2(nothing, 1)
        sys.argv = ["assistant", "run", "--once"]
        try:
            main()
        except SystemExit as ended:
            os._exit(int(ended.code or 0))
        os._exit(99)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Runs:
    """Runs of the program, one after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.pid = 0
        self._hear()

    def start(self) -> None:
        """One begins."""
        assert self._process.stdin is not None
        self._process.stdin.write("run\n")
        self._process.stdin.flush()
        self.pid = int(self._hear())

    def kill(self) -> None:
        """End it with SIGKILL, wherever it is; it may have ended already."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def end(self) -> int:
        """How it ended: its exit status, or the signal's number below zero."""
        return int(self._hear())

    def _hear(self) -> str:
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        assert said, "the origin of all runs has ended"
        return said


@contextmanager
def runs_of(customers: Customers) -> Iterator[Runs]:
    """Runs of the program in their shop."""
    command, env = [sys.executable, "-c", ORIGIN], program.environment({"PEDAL_PASSWORD": customers.secret})
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=customers.folder, env=env, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Runs(process)
        finally:
            process.kill()


@pytest.mark.parametrize("where", GROUNDS)
def test_killed_at_any_point_no_message_is_lost_or_drafted_twice(
    where: Ground, request: pytest.FixtureRequest, fresh_user: str, tmp_path: Path
) -> None:
    """After each kill the next run goes on; at the end every message has its one draft, note or record."""
    with (
        ground(where, request.getfixturevalue, tmp_path / "shop", fresh_user) as (customers, proxy),
        runs_of(customers) as runs,
    ):
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
