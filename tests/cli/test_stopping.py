"""Told to stop, a program ends within five seconds, whatever it hangs in."""

from __future__ import annotations

import signal
import sqlite3
import time
from pathlib import Path

import pytest

from assistant.cli import stopping
from tests.cli import program
from tests.cli.forked import Forked
from tests.cli.shop import COVERED, deliver, lay, mailbox, written
from tests.servers.dovecot import PASSWORD, Dovecot

HEAD = """\
import ctypes, socket, sys, time
from assistant.cli.stopping import stoppable
from assistant.polling.watched import Stopper
stopper = Stopper()
def told():
    print("in", flush=True)
with stoppable(stopper, "Stopped.", status=7):
    """


def stopped(block: str, number: signal.Signals, *, after: float = 0.0) -> tuple[int, str, float]:
    """The status of a program that is told to stop once its block called `told`, what it said, and how long it took."""
    code = HEAD + block + '\nprint("on", stopper.asked)'
    with Forked(["-c", code], cwd=program.ROOT, env=program.environment()) as process:
        process.stdout.readline()
        time.sleep(after)
        begun = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate()
        return process.wait(), (out + err).decode(), time.monotonic() - begun


def test_five_seconds_are_enough_for_every_end() -> None:
    """By the times that it gives to what is being saved, and to what hangs."""
    assert stopping.GRACE < stopping.LAST < program.STOP


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_work_is_ended_at_once_and_the_program_goes_on(number: signal.Signals) -> None:
    """It may still say what it has done."""
    assert stopped("told(); time.sleep(60)", number)[:2] == (0, "on True\nStopped.\n")


def test_what_is_being_saved_is_given_a_moment() -> None:
    """And then the end comes as asked."""
    block = "with stopper.guarded():\n        told(); time.sleep(0.5); print('saved', flush=True)"
    assert stopped(block, signal.SIGTERM)[:2] == (0, "saved\non True\nStopped.\n")


def test_a_server_that_is_silent_while_something_is_saved_is_not_waited_for() -> None:
    """A guarded wait for an answer that never comes."""
    block = "with stopper.guarded():\n        told(); ends = socket.socketpair(); ends[0].recv(1)"
    status, said, took = stopped(block, signal.SIGTERM)
    assert (status, said) == (0, "on True\nStopped.\n")
    assert took < program.LATE


def test_a_library_that_hears_no_signal_is_ended_by_force() -> None:
    """Python's handlers wait until it returns; the thread does not. A lock that is never let go stands for it."""
    block = (
        "told(); held = ctypes.create_string_buffer(64); c = ctypes.CDLL(None)\n"
        "    c.pthread_mutex_lock(held); c.pthread_mutex_lock(held)"
    )
    status, said, took = stopped(block, signal.SIGTERM, after=0.5)
    assert (status, "by force" in said) == (7, True), said
    assert took < program.LATE


@pytest.mark.dovecot
def test_a_store_that_another_program_locks_does_not_hold_up_the_end(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path
) -> None:
    """The daemon waits for the lock in SQLite when it is told to stop; the message is drafted by the next run."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    secret = {"PEDAL_PASSWORD": PASSWORD}
    with program.started("run", cwd=folder, env=secret) as running:
        deliver(dovecot, fresh_user, written(COVERED))
        running.line()
        with sqlite3.connect(folder / "store.db", timeout=60, isolation_level=None) as other:
            other.execute("begin immediate")
            deliver(dovecot, fresh_user, written(COVERED, number=2))
            time.sleep(2.5)
            running.stop(signal.SIGTERM)
        other.close()
    assert program.run("run", "--once", cwd=folder, env=secret).status == 0
    assert len(mailbox(dovecot, fresh_user, "Drafts")) == 2
