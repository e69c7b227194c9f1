"""The real program, as a process of its own. Whatever it says, it never shows a traceback.

It is forked from a process that has loaded it (forked.py), unless it is asked for `cold`: as a shell starts it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from tests.cli.forked import Forked

ROOT = Path(__file__).parents[2]
HANG = 300.0  # seconds after which a process is taken to hang
STOP = 5.0  # seconds within which a signal ends it, by force if need be: what stopping.py promises
LATE = 60.0  # seconds after which even a machine with much other work has kept the promise


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process left."""

    status: int
    out: str
    err: str

    @property
    def raw(self) -> bytes:
        """Standard output as bytes."""
        return self.out.encode("utf-8", "surrogateescape")


def command(*arguments: str | Path) -> list[str]:
    """How to start it with these arguments."""
    return [sys.executable, "-m", "assistant", *map(str, arguments)]


def environment(env: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment to start it in: this one, without what is set for an assistant here."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return {**own, "PYTHONPATH": str(ROOT), **(env or {})}


def _ended(status: int, out: bytes, err: bytes) -> Ended:
    told = Ended(status, out.decode("utf-8", "surrogateescape"), err.decode("utf-8", "replace"))
    assert "Traceback" not in told.err, told.err
    return told


def run(
    *arguments: str | Path,
    cwd: Path,
    input: str | bytes = b"",
    env: Mapping[str, str] | None = None,
    patience: float = HANG,
    cold: bool = False,
) -> Ended:
    """The program with these arguments, to its end, which must come within `patience` seconds."""
    given = input.encode() if isinstance(input, str) else input
    with started(*arguments, cwd=cwd, env=env, hang=patience, cold=cold) as running:
        ended = running.end(given)
    assert ended.status != -signal.SIGKILL, "it hung"
    return ended


@dataclass(frozen=True, slots=True)
class Running:
    """A process that goes on until it is told to stop."""

    process: subprocess.Popen[bytes] | Forked

    def write(self, line: str) -> None:
        """A line to its standard input."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def line(self) -> str:
        """The next line of its standard output, as soon as it is there."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode()

    def until(self, words: str) -> str:
        """Its standard output up to a line with these words."""
        lines = []
        while line := self.line():
            lines.append(line)
            if words in line:
                return "".join(lines)
        raise AssertionError(f"it ended without saying {words!r}: {''.join(lines)}{self._errors()}")

    def stop(self, number: signal.Signals) -> Ended:
        """Send it the signal; it must have ended soon after, and of itself."""
        asked = time.monotonic()
        self.process.send_signal(number)
        ended = self.end()
        assert time.monotonic() - asked < LATE
        assert "by force" not in ended.err, ended.err
        return ended

    def end(self, given: bytes = b"") -> Ended:
        """Give it this to read, close its standard input, and wait for its end."""
        out, err = self.process.communicate(given)
        return _ended(self.process.wait(), out, err)

    def _errors(self) -> str:
        assert self.process.stderr is not None
        return self.process.stderr.read().decode()


@contextmanager
def started(
    *arguments: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    hang: float = HANG,
    cold: bool = False,
) -> Iterator[Running]:
    """The program while it runs; it is killed if it still does at the end, or after `hang` seconds."""
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command(*arguments), cwd=cwd, env=environment(env), stdin=pipe, stdout=pipe, stderr=pipe)
        if cold
        else Forked(command(*arguments)[1:], cwd=cwd, env=environment(env))
    ) as process:
        alarm = Timer(hang, process.kill)
        alarm.start()
        try:
            yield Running(process)
        finally:
            alarm.cancel()
            process.kill()


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run (Linux)."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                state = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if int(state[1]) == pid:
                found.append(int(folder.name))
    return found
