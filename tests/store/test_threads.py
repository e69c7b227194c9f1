"""What the store knows of a thread: who asked what in it, what our letters answered, what they named and offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.model import Asked, Wanted
from assistant.store.lives import Lives
from assistant.store.records import Handled, SavedDraft
from assistant.store.store import Store

Make = Callable[..., Handled]
DANA = "dana@example.com"


def hours(when: datetime, **more: Any) -> Asked:
    """A question that a letter answers."""
    return Asked("When are you open?", when, answer="hours", **more)


def test_a_thread_is_known_by_any_of_its_message_ids(store: Store, handled: Make) -> None:
    """That of the first message, of a later one, and of a draft of ours; another account's is not."""
    store.record(handled(1, thread="<m1@example.com>"), handled(2, thread="<m1@example.com>"))
    store.record(handled(3, thread="<m3@example.com>"), handled(4, account="other", thread="<x>"))
    for ids in (["<m1@example.com>"], ["<lost@x>", "<m2@example.com>"], ["<d2@shop>"]):
        assert store.thread("shop", ids) == "<m1@example.com>"
    assert store.thread("shop", ["<m3@example.com>"]) == "<m3@example.com>"
    assert store.thread("shop", ["<m4@example.com>"]) is None
    assert store.thread("shop", []) is None


def test_what_was_asked_in_the_thread_comes_back_with_its_answer(store: Store, handled: Make, now: datetime) -> None:
    """Oldest first; only where a letter answers it is it answered."""
    later = now + timedelta(hours=1)
    bare = Asked("Do you mend bindings?", later)
    store.record(handled(1, thread="<t>", asked=(hours(now),)), handled(2, thread="<t>", decided=later, asked=(bare,)))
    asked = store.history("shop", DANA, later, thread="<t>").asked
    assert asked == (hours(now, answered=now), bare)
    assert store.history("shop", DANA, later, thread="<u>").asked == ()
    assert store.history("shop", "eve@example.com", later, thread="<t>").asked == ()


@pytest.mark.parametrize(
    ("state", "answered"),
    [("standing", True), ("touched", True), ("sent", True), ("discarded", False), ("withdrawn", False)],
)
def test_only_a_letter_that_was_sent_or_stands_answers(
    store: Store, handled: Make, now: datetime, state: Any, answered: bool
) -> None:
    """What was discarded answered nothing."""
    store.record(handled(1, thread="<t>", asked=(hours(now),)))
    store.draft_became("shop", "<d1@shop>", state)
    (asked,) = store.history("shop", DANA, now, thread="<t>").asked
    assert (asked.answered is not None) == answered


def test_the_last_draft_of_a_message_counts(store: Store, handled: Make, now: datetime) -> None:
    """A question of a message that was held is asked, and answered by nobody."""
    store.record(handled(1, "noted", thread="<t>", asked=(hours(now),)))
    assert store.history("shop", DANA, now, thread="<t>").asked == (hours(now),)


def test_keys_named_in_the_thread_come_newest_first(store: Store, handled: Make, now: datetime) -> None:
    """Each once, and nothing of another thread."""
    first, second = Wanted("order", "HL-1"), Wanted("order", "HL-2")
    store.record(
        handled(1, thread="<t>", named=(first,)),
        handled(2, thread="<t>", named=(second, Wanted("voucher", "V1"))),
        handled(3, thread="<t>", named=(second,)),
        handled(4, thread="<u>", named=(Wanted("order", "HL-9"),)),
    )
    assert store.history("shop", DANA, now, thread="<t>").keys == (second, Wanted("voucher", "V1"), first)


def test_gestures_of_a_thread_are_those_of_letters_that_count(store: Store, handled: Make, now: datetime) -> None:
    """Reserved by a draft, kept when it is sent, released when it is discarded; whoever the letter is to."""
    store.record(handled(1, thread="<t>", gestures=("voucher",), author="eve@example.com"))
    assert store.history("shop", DANA, now, thread="<t>").offered == ("voucher",)
    store.draft_became("shop", "<d1@shop>", "sent")
    assert store.history("shop", DANA, now, thread="<t>").offered == ("voucher",)
    store.draft_became("shop", "<d1@shop>", "discarded")
    assert store.history("shop", DANA, now, thread="<t>").offered == ()


def test_refunds_are_counted_once_a_thread(store: Store, handled: Make, now: datetime) -> None:
    """The first of each thread, oldest first, without the thread at hand and without other people's."""
    def day(number: int) -> datetime:
        return now - timedelta(days=number)

    store.record(
        handled(1, thread="<a>", refund=True, decided=day(90)),
        handled(2, thread="<a>", refund=True, decided=day(89)),
        handled(3, thread="<b>", refund=True, decided=day(40)),
        handled(4, thread="<c>", refund=True, decided=day(1)),
        handled(5, thread="<d>", decided=day(1)),
        handled(6, thread="<e>", refund=True, author="eve@example.com"),
    )
    assert store.history("shop", DANA, now, thread="<c>").refunds == (day(90), day(40))
    assert store.history("shop", DANA, now).refunds == (day(90), day(40), day(1))


def test_a_persons_messages_drafts_and_gestures_are_counted(store: Store, handled: Make, now: datetime) -> None:
    """Drafts that were not used do not count."""
    store.record(handled(1, gestures=("voucher",)), handled(2), handled(3, "skipped"))
    store.record(handled(4, account="other"), handled(5, author="eve@example.com"))
    store.draft_became("shop", "<d2@shop>", "discarded")
    history = store.history("shop", DANA, now)
    assert (history.messages, history.drafts, history.goodwill) == (3, 1, 1)


def test_a_thread_that_is_long_is_remembered_from_its_end(store: Store, handled: Make, now: datetime) -> None:
    """A thread of a hundred messages costs no more than one of fifty."""
    for uid in range(1, 101):
        when = now + timedelta(minutes=uid)
        draft = SavedDraft(f"<d{uid}@shop>", "Drafts", when, True)
        store.record(handled(uid, thread="<t>", decided=when, draft=draft, asked=(Asked(f"Question {uid}?", when),)))
    asked = store.history("shop", DANA, now, thread="<t>").asked
    assert [each.text for each in asked] == [f"Question {uid}?" for uid in range(51, 101)]


def test_what_only_a_draft_answers_that_is_replaced_is_asked_again(store: Store, handled: Make, now: datetime) -> None:
    """As if the draft had not been made; but for what a letter that was sent answers."""
    later = now + timedelta(hours=1)
    rack = Asked("Do you hire out racks?", later, answer="racks")
    store.record(
        handled(1, thread="<t>", asked=(hours(now),), gestures=("voucher",)),
        handled(2, thread="<t>", decided=later, asked=(hours(later), rack)),
    )
    numbers = [life.number for life in Lives(store.access, "shop").live()]
    both = store.history("shop", DANA, later, thread="<t>", replacing=numbers, periods={"voucher": None})
    assert both.again == both.asked == (hours(now), hours(later), rack)
    assert (both.offered, both.gestures, both.drafts) == ((), {"voucher": (0, 0)}, 0)
    store.draft_became("shop", "<d1@shop>", "sent")
    known = store.history("shop", DANA, later, thread="<t>", replacing=numbers[1:], periods={"voucher": None})
    assert known.again == (rack,)
    assert (known.offered, known.gestures, known.drafts) == (("voucher",), {"voucher": (1, 1)}, 1)
    assert store.history("shop", DANA, later, thread="<t>").again == ()
