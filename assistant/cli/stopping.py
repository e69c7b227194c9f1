"""SIGTERM and Ctrl-C: they end a block of work, at once or right after what it is saving, and the program goes on.

Nothing outlasts five seconds. What is being saved has GRACE seconds; a program that hangs in a library, where no
signal reaches Python, is ended by a thread after LAST. The next run finds again what was saved.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from assistant.polling.watched import Stopped, Stopper

INTERRUPTED = 130  # the exit status of work that was stopped before its end, as shells have it
NUDGE = 0.2  # seconds
GRACE = 2.0  # seconds
LAST = 4.5  # seconds


@contextmanager
def stoppable(stopper: Stopper, said: str | None, *, status: int = INTERRUPTED) -> Iterator[None]:
    """A block that SIGTERM and Ctrl-C end cleanly; then `said` goes to standard error. `stopper.asked` tells whether.

    A second signal ends it also where it is saving. `status` is what a program ends with that hangs all the same.
    """

    late = threading.Event()

    def ask(_number: int, _frame: object) -> None:
        stopper.ask()

    def insist(_number: int, _frame: object) -> None:
        if late.is_set():
            stopper.insist()

    handlers = {signal.SIGTERM: ask, signal.SIGINT: ask, signal.SIGALRM: insist}
    earlier = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        with _insisting(late, status):
            try:
                yield
            except Stopped:
                if said is not None:
                    click.echo(said, err=True)
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


@contextmanager
def _insisting(late: threading.Event, status: int) -> Iterator[None]:
    """A thread that hears of the first signal even where the program hangs, and sees to it that it ends.

    A signal that comes just before a wait begins is not seen until the wait is over: so it nudges the main thread.
    When GRACE is over it sets `late` and nudges again; after LAST it ends the program.
    """
    heard, told = socket.socketpair()
    told.setblocking(False)
    ended = threading.Event()
    main = threading.main_thread().ident

    def wait() -> None:
        if not heard.recv(1):
            return
        for seconds in (NUDGE, GRACE - NUDGE, LAST - GRACE):
            if ended.wait(seconds):
                return
            if seconds == GRACE - NUDGE:
                late.set()
            if main is not None:
                signal.pthread_kill(main, signal.SIGALRM)
        os.write(2, b"Stopped by force: it hung. What was not finished is taken up again next time.\n")
        os._exit(status)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    before = signal.set_wakeup_fd(told.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        ended.set()
        told.close()                                # ends the thread's wait
        waiting.join()
        heard.close()
