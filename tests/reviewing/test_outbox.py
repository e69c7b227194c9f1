"""What may be put into the outbox, and what a person may do about it there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.drafting.letter import gap_line
from assistant.errors import NotReady, ReviewError
from assistant.mailbox.memory import MemoryServer
from assistant.reviewing.outbox import UNDO, Outbox, routes
from assistant.store.store import Store
from tests.config.test_reading import account, read
from tests.reviewing.going import LEA, US, Office
from tests.servers.smtp import SmtpPlace

FAILS = ("warm: nothing thanks the customer. Thank them for writing.", "plain-to-read: a sentence has 41 words.")


@pytest.fixture
def shop(post: SmtpPlace) -> Iterator[Office]:
    """A shop whose mailboxes are in memory, with a real SMTP server."""
    server = MemoryServer()
    with Store("sqlite://") as store:
        yield Office(store, lambda: server.account("pedal"), post.settings())


def test_an_approved_letter_waits_ten_seconds(shop: Office, post: SmtpPlace) -> None:
    """With its envelope, and without what does not leave the house; then it goes."""
    entry = shop.approve()
    assert (entry.state, entry.due - shop.now, entry.by) == ("waiting", UNDO, "Kim")
    assert (entry.letter.sender, entry.letter.recipients) == (US, (LEA,))
    assert b"X-Assistant" not in entry.letter.raw
    shop.later(9)
    assert not post.received
    shop.later(1)
    assert [one.raw for one in post.received] == [entry.letter.raw]


def test_until_it_goes_it_can_be_taken_back(shop: Office, post: SmtpPlace) -> None:
    """The draft stands as it stood, and may be approved again; afterwards it is too late."""
    raw, answers = shop.answered()
    outbox = shop.outbox()
    entry = outbox.enqueue("pedal", raw, by="Kim", answers=answers)
    outbox.undo(entry.number)
    shop.later(60)
    assert (post.received, shop.state(entry), len(shop.within(shop.drafts))) == ([], ("undone", "touched"), 1)
    with pytest.raises(ReviewError, match="taken back already"):
        outbox.undo(entry.number)
    again = outbox.enqueue("pedal", raw, by="Bo", answers=answers)
    shop.later()
    with pytest.raises(ReviewError, match=r"letter 2 of Bo was sent\."):
        outbox.undo(again.number)
    with pytest.raises(ReviewError, match="There is no letter 9"):
        outbox.undo(9)


def test_a_letter_with_an_open_gap_cannot_go_at_all(shop: Office) -> None:
    """Not even when it is confirmed."""
    raw, answers = shop.answered(text=f"Hello,\n\n{gap_line('Do you ship to Norway?')}\n\nBye\n")
    with pytest.raises(NotReady, match="a line still waits for an answer") as caught:
        shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers, fails=FAILS, confirmed=True)
    assert caught.value.gaps
    assert shop.outbox().entries() == ()


def test_a_letter_that_is_not_ready_wants_a_confirmation(shop: Office) -> None:
    """The error names what fails, all of it; confirmed, it waits like any other."""
    raw, answers = shop.answered()
    with pytest.raises(NotReady) as caught:
        shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers, fails=FAILS)
    assert caught.value.fails == FAILS and not caught.value.gaps
    assert all(said in str(caught.value) for said in FAILS)
    entry = shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers, fails=FAILS, confirmed=True)
    assert [one.number for one in shop.outbox().entries()] == [entry.number]


def test_no_second_answer_beside_one_that_is_going(shop: Office) -> None:
    """The error says whose letter it is and what can be done."""
    raw, answers = shop.answered()
    shop.outbox().enqueue("pedal", raw, by="Kim", answers=answers)
    other = raw.replace(b".0@pedal.example>", b".1@pedal.example>")
    for letter in (raw, other):
        with pytest.raises(ReviewError, match=r"letter 1 of Kim waits to be sent\. Take it back first"):
            shop.outbox().enqueue("pedal", letter, by="Bo", answers=answers)
    shop.later()
    with pytest.raises(ReviewError, match="letter 1 of Kim was sent"):
        shop.outbox().enqueue("pedal", raw, by="Bo", answers=answers)


@pytest.mark.parametrize(
    ("field", "lacks"), [(b"To: ", "no recipient"), (b"From: ", "no sender"), (b"Message-ID: ", "no Message-ID")]
)
def test_a_letter_to_nobody_is_refused(shop: Office, field: bytes, lacks: str) -> None:
    """What it lacks is named."""
    raw, answers = shop.answered()
    with pytest.raises(ReviewError, match=lacks):
        shop.outbox().enqueue("pedal", raw.replace(field, b"X-Was-" + field), by="Kim", answers=answers)


def test_without_smtp_sending_is_off_and_says_how_to_switch_it_on(shop: Office) -> None:
    """An account without the table, and one that the settings do not have."""
    raw, answers = shop.answered()
    shop.server = None
    for name in ("pedal", "wheel"):
        assert not shop.outbox().can_send(name)
        with pytest.raises(ReviewError, match="sending is off"):
            shop.outbox().ready(name)
        with pytest.raises(ReviewError, match=rf"sending is off for account\.{name}\..*\[account\.{name}\.smtp\]"):
            shop.outbox().enqueue(name, raw, by="Kim", answers=answers)


def test_a_letter_that_is_going_is_not_changed(shop: Office, post: SmtpPlace) -> None:
    """Nor one of unknown fate; one that was taken back, or sent, is no longer on its way."""
    post.faults.last = ["cut"]
    raw, answers = shop.answered()
    outbox = shop.outbox()
    outbox.still_here(answers)
    first = outbox.enqueue("pedal", raw, by="Kim", answers=answers)
    with pytest.raises(ReviewError, match=r"Nothing was changed: letter 1 of Kim waits to be sent\. Take it back"):
        outbox.still_here(answers)
    outbox.undo(first.number)
    outbox.still_here(answers)
    second = outbox.enqueue("pedal", raw, by="Kim", answers=answers)
    shop.later()
    with pytest.raises(ReviewError, match="nobody knows whether it arrived"):
        outbox.still_here(answers)
    outbox.arrived(second.number)
    outbox.still_here(answers)


def test_a_refused_letter_can_be_sent_again(shop: Office, post: SmtpPlace) -> None:
    """By whom it is wanted; anything else cannot."""
    post.faults.recipients = {LEA: ["550 5.1.1 nobody here"]}
    entry = shop.approve()
    shop.later()
    assert [(one.state, one.told) for one in shop.outbox().entries()] == [("refused", "550 5.1.1 nobody here")]
    assert shop.outbox().again(entry.number, by="Bo").by == "Bo"
    with pytest.raises(ReviewError, match="waits to be sent"):
        shop.outbox().again(entry.number, by="Bo")
    with pytest.raises(ReviewError, match="waits to be sent"):
        shop.outbox().arrived(entry.number)
    shop.later()
    assert len(post.received) == 1


def test_whoever_delivers_is_rung(shop: Office) -> None:
    """So that a letter need not wait for the next look."""
    rung: list[int] = []
    outbox = Outbox(shop.store, shop.routes(), clock=lambda: shop.now, ring=lambda: rung.append(1))
    raw, answers = shop.answered()
    outbox.enqueue("pedal", raw, by="Kim", answers=answers)
    assert rung == [1]


def test_the_routes_are_those_of_the_settings() -> None:
    """With the sign-in of IMAP unless the server has its own; Gmail keeps what it sends."""
    config = read(account('sent = "Out"\nsmtp = {host = "smtp.gmail.com"}'))
    route = routes(config)["support"]
    assert route.server is not None
    assert (route.server.host, route.server.port, route.server.user) == ("smtp.gmail.com", 465, "help@example.com")
    assert (route.copies, route.sent, route.drafts) == (False, "Out", None)
    assert repr(route.server.secret) == "<the password of account.support>"
    other = read(account('smtp = {host = "relay.example", user = "u", password_env = "P"}'))
    relay = routes(other)["support"].server
    assert relay is not None and repr(relay.secret) == "<the password of account.support.smtp>"
    assert routes(read(account("")))["support"].server is None
