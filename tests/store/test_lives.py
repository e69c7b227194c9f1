"""The life of drafts in the store, on each kind of database: told once, and never over what somebody else has told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.store.lives import Answered, Lives
from assistant.store.outbox import Letter, Outbox
from assistant.store.records import DraftState, Handled, SavedDraft
from assistant.store.store import Store

Make = Callable[..., Handled]


@pytest.fixture
def lives(store: Store, handled: Make) -> Lives:
    """Three drafts in one thread, and one of another account."""
    store.record(*(handled(uid, thread="<t>", received=None) for uid in (1, 2, 3)), handled(9, account="other"))
    return Lives(store.access, "shop")


def states(store: Store) -> list[DraftState]:
    """Of all drafts, oldest first."""
    return [row["state"] for row in store.export() if row["table"] == "drafts"]


def test_those_that_stand_or_are_in_hand_are_live(lives: Lives, store: Store) -> None:
    """Oldest first, of this account; with the place of the message that each answers."""
    store.draft_became("shop", "<d2@shop>", "touched")
    store.draft_became("shop", "<d3@shop>", "sent")
    first, second = lives.live()
    assert (first.message_id, first.place, first.state) == ("<d1@shop>", (3, 1), "standing")
    assert (first.parent_id, first.parent_mailbox, first.parent_uidvalidity, first.parent_uid) == (
        "<m1@example.com>", "INBOX", 7, 1,
    )  # fmt: skip
    assert second.state == "touched"
    assert lives.in_thread("<t>", "dana@example.com") == (first, second)
    assert lives.in_thread("<t>", "eve@example.com") == lives.in_thread("<u>", "dana@example.com") == ()


def test_a_change_is_made_once_and_only_to_what_was_read(lives: Lives, store: Store) -> None:
    """The desk has touched it meanwhile, or it stands elsewhere by now: then nothing is changed."""
    first, second, third = lives.live()
    assert lives.became(first, "discarded", place=None)
    assert not lives.became(first, "withdrawn", place=first.place)
    store.draft_became("shop", "<d2@shop>", "touched")
    assert not lives.became(second, "withdrawn", place=second.place)
    store.draft_became("shop", "<d3@shop>", "standing", place=(3, 44))
    assert not lives.became(third, "discarded", place=None)
    assert states(store)[:3] == ["discarded", "touched", "standing"]


def test_what_is_done_with_is_a_leftover_until_it_is_gone(lives: Lives, store: Store) -> None:
    """Withdrawn, replaced, sent; not what a person holds or has thrown away."""
    first, second, third = lives.live()
    lives.became(first, "withdrawn", place=first.place)
    lives.became(second, "sent", place=second.place)
    lives.became(third, "discarded", place=third.place)
    left = lives.leftover()
    assert [life.state for life in left] == ["withdrawn", "sent"]
    assert all(lives.removed(life) for life in left)
    assert lives.leftover() == ()


def test_a_draft_takes_the_place_of_others(lives: Lives, store: Store, handled: Make, now: datetime) -> None:
    """In one transaction with its own record; one that a person has touched meanwhile stays theirs."""
    first, second, _ = lives.live()
    store.draft_became("shop", "<d2@shop>", "touched")
    store.record(handled(4, replaces=(first.number, second.number)))
    assert states(store) == ["replaced", "touched", "standing", "standing", "standing"]
    with pytest.raises(ValueError, match="replaced by none"):
        handled(5, "skipped", replaces=(1,))
    draft = SavedDraft("<d6@shop>", "Drafts", now, ready=True, since=now - timedelta(days=2))
    store.record(handled(6, draft=draft))
    assert lives.live()[-1].waits_since == now - timedelta(days=2)
    assert lives.live()[0].waits_since == now


def test_one_that_is_approved_meanwhile_keeps_its_place(
    lives: Lives, store: Store, handled: Make, now: datetime
) -> None:
    """Its letter is sent: it waits in the outbox, or is on its way already."""
    first, second, third = lives.live()
    outbox = Outbox(store.access)
    for life in (first, second):
        letter = Letter("shop", life.message_id, "a@x", ("b@x",), b"raw", life.parent)
        assert outbox.put(letter, by="mina", now=now, due=now)[1]
    assert outbox.claim("token", now) is not None
    those = (first.number, second.number, third.number)
    store.record(handled(4, replaces=those))
    assert states(store) == ["standing", "standing", "replaced", "standing", "standing"]
    assert lives.replaced(those) == {third.number}


def test_alarms(lives: Lives, store: Store) -> None:
    """A late one that waits no longer is known until its note is down."""
    first, second, _ = lives.live()
    lives.alarmed(first, "late")
    lives.alarmed(second, "late")
    store.draft_became("shop", "<d2@shop>", "discarded")
    (over,) = lives.told_late()
    assert over.number == second.number
    lives.alarmed(over, None)
    assert lives.told_late() == ()
    assert [life.alarm for life in lives.live()] == ["late", None]


def test_drafts_are_found_by_what_a_sent_message_answers(lives: Lives, store: Store) -> None:
    """By its parents or its own Message-ID, whatever became of them; and the messages that are answered."""
    store.draft_became("shop", "<d1@shop>", "discarded")
    found = lives.answering(["<m1@example.com>", "<lost@x>"], "<d3@shop>")
    assert [life.message_id for life in found] == ["<d1@shop>", "<d3@shop>"]
    assert lives.answering([], None) == lives.answering(["<m9@example.com>"], None) == ()
    assert lives.knows_draft(["<d1@shop>"])
    assert not lives.knows_draft(["<d9@shop>", "<x@y>"])
    assert not lives.knows_draft([])


def test_answered_messages_are_those_that_somebody_waits_with(lives: Lives, store: Store, handled: Make) -> None:
    """Drafted, held or set aside; what was skipped is nobody's."""
    store.record(handled(5, "noted"), handled(6, "skipped"))
    wanted = [f"<m{number}@example.com>" for number in (2, 5, 6)]
    assert lives.answered(wanted) == (
        Answered("INBOX", 7, 2, "<m2@example.com>"), Answered("INBOX", 7, 5, "<m5@example.com>"),
    )  # fmt: skip


def test_messages_of_a_renumbered_mailbox_are_known_by_their_bytes(lives: Lives, store: Store, handled: Make) -> None:
    """Under the UID that they have there now."""
    store.record(handled(71, "skipped", uidvalidity=8, raw_digest=f"{1:064x}"))
    parents = [life.parent for life in lives.live()]
    assert lives.parents_at("INBOX", 8, parents) == {parents[0]: 71}
    assert lives.parents_at("Other", 8, parents) == lives.parents_at("INBOX", 8, []) == {}


def test_a_letter_that_is_being_sent_is_the_desks(lives: Lives, store: Store, now: datetime) -> None:
    """Until it is filed; one that only waits to be sent is approved, and can still be used by a mail program."""
    outbox = Outbox(store.access)
    (first, _, _) = lives.live()
    letter = Letter("shop", "<d1@shop>", "a@x", ("b@x",), b"raw", first.parent)
    entry, _ = outbox.put(letter, by="mina", now=now, due=now)
    assert lives.live()[0] == replace(first, approved=True)
    assert not lives.from_desk("<d1@shop>")
    assert outbox.claim("token", now) is not None
    assert [life.message_id for life in lives.live()] == ["<d2@shop>", "<d3@shop>"]
    assert lives.from_desk("<d1@shop>")
    assert outbox.begin(entry.number, "token", now)
    assert outbox.sent(entry.number, "token", "250 ok", now)
    assert lives.leftover() == ()
    assert outbox.filed(entry.number, now)
    assert [life.message_id for life in lives.leftover()] == ["<d1@shop>"]
    assert lives.from_desk("<d1@shop>")


def test_letters_come_back_as_far_as_they_are_kept(store: Store, handled: Make, now: datetime) -> None:
    """Text and ledger; nothing of what there is not."""
    draft = SavedDraft("<d1@shop>", "Drafts", now, ready=True, text="Dear Dana", ledger={"entries": []})
    store.record(handled(1, draft=draft), handled(2))
    lives = Lives(store.access, "shop")
    numbers = [life.number for life in lives.live()]
    assert [lives.letter(number) for number in (*numbers, 99)] == [
        ("Dear Dana", {"entries": []}), (None, None), (None, None),
    ]  # fmt: skip
