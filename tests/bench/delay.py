"""The delay from delivery to the draft visible in Drafts, on a Dovecot, beside the bare floor in the same run.

The floor is a program that waits in IDLE, fetches what came and appends a message of a draft's size: nothing else. It
and two runs of the assistant, without the meaning model and with it, have a mailbox each. Messages come to them by
turns, so that what else the machine does falls on all three alike.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from typing import Any

from imapclient import IMAPClient

from tests.bench import shop
from tests.bench.posted import posted
from tests.cli import program
from tests.servers import dovecot
from tests.servers.dovecot import Dovecot

STEP = 0.17                                         # seconds between two deliveries: Dovecot tells after half a second
LOOK = 0.004                                        # seconds between two looks at Drafts
PATIENCE = 60.0
WARM = 5                                            # messages before it counts
FLOOR, OFF, ON = "floor", "off", "on"
_NAMES = {FLOOR: "the bare floor: IDLE, FETCH, APPEND", OFF: "without the model", ON: "with the model"}
_GOALS = {OFF: 50.0, ON: 150.0}


def bare(port: int) -> None:
    """The floor itself: one mailbox, for ever."""
    with IMAPClient("127.0.0.1", port=port, ssl=False) as client:
        client.login(FLOOR, dovecot.PASSWORD)
        following = client.select_folder("INBOX", readonly=True)[b"UIDNEXT"]
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            client.idle()
            while not any(b"EXISTS" in told for told in client.idle_check(timeout=60)):
                pass
            client.idle_done()
            for uid, one in client.fetch([following], ["BODY.PEEK[]"]).items():
                client.append("Drafts", one[b"BODY[]"], (rb"\Draft", rb"\Seen"))
                following = uid + 1


def measure(count: int) -> dict[str, list[float]]:
    """Milliseconds for each of `count` messages, by mailbox."""
    took: dict[str, list[float]] = {name: [] for name in _NAMES}
    with ExitStack() as stack:
        server = stack.enter_context(dovecot.running())
        clients = {name: stack.enter_context(shop.signed_in(server, name)) for name in _NAMES}
        watching = {name: stack.enter_context(shop.signed_in(server, name)) for name in _NAMES}
        stack.enter_context(_at_work(server))
        for client in watching.values():
            client.select_folder("Drafts", readonly=True)
        for number in range(WARM + count):
            threads = []
            for name in _NAMES:
                thread = Thread(target=_one, args=(clients[name], watching[name], number, took[name]))
                thread.start()
                threads.append(thread)
                time.sleep(STEP)
            for thread in threads:
                thread.join()
    return {name: times[WARM:] for name, times in took.items()}


def _one(client: IMAPClient, watching: IMAPClient, number: int, took: list[float]) -> None:
    """Deliver a message, and look until one more draft is visible."""
    shop.deliver(client, posted(number))
    delivered = time.perf_counter()
    while time.perf_counter() < delivered + PATIENCE:
        if any(b"EXISTS" in told for told in watching.noop()[1]):
            break
        time.sleep(LOOK)
    took.append((time.perf_counter() - delivered) * 1000)


@contextmanager
def _at_work(server: Dovecot) -> Iterator[None]:
    """The floor and both runs of the program, ready and waiting."""
    with ExitStack() as stack:
        floor = stack.enter_context(subprocess.Popen(
            [sys.executable, "-c", f"from tests.bench.delay import bare; bare({server.port})"],
            cwd=program.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ))  # fmt: skip
        stack.callback(floor.kill)
        assert floor.stdout is not None
        floor.stdout.readline()
        for reader in (OFF, ON):
            folder = shop.lay(server.folder / reader, server, reader, reader)
            log = stack.enter_context((folder / "log").open("wb"))
            running = stack.enter_context(subprocess.Popen(
                program.command("run", "--log", "json"), cwd=folder, env=program.environment(shop.SECRET), stderr=log,
            ))  # fmt: skip
            stack.callback(running.kill)
            _until(folder / "log", b'"watching"')
        time.sleep(2.0)                             # the first round, and the first IDLE
        yield


def _until(log: Path, words: bytes) -> None:
    for _ in range(600):
        if words in log.read_bytes():
            return
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def table(took: dict[str, list[float]]) -> list[tuple[str, str, str, str]]:
    """The rows: what, measured, target, floor."""
    def both(times: list[float]) -> tuple[float, float]:
        return median(times), quantiles(times, n=100, method="inclusive")[98]

    floor = both(took[FLOOR])
    rows: list[Any] = [(f"delivery to draft, {len(took[FLOOR])} messages", "median/99%", "", "")]
    for name, times in took.items():
        middle, late = both(times)
        goal = f"< {floor[0] + _GOALS[name]:.0f}/{floor[1] + _GOALS[name]:.0f} ms" if name in _GOALS else ""
        above = f"above the floor: {middle - floor[0]:+.0f} and {late - floor[1]:+.0f} ms" if name in _GOALS else ""
        rows.append((f"  {_NAMES[name]}", f"{middle:.0f}/{late:.0f} ms", goal, above))
    return rows
