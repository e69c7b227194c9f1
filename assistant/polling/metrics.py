"""What the daemon does, counted for Prometheus. No word of a message, no address of a person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

from assistant import __version__
from assistant.polling.changes import BECAME
from assistant.polling.daemon import Listener
from assistant.polling.handling import Result
from assistant.polling.round import Progress

DELAYS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 86400)


class Metrics:
    """The figures of one daemon. `listener` counts, `text` gives them in Prometheus' form."""

    def __init__(self, accounts: Iterable[str], *, reader: str, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._registry = CollectorRegistry()
        self._troubled: dict[str, float] = {}       # account -> since when
        self._waiting: dict[tuple[str, str], float] = {}  # account, mailbox -> when the oldest unhandled came
        self._round: dict[str, float] = dict.fromkeys(accounts, clock())
        about = self._make(Info, "assistant", "The program")
        about.info({"version": __version__, "meaning": reader})
        one = ["account"]
        self._messages = self._make(Counter, "assistant_messages", "Messages handled", [*one, "outcome"])
        self._drafts = self._make(Counter, "assistant_drafts", "Drafts saved", [*one, "state"])
        self._became = self._make(Counter, "assistant_drafts_became", "What became of drafts", [*one, "became"])
        self._gaps = self._make(Counter, "assistant_gaps", "Questions left open in drafts", one)
        self._holds = self._make(Counter, "assistant_holds", "Messages held for a person", [*one, "reason"])
        self._troubles = self._make(Counter, "assistant_troubles", "Troubles that were told", [*one, "kind"])
        self._rules = self._make(Counter, "assistant_rules_refused", "Changed rules that were not taken")
        self._delay = self._make(
            Histogram, "assistant_delay_seconds", "From the server's receipt of a message to its draft or record",
            one, buckets=DELAYS,
        )  # fmt: skip
        in_trouble = self._make(Gauge, "assistant_in_trouble", "1 while an account has trouble", one)
        oldest = self._make(
            Gauge, "assistant_oldest_unhandled_seconds",
            "Age of the oldest message known and not handled; in trouble, at least the time since a good round", one,
        )  # fmt: skip
        rounds = self._make(Gauge, "assistant_last_round_timestamp_seconds", "When a round last went well", one)
        for name in self._round:
            self._gaps.labels(name)
            for became in BECAME:
                self._became.labels(name, became)
            self._delay.labels(name)
            in_trouble.labels(name).set_function(lambda name=name: float(name in self._troubled))
            oldest.labels(name).set_function(lambda name=name: self.oldest_unhandled(name))
            rounds.labels(name).set_function(lambda name=name: self._round[name])

    def _make(self, kind: Any, *arguments: Any, **more: Any) -> Any:
        return kind(*arguments, **more, registry=self._registry)

    def text(self) -> bytes:
        """All figures, in the text form that Prometheus reads."""
        return generate_latest(self._registry)

    def troubles(self) -> dict[str, str | None]:
        """Each account, with the time since which it has trouble, ISO 8601, or None."""
        return {
            name: datetime.fromtimestamp(since, UTC).isoformat(timespec="seconds") if since is not None else None
            for name in self._round
            for since in [self._troubled.get(name)]
        }

    def oldest_unhandled(self, account: str) -> float:
        """Seconds; 0 where nothing waits. While a server cannot be reached nobody knows what came since."""
        now = self._clock()
        waiting = [since for (name, _), since in list(self._waiting.items()) if name == account]
        if account in self._troubled:
            waiting.append(self._round[account])
        return max(0.0, now - min(waiting, default=now))

    def listener(self) -> Listener:
        """The functions that the daemon calls."""
        return Listener(
            result=self._result, progress=self._progress, trouble=self._trouble, all_clear=self._all_clear,
            round_done=self._round_done, rules_refused=lambda _path, _error: self._rules.inc(),
            draft=lambda account, change: self._became.labels(account, change.became).inc(),
        )  # fmt: skip

    def _result(self, account: str, result: Result) -> None:
        self._messages.labels(account, result.disposition or "set-aside").inc()
        made = result.outcome.draft if result.outcome else None
        if result.disposition in ("draft", "calm") and made is not None:
            self._drafts.labels(account, "ready" if result.ready else "needs-work").inc()
            self._gaps.labels(account).inc(made.gaps)
        if result.disposition == "hold":
            for reason in result.reasons[:1]:
                self._holds.labels(account, reason.code).inc()
        if result.received is not None:
            self._delay.labels(account).observe(max(0.0, self._clock() - result.received.timestamp()))

    def _progress(self, progress: Progress) -> None:
        key = (progress.account, progress.mailbox)
        if progress.waiting_since is not None:
            self._waiting[key] = progress.waiting_since.timestamp()
        elif progress.done == progress.total:
            self._waiting.pop(key, None)

    def _trouble(self, account: str, error: Exception) -> None:
        self._troubles.labels(account, type(error).__name__).inc()
        self._troubled.setdefault(account, self._clock())

    def _all_clear(self, account: str) -> None:
        self._troubled.pop(account, None)

    def _round_done(self, account: str) -> None:
        self._round[account] = self._clock()
