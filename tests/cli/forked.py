"""Processes of the program, forked by one origin a session (origin.py): each is one of its own, but begins at once."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO, Self

ROOT = Path(__file__).parents[2]


class Forked:
    """A process, with what is used of a subprocess.Popen with pipes; `standard` are input, output and error instead.

    Its arguments are those of Python: "-m" and a module, or "-c" and a program, and theirs.
    """

    def __init__(
        self, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], standard: Sequence[int] = ()
    ) -> None:
        self.returncode: int | None = None
        self._line, their_line = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        pipes = [] if standard else [os.pipe() for _ in range(3)]
        theirs = [(read, write)[number > 0] for number, (read, write) in enumerate(pipes)]
        ours = [(write, read)[number > 0] for number, (read, write) in enumerate(pipes)]
        request = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
        with their_line:
            socket.send_fds(_origin(), [request], [*(standard or theirs), their_line.fileno()])
        for one in theirs:
            os.close(one)
        self._files: list[IO[bytes]] = [os.fdopen(one, "rb" if number else "wb") for number, one in enumerate(ours)]
        self.pid = int(self._line.recv(64))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            with suppress(BrokenPipeError):
                file.close()
        self.wait()

    @property
    def stdin(self) -> IO[bytes]:
        """What it reads."""
        return self._files[0]

    @property
    def stdout(self) -> IO[bytes]:
        """What it says."""
        return self._files[1]

    @property
    def stderr(self) -> IO[bytes]:
        """What it says beside that."""
        return self._files[2]

    def send_signal(self, number: signal.Signals) -> None:
        """To the process; nothing, where its end is known."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it, wherever it is."""
        self.send_signal(signal.SIGKILL)

    def wait(self) -> int:
        """Its exit status, or the signal's number below zero. Until this is asked its number is nobody else's."""
        if self.returncode is None:
            self.returncode = int(self._line.recv(64))
            self._line.close()
        return self.returncode

    def communicate(self, given: bytes = b"") -> tuple[bytes, bytes]:
        """Give it this to read and nothing after it, and take what it says until it ends."""
        said = {}

        def read(file: IO[bytes]) -> None:
            said[file] = file.read()

        readers = [Thread(target=read, args=[file]) for file in (self.stdout, self.stderr)]
        for reader in readers:
            reader.start()
        with suppress(BrokenPipeError):
            self.stdin.write(given)
        with suppress(BrokenPipeError):
            self.stdin.close()
        for reader in readers:
            reader.join()
        self.wait()
        return said[self.stdout], said[self.stderr]


@cache
def _origin() -> socket.socket:
    """Where to ask for one. It ends with us: its line is closed then."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.cli.origin", str(theirs.fileno())]
    own = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    with theirs:
        process = subprocess.Popen(command, cwd=ROOT, env=own, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    assert ours.recv(64) == b"ready", "the origin of the programs did not come up"

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours
