"""Reviews: one change of a draft at a time, who looks, and the trail; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

from sqlalchemy import select

from assistant.store.audit import Audit
from assistant.store.records import Handled
from assistant.store.reviews import Reviews
from assistant.store.store import Store
from assistant.store.tables import drafts

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Maker = Callable[..., Handled]


def test_a_message_is_found_by_its_number_with_its_newest_draft(store: Store, handled: Maker) -> None:
    """The number is what the list shows; a message that nobody reviewed is at version 0."""
    store.record(handled(1), handled(2, "noted"))
    reviews = Reviews(store.access)
    first, second = reviews.item(1), reviews.item(2)
    assert first is not None
    assert second is not None
    assert (first.handled.message.uid, first.draft, first.version, first.waits) == (1, 1, 0, True)
    assert (second.draft, second.waits) == (None, True)
    assert reviews.item(3) is None
    assert reviews.number("shop", "<d1@shop>") == 1
    assert reviews.number("other", "<d1@shop>") is None


def test_only_one_of_two_who_save_at_once_may(store: Store, handled: Maker) -> None:
    """Two claims of one version, made at the same moment by two threads: one is granted."""
    store.record(handled(1))
    reviews = Reviews(store.access)
    reviews.mark(1, {"assigned": "anna"}, who="anna", action="assigned", now=NOW)
    start = Barrier(2, timeout=60)
    granted: list[bool] = []

    def save() -> None:
        start.wait()
        granted.append(reviews.claim(1, 0))

    threads = [Thread(target=save) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(granted) == [False, True]
    item = reviews.item(1)
    assert item is not None
    assert item.version == 1


def test_the_first_clicks_on_a_message_may_come_at_once(store: Store, handled: Maker) -> None:
    """Nobody has reviewed it yet, and four open it, mark it and claim it at the same moment: nobody is refused."""
    numbers = range(1, 9)
    store.record(*(handled(uid) for uid in numbers))
    reviews = Reviews(store.access)
    start = Barrier(4, timeout=60)
    granted: list[int] = []
    wrong: list[Exception] = []

    def click(who: str) -> None:
        try:
            for number in numbers:
                start.wait(60)
                reviews.look(number, "the same" if number % 2 else who, NOW)
                start.wait(60)
                if reviews.claim(number, 0):
                    granted.append(number)
                reviews.mark(number, {"assigned": who}, who=who, action="assigned", now=NOW)
        except Exception as error:
            wrong.append(error)
            start.abort()

    threads = [Thread(target=click, args=(name,)) for name in ("anna", "ben", "cleo", "dora")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (wrong, sorted(granted)) == ([], list(numbers))
    assert reviews.look(1, "eve", NOW) == ("the same",)
    assert reviews.look(2, "eve", NOW) == ("anna", "ben", "cleo", "dora")


def test_a_claim_that_came_to_nothing_is_given_back(store: Store, handled: Maker) -> None:
    """The version is as it was, unless somebody has gone on from it."""
    store.record(handled(1))
    reviews = Reviews(store.access)
    assert reviews.claim(1, 0)
    reviews.unclaim(1, 0)
    assert reviews.claim(1, 0)
    assert reviews.claim(1, 1)
    reviews.unclaim(1, 0)
    item = reviews.item(1)
    assert item is not None
    assert item.version == 2


def test_a_draft_in_another_form_is_recorded_with_who_did_it(store: Store, handled: Maker) -> None:
    """The row has the new Message-ID and place, the trail the name; the draft is found by its new Message-ID."""
    store.record(handled(1))
    reviews = Reviews(store.access)
    item = reviews.item(1)
    assert item is not None
    values = {"message_id": "<new@shop>", "state": "touched", "uid": 9, "revision": 1, "ready": False}
    assert reviews.replaced(item, values, who="anna", action="saved", now=NOW, detail={"fails": ["warm"]})
    known = store.draft("shop", "<new@shop>")
    assert known is not None
    assert known.draft is not None
    assert (known.draft.state, known.draft.revision, known.draft.ready) == ("touched", 1, False)
    again = reviews.item(1)
    assert again is not None
    assert reviews.replaced(again, {"ready": True}, who="anna", action="saved", now=NOW)
    with store.access.reads() as connection:        # as it was made is what counts for the figures
        assert connection.execute(select(drafts.c.ready, drafts.c.ready_first)).one() == (True, True)
    line = Audit(store.access).entries(message=1)[1]
    assert (line.who, line.action, line.at, line.detail) == ("anna", "saved", NOW, {"fails": ["warm"]})


def test_a_draft_that_was_sent_meanwhile_stays_as_it_is(store: Store, handled: Maker) -> None:
    """What the desk read is not what is there now: nothing is changed, and nothing stands in the trail."""
    store.record(handled(1))
    reviews = Reviews(store.access)
    item = reviews.item(1)
    assert item is not None
    store.draft_became("shop", "<d1@shop>", "sent")
    assert not reviews.replaced(item, {"message_id": "<new@shop>"}, who="anna", action="saved", now=NOW)
    assert store.draft("shop", "<d1@shop>") is not None
    assert not Audit(store.access).entries()


def test_a_settled_note_waits_no_longer(store: Store, handled: Maker) -> None:
    """Settling is in the trail."""
    store.record(handled(1, "noted"))
    reviews = Reviews(store.access)
    item = reviews.item(1)
    assert item is not None
    reviews.settled(item, who="anna", now=NOW)
    again = reviews.item(1)
    assert again is not None
    assert not again.waits
    assert [line.action for line in Audit(store.access).entries()] == ["settled"]


def test_who_looks_is_seen_by_others_for_half_a_minute(store: Store, handled: Maker) -> None:
    """Each sees the other and not themselves; who is silent for long is gone, and so is who leaves."""
    store.record(handled(1))
    reviews = Reviews(store.access)
    assert reviews.look(1, "anna", NOW) == ()
    assert reviews.look(1, "bo", NOW + timedelta(seconds=20)) == ("anna",)
    assert reviews.look(1, "anna", NOW + timedelta(seconds=25)) == ("bo",)
    assert reviews.look(1, "bo", NOW + timedelta(seconds=60)) == ()
    reviews.leave(1, "bo")
    assert reviews.look(1, "anna", NOW + timedelta(seconds=61)) == ()


def test_the_trail_is_newest_first_and_of_one_message_if_asked(store: Store, handled: Maker) -> None:
    """What is about no message stands among all, not among one's."""
    store.record(handled(1), handled(2))
    trail = Audit(store.access)
    trail.note("anna", "held", NOW, message=1, detail={"text": "ask Mina"})
    trail.note("bo", "signed-in", NOW + timedelta(minutes=1))
    trail.note("bo", "saved", NOW + timedelta(minutes=2), message=2)
    assert [line.action for line in trail.entries()] == ["saved", "signed-in", "held"]
    assert [line.who for line in trail.entries(message=1)] == ["anna"]
    assert len(trail.entries(most=1)) == 1
