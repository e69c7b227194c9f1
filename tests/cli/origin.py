"""Where the tests' programs come from: what every start imports and loads is loaded once, and each is forked off.

A request brings the arguments of Python, the folder and the environment, standard input, output and error, and a line
on which the number of the process is told, and at its end its status. Nobody is left to ask: the origin ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime

from tests.cli.forked import ROOT
from tests.cli.shop import ADDRESS, COVERED, FOREIGN, RULES

LONGEST = 200_000  # bytes of a request
# All that a command may load that starts no thread: threads are not there any more after a fork.
LOADED = (
    "alembic.command", "imapclient", "jinja2", "psycopg", "rich.console", "rich.progress", "rich.table",
    "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.dialects.sqlite", "starlette.applications", "uvicorn",
    "assistant.authoring.report", "assistant.cli.doctor", "assistant.cli.draft", "assistant.cli.explain",
    "assistant.cli.review", "assistant.cli.run", "assistant.cli.screen", "assistant.cli.serve", "assistant.cli.signin",
    "assistant.cli.verify", "assistant.web.app",
)  # fmt: skip


def main() -> None:
    """Load, say so, and fork a program for each request."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    for name in LOADED:
        importlib.import_module(name)
    _draft_once()
    gc.freeze()  # what is there now is shared by all
    asked.send(b"ready")
    kept = set()
    while True:
        kept -= {one for one in kept if os.waitpid(one, os.WNOHANG)[0]}
        request, brought, _, _ = socket.recv_fds(asked, LONGEST, 4)
        if not request:
            return
        keeper = os.fork()
        if not keeper:
            asked.close()
            _keep(json.loads(request), *brought)
            return
        kept.add(keeper)
        for one in brought:
            os.close(one)


def _draft_once() -> None:
    """Whatever is loaded, compiled and remembered when the first message is answered, but for the model's threads."""
    from assistant import meaning, ruleset
    from assistant.model import Circumstances
    from assistant.parsing import parse_text
    from assistant.understanding.sifting import PLAIN, WRITTEN

    rules = replace(ruleset.read(ROOT / "rules.yaml"), text=RULES, files={})
    _, prepared = ruleset.prepare(rules, meaning.load("off"))
    now = Circumstances(datetime.now(UTC), ours=(ADDRESS,), account="pedal")
    for text in (COVERED, FOREIGN):
        ruleset.assist(parse_text(text), prepared, ROOT, now)
    for sieve in (PLAIN, WRITTEN):
        sieve.derive()


def _keep(request: dict[str, object], stdin: int, stdout: int, stderr: int, line: int) -> None:
    """Fork the program and tell its status. Its number is nobody else's until who asked for it lets go of the line."""
    told = socket.socket(fileno=line)
    pid = os.fork()
    if not pid:
        told.close()
        _become(request, stdin, stdout, stderr)
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program
    for one in (stdin, stdout, stderr):
        os.close(one)
    told.send(str(pid).encode())
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert ended is not None
    told.send(str(ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status).encode())
    told.recv(1)
    os.waitpid(pid, 0)
    os._exit(0)


def _become(request: dict[str, object], *standard: int) -> None:
    """The program with these arguments, in this folder and environment, from its first line to its end."""
    for number, brought in enumerate(standard):
        os.dup2(brought, number)
        os.close(brought)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  (as the interpreter makes them)
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]
    os.chdir(str(request["cwd"]))
    os.environ.clear()
    os.environ.update(request["env"])  # type: ignore[call-overload]
    time.tzset()
    tempfile.tempdir = None  # it is named by the environment
    option, what, *further = request["arguments"]  # type: ignore[misc]
    sys.argv = [option, *further]
    if option == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})


if __name__ == "__main__":
    main()
