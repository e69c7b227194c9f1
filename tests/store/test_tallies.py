"""Counts over the store, by either database: days, fates, waits, edits, tones, and questions without an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from assistant.model import Asked
from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft
from assistant.store.store import Store
from assistant.store.tallies import Open, Tallies

Make = Callable[..., Handled]
LETTER = "Dear Dana,\n\nWe are open from 8 to 18 on every working day.\n\nWe look forward to hearing from you.\n"
LEDGER = {"entries": [
    {"rule": "hours", "state": "answered", "answers": [{"span": [12, 58], "kind": "answer"}]},
    {"rule": None, "state": "gap", "answers": []},
]}  # fmt: skip


def letter(make: Make, uid: int, when: datetime, *, ready: bool = True, **more: Any) -> Handled:
    """A message that came at a time and was drafted at once."""
    draft = SavedDraft(f"<d{uid}@shop>", "Drafts", when, ready, text=LETTER, ledger=LEDGER)
    return make(uid, draft=draft, decided=when, received=when, **more)


def mail(text: str) -> bytes:
    """A message as it was sent."""
    return b"Subject: Re: Hours\r\n\r\n" + text.encode()


def test_days_count_what_came_was_drafted_and_was_sent(store: Store, handled: Make, now: datetime) -> None:
    """Each on the day on which it happened, in UTC, with how long people waited."""
    later = now + timedelta(days=1)
    store.record(letter(handled, 1, now), letter(handled, 2, now, ready=False), handled(3, "skipped", decided=later))
    fates = Fates(store.access)
    fates.sent("shop", "<d1@shop>", mail(LETTER), at=now + timedelta(hours=2), place="desk")
    fates.discarded("shop", "<d2@shop>", at=later, place="desk")
    days = Tallies(store.access, now - timedelta(days=9), now + timedelta(days=9)).days()
    assert list(days) == [date(2026, 11, 21), date(2026, 11, 22)]
    first, second = days.values()
    assert (first.messages, first.drafts, first.ready, first.questions, first.answered) == (2, 2, 1, 4, 2)
    assert dict(first.fates) == {"as-written": 1}
    assert [round(wait) for wait in first.waits] == [7200]
    assert (second.messages, second.drafts, dict(second.fates), second.waits) == (1, 0, {"discarded": 1}, [])


def test_only_what_lies_in_the_time_and_account_is_counted(store: Store, handled: Make, now: datetime) -> None:
    """`until` itself is outside."""
    store.record(letter(handled, 1, now), letter(handled, 2, now, account="other"))
    for account, number in (("shop", 1), ("other", 1), ("none", 0), (None, 2)):
        days = Tallies(store.access, now, now + timedelta(days=1), account).days()
        assert sum(day.messages for day in days.values()) == number
        assert sum(day.drafts for day in days.values()) == number
    assert Tallies(store.access, now - timedelta(days=1), now).days() == {}


def test_dispositions_and_tones_are_counted(store: Store, handled: Make, now: datetime) -> None:
    """A message that was set aside has no disposition; one from before tones were kept has none."""
    store.record(
        letter(handled, 1, now, tone="negative"), letter(handled, 2, now, tone="negative"),
        handled(3, "skipped"), handled(4, "set-aside"), handled(5, "noted", tone="neutral"),
    )  # fmt: skip
    tallies = Tallies(store.access, now, now + timedelta(days=1))
    assert tallies.dispositions() == {"draft": 2, "hold": 1, "set-aside": 1, "skip": 1}
    assert tallies.tones() == {"negative": 2, "neutral": 1}


def test_edits_are_counted_by_rule(store: Store, handled: Make, now: datetime) -> None:
    """The most edited first; what belongs to no rule is left out."""
    store.record(letter(handled, 1, now), letter(handled, 2, now))
    fates = Fates(store.access)
    fates.sent("shop", "<d1@shop>", mail(LETTER.replace("from 8", "from 9")), at=now, place="desk")
    fates.sent("shop", "<d2@shop>", mail(LETTER.replace("We are open from 8 to 18 on every working day.", "")
                                         .replace("Dear", "Hello")), at=now, place="desk")  # fmt: skip
    assert Tallies(store.access, now, now + timedelta(days=1)).edits() == {"hours": {"changed": 1, "removed": 1}}


def test_questions_without_an_answer_come_newest_first(store: Store, handled: Make, now: datetime) -> None:
    """In words that stand alone where there are such, with whose they are."""
    later = now + timedelta(hours=1)
    store.record(
        letter(handled, 1, now, asked=(Asked("Do you ship?", now), Asked("When?", now, answer="hours"))),
        letter(handled, 2, later, asked=(Asked("And it?", later, about="Do you rent it?"),), author_name="Dana Reed"),
        handled(3, "noted", asked=(Asked("Held?", now),)),
    )
    found = Tallies(store.access, now, now + timedelta(days=1)).open_questions()
    assert found == (Open("Do you rent it?", "Dana Reed"), Open("Do you ship?", ""))
