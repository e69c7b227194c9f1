"""What the store counts, as figures for people: over time, in all, and which questions nobody has answered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from assistant.meaning import Meaning
from assistant.meaning.grouping import group
from assistant.store.access import Access
from assistant.store.tallies import Day, Open, Tallies
from assistant.understanding.masking import mask, names_in

Step = Literal["day", "week", "month"]
MOST_GAPS = 10
_FATES = ("as-written", "edited", "rewritten", "discarded", "unknown")
_WORDING = Meaning()                                # gaps are grouped by their words: quick, and the same everywhere


@dataclass(frozen=True, slots=True)
class Bucket:
    """The figures of a day, a week or a month. Times are in seconds, None where nothing was sent."""

    start: date
    messages: int
    questions: int
    answered: int
    drafts: int
    ready: int
    as_written: int
    edited: int
    rewritten: int
    discarded: int
    unknown: int
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike and that no rule answers: one of them, without what is personal, and how many."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All figures of a stretch of time, its last day included."""

    since: date
    until: date
    step: Step
    account: str | None
    total: Bucket
    buckets: tuple[Bucket, ...]
    dispositions: dict[str, int]
    tones: dict[str, int]
    rules: dict[str, dict[str, int]]                # rule -> kind of edit -> count, the most edited first
    gaps: tuple[Gap, ...]

    @property
    def sent(self) -> int:
        """The letters that were sent, however."""
        return sum((self.total.as_written, self.total.edited, self.total.rewritten, self.total.unknown))

    def as_json(self) -> dict[str, Any]:
        """The same as JSON would have it. Shares are in [0, 1], None where there is nothing to share."""
        return {
            "since": self.since.isoformat(), "until": self.until.isoformat(), "step": self.step,
            "account": self.account, "total": _bucket_json(self.total),
            "over_time": [_bucket_json(bucket) for bucket in self.buckets],
            "dispositions": self.dispositions, "tones": self.tones, "edits_by_rule": self.rules,
            "gaps": [{"text": gap.text, "count": gap.count} for gap in self.gaps],
        }  # fmt: skip


def share(part: int, whole: int) -> float | None:
    """A part of a whole in [0, 1]; None where there is no whole."""
    return part / whole if whole else None


def percent(part: int, whole: int) -> str:
    """A share in words: "83 %", or "–" where there is no whole."""
    return f"{100 * part / whole:.0f} %" if whole else "–"


def lasting(seconds: float | None) -> str:
    """A stretch of time in words: "40 s", "12 min", "3.5 h", "2.1 days", or "–"."""
    if seconds is None:
        return "–"
    for unit, size, until in (("s", 1, 90), ("min", 60, 90 * 60), ("h", 3600, 48 * 3600)):
        if seconds < until:
            value = seconds / size
            return f"{value:.1f} {unit}" if unit == "h" and value < 10 else f"{value:.0f} {unit}"
    return f"{seconds / 86400:.1f} days"


def numbers(access: Access, since: date, until: date, *, account: str | None = None) -> Numbers:
    """The figures from one day to another, both included, in UTC. ValueError where the first is later."""
    if since > until:
        raise ValueError(f"{since} is later than {until}")
    tallies = Tallies(access, _begin(since), _begin(until + timedelta(days=1)), account)
    days = tallies.days()
    step: Step = "day" if (until - since).days <= 45 else "week" if (until - since).days <= 370 else "month"
    buckets = {start: _bucket(start, ()) for start in _starts(since, until, step)}
    members: dict[date, list[Day]] = {}
    for day, counted in days.items():
        members.setdefault(max(start for start in buckets if start <= day), []).append(counted)
    buckets |= {start: _bucket(start, found) for start, found in members.items()}
    return Numbers(
        since, until, step, account, _bucket(since, days.values()), tuple(buckets.values()), tallies.dispositions(),
        tallies.tones(), tallies.edits(), top_gaps(tallies.open_questions()),
    )  # fmt: skip


def top_gaps(asked: Sequence[Open], most: int = MOST_GAPS) -> tuple[Gap, ...]:
    """The questions that are asked most and answered by no rule."""
    same = Counter(mask(each.text[:300], names_in(each.name)) for each in asked)
    texts = sorted(same, key=lambda text: (-same[text], len(text), text))
    found = [Gap(texts[places[0]], sum(same[texts[at]] for at in places)) for places in group(texts, _WORDING)]
    return tuple(sorted(found, key=lambda gap: (-gap.count, gap.text))[:most])


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _starts(since: date, until: date, step: Step) -> Iterable[date]:
    at = since
    while at <= until:
        yield at
        if step == "month":
            at = (at.replace(day=1) + timedelta(days=32)).replace(day=1)
        else:
            at += timedelta(days=7 if step == "week" else 1)


def _bucket(start: date, days: Iterable[Day]) -> Bucket:
    found = list(days)
    fates = Counter[str]()
    for day in found:
        fates.update(day.fates)
    waits = sorted(wait for day in found for wait in day.waits)
    counts = {name: sum(getattr(day, name) for day in found) for name in
              ("messages", "questions", "answered", "drafts", "ready")}  # fmt: skip
    return Bucket(
        start, **counts, **{how.replace("-", "_"): fates[how] for how in _FATES},
        median=_nth(waits, 0.5), p90=_nth(waits, 0.9),
    )  # fmt: skip


def _nth(ordered: Sequence[float], part: float) -> float | None:
    """The value below which a part of the values lies (nearest rank)."""
    return ordered[max(0, -(-int(part * 100) * len(ordered) // 100) - 1)] if ordered else None


def _bucket_json(bucket: Bucket) -> dict[str, Any]:
    names = [name for name in Bucket.__slots__ if name not in ("start", "median", "p90")]
    sent = bucket.as_written + bucket.edited + bucket.rewritten
    return {"start": bucket.start.isoformat()} | {name: getattr(bucket, name) for name in names} | {
        "answered_share": share(bucket.answered, bucket.questions),
        "ready_share": share(bucket.ready, bucket.drafts),
        "as_written_share": share(bucket.as_written, sent),
        "response_seconds": {"median": bucket.median, "p90": bucket.p90},
    }  # fmt: skip
