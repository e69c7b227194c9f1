"""`assistant run` without end: it stops cleanly whenever it is told to, and what it left is done by the next run."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, mailbox, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import before

pytestmark = pytest.mark.dovecot
SECRET = {"PEDAL_PASSWORD": PASSWORD}
STOPPED = "Stopped. What was not finished is taken up again next time."
WATCHING = "Watching INBOX of pedal, every 1 seconds. Stop with Ctrl-C."
MANY = 100  # messages; every second one is a machine's


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_while_it_waits(dovecot: Dovecot, fresh_user: str, tmp_path: Path, number: signal.Signals) -> None:
    """Between two looks: status 0, the summary, and no more; and until then no other may use its store."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    deliver(dovecot, fresh_user, written(COVERED))
    with program.started("run", cwd=folder, env=SECRET) as running:
        assert running.line() == "pedal INBOX 1: draft ready (answered)\n"
        second = program.run("run", "--once", cwd=folder, env=SECRET)
        deliver(dovecot, fresh_user, written(COVERED, number=2))
        assert running.line() == "pedal INBOX 2: draft ready (answered)\n"
        told = running.stop(number)
    assert told == program.Ended(0, "2 messages: 2 drafts (2 ready).\n", f"{WATCHING}\n{STOPPED}\n")
    assert (second.status, second.out) == (1, "")
    assert len(second.err.splitlines()) == 1
    assert "store.db" in second.err


@contextmanager
def stopped_at(
    draft: int, number: signal.Signals, folder: Path, server: Dovecot, *more: str
) -> Iterator[program.Running]:
    """A run that gets the signal when so many drafts are saved, and it has not been told of the last."""
    settings = folder / "assistant.toml"
    told = settings.read_text(encoding="utf-8")
    with before(server.port) as proxy:
        settings.write_text(told.replace(f"port = {server.port}", f"port = {proxy.port}"), encoding="utf-8")
        begun: Queue[program.Running] = Queue()
        proxy.act(b"[APPENDUID", lambda: begun.get(timeout=60).process.send_signal(number), times=draft)
        with program.started("run", *more, cwd=folder, env=SECRET) as running:
            begun.put(running)
            yield running
    settings.write_text(told, encoding="utf-8")


def test_it_stops_in_the_middle_of_long_work_and_nothing_is_lost_or_done_twice(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path
) -> None:
    """Stopped by each signal in its first round, then run once: every message has its draft or record, and one only."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    robot = {"Auto_Submitted": "auto-replied"}
    deliver(dovecot, fresh_user, *(written(COVERED, number=n, **(robot if n % 2 else {})) for n in range(MANY)))
    told: list[str] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with stopped_at(10, number, folder, dovecot) as running:
            ended = running.end()
        assert ended.status == 0
        assert ended.err.splitlines()[-1] == STOPPED
        told += ended.out.splitlines()[:-1]
    assert 30 < len(told) < MANY
    rest = program.run("run", "--once", cwd=folder, env=SECRET)
    assert (rest.status, rest.err) == (0, "")
    told += rest.out.splitlines()[:-1]
    handled = Counter(line.split(":")[0] for line in told)
    assert set(handled.values()) == {1}
    # A message that was recorded just before the stop may not have been told of.
    assert MANY - 2 <= len(handled) <= MANY
    drafts = Counter(draft["In-Reply-To"] for draft in mailbox(dovecot, fresh_user, "Drafts"))
    asked = [message["Message-ID"] for message in mailbox(dovecot, fresh_user, "INBOX")]
    assert drafts == Counter(asked[0::2])
    assert program.run("run", "--once", cwd=folder, env=SECRET) == program.Ended(0, "Nothing new.\n", "")


def test_one_round_that_is_stopped_is_not_done(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """`run --once` ends with 130 then, so that whatever waits for it knows."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    deliver(dovecot, fresh_user, *(written(COVERED, number=n) for n in range(3)))
    with stopped_at(2, signal.SIGINT, folder, dovecot, "--once") as running:
        told = running.end()
    assert told.status == 130
    assert told.err == STOPPED + "\n"
