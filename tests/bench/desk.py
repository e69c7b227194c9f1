"""The owner's desk under 10,000 drafts: the program as people start it, asked over HTTP, on a Dovecot.

Twenty messages are real, from the mailbox to the letter; the rest stand in the store alone, which is all that the
list reads.
"""

from __future__ import annotations

import html
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from assistant.store.records import Handled
from assistant.store.store import Store
from tests.bench.processes import busy
from tests.cli import program
from tests.cli.shop import ADDRESS, COVERED, UNCOVERED, deliver, lay, written
from tests.servers import dovecot
from tests.web.asking import Asking

DRAFTS = 10_000
REAL = 20
_ENV = {"PEDAL_PASSWORD": dovecot.PASSWORD}


def measured(drafts: int = DRAFTS, times: int = 100) -> dict[str, dict[str, float]]:
    """Milliseconds of the list, of a message, and of a key press: median, 99th percentile, CPU time of the program."""
    with TemporaryDirectory(prefix="bench-desk-") as folder, dovecot.running() as server:
        shop = lay(Path(folder) / "shop", server, "bench")
        texts = [COVERED if number % 2 else UNCOVERED for number in range(REAL)]
        deliver(server, "bench", *(written(text, number=number) for number, text in enumerate(texts)))
        program.run("run", "--once", "--quiet", cwd=shop, env=_ENV)
        _fill(shop / "store.db", drafts - REAL)
        with program.started("serve", "--port", "0", cwd=shop, env=_ENV, hang=600, cold=True) as running:
            found = re.search(r"http\S+", running.until("http"))
            assert found is not None
            asking = Asking(found[0])
            figures = _asked(asking, running.process.pid, times)
            running.stop(signal.SIGTERM)
        return figures


def _asked(asking: Asking, pid: int, times: int) -> dict[str, dict[str, float]]:
    def ask(path: str, form: dict[str, str] | None = None) -> str:
        answer = asking.ask(path, form)
        assert answer.status == 200, (path, answer.status)
        return answer.text

    shown = ask("/message/1")                       # the first one loads the rules
    form = {name: html.unescape(value) for name, value in re.findall(r'name="(token|shown)" value="([^"]*)"', shown)}
    pages = -(-DRAFTS // 50)
    return {
        "list": _timed(lambda number: ask(f"/?page={number % pages + 1}"), pid, times),
        "message": _timed(lambda number: ask(f"/message/{number % REAL + 1}"), pid, times),
        "key press": _timed(
            lambda number: ask("/message/1/check", form | {"text": f"{form['shown']}And {number} more."}), pid, times
        ),
    }  # fmt: skip


def _timed(work: Callable[[int], object], pid: int, times: int) -> dict[str, float]:
    took = []
    before = busy(pid)
    for number in range(times):
        began = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - began) * 1000)
    spent = (busy(pid) - before) / times * 1000
    return {"median": median(took), "p99": quantiles(took, n=100)[98], "cpu": spent}


def _fill(path: Path, count: int) -> None:
    """Copies of what the daemon made of a real message, each of another person and a minute older."""
    with Store(path) as store:
        made = store.standing_drafts("pedal")
        copies = [_copy(made[number % len(made)], number) for number in range(count)]
        for start in range(0, count, 500):
            store.record(*copies[start : start + 500])


def _copy(made: Handled, number: int) -> Handled:
    assert made.draft is not None
    uid, own = 100_000 + number, ADDRESS.partition("@")[2]
    message = replace(
        made.message, uid=uid, raw_digest=f"{number:064x}", message_id=f"<copy.{number}@mail.example>", thread=None,
        author=f"person.{number}@mail.example", person=f"person.{number}@mail.example",
        author_name=f"Person {number}", subject=f"Bicycle {number}",
        received=made.message.decided - timedelta(minutes=number),
    )  # fmt: skip
    return Handled(message, replace(made.draft, message_id=f"<draft.{number}@{own}>", uid=uid))


def rows(say: Callable[..., None], apart: Callable[..., dict[str, Any]]) -> None:
    """The desk's lines of the table."""
    for what, found in apart("desk").items():
        target = {"list": "< 200 ms", "message": "", "key press": "< 50 ms"}[what]
        say(f"desk, 10,000 drafts: {what}, median", f"{found['median']:.0f} ms", target,
            f"99th percentile {found['p99']:.0f} ms; CPU time {found['cpu']:.0f} ms")  # fmt: skip
