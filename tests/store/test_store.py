from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from assistant.errors import StoreError
from assistant.model import Asked, History, Wanted
from assistant.store.records import Cursor, Handled, Person, Promise, SavedDraft
from assistant.store.store import Store

Make = Callable[..., Handled]


def test_what_was_recorded_comes_back_as_it_was(store: Store, handled: Make, now: datetime) -> None:
    """A message and its draft, with reasons, plan, ledger and places, are read back equal."""
    plan, ledger = {"shape": "calm"}, {"questions": [1, None, "é"]}
    draft = SavedDraft("<d@shop>", "Drafts", now, False, 2, 1, 3, 4_294_967_295, "standing", plan, ledger)
    put = handled(5, draft=draft, received=now - timedelta(minutes=1), version="0.1.0")
    store.record(put)
    assert store.draft("shop", "<d@shop>") == put


def test_times_are_the_same_moment_whatever_their_zone(store: Store, handled: Make, now: datetime) -> None:
    """A time given in another zone comes back as the same moment."""
    there = now.astimezone(timezone(timedelta(hours=9)))
    store.record(handled(1, "skipped", decided=there))
    found = store.seen_digest("shop", f"{1:064x}")
    assert found is not None
    assert found.decided == now


def test_a_time_without_a_zone_is_refused(handled: Make, now: datetime) -> None:
    """A naive time cannot get into a record."""
    with pytest.raises(ValueError, match="no time zone"):
        handled(1, "skipped", decided=now.replace(tzinfo=None))


def test_seen_tells_the_decided_uids_of_this_mailbox_only(store: Store, handled: Make) -> None:
    """Another account, mailbox or uidvalidity does not make a uid seen, and many uids may be asked about."""
    store.record(handled(1), handled(900, "skipped"), handled(2, "set-aside"))
    store.record(handled(3, uidvalidity=8), handled(4, mailbox="Orders"), handled(5, account="other"))
    assert store.seen("shop", "INBOX", 7, range(1, 2000)) == {1, 2, 900}


def test_seen_of_nothing_is_nothing(store: Store) -> None:
    """An empty question has an empty answer."""
    assert store.seen("shop", "INBOX", 7, []) == set()


def test_a_message_is_known_by_its_bytes_in_any_mailbox(store: Store, handled: Make) -> None:
    """The digest finds the first decision, though the message was moved; another account's does not count."""
    store.record(handled(1, raw_digest="aa"), handled(9, "skipped", raw_digest="aa", mailbox="Orders"))
    found = store.seen_digest("shop", "aa")
    assert found is not None
    assert found.uid == 1
    assert store.seen_digest("other", "aa") is None


def test_messages_that_share_a_message_id_are_all_found(store: Store, handled: Make) -> None:
    """A second message that bears a used Message-ID is another message."""
    store.record(handled(1, message_id="<x@y>"), handled(2, "noted", message_id="<x@y>"), handled(3))
    assert [found.message.uid for found in store.with_message_id("shop", "<x@y>")] == [1, 2]


def test_a_message_is_decided_once(store: Store, handled: Make) -> None:
    """A second decision about the same message is refused, says so, and leaves the first."""
    store.record(handled(1))
    with pytest.raises(StoreError, match="holds a decision about this message already"):
        store.record(handled(1, "skipped"))
    assert store.standing("shop") == (handled(1),)


def test_a_message_set_aside_is_decided_anew(store: Store, handled: Make) -> None:
    """What could not be decided may be, later, and is then no longer set aside."""
    store.record(handled(1, "set-aside"))
    assert [found.message.uid for found in store.set_aside("shop")] == [1]
    assert store.seen_digest("shop", f"{1:064x}") is None
    store.record(handled(1))
    assert store.set_aside("shop") == ()
    assert store.standing("shop") == (handled(1),)


def test_a_record_is_all_or_nothing(store: Store, handled: Make, now: datetime) -> None:
    """When the last of a batch cannot be written, neither the others nor the cursor nor the person are."""
    store.record(handled(3))
    person = Person("shop", "dana@example.com", now, (Asked("Where is it?", now),))
    with pytest.raises(StoreError):
        store.record(handled(1, person=person), handled(2), handled(3), cursor=Cursor("shop", "INBOX", 7, 3))
    assert store.seen("shop", "INBOX", 7, [1, 2, 3]) == {3}
    assert store.cursor("shop", "INBOX") is None
    assert store.person("shop", "dana@example.com") is None


def test_the_cursor_moves_with_the_record(store: Store, handled: Make) -> None:
    """A record brings its mailbox's cursor along; other mailboxes keep theirs."""
    store.record(handled(4), cursor=Cursor("shop", "INBOX", 7, 4))
    assert store.cursor("shop", "INBOX") == Cursor("shop", "INBOX", 7, 4)
    assert store.cursor("shop", "Orders") is None


def test_the_cursor_never_moves_back(store: Store) -> None:
    """Within one uidvalidity a lower uid changes nothing."""
    store.advance(Cursor("shop", "INBOX", 7, 9))
    store.advance(Cursor("shop", "INBOX", 7, 4))
    assert store.cursor("shop", "INBOX") == Cursor("shop", "INBOX", 7, 9)


def test_a_new_uidvalidity_starts_the_cursor_anew(store: Store) -> None:
    """A mailbox that was made again is counted from its own uids."""
    store.advance(Cursor("shop", "INBOX", 7, 9))
    store.advance(Cursor("shop", "INBOX", 8, 2))
    assert store.cursor("shop", "INBOX") == Cursor("shop", "INBOX", 8, 2)


def test_standing_are_the_drafts_and_notes_that_were_left_alone(store: Store, handled: Make) -> None:
    """A draft that was sent and a note that was settled no longer stand; skips never did."""
    store.record(handled(1), handled(2), handled(3, "noted"), handled(4, "noted"), handled(5, "skipped"))
    store.draft_became("shop", "<d1@shop>", "sent")
    store.note_became("shop", "<n3@shop>", "settled")
    assert [found.message.uid for found in store.standing("shop")] == [2, 4]
    assert [found.message.uid for found in store.standing_drafts("shop")] == [2]
    assert [found.message.uid for found in store.standing_notes("shop")] == [4]


def test_a_draft_that_moved_keeps_its_new_place(store: Store, handled: Make) -> None:
    """A draft that a mail program saved again is found under its new uid."""
    store.record(handled(1))
    store.draft_became("shop", "<d1@shop>", "touched", place=(3, 44))
    found = store.draft("shop", "<d1@shop>")
    assert found is not None
    assert found.draft is not None
    assert (found.draft.state, found.draft.uidvalidity, found.draft.uid) == ("touched", 3, 44)


def test_another_accounts_draft_is_left_alone(store: Store, handled: Make, now: datetime) -> None:
    """A state is changed in the account that is named and in no other."""
    store.record(handled(1), handled(2, account="other", draft=SavedDraft("<d1@shop>", "Drafts", now, True)))
    store.draft_became("shop", "<d1@shop>", "sent")
    assert len(store.standing("other")) == 1


def test_an_unknown_draft_is_none(store: Store) -> None:
    """A Message-ID that is not ours finds nothing."""
    assert store.draft("shop", "<who@knows>") is None


def test_a_stranger_has_no_history(store: Store, now: datetime) -> None:
    """Of someone who never wrote nothing is known; nor of a message without an author."""
    assert store.history("shop", "new@example.com", now) == History()
    assert store.history("shop", None, now) == History()


def test_history_counts_the_drafts_of_the_last_hour(store: Store, handled: Make, now: datetime) -> None:
    """Drafts older than an hour, skips, other accounts and other authors are told apart."""
    store.record(
        handled(1, decided=now - timedelta(minutes=61)),
        handled(2, decided=now - timedelta(minutes=59)),
        handled(3, decided=now - timedelta(minutes=5), author="eve@example.com"),
        handled(4, "skipped"),
        handled(5, account="other"),
    )
    history = store.history("shop", "dana@example.com", now)
    assert (history.drafts_last_hour, history.drafts_last_hour_in_all) == (1, 2)


def test_a_clock_set_back_lifts_no_limit(store: Store, handled: Make, now: datetime) -> None:
    """Drafts that were made in what is now the future still count."""
    store.record(handled(1, decided=now + timedelta(hours=3)))
    assert store.history("shop", "dana@example.com", now).drafts_last_hour == 1


def test_a_persons_state_is_the_last_one_recorded(store: Store, handled: Make, now: datetime) -> None:
    """The calm reply and the parked questions are kept, and replaced by a newer state."""
    parked = (Asked("Where is it?", now), Asked("Why?", now - timedelta(days=2), "problem", "Why is it late?"))
    store.record(handled(1, person=Person("shop", "dana@example.com", now, parked, (Wanted("order", "HL-1"),))))
    history = store.history("shop", "dana@example.com", now)
    assert (history.calm_reply_at, history.parked, history.keys) == (now, parked, (Wanted("order", "HL-1"),))
    store.record(handled(2, person=Person("shop", "dana@example.com", now, ())))
    assert store.history("shop", "dana@example.com", now).parked == ()


def test_gestures_are_counted_for_one_person_in_their_period_and_in_all(
    store: Store, handled: Make, now: datetime
) -> None:
    """Old gestures count in all but no longer for the person; another person's count in all."""
    old = SavedDraft("<old@shop>", "Drafts", now - timedelta(days=100), True)
    store.record(
        handled(1, draft=old, gestures=("voucher",)),
        handled(2, gestures=("voucher",)),
        handled(3, gestures=("voucher", "card"), author="eve@example.com"),
    )
    periods = {"voucher": timedelta(days=90), "card": None, "never-made": None}
    history = store.history("shop", "dana@example.com", now, periods=periods)
    assert dict(history.gestures) == {"voucher": (1, 3), "card": (0, 1), "never-made": (0, 0)}


def test_another_accounts_gestures_do_not_count(store: Store, handled: Make, now: datetime) -> None:
    """To the same person, and in all."""
    store.record(handled(1, gestures=("voucher",)), handled(2, account="other", gestures=("voucher",)))
    for account in ("shop", "other"):
        history = store.history(account, "dana@example.com", now, periods={"voucher": None})
        assert history.gestures["voucher"] == (1, 1)


def test_a_gesture_in_a_draft_that_was_not_used_does_not_count(store: Store, handled: Make, now: datetime) -> None:
    """What was discarded was never given."""
    store.record(handled(1, gestures=("voucher",)))
    store.draft_became("shop", "<d1@shop>", "discarded")
    assert store.history("shop", "dana@example.com", now, periods={"voucher": None}).gestures["voucher"] == (0, 0)


def test_a_record_that_contradicts_itself_cannot_be_made(handled: Make) -> None:
    """A message drafted has a draft, a message noted has a note, and a skip has neither."""
    for outcome, without in (("drafted", {"draft": None}), ("noted", {"note": None})):
        with pytest.raises(ValueError, match="without a"):
            handled(1, outcome, **without)
    with pytest.raises(ValueError, match="with a draft"):
        handled(1, "skipped", draft=handled(1).draft)
    with pytest.raises(ValueError, match="disposition"):
        handled(1, "set-aside", disposition="draft")


def test_a_persons_state_expires(store: Store, handled: Make, now: datetime) -> None:
    """Past its expiry nothing of it is known or listed, and the next state recorded takes it out of the store."""
    until = now + timedelta(days=14)
    store.record(handled(1, person=Person("shop", "dana@example.com", now, (Asked("Why?", now),), expires=until)))
    assert [person.address for person in store.people(until - timedelta(seconds=1))] == ["dana@example.com"]
    assert store.history("shop", "dana@example.com", until - timedelta(seconds=1)).parked
    assert store.people(until) == ()
    expired = store.history("shop", "dana@example.com", until)
    assert (expired.calm_reply_at, expired.parked) == (None, ())
    eve = Person("shop", "eve@example.com", until, expires=until + timedelta(days=14))
    store.record(handled(2, decided=until, author="eve@example.com", person=eve))
    assert [row["address"] for row in store.export() if row["table"] == "people"] == ["eve@example.com"]


def test_a_persons_state_can_be_cleared(store: Store, handled: Make, now: datetime) -> None:
    """In every account, however the address is written; others keep theirs."""
    for uid, (account, address) in enumerate(
        [("shop", "dana@example.com"), ("other", "dana@example.com"), ("shop", "eve@example.com")]
    ):
        store.record(handled(uid, account=account, person=Person(account, address, now)))
    assert store.clear("Dana@Example.com") == 2
    assert store.clear("dana@example.com") == 0
    assert [person.address for person in store.people(now)] == ["eve@example.com"]


def test_promises_are_listed_until_they_are_kept(store: Store, handled: Make, now: datetime) -> None:
    """The earliest due first, with whom they were made to, for which message; by state and account."""
    late, soon = now.date() + timedelta(days=9), now.date() + timedelta(days=2)
    store.record(handled(1, promises=(Promise("Do you mend bindings?", late, "dana@example.com"),)))
    store.record(handled(2, promises=(Promise("And maps?", soon, "dana@example.com"), Promise("And prints?", soon))))
    listed = store.promises("open")
    assert [promise.question for promise in listed] == ["And maps?", "And prints?", "Do you mend bindings?"]
    assert (listed[0].account, listed[0].made, listed[0].draft, listed[0].parent) == (
        "shop", now, "<d2@shop>", "<m2@example.com>",
    )  # fmt: skip
    assert store.promise_became(listed[0].number or 0, "kept")
    assert not store.promise_became(999, "kept")
    assert [promise.question for promise in store.promises("open", "told")] == ["And prints?", "Do you mend bindings?"]
    assert store.promises(account="other") == ()


def test_a_promise_of_a_letter_that_was_not_used_is_none(store: Store, handled: Make, now: datetime) -> None:
    """What was discarded was never promised."""
    store.record(handled(1, promises=(Promise("And maps?", now.date()),)))
    store.draft_became("shop", "<d1@shop>", "discarded")
    assert store.promises() == ()


def test_a_promise_or_a_gesture_needs_a_letter(handled: Make, now: datetime) -> None:
    """Neither can be recorded of a message that got no draft."""
    with pytest.raises(ValueError, match="promise without a draft"):
        handled(1, "skipped", promises=(Promise("And maps?", now.date()),))
    with pytest.raises(ValueError, match="goodwill without a draft"):
        handled(1, "skipped", gestures=("voucher",))
