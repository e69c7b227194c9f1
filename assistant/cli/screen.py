"""Where a run tells people what it does: a line a message, troubles, a bar on a terminal, and one sentence over all."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.model import Disposition
from assistant.polling.changes import Became, Change
from assistant.polling.daemon import Listener
from assistant.polling.handling import Result
from assistant.polling.round import Progress as Advance

if TYPE_CHECKING:  # rich takes 50 ms to import
    from rich.progress import Progress, TaskID

_NAMES: dict[Disposition | None, tuple[str, str]] = {
    "draft": ("draft", "drafts"),
    "calm": ("contact-us-when-calm draft", "contact-us-when-calm drafts"),
    "hold": ("held", "held"),
    "skip": ("skipped", "skipped"),
    None: ("set aside", "set aside"),
}


_CHANGES: dict[Became, str] = {
    "touched": "its draft is in somebody's hand",
    "sent": "answered, its draft was sent",
    "discarded": "its draft was deleted, and is not made again",
    "withdrawn": "answered elsewhere, its draft is withdrawn",
    "replaced": "its draft is replaced by a newer one",
    "late": "its draft has waited too long",
    "gap-sent": "its reply was sent with an open line in it",
}


@dataclass(slots=True)
class Tally:
    """Counts what became of the messages of a run."""

    became: Counter[Disposition | None] = field(default_factory=Counter)
    ready: int = 0
    found_again: int = 0
    changes: int = 0

    def add(self, result: Result) -> None:
        """Count one message."""
        self.became[result.disposition] += 1
        self.ready += result.ready and result.disposition == "draft"
        self.found_again += result.found_again

    def summary(self) -> str:
        """One sentence that accounts for every message."""
        total = sum(self.became.values())
        if not total:
            return "No new message." if self.changes else "Nothing new."
        told = []
        for disposition, (one, several) in _NAMES.items():
            count = self.became[disposition]
            if count:
                ready = f" ({self.ready} ready)" if disposition == "draft" else ""
                told.append(f"{count} {one if count == 1 else several}{ready}")
        verb = "was" if self.found_again == 1 else "were"
        again = f" {self.found_again} had been saved before and {verb} recorded now." if self.found_again else ""
        return f"{total} {'message' if total == 1 else 'messages'}: {', '.join(told)}.{again}"


def line(account: str, result: Result) -> str:
    """What became of one message, without a word of the customer's."""
    codes = ", ".join(reason.code for reason in result.reasons)
    state = ""
    if result.outcome is not None and result.outcome.draft is not None and result.disposition in ("draft", "calm"):
        state = " ready" if result.ready else " needs work"
    word = result.disposition or "set-aside"
    return f"{account} {result.mailbox} {result.uid}: {word}{state} ({codes})"


def as_json(account: str, result: Result) -> str:
    """The same for programs."""
    made = result.outcome.draft if result.outcome else None
    return json.dumps(
        {
            "account": account,
            "mailbox": result.mailbox,
            "uid": result.uid,
            "disposition": result.disposition,
            "reasons": [reason.code for reason in result.reasons],
            "ready": result.ready,
            "gaps": made.gaps if made else 0,
            "found_again": result.found_again,
        }
    )


def change_line(account: str, change: Change) -> str:
    """What became of a draft."""
    return f"{account} {change.mailbox} {change.uid}: {_CHANGES[change.became]}"


class Screen:
    """Lines for each message and each trouble, and on a terminal a bar while there is long work."""

    def __init__(self, *, json_lines: bool, quiet: bool, tally: Tally) -> None:
        self._json = json_lines
        self._quiet = quiet
        self._tally = tally
        self._bar: Progress | None = None
        self._tasks: dict[tuple[str, str], TaskID] = {}
        if sys.stderr.isatty():
            from rich import progress
            from rich.console import Console

            self._bar = progress.Progress(
                progress.TextColumn("{task.description}"),
                progress.BarColumn(),
                progress.MofNCompleteColumn(),
                progress.TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=sys.stdout.isatty(),  # else rich would write the results to the terminal as well
            )

    def __enter__(self) -> Screen:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def listener(self, *, troubles: bool = True) -> Listener:
        """The functions that the daemon calls; without `troubles` those are told elsewhere."""
        if not troubles:
            return Listener(result=self._result, progress=self._progress, draft=self._draft)
        return Listener(
            result=self._result, progress=self._progress, trouble=self._trouble, all_clear=self._all_clear,
            rules_refused=self._rules_refused, rules_taken=self._rules_taken, draft=self._draft,
        )  # fmt: skip

    def _result(self, account: str, result: Result) -> None:
        self._tally.add(result)
        if self._json:
            click.echo(as_json(account, result))
        elif not self._quiet:
            click.echo(line(account, result))

    def _draft(self, account: str, change: Change) -> None:
        self._tally.changes += 1
        if self._json:
            place = {"account": account, "mailbox": change.mailbox, "uid": change.uid}
            click.echo(json.dumps(place | {"draft": change.became}))
        elif not self._quiet:
            click.echo(change_line(account, change))

    def _progress(self, progress: Advance) -> None:
        if self._bar is None:
            return
        which = progress.account, progress.mailbox
        if which not in self._tasks and progress.done < progress.total:
            self._tasks[which] = self._bar.add_task(" ".join(which), total=progress.total)
        elif which in self._tasks:
            self._bar.update(self._tasks[which], completed=progress.done)
            if progress.done == progress.total:
                self._bar.remove_task(self._tasks.pop(which))

    def _trouble(self, account: str, error: Exception) -> None:
        click.echo(f"{account}: {error}", err=True)

    def _all_clear(self, account: str) -> None:
        click.echo(f"{account}: all is well again.", err=True)

    def _rules_refused(self, path: Path, error: Exception) -> None:
        click.echo(f"{path} was changed and is not taken; the rules from before stay in force:\n{error}", err=True)

    def _rules_taken(self, path: Path) -> None:
        click.echo(f"{path} was changed and is in force now.", err=True)
