"""Letters on their way to a real SMTP server and into the mailboxes, and what is known when something breaks."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from assistant.drafting.compose import message_id
from assistant.errors import ServerUnreachable, StoreError
from assistant.mailbox.contract import Account
from assistant.mailbox.imap import connect
from assistant.model import Message
from assistant.reviewing import delivering, filing
from assistant.reviewing.delivering import Delivery
from assistant.sending.contract import SmtpServer, Submitted
from assistant.store.fates import Fates
from assistant.store.letters import Entry
from assistant.store.outbox import Outbox as Kept
from assistant.store.store import Store
from assistant.store.tables import drafts
from tests.mailbox.conftest import Place, place  # noqa: F401  (a fixture)
from tests.reviewing.going import LEA, LETTER, US, Office, office
from tests.servers.dovecot import Dovecot
from tests.servers.postgresql import PostgreSQL
from tests.servers.smtp import Received, SmtpPlace
from tests.store import databases
from tests.store.blank import blank


@pytest.fixture
def shop(dovecot: Dovecot, fresh_user: str, post: SmtpPlace, tmp_path: Path) -> Iterator[Office]:
    """A shop on a real Dovecot, with a real SMTP server."""
    made = office(tmp_path, dovecot, fresh_user, post.settings())
    yield made
    made.world.close()
    made.store.close()


def _flags(shop: Office, mailbox: str | None) -> list[set[str]]:
    return [set(one.flags) for one in shop.within(mailbox)]


def test_a_letter_is_sent_and_filed_on_every_server(place: Place, post: SmtpPlace, tmp_path: Path) -> None:  # noqa: F811
    """A copy in Sent, read; the message answered and not marked as read; the draft gone, and known as sent."""
    with Store(blank(tmp_path / "store.db")) as store:
        shop = Office(
            store, place.connect, post.settings(),
            drafts="" if place.special_use else place.name("Drafts"),
            sent=None if place.special_use else place.name("Sent"),
        )  # fmt: skip
        entry = shop.approve()
        shop.later()
        assert [(one.sender, one.recipients, one.raw) for one in post.received] == [(US, (LEA,), entry.letter.raw)]
        (copy,) = shop.within(shop.sent)
        assert (copy.raw, set(copy.flags)) == (entry.letter.raw, {r"\Seen"})
        assert _flags(shop, "INBOX") == [{r"\Answered"}]
        assert [one for one in shop.within(shop.drafts) if r"\Deleted" not in one.flags] == []
        assert shop.state(entry) == ("sent", "sent")
        fate = Fates(store.access).of("pedal", entry.letter.message_id)
        assert fate is not None and (fate.how, fate.place) == ("as-written", "desk")
        assert [(event.became, event.told) for event in shop.events] == [("sent", "250 2.0.0 taken")]
        shop.later(3600)
        assert len(post.received) == 1 and len(shop.within(shop.sent)) == 1


@pytest.mark.dovecot
def test_what_was_edited_is_learned_from(shop: Office) -> None:
    """The fate of the draft tells the edit."""
    raw, answers = shop.answered()
    shop.outbox().enqueue("pedal", raw.replace(b"18:00", b"20:00"), by="Kim", answers=answers)
    shop.later()
    fate = Fates(shop.store.access).of("pedal", f"<{1:040x}.0@pedal.example>")
    assert fate is not None and fate.how == "edited"


@pytest.mark.dovecot
def test_a_server_that_keeps_copies_itself_gets_no_second_one(shop: Office, post: SmtpPlace) -> None:
    """Whether the settings know it of the server or not; and what it does not keep is not kept for it."""
    post.on_delivery = lambda given: _keep(shop, given)
    shop.approve(1)
    shop.later()
    shop.copies = False
    shop.approve(2)
    shop.later()
    assert len(shop.within(shop.sent)) == 2
    post.on_delivery = None
    shop.approve(3)
    shop.later()
    assert (len(post.received), len(shop.within(shop.sent)), shop.within(shop.drafts)) == (3, 2, [])


def _keep(shop: Office, given: Received) -> None:
    account = shop.connect()
    account.append("Sent", given.raw, flags=(r"\Seen",))
    account.close()


@pytest.mark.dovecot
def test_what_the_server_does_not_take_now_is_tried_later(shop: Office, post: SmtpPlace) -> None:
    """After one, two, four minutes; what it says is kept, and told each time."""
    post.faults.mail = ["451 4.3.0 not now", "451 4.3.0 nor now", "421 4.3.2 going down"]
    entry = shop.approve()
    shop.later()
    for wait in (60, 120, 240):
        (waiting,) = shop.outbox().entries()
        assert (waiting.state, waiting.due - shop.now) == ("waiting", timedelta(seconds=wait))
        shop.later(wait - 1)
        assert not post.received
        shop.later(1)
    assert [(event.became, event.told) for event in shop.events[:2]] == [
        ("waiting", "451 4.3.0 not now"), ("waiting", "451 4.3.0 nor now"),
    ]  # fmt: skip
    assert shop.state(entry) == ("sent", "sent")
    assert len(post.received) == 1


@pytest.mark.dovecot
def test_a_letter_that_could_not_be_sent_for_a_day_is_refused(shop: Office, post: SmtpPlace) -> None:
    """And told, with what the server said last; its draft stands."""
    post.faults.mail = ["451 4.3.0 not now"] * 60
    entry = shop.approve()
    tries = 0
    while shop.state(entry)[0] == "waiting":
        tries += 1
        (waiting,) = shop.outbox().entries()
        shop.later((waiting.due - shop.now).total_seconds())
    assert shop.events[-1].told == "It was tried for a day. 451 4.3.0 not now"
    assert (shop.state(entry), len(shop.within(shop.drafts)), post.received) == (("refused", "touched"), 1, [])
    assert 25 < tries < 40


@pytest.mark.dovecot
def test_a_letter_that_waited_for_days_is_tried_before_it_is_given_up(shop: Office, post: SmtpPlace) -> None:
    """The program was off since Friday: Monday's first "not now" is not the last try."""
    post.faults.mail = ["451 4.3.0 not now"]
    entry = shop.approve()
    shop.later(3 * 86_400)
    assert shop.state(entry)[0] == "waiting"
    shop.later(60)
    assert shop.state(entry) == ("sent", "sent")


@pytest.mark.dovecot
def test_who_of_several_did_not_get_it_is_told(shop: Office, post: SmtpPlace) -> None:
    """It is sent to the others, and urgent to hear of."""
    post.faults.recipients = {"boss@mail.example": ["450 4.2.1 box is full"]}
    raw, answers = shop.answered()
    shop.outbox().enqueue("pedal", raw.replace(b"\r\nSubject:", b"\r\nCc: boss@mail.example\r\nSubject:", 1),
                          by="Kim", answers=answers)  # fmt: skip
    shop.later()
    assert [one.recipients for one in post.received] == [(LEA,)]
    (event,) = shop.events
    assert (event.became, event.urgent) == ("sent", True)
    assert "not to boss@mail.example: 450 4.2.1 box is full" in event.told


@pytest.mark.dovecot
def test_a_refused_letter_is_told_and_its_draft_stands(shop: Office, post: SmtpPlace) -> None:
    """Nothing is marked and nothing is in Sent."""
    post.faults.taken_back = ["554 5.7.1 looks like spam"]
    entry = shop.approve()
    shop.later()
    assert [(event.became, event.told) for event in shop.events] == [("refused", "554 5.7.1 looks like spam")]
    assert (shop.state(entry), len(shop.within(shop.drafts))) == (("refused", "touched"), 1)
    assert (_flags(shop, "INBOX"), shop.within(shop.sent)) == ([set()], [])


@pytest.mark.dovecot
def test_who_of_several_was_refused_is_told(shop: Office, post: SmtpPlace) -> None:
    """The letter is sent to the others."""
    raw, answers = shop.answered()
    post.faults.recipients = {"ben@mail.example": ["550 5.1.1 nobody here"]}
    raw = raw.replace(b"Subject:", b"Cc: ben@mail.example\r\nSubject:", 1)
    entry = shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers)
    shop.later()
    assert shop.events[0].told == "250 2.0.0 taken; not to ben@mail.example: 550 5.1.1 nobody here"
    assert shop.state(entry) == ("sent", "sent")


@pytest.mark.dovecot
@pytest.mark.parametrize("last", ["cut", "silence"])
def test_an_unknown_fate_waits_for_a_person(shop: Office, post: SmtpPlace, last: str) -> None:
    """It is never sent again by itself. "It arrived" files it; nothing was filed before."""
    shop.server = post.settings(patience=1.0)
    post.faults.last = [last]
    entry = shop.approve()
    shop.later()
    for _ in range(4):
        shop.later(3600)
    assert (shop.state(entry), len(post.received)) == (("unknown", "touched"), 1)
    assert (len(shop.within(shop.drafts)), shop.within(shop.sent)) == (1, [])
    shop.outbox().arrived(entry.number)
    shop.later(1)
    assert (shop.state(entry), len(post.received)) == (("sent", "sent"), 1)
    assert (shop.within(shop.drafts), len(shop.within(shop.sent))) == ([], 1)


@pytest.mark.dovecot
def test_an_unknown_letter_is_sent_again_when_a_person_says_so(shop: Office, post: SmtpPlace) -> None:
    """With the same Message-ID, so that a mail program shows it once."""
    post.faults.last = ["cut"]
    entry = shop.approve()
    shop.later()
    shop.outbox().again(entry.number, by="Bo")
    shop.later()
    assert shop.state(entry) == ("sent", "sent")
    assert len({one.raw for one in post.received}) == 1 and len(post.received) == 2


@pytest.mark.dovecot
def test_an_unknown_letter_that_stands_in_sent_was_sent(shop: Office, post: SmtpPlace) -> None:
    """A server that keeps copies knew it after all; the copy may come late."""
    post.faults.last = ["cut"]
    entry = shop.approve()
    shop.later()
    assert shop.state(entry)[0] == "unknown"
    _keep(shop, post.received[0])
    shop.later(600)
    assert shop.state(entry) == ("sent", "sent")
    assert [event.became for event in shop.events] == ["unknown", "sent"]
    assert (len(shop.within(shop.sent)), shop.within(shop.drafts)) == (1, [])


@pytest.mark.dovecot
def test_a_draft_that_was_sent_by_hand_meanwhile_is_not_sent_again(shop: Office, post: SmtpPlace) -> None:
    """While it waited to be tried again somebody sent it from a mail program."""
    entry = shop.approve()
    shop.store.draft_became("pedal", entry.letter.message_id, "sent")
    shop.later()
    assert (shop.state(entry)[0], post.received) == ("refused", [])
    assert "sent by a mail program meanwhile" in shop.events[0].told


@pytest.mark.dovecot
def test_a_draft_that_says_something_else_by_now_stays(shop: Office) -> None:
    """Somebody wrote on in it between the approval and the sending; their words are not lost."""
    raw, answers = shop.answered()
    shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers)
    shop.world.append(shop.drafts, raw.replace(b"18:00", b"20:00"), flags=(r"\Draft",))
    shop.later()
    (left,) = shop.within(shop.drafts)
    assert b"20:00" in left.raw


@pytest.mark.dovecot
def test_what_a_crash_left_of_the_form_before_goes_too(shop: Office) -> None:
    """A save from the desk died before taking the old one out; what a mail program saved under its name stays."""
    raw, answers = shop.answered()
    parent = Message(raw_digest=f"{1:064x}", message_id="<1@mail.example>")
    older, newer = (
        message_id(parent, account="pedal", revision=revision, domain="pedal.example") for revision in (0, 1)
    )
    first = f"<{1:040x}.0@pedal.example>"
    for uid in shop.world.find(shop.drafts, message_id=first):
        shop.world.remove(shop.drafts, uid, uidvalidity=shop.world.select(shop.drafts).uidvalidity)
    with shop.store.access.writes() as connection:
        connection.execute(update(drafts).values(message_id=newer, revision=1))
    for identity in (older, newer):
        shop.world.append(shop.drafts, raw.replace(first.encode(), identity.encode()), flags=(r"\Draft",))
    shop.outbox().enqueue("pedal", raw.replace(first.encode(), newer.encode()), by="Kim", answers=answers)
    theirs = raw.replace(first.encode(), older.encode()).replace(b"18:00", b"20:00")
    shop.world.append(shop.drafts, theirs, flags=(r"\Draft",))
    shop.later()
    (left,) = shop.within(shop.drafts)
    assert b"20:00" in left.raw


@pytest.mark.dovecot
def test_a_store_from_a_backup_sends_nothing_a_second_time(shop: Office, post: SmtpPlace, tmp_path: Path) -> None:
    """A letter long overdue is looked for in Sent first; one that does not stand there goes out."""
    first, second = shop.approve(1), shop.approve(2)
    Kept(shop.store.access).undo(second.number)
    with closing(sqlite3.connect(tmp_path / "store.db")) as live, closing(sqlite3.connect(tmp_path / "old.db")) as old:
        live.backup(old)
    shop.later()
    assert len(post.received) == 1
    shop.store.close()
    shop.store = Store(tmp_path / "old.db")
    third = shop.approve(3)
    shop.later(3600)
    assert len(post.received) == 2
    assert (shop.state(first), shop.state(third)) == (("sent", "sent"), ("sent", "sent"))
    assert [event.told for event in shop.events] == ["250 2.0.0 taken", "It was found in Sent.", "250 2.0.0 taken"]


@pytest.mark.dovecot
def test_mailboxes_out_of_reach_delay_the_filing_alone(shop: Office, post: SmtpPlace) -> None:
    """It is sent once, and filed when the mailboxes are there again, with the time at which it was sent."""
    reach = shop.connect

    def gone() -> Account:
        raise ServerUnreachable("no answer")

    entry = shop.approve()
    shop.connect = gone
    shop.later()
    sent_at = shop.now
    shop.later(60)
    assert (shop.state(entry), len(post.received)) == (("sent", "sent"), 1)
    assert shop.outbox().filing(entry.number) == "put off"
    shop.connect = reach
    shop.later(3600)
    assert shop.outbox().filing(entry.number) == "filed"
    (copy,) = shop.within(shop.sent)
    assert abs(copy.internal_date - sent_at) < timedelta(seconds=2)
    assert (shop.within(shop.drafts), len(post.received)) == ([], 1)


@pytest.mark.dovecot
def test_what_was_just_sent_is_filed_though_the_program_stops(shop: Office, post: SmtpPlace) -> None:
    """Its draft does not stand until the next start, to be sent a second time by hand; the next letter waits."""
    first, second = shop.approve(1), shop.approve(2)
    shop.now += timedelta(seconds=10)
    stop = threading.Event()
    post.on_delivery = lambda _: stop.set()
    Delivery(shop.store, shop.routes(), clock=lambda: shop.now, stop=stop).deliver_due()
    assert [shop.state(entry) for entry in (first, second)] == [("sent", "sent"), ("waiting", "touched")]
    assert (len(shop.within(shop.sent)), len(shop.within(shop.drafts))) == (1, 1)
    assert shop.outbox().filing(first.number) == "filed"


@pytest.mark.dovecot
def test_a_fault_of_the_program_sets_aside_one_letter(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it flows the letter waits and is tried again; others go, and nobody's words are told."""
    hand_over = delivering.submit

    def submit(server: SmtpServer, raw: bytes, *envelope: Any, begins: Callable[[], None]) -> Submitted:
        if b"<1@mail.example>" in raw:
            raise KeyError("a customer's words")
        return hand_over(server, raw, *envelope, begins=begins)

    monkeypatch.setattr(delivering, "submit", submit)
    at_fault, other = shop.approve(1), shop.approve(2)
    shop.later()
    assert [shop.state(one)[0] for one in (at_fault, other)] == ["waiting", "sent"]
    (told,) = [event.told for event in shop.events if event.number == at_fault.number]
    assert "KeyError" in told and "customer" not in told
    monkeypatch.setattr(delivering, "submit", hand_over)
    shop.later(61)
    assert [shop.state(one)[0] for one in (at_fault, other)] == ["sent", "sent"]
    assert len(post.received) == 2


def test_a_fault_while_a_letter_flows_leaves_it_to_a_person(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be out: it is not sent again, and the others go."""
    hand_over = delivering.submit

    def submit(server: SmtpServer, raw: bytes, *envelope: Any, begins: Callable[[], None]) -> Submitted:
        done = hand_over(server, raw, *envelope, begins=begins)
        if b"<1@mail.example>" in raw:
            raise KeyError("a customer's words")
        return done

    monkeypatch.setattr(delivering, "submit", submit)
    at_fault, other = shop.approve(1), shop.approve(2)
    for seconds in (10, 61, 300):
        shop.later(seconds)
    assert [shop.state(one)[0] for one in (at_fault, other)] == ["unknown", "sent"]
    assert len(post.received) == 2


def test_a_fault_of_the_program_while_filing_is_told_once(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other letters are filed; this one is filed when it is over."""
    put = filing.file

    def file(account: Account, entry: Entry, **how: Any) -> None:
        if entry.letter.message_id == at_fault.letter.message_id:
            raise KeyError("a customer's words")
        put(account, entry, **how)

    monkeypatch.setattr(filing, "file", file)
    at_fault = shop.approve(1)
    shop.approve(2)
    delivery = shop.delivery()
    for seconds in (10, 61, 300):
        shop.now += timedelta(seconds=seconds)
        delivery.deliver_due()
    assert len(shop.within(shop.sent)) == 1
    assert sum(event.urgent for event in shop.events) == 1
    monkeypatch.setattr(filing, "file", put)
    shop.later(600)
    assert len(shop.within(shop.sent)) == 2 == len(post.received)


def test_a_message_that_was_moved_or_renumbered_is_no_trouble(shop: Office, post: SmtpPlace) -> None:
    """The letter goes out and is filed whether or not the answered message can be marked."""
    entry = shop.approve()
    (arrived,) = shop.within("INBOX")
    shop.world.remove("INBOX", arrived.uid, uidvalidity=arrived.uidvalidity)
    shop.later()
    assert (shop.state(entry), len(shop.within(shop.sent)), shop.within(shop.drafts)) == (("sent", "sent"), 1, [])


@pytest.mark.dovecot
def test_a_server_that_is_not_there_keeps_one_account_waiting(shop: Office, post: SmtpPlace) -> None:
    """Each try asks it once, however many letters wait; a sign-in that fails is told and tried again, too."""
    asked: list[int] = []

    def secret() -> str:
        asked.append(1)
        return "wrong"

    shop.server = post.settings(secret=secret)
    entries = [shop.approve(number) for number in (1, 2, 3)]
    shop.later()
    assert len(asked) == 1
    assert "app password" in shop.events[0].told
    shop.server = post.settings()
    shop.later(60)
    assert [shop.state(entry)[0] for entry in entries] == ["sent"] * 3
    assert len(post.received) == 3


@pytest.mark.dovecot
def test_two_processes_deliver_each_letter_once(shop: Office, post: SmtpPlace, tmp_path: Path) -> None:
    """Six deliverers at once with connections of their own to the store: one is at it, the others let it."""
    for number in range(1, 6):
        shop.approve(number)
    shop.now += timedelta(seconds=10)
    gate = threading.Barrier(6, timeout=60)

    def deliver() -> None:
        with Store(tmp_path / "store.db") as store:
            delivery = Delivery(store, shop.routes(), clock=lambda: shop.now)
            gate.wait()
            delivery.deliver_due()

    threads = [threading.Thread(target=deliver) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shop.delivery().deliver_due()
    assert len(post.received) == len({one.raw for one in post.received}) == 5


@pytest.mark.dovecot
def test_a_store_in_postgresql_does_the_same(
    postgresql: PostgreSQL, dovecot: Dovecot, fresh_user: str, post: SmtpPlace
) -> None:
    """Sent once and filed; while another process is at it, nothing is done."""
    with databases.empty(postgresql) as where, Store(where) as store, Store(where) as other:
        shop = Office(store, lambda: connect(dovecot.settings(fresh_user)), post.settings())
        entry = shop.approve()
        with other.access.sending() as theirs:
            assert theirs
            shop.later()
            assert post.received == []
        shop.later(1)
        assert (shop.state(entry), len(post.received), shop.within(shop.drafts)) == (("sent", "sent"), 1, [])
        shop.world.close()


@pytest.mark.dovecot
def test_a_store_that_cannot_be_told_lets_nothing_flow(
    shop: Office, post: SmtpPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note that it begins comes before the first byte."""
    entry = shop.approve()

    def fails(*_: object) -> bool:
        raise StoreError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(Kept, "begin", fails)
        with pytest.raises(StoreError, match="disk is full"):
            shop.later()
    assert post.received == []
    shop.later(1)
    assert (shop.state(entry), len(post.received)) == (("sent", "sent"), 1)


@pytest.mark.dovecot
def test_told_to_stop_it_lets_nothing_more_flow(shop: Office, post: SmtpPlace) -> None:
    """A letter whose envelope stands already goes back to wait, and goes next time."""
    stop = threading.Event()
    shop.server = post.settings(secret=lambda: (stop.set(), "secret")[1])
    first, second = shop.approve(1), shop.approve(2)
    shop.now += timedelta(seconds=10)
    Delivery(shop.store, shop.routes(), clock=lambda: shop.now, stop=stop).deliver_due()
    assert (post.received, shop.state(first)[0], shop.state(second)[0]) == ([], "waiting", "waiting")
    shop.server = post.settings()
    shop.later(1)
    assert len(post.received) == 2


@pytest.mark.dovecot
def test_sending_that_was_switched_off_leaves_the_letter_waiting(shop: Office, post: SmtpPlace) -> None:
    """The account's table was taken out of the settings, or the account."""
    entry = shop.approve(text=LETTER)
    shop.server = None
    shop.later()
    assert "Sending is off for account.pedal" in shop.events[0].told
    Delivery(shop.store, {}, clock=lambda: shop.now + timedelta(hours=1)).deliver_due()
    assert (shop.state(entry)[0], post.received) == ("waiting", [])
