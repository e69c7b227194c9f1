"""What the owner is told of drafts by notes: one that waits too long, one that was sent with an open line in it."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant import meaning, pipeline
from tests.builders import RULES, templates
from tests.polling.conftest import Shop, eml
from tests.polling.mail_program import ASK, GAP, MailProgram, text_of
from tests.polling.test_life import everywhere, in_memory

LONDON = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 3, 6, 16, tzinfo=LONDON)
LATE = "A draft has waited longer than 1 working day"
OPEN_LINE = "A reply was sent with an open line in it"


@pytest.fixture
def owner(shop: Shop) -> MailProgram:
    """A shop that answers within a working day, and is asked on a Friday afternoon."""
    setting = "reference_prefix: PC\n  timezone: Europe/London\n  answer_within: 1 working day"
    shop.watched.prepared = pipeline.prepare(
        RULES.replace("reference_prefix: PC", setting), templates(), meaning.load("off")
    )
    shop.watched.clock = lambda: FRIDAY
    shop.deliver(eml(ASK))
    shop.run()
    return MailProgram(shop)


@everywhere
def test_a_draft_that_waits_too_long_is_told_of_once(shop: Shop, owner: MailProgram) -> None:
    """In the message's thread, over the weekend counted in working days; the note goes when the draft is used."""
    shop.watched.clock = lambda: FRIDAY + timedelta(days=3, minutes=-1)
    shop.run()
    assert (owner.told(), owner.notes()) == ([], [])
    for minutes in (0, 5):
        shop.watched.clock = lambda: FRIDAY + timedelta(days=3, minutes=minutes)  # noqa: B023
        shop.run()
    assert (owner.told(), owner.notes()) == (["late"], [LATE])
    (note,) = shop.notes()
    assert email.message_from_bytes(note.raw)["In-Reply-To"] == "<m1@mail.example>"
    owner.send(owner.standing()[0])
    shop.run()
    assert (owner.told(), owner.notes()) == (["sent"], [])


@everywhere
def test_an_open_line_that_was_sent_is_told_of_once(shop: Shop) -> None:
    """The note stands until another reply was sent."""
    shop.deliver(eml(f"{ASK} {GAP}"))
    shop.run()
    owner = MailProgram(shop)
    owner.send(owner.standing()[0])
    shop.run()
    shop.run()
    assert (owner.told(), owner.notes()) == (["gap-sent", "sent"], [OPEN_LINE])
    rows = [row for row in shop.watched.store.export() if row["table"] == "drafts"]
    assert [row["alarm"] for row in rows] == ["gap-sent"]
    assert b"aluminium" not in shop.notes()[0].raw
    owner.reply("Yes, we weld aluminium.")
    shop.run()
    assert (owner.told(), owner.notes()) == ([], [])


@in_memory
class TestInMemory:
    """What does not depend on the server is tested on one."""

    @pytest.mark.parametrize("use", ["remove", "edit", "write-again"])
    def test_the_note_goes_with_whatever_becomes_of_the_draft(self, shop: Shop, owner: MailProgram, use: str) -> None:
        """Deleted or replaced; a draft that a person has begun to edit still waits."""
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4)
        shop.run()
        (draft,) = owner.standing()
        if use == "remove":
            owner.remove(draft)
        elif use == "edit":
            owner.edit(draft, "We are.")
        else:
            refers = "In-Reply-To: <m1@mail.example>\r\n"
            shop.deliver(eml("What does a service cost?", message_id="<m2@mail.example>", headers=refers))
        shop.run()
        # The next draft has waited as long as the one that it replaces: it is told of in its stead.
        assert owner.notes() == ([] if use == "remove" else [LATE])
        shop.run()
        assert owner.notes() == ([] if use == "remove" else [LATE])

    def test_the_desk_takes_the_note_down_too(self, shop: Shop, owner: MailProgram) -> None:
        """Whoever changes the state in the store, the next look clears up."""
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4)
        shop.run()
        (life,) = shop.watched.lives.live()
        shop.watched.store.draft_became("shop", life.message_id, "discarded")
        shop.run()
        assert owner.notes() == []

    def test_a_clock_set_back_tells_nothing_twice(self, shop: Shop, owner: MailProgram) -> None:
        """And takes nothing back."""
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4)
        shop.run()
        shop.watched.clock = lambda: FRIDAY - timedelta(days=30)
        shop.run()
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4)
        shop.run()
        assert (owner.told(), len(owner.notes())) == (["late"], 1)

    def test_without_answer_within_nothing_is_late(self, shop: Shop) -> None:
        """Who sets no time is told of none."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4000)
        shop.run()
        assert (owner.told(), owner.notes()) == ([], [])

    def test_a_late_draft_that_is_sent_with_an_open_line(self, shop: Shop, owner: MailProgram) -> None:
        """One note goes, the other comes."""
        owner.remove(owner.standing()[0])
        shop.deliver(eml(GAP, message_id="<m2@mail.example>"))
        shop.run()
        shop.watched.clock = lambda: FRIDAY + timedelta(days=4)
        shop.run()
        assert owner.notes() == [LATE]
        owner.send(owner.standing()[0])
        shop.run()
        assert owner.notes() == [OPEN_LINE]

    def test_a_quoted_open_line_is_no_open_line(self, shop: Shop, owner: MailProgram) -> None:
        """Who writes again with the answer mostly quotes the letter before."""
        shop.deliver(eml(GAP, message_id="<m2@mail.example>"))
        shop.run()
        draft = owner.standing()[1]
        quoted = "".join(f"> {line}\n" for line in text_of(draft).split("\n"))
        owner.reply(f"Yes, we do.\n\nOn Friday we wrote:\n{quoted}", to="<m2@mail.example>")
        shop.run()
        assert owner.notes() == []
