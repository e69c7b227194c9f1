"""Figures over time and in all, as values and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.model import Asked
from assistant.reviewing.numbers import Gap, Numbers, lasting, numbers, percent, top_gaps
from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from assistant.store.tallies import Open

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LETTER = "Dear Dana,\n\nWe are open from 8 to 18.\n\nWe look forward to hearing from you.\n"
LEDGER = {"entries": [{"rule": "hours", "state": "answered", "answers": [{"span": [12, 38], "kind": "answer"}]}]}


@pytest.fixture
def store() -> Iterator[Store]:
    """Ten letters on ten days, sent after 1 to 10 hours; the last was edited."""
    with Store("sqlite://") as opened:
        fates = Fates(opened.access)
        for uid in range(1, 11):
            when = NOW + timedelta(days=uid - 1)
            message = SeenMessage(
                "shop", "INBOX", 7, uid, f"{uid:064x}", when, "drafted", "draft", received=when, tone="neutral",
                asked=(Asked("Do you ship to Norway?", when),),
            )  # fmt: skip
            draft = SavedDraft(f"<d{uid}@shop>", "Drafts", when, ready=uid % 2 == 0, text=LETTER, ledger=LEDGER)
            opened.record(Handled(message, draft))
            said = LETTER if uid < 10 else LETTER.replace("to 18", "to 19")
            raw = b"Subject: Re\r\n\r\n" + said.encode()
            fates.sent("shop", draft.message_id, raw, at=when + timedelta(hours=uid), place="desk")
        yield opened


def of(store: Store, days: int) -> Numbers:
    """The figures of so many days from the first on."""
    return numbers(store.access, NOW.date(), NOW.date() + timedelta(days=days - 1))


def test_figures_in_all(store: Store) -> None:
    """Counts, shares, and the times that half and nine tenths of the letters took."""
    found = of(store, 20)
    total = found.total
    assert (total.messages, total.questions, total.answered, total.drafts, total.ready) == (10, 10, 10, 10, 5)
    assert (total.as_written, total.edited, total.discarded, found.sent) == (9, 1, 0, 10)
    assert (round(total.median or 0), round(total.p90 or 0)) == (5 * 3600, 9 * 3600)
    assert found.dispositions == {"draft": 10}
    assert found.tones == {"neutral": 10}
    assert found.rules == {"hours": {"changed": 1}}
    assert found.gaps == (Gap("Do you ship to Norway?", 10),)


@pytest.mark.parametrize(("days", "step", "buckets"), [(20, "day", 20), (60, "week", 9), (400, "month", 14)])
def test_time_is_cut_into_days_weeks_or_months(store: Store, days: int, step: str, buckets: int) -> None:
    """Every one of them is there, also where nothing happened, and together they are all."""
    found = of(store, days)
    assert (found.step, len(found.buckets)) == (step, buckets)
    assert sum(bucket.messages for bucket in found.buckets) == 10
    assert found.buckets[0].start == NOW.date()
    assert found.buckets[-1].median is None


def test_days_outside_are_left_out(store: Store) -> None:
    """The last day is included."""
    found = numbers(store.access, date(2026, 3, 3), date(2026, 3, 4))
    assert [bucket.messages for bucket in found.buckets] == [1, 1]
    with pytest.raises(ValueError, match="later"):
        numbers(store.access, date(2026, 3, 4), date(2026, 3, 3))


def test_an_empty_store_has_figures_too() -> None:
    """Shares of nothing are none."""
    with Store("sqlite://") as empty:
        made = of(empty, 3).as_json()
    assert made["total"]["ready_share"] is None
    assert made["total"]["response_seconds"] == {"median": None, "p90": None}
    assert len(made["over_time"]) == 3


def test_json_says_the_same(store: Store) -> None:
    """Shares in [0, 1], days as ISO 8601."""
    made = json.loads(json.dumps(of(store, 20).as_json()))
    assert made["total"]["ready_share"] == 0.5
    assert made["total"]["as_written_share"] == 0.9
    assert made["over_time"][9]["start"] == "2026-03-11"
    assert made["over_time"][9]["edited"] == 1
    assert made["edits_by_rule"] == {"hours": {"changed": 1}}
    assert made["gaps"] == [{"text": "Do you ship to Norway?", "count": 10}]


def test_gaps_hide_what_is_personal_and_count_like_ones_together() -> None:
    """The most asked first."""
    asked = [Open("Do you ship order HL-12345 to Norway?", "Dana Reed"), Open("Do you ship to Norway?", ""),
             Open("Is there a lift for Dana?", "Dana Reed")]  # fmt: skip
    first, second = top_gaps(asked)
    assert first.count == 2
    assert "12345" not in first.text
    assert second == Gap("Is there a lift for …?", 1)


def test_times_and_shares_are_said_in_words() -> None:
    """As people say them."""
    said = [lasting(seconds) for seconds in (None, 40, 720, 12600, 72000, 180000)]
    assert said == ["–", "40 s", "12 min", "3.5 h", "20 h", "2.1 days"]
    assert (percent(5, 6), percent(0, 0)) == ("83 %", "–")
