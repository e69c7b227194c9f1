"""A bar on standard error while there is long work, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(doing: str, total: int) -> Iterator[Callable[[int], None]]:
    """Gives the function that is told how much of `total` is done."""
    if not sys.stderr.isatty() or not total:
        yield lambda _count: None
        return
    from rich import progress
    from rich.console import Console

    with progress.Progress(
        progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        redirect_stdout=sys.stdout.isatty(),        # else rich would write the results to the terminal as well
    ) as shown:
        task = shown.add_task(doing, total=total)
        yield lambda count: shown.update(task, completed=count)
