"""SIGTERM and Ctrl-C: they end a block of work, at once or right after what it is saving, and the program goes on."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import click

from assistant.polling.watched import Stopped, Stopper

INTERRUPTED = 130  # the exit status of work that was stopped before its end, as shells have it


@contextmanager
def stoppable(stopper: Stopper, said: str) -> Iterator[None]:
    """A block that SIGTERM and Ctrl-C end cleanly; then `said` goes to standard error. `stopper.asked` tells whether.

    A second signal ends it also where it is saving; the next run finds again what was saved.
    """

    def ask(_number: int, _frame: object) -> None:
        stopper.ask()

    earlier = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    except Stopped:
        click.echo(said, err=True)
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
