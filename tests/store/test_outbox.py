"""The outbox on SQLite and on PostgreSQL: who may send what, and what is known after a crash."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.store.audit import Audit
from assistant.store.letters import Entry, Letter
from assistant.store.outbox import Outbox, forget_letters
from assistant.store.records import Handled
from assistant.store.store import Store

Make = Callable[..., Handled]
UNDO = timedelta(seconds=10)


@pytest.fixture
def outbox(store: Store, handled: Make) -> Outbox:
    """The outbox of a store in which two messages have drafts: those of the numbers 1 and 2."""
    store.record(handled(1), handled(2))
    return Outbox(store.access)


def letter(number: int | None = 1, identity: str | None = None) -> Letter:
    """An answer to the message of this number."""
    name = identity or f"<d{number}@shop>"
    return Letter("shop", name, "help@shop.example", ("dana@example.com",), b"Subject: x\r\n\r\nHello\r\n", number)


def put(outbox: Outbox, now: datetime, number: int | None = 1, identity: str | None = None) -> Entry:
    """A letter put in by Kim, due in ten seconds."""
    entry, new = outbox.put(letter(number, identity), by="Kim", now=now, due=now + UNDO)
    assert new
    return entry


def state(outbox: Outbox, entry: Entry) -> str:
    """Its state now."""
    found = outbox.entry(entry.number)
    return found.state if found else "gone"


def test_a_letter_is_kept_as_it_was_put_in(outbox: Outbox, now: datetime) -> None:
    """Bytes, envelope, who and when; with the message that it answers and the draft that it came from."""
    entry = put(outbox, now)
    assert (entry.letter, entry.state, entry.by, entry.due) == (letter(), "waiting", "Kim", now + UNDO)
    assert entry.parent is not None
    assert (entry.parent.mailbox, entry.parent.uid, entry.parent.message_id) == ("INBOX", 1, "<m1@example.com>")
    assert (entry.draft, entry.draft_state) == ("<d1@shop>", "standing")
    assert outbox.entry(entry.number) == entry
    assert outbox.entry(entry.number + 1) is None


def test_a_list_of_letters_reads_none_of_their_bytes(outbox: Outbox, now: datetime) -> None:
    """Every page shows what is on its way, and letters have files in them."""
    entry = put(outbox, now)
    bare = replace(entry.letter, raw=b"\0")
    assert outbox.entries("waiting") == (replace(entry, letter=bare),)


def test_until_it_is_due_it_can_be_taken_back(outbox: Outbox, now: datetime) -> None:
    """Then its bytes are gone and it may be put in again; once it is on its way it is too late."""
    first = put(outbox, now)
    assert outbox.claim("a", now) is None
    assert outbox.undo(first.number)
    assert not outbox.undo(first.number)
    taken = outbox.entry(first.number)
    assert taken is not None and taken.state == "undone" and taken.letter.raw == b"\0"
    second = put(outbox, now)
    assert outbox.claim("a", now + UNDO) is not None
    assert not outbox.undo(second.number)


def test_one_answer_at_a_time(store: Store, outbox: Outbox, now: datetime) -> None:
    """The same letter, or another to that message, is not put in beside one that is going, nor after it was sent."""
    entry = put(outbox, now)
    for other in (letter(), letter(1, "<other@shop>"), letter(None, "<d1@shop>")):
        assert outbox.put(other, by="Bo", now=now, due=now)[0].number == entry.number
    put(outbox, now, 2)
    assert outbox.claim("a", now + UNDO) is not None
    assert outbox.begin(entry.number, "a", now)
    assert outbox.sent(entry.number, "a", "250 ok", now)
    found = store.draft("shop", "<d1@shop>")
    assert found is not None and found.draft is not None and found.draft.state == "sent"
    assert outbox.put(letter(), by="Bo", now=now, due=now) == (outbox.entry(entry.number), False)


def test_many_senders_get_each_letter_once(outbox: Outbox, now: datetime) -> None:
    """Eight threads claim at once: no letter has two senders, none is left."""
    numbers = {put(outbox, now, None, f"<{n}@shop>").number for n in range(20)}

    def claims(token: str) -> list[int]:
        mine = []
        while (entry := outbox.claim(token, now + UNDO)) is not None:
            mine.append(entry.number)
        return mine

    with ThreadPoolExecutor(8) as pool:
        claimed = [number for mine in pool.map(claims, [f"t{n}" for n in range(8)]) for number in mine]
    assert sorted(claimed) == sorted(numbers)


def test_two_who_answer_one_message_at_once_put_in_one_letter(outbox: Outbox, now: datetime) -> None:
    """Each with a letter of their own; one of them is told of the other's."""
    def puts(name: str) -> bool:
        return outbox.put(letter(1, f"<{name}@shop>"), by=name, now=now, due=now)[1]

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(puts, "abcdef")) == 1


def test_a_sender_who_lost_the_claim_must_not_begin(outbox: Outbox, now: datetime) -> None:
    """One taken for dead before its letter began to flow comes back to find that it is another's."""
    entry = put(outbox, now)
    assert outbox.claim("slow", now + UNDO) is not None
    assert outbox.recover(now) == ()
    assert outbox.claim("quick", now + UNDO) is not None
    assert not outbox.begin(entry.number, "slow", now)
    assert outbox.begin(entry.number, "quick", now)
    assert not outbox.begin(entry.number, "quick", now)
    assert not outbox.sent(entry.number, "slow", "250", now)
    assert not outbox.later(entry.number, "slow", "421", now)
    assert state(outbox, entry) == "sending"


def test_what_was_flowing_when_its_sender_died_is_unknown(outbox: Outbox, now: datetime) -> None:
    """It is not sent again by itself; the sender's word counts if it lives after all."""
    entry = put(outbox, now)
    outbox.claim("a", now + UNDO)
    outbox.begin(entry.number, "a", now)
    assert outbox.due(now)
    assert outbox.recover(now) == (entry.number,)
    assert outbox.claim("b", now + UNDO) is None
    assert [one.number for one in outbox.to_look_for(now)] == [entry.number]
    assert outbox.sent(entry.number, "a", "250 ok", now)
    assert state(outbox, entry) == "sent"


def test_a_person_decides_on_what_is_unknown(outbox: Outbox, now: datetime) -> None:
    """It arrived, or it is sent again; neither can be said of anything else."""
    entry = put(outbox, now)
    assert not outbox.arrived(entry.number, now=now)
    assert not outbox.again(entry.number, by="Bo", now=now, due=now)
    outbox.claim("a", now + UNDO)
    outbox.begin(entry.number, "a", now)
    assert outbox.unknown(entry.number, "a", "it broke", now)
    assert outbox.again(entry.number, by="Bo", now=now, due=now)
    assert not outbox.sent(entry.number, "a", "250 late word", now)
    again = outbox.claim("b", now)
    assert again is not None and (again.by, again.tries, again.letter.raw) == ("Bo", 1, letter().raw)
    outbox.begin(entry.number, "b", now)
    outbox.unknown(entry.number, "b", "it broke", now)
    assert outbox.arrived(entry.number, now=now)
    assert [one.number for one in outbox.to_file(now)] == [entry.number]


def test_a_refused_letter_may_be_sent_again_unless_another_takes_its_place(outbox: Outbox, now: datetime) -> None:
    """It is kept for that; with a new letter to the same message nobody is asked about it any more."""
    entry = put(outbox, now)
    outbox.claim("a", now + UNDO)
    assert outbox.refused(entry.number, "a", "550 nobody here", now)
    found = outbox.entry(entry.number)
    assert found is not None and (found.state, found.told) == ("refused", "550 nobody here")
    assert outbox.again(entry.number, by="Bo", now=now, due=now)
    outbox.claim("a", now)
    outbox.refused(entry.number, "a", "550 nobody here", now)
    beside = put(outbox, now, 2)
    put(outbox, now, 1, "<other@shop>")
    assert [state(outbox, one) for one in (entry, beside)] == ["undone", "waiting"]
    assert not outbox.again(entry.number, by="Bo", now=now, due=now)


def test_a_refused_letter_can_be_let_go(outbox: Outbox, now: datetime) -> None:
    """By its number, or with all to the same message; letters of another kind stay as they are."""
    for number in (1, 2):
        entry = put(outbox, now, number)
        outbox.claim("a", now + UNDO)
        outbox.refused(entry.number, "a", "550 nobody here", now)
    outbox.let_go(2)
    assert [one.letter.answers for one in outbox.entries("refused")] == [1]
    assert outbox.undo(outbox.entries("refused")[0].number)
    assert outbox.entries("refused") == ()
    going = put(outbox, now)
    outbox.claim("a", now + UNDO)
    outbox.let_go(1)
    assert state(outbox, going) == "sending" and not outbox.undo(going.number)


def test_what_is_put_off_waits(outbox: Outbox, now: datetime) -> None:
    """A letter to be tried later is due then, and one that is sent is filed when its mailbox is there again."""
    entry = put(outbox, now)
    outbox.claim("a", now + UNDO)
    later = now + timedelta(minutes=1)
    assert outbox.later(entry.number, "a", "451 not now", later)
    assert outbox.claim("a", now + UNDO) is None
    assert not outbox.due(now + UNDO)
    assert outbox.claim("a", later, but=["shop"]) is None
    assert outbox.claim("a", later) is not None
    outbox.begin(entry.number, "a", later)
    outbox.sent(entry.number, "a", "250", later)
    assert outbox.put_off(entry.number, later + UNDO)
    assert outbox.to_file(later) == ()
    assert [one.tries for one in outbox.to_file(later + UNDO)] == [1]
    assert outbox.filed(entry.number, later)
    assert outbox.to_file(later + UNDO) == ()
    done = outbox.entry(entry.number)
    assert done is not None and (done.state, done.letter.raw, done.filed) == ("sent", b"\0", later)
    assert not outbox.due(later + timedelta(days=9))


def test_one_sends_at_a_time(store: Store, where: str) -> None:
    """A second sender is told so, here as from another connection; after the first it may."""
    with Store(where) as other, store.access.sending() as first:
        with other.access.sending() as second, store.access.sending() as third:
            assert (first, second, third) == (True, False, False)
        with store.alone():
            pass
    with store.access.sending() as free:
        assert free


def _hold(where: str, ready: multiprocessing.synchronize.Event) -> None:
    with Store(where) as store, store.access.sending():
        ready.set()
        signal.pause()


def test_a_killed_sender_lets_go(store: Store, where: str) -> None:
    """The next one may send at once."""
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    process = context.Process(target=_hold, args=(where, ready), daemon=True)
    process.start()
    assert ready.wait(60)
    with store.access.sending() as mine:
        assert not mine
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with store.access.sending() as mine:
            if mine:
                return
        time.sleep(0.01)
    pytest.fail("it was not let go")


def test_who_is_forgotten_has_no_letter_left(store: Store, outbox: Outbox, now: datetime) -> None:
    """Neither waiting nor sent."""
    entry = put(outbox, now)
    store.forget("dana@example.com")
    assert outbox.entry(entry.number) is None


@pytest.mark.parametrize("wrong", [{"message_id": ""}, {"sender": ""}, {"recipients": ()}, {"raw": b""}])
def test_a_letter_lacks_nothing(wrong: dict[str, object]) -> None:
    """A value that could not be sent cannot be made."""
    given = {"account": "a", "message_id": "<x@y>", "sender": "a@b", "recipients": ("c@d",), "raw": b"x"} | wrong
    with pytest.raises(ValueError, match="a letter without"):
        Letter(**given)  # type: ignore[arg-type]


def test_a_refused_letter_is_not_kept_for_ever(store: Store, outbox: Outbox, now: datetime) -> None:
    """After the days that texts are kept its bytes are gone, and it cannot be sent again; what waits stays."""
    entry, waits = put(outbox, now), put(outbox, now, 2)
    outbox.claim("a", now + UNDO)
    outbox.refused(entry.number, "a", "550 nobody here", now)
    with store.access.writes() as connection:
        forget_letters(connection, "shop", now)
        forget_letters(connection, "shop", now + UNDO)
    assert not outbox.again(entry.number, by="Bo", now=now, due=now)
    kept = outbox.entry(waits.number)
    assert kept is not None and kept.letter.raw == letter(2).raw


def test_what_became_of_a_letter_stands_in_the_trail(store: Store, outbox: Outbox, now: datetime) -> None:
    """With what the server said, under who sent it, for the message that it answers; never a word of the letter."""
    first, second = put(outbox, now), put(outbox, now, 2)
    for entry in (first, second):
        outbox.claim("a", now + UNDO)
        outbox.begin(entry.number, "a", now)
    outbox.sent(first.number, "a", "250 ok; not to ben@mail.example: 550 nobody here", now)
    outbox.recover(now)
    outbox.arrived(second.number, now=now, told="It was found in Sent.")
    trail = [(one.action, one.who, one.message, (one.detail or {})["text"]) for one in Audit(store.access).entries()]
    assert trail == [
        ("sent", "Kim", 2, "It was found in Sent."),
        ("unknown", "Kim", 2, "The program ended while the letter was being sent."),
        ("sent", "Kim", 1, "250 ok; not to ben@mail.example: 550 nobody here"),
    ]
