"""A run as a log for machines: one JSON object an event on standard error. No word of a customer's is in it."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assistant.polling.changes import Change
from assistant.polling.daemon import Listener
from assistant.polling.handling import Result

Level = Literal["info", "warning", "error"]


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class JsonLog:
    """Events with fields. `listener` hears the daemon; what other rooms log comes through `logging`."""

    def __init__(self, clock: Callable[[], datetime] = utc_now) -> None:
        self._clock = clock
        self._became: Counter[str] = Counter()

    def event(self, name: str, level: Level = "info", **fields: object) -> None:
        """One line. Fields that are None are left out."""
        now = self._clock().isoformat(timespec="milliseconds")
        told: dict[str, object] = {"time": now, "level": level, "event": name}
        told |= {key: value for key, value in fields.items() if value is not None}
        print(json.dumps(told, ensure_ascii=False, default=str), file=sys.stderr, flush=True)

    def take_over(self) -> None:
        """Let what other rooms log come out as events too."""
        handler = logging.Handler(logging.WARNING)
        handler.emit = self._logged  # type: ignore[method-assign]
        logging.getLogger("assistant").addHandler(handler)
        logging.getLogger("assistant").propagate = False

    def listener(self) -> Listener:
        """The functions that the daemon calls."""
        return Listener(
            result=self._result,
            trouble=lambda name, error: self.event(
                "trouble", "error", account=name, kind=type(error).__name__, text=str(error)
            ),
            all_clear=lambda name: self.event("all-clear", account=name),
            rules_refused=self._rules_refused,
            draft=self._draft,
            rules_taken=lambda path: self.event("rules-taken", path=str(path)),
        )

    def stopped(self, *, asked: bool) -> None:
        """The last event: how many messages became what, and whether somebody had asked for the end."""
        self.event("stopped", messages=dict(self._became), asked=asked or None)

    def _result(self, account: str, result: Result) -> None:
        became = result.disposition or "set-aside"
        self._became[became] += 1
        made = result.outcome.draft if result.outcome else None
        delay = (self._clock() - result.received).total_seconds() if result.received else None
        self.event(
            "handled", "warning" if result.disposition is None else "info", account=account, mailbox=result.mailbox,
            uid=result.uid, disposition=became, reasons=[reason.code for reason in result.reasons],
            ready=result.ready if made else None, gaps=made.gaps if made else None,
            found_again=result.found_again or None, delay_seconds=None if delay is None else round(max(0.0, delay), 3),
        )  # fmt: skip

    def _draft(self, account: str, change: Change) -> None:
        alarm = change.became in ("late", "gap-sent")
        self.event(
            "draft", "warning" if alarm else "info", account=account, mailbox=change.mailbox, uid=change.uid,
            became=change.became,
        )  # fmt: skip

    def _rules_refused(self, path: Path, error: Exception) -> None:
        self.event("rules-refused", "error", path=str(path), text=str(error))

    def _logged(self, record: logging.LogRecord) -> None:
        level: Level = "error" if record.levelno >= logging.ERROR else "warning"
        self.event("log", level, logger=record.name, text=record.getMessage())
