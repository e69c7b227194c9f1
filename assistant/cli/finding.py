"""What an examination finds: one line each, ok or what to do. And a limit in time, so that none waits for ever."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.errors import AssistantError

State = Literal["ok", "warning", "fault", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. `about` is the account's name, or empty for what concerns this machine.

    "fault" is for the operator or the rule author to mend; "failed" is the server's or the network's doing.
    """

    about: str
    check: str
    state: State
    text: str

    def line(self) -> str:
        """For people: one line, whatever the text holds."""
        mark = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  ", "failed": "FAILED "}[self.state]
        place = f"{self.about}: {self.check}" if self.about else self.check
        return f"{mark} {place}: {' '.join(self.text.split())}"

    def as_json(self) -> str:
        """For programs: one object."""
        return json.dumps(
            {"account": self.about or None, "check": self.check, "state": self.state, "text": self.text},
            ensure_ascii=False,
        )


def from_error(about: str, check: str, error: AssistantError) -> Finding:
    """An error as a finding; its exit code says who can mend it."""
    return Finding(about, check, "failed" if error.exit_code == 3 else "fault", str(error))


def exit_code(findings: list[Finding]) -> int:
    """1 where something is for you to mend, else 3 where the server or the network failed, else 0."""
    states = {finding.state for finding in findings}
    return 1 if "fault" in states else 3 if "failed" in states else 0


def within(seconds: float, examinations: dict[str, Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of several examinations, which go on side by side, in the order in which they were given.

    One that has not ended after so many seconds is given up, with a finding that says so; what it found until
    then is told.
    """
    found: dict[str, queue.SimpleQueue[Finding | Exception | None]] = {}
    for about, examination in examinations.items():
        found[about] = queue.SimpleQueue()
        threading.Thread(target=_examine, args=(examination, found[about]), daemon=True).start()
    deadline = time.monotonic() + seconds
    for about, queued in found.items():
        while True:
            try:
                finding = queued.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                yield Finding(
                    about, "time", "failed",
                    f"It had not ended after {seconds:g} seconds and was given up. Its server answers too slowly, "
                    "or not at all; check host and port in assistant.toml, and any firewall between.",
                )  # fmt: skip
                break
            if finding is None:
                break
            if isinstance(finding, Exception):
                raise finding
            yield finding


def _examine(examination: Iterator[Finding], into: queue.SimpleQueue[Finding | Exception | None]) -> None:
    try:
        for finding in examination:
            into.put(finding)
    except Exception as error:  # carried to the thread that waits, and raised there
        into.put(error)
    else:
        into.put(None)
