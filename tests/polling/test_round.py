"""A round on every kind of server: each message handled exactly once, whatever happened before."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from assistant import meaning, pipeline
from assistant.errors import MailboxMissing, ServerRefused, ServerUnreachable
from assistant.mailbox.contract import Account, Fetched
from assistant.polling import handling
from assistant.polling.round import run_round
from assistant.polling.watched import Stopped, Stopper
from assistant.store.store import Store
from tests.builders import RULES, templates
from tests.polling.conftest import Shop, eml
from tests.polling.mail_program import MailProgram, again

ASK = "When are you open?"


class Killed(BaseException):
    """The process died here."""


def test_a_question_becomes_a_threaded_draft(shop: Shop) -> None:
    """The draft stands in Drafts, seen, in the right thread; the customer's message keeps its flags."""
    shop.deliver(eml(ASK))
    (result,) = shop.run()
    assert (result.disposition, result.ready) == ("draft", True)
    (draft,) = shop.drafts()
    assert draft.flags >= {r"\Draft", r"\Seen"}
    assert r"\Flagged" not in draft.flags
    read = email.message_from_bytes(draft.raw, policy=email.policy.default)
    assert read["In-Reply-To"] == "<m1@mail.example>"
    assert read["To"] == "lea@mail.example" or "lea@mail.example" in read["To"]
    assert "8:30" in read.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert not shop.within("INBOX")[0].flags


def test_a_second_run_drafts_nothing_twice(shop: Shop) -> None:
    """Nor after a restart."""
    shop.deliver(eml(ASK))
    shop.run()
    assert shop.run() == []
    shop.restart()
    assert shop.run() == []
    assert len(shop.drafts()) == 1


def test_killed_between_append_and_record_the_draft_is_found_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run finds it by its Message-ID and only records it."""
    shop.deliver(eml(ASK))

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Store, "record", dies)
        with pytest.raises(Killed):
            shop.run()
    assert len(shop.drafts()) == 1
    shop.restart()
    (result,) = shop.run()
    assert result.found_again
    assert len(shop.drafts()) == 1
    assert shop.run() == []


def test_a_gap_flags_the_draft(shop: Shop) -> None:
    """What the owner must fill stands in the text, and the draft is flagged."""
    shop.deliver(eml("Do you weld aluminium frames?"))
    (result,) = shop.run()
    assert not result.ready
    (draft,) = shop.drafts()
    assert r"\Flagged" in draft.flags
    assert b"ANSWER NEEDED" in draft.raw


def test_a_hold_leaves_a_note_until_it_is_settled(shop: Shop) -> None:
    """The owner finds it in Assistant, in the message's thread; answered, it goes away by itself."""
    uid = shop.deliver(eml("Wann haben Sie am Samstag geöffnet? Ich würde gern mein Fahrrad vorbeibringen."))
    (result,) = shop.run()
    assert result.disposition == "hold"
    (note,) = shop.notes()
    read = email.message_from_bytes(note.raw, policy=email.policy.default)
    assert read["In-Reply-To"] == "<m1@mail.example>"
    assert "Fahrrad" not in read.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert shop.run() == []
    assert len(shop.notes()) == 1
    shop.world.add_flags("INBOX", [uid or 1], [r"\Answered"], uidvalidity=shop.world.select("INBOX").uidvalidity)
    shop.run()
    assert [note for note in shop.notes() if r"\Deleted" not in note.flags] == []


def test_many_messages_are_each_accounted_for(shop: Shop) -> None:
    """People and machines, in one round, oldest first."""
    for number in range(12):
        machine = "Auto-Submitted: auto-replied\r\n" if number % 3 == 0 else ""
        shop.deliver(eml(f"{ASK} ({number})", message_id=f"<{number}@mail.example>", headers=machine))
    results = shop.run()
    assert [result.uid for result in results] == sorted(result.uid for result in results)
    assert [result.disposition for result in results] == ["skip", "draft", "draft"] * 4
    assert len(shop.drafts()) == 8


@pytest.mark.parametrize("place", ["memory"], indirect=True)
class TestOnce:
    """What does not depend on the server is tested on one."""

    def test_answered_elsewhere_by_flag(self, shop: Shop) -> None:
        r"""A message that bears \Answered gets no draft."""
        shop.deliver(eml(ASK), r"\Answered")
        assert [reason.code for reason in shop.run()[0].reasons] == ["answered-elsewhere"]
        assert not shop.drafts()

    def test_answered_elsewhere_by_a_message_in_sent(self, shop: Shop) -> None:
        """A reply in Sent counts as an answer."""
        shop.deliver(eml(ASK))
        MailProgram(shop).reply("We are.")
        assert [reason.code for reason in shop.run()[0].reasons] == ["answered-elsewhere"]

    def test_old_mail_is_left_alone(self, shop: Shop) -> None:
        """What lay there for longer than the settings say is not drafted; not after an interrupted first run either."""
        for number in range(3):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<old{number}@x.example>"), days_ago=30)
        shop.deliver(eml(ASK, message_id="<new@x.example>"), days_ago=1)
        shop.deliver(eml(f"{ASK} again", message_id="<later@x.example>"), days_ago=30)
        rounds = run_round(shop.watched)
        next(iter(rounds))  # the process dies after its first record
        assert [result.message.message_id for result in shop.run()] == []
        assert len(shop.drafts()) == 1

    def test_a_renumbered_mailbox_brings_no_old_mail(self, shop: Shop) -> None:
        """What was too old before UIDVALIDITY changed is too old after it."""
        shop.deliver(eml(ASK, message_id="<new@x.example>"))
        shop.deliver(eml(f"{ASK} old", message_id="<old@x.example>"), days_ago=400)
        shop.run()
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), "INBOX")
        shop.restart()
        assert [result.reasons[0].code for result in shop.run()] == ["seen-before"]

    def test_a_reply_begun_by_a_person_is_left_alone(self, shop: Shop) -> None:
        """A draft of somebody's own in the thread: ours would only be in the way."""
        shop.deliver(eml(ASK))
        begun = eml("We are", message_id="<own@pedal.example>", headers="In-Reply-To: <m1@mail.example>\r\n")
        shop.world.append("Drafts", begun, flags=[r"\Draft"])
        assert [reason.code for reason in shop.run()[0].reasons] == ["reply-begun"]
        assert len(shop.drafts()) == 1

    def test_a_server_that_refuses_everything_is_in_trouble(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """Nothing is set aside then; the messages come again."""
        for number in range(5):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))

        def refuses(*_: object, **__: object) -> Iterator[Fetched]:
            raise ServerRefused("[UNAVAILABLE] try later")

        with monkeypatch.context() as patch:
            patch.setattr(type(shop.watched.account), "fetch", refuses)
            with pytest.raises(ServerRefused):
                shop.run()
        assert len(shop.run()) == 5

    def test_a_lone_message_that_is_refused_comes_again(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """With no other beside it nobody can tell whether the server refuses it or everything."""
        shop.deliver(eml(ASK))

        def refuses(*_: object, **__: object) -> Iterator[Fetched]:
            raise ServerRefused("[INUSE] try later")

        with monkeypatch.context() as patch:
            patch.setattr(type(shop.watched.account), "fetch", refuses)
            with pytest.raises(ServerRefused):
                shop.run()
        assert [result.disposition for result in shop.run()] == ["draft"]
        assert shop.notes() == []

    def test_a_refused_draft_holds_up_no_other(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """A draft that the server will not take comes again each round; the later messages have theirs."""
        for number in range(4):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        real = type(shop.watched.account).append

        def append(account: Account, mailbox: str, raw: bytes, **rest: Any) -> Any:
            if b"<1@x.example>" in raw:
                raise ServerRefused("The server will not take it.")
            return real(account, mailbox, raw, **rest)

        handled = []
        with monkeypatch.context() as patch:
            patch.setattr(type(shop.watched.account), "append", append)
            for _ in range(2):
                with pytest.raises(ServerRefused):
                    handled += list(run_round(shop.watched))
        assert len(shop.drafts()) == 3
        assert [result.disposition for result in shop.run()] == ["draft"]
        assert len(shop.drafts()) == 4
        assert shop.run() == []

    def test_deleted_notes_are_settled(self, shop: Shop) -> None:
        """An owner who deletes the mailbox of notes does not stop the rounds."""
        uid = shop.deliver(eml("Wann haben Sie am Samstag geöffnet? Ich würde gern mein Fahrrad vorbeibringen."))
        shop.run()
        server = shop.watched.account._server  # type: ignore[attr-defined]
        del server._users[next(iter(server._users))]["Assistant"]
        shop.world.add_flags("INBOX", [uid or 1], [r"\Answered"], uidvalidity=shop.world.select("INBOX").uidvalidity)
        assert shop.run() == []
        assert not shop.watched.store.standing_notes("shop")

    def test_a_reused_message_id_is_still_answered(self, shop: Shop) -> None:
        """Another message with the Message-ID of an earlier one has a draft of its own."""
        shop.deliver(eml(ASK))
        shop.deliver(eml("What does a service cost?"))
        assert [result.disposition for result in shop.run()] == ["draft", "draft"]
        assert len(shop.drafts()) == 2

    def test_the_same_bytes_again_are_not_answered_twice(self, shop: Shop) -> None:
        """A message that was moved out and in again is known by its digest."""
        shop.deliver(eml(ASK))
        shop.run()
        shop.deliver(eml(ASK))
        assert [reason.code for reason in shop.run()[0].reasons] == ["seen-before"]
        assert len(shop.drafts()) == 1

    def test_a_new_uidvalidity_doubles_nothing(self, shop: Shop) -> None:
        """A server that renumbers its mailbox brings old messages under new UIDs; they are known again."""
        for number in range(3):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        shop.run()
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), "INBOX")
        shop.deliver(eml("What does a service cost?", message_id="<4@x.example>"))
        shop.restart()
        assert [result.disposition for result in shop.run()] == ["skip", "skip", "skip", "draft"]
        assert len(shop.drafts()) == 4

    def test_a_message_that_breaks_something_is_set_aside(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        """It gets a note that names no word of it, and the next one is handled all the same."""
        real = handling._through_the_rooms

        def breaks(watched: object, message: object, around: object) -> object:
            if "weld" in message.own_words:  # type: ignore[attr-defined]
                raise RuntimeError("Do you weld?")
            return real(watched, message, around)  # type: ignore[arg-type]

        monkeypatch.setattr(handling, "_through_the_rooms", breaks)
        shop.deliver(eml("Do you weld?", message_id="<1@x.example>"))
        shop.deliver(eml(ASK, message_id="<2@x.example>"))
        first, second = shop.run()
        assert (first.disposition, first.reasons[0].code) == (None, "set-aside")
        assert second.disposition == "draft"
        (note,) = shop.notes()
        assert b"RuntimeError" in note.raw
        assert b"weld" not in note.raw
        assert shop.run() == []

    def test_a_server_that_goes_away_loses_nothing(self, shop: Shop) -> None:
        """The round ends with the error; the next one handles the message."""
        shop.deliver(eml(ASK))
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.down = True
        with pytest.raises(ServerUnreachable):
            shop.run()
        server.down = False
        shop.restart()
        assert shop.run()[0].disposition == "draft"

    def test_a_wish_to_stop_is_granted_between_messages(self, shop: Shop) -> None:
        """What was handled is recorded; the rest comes next time."""
        for number in range(3):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        handled = []
        with pytest.raises(Stopped):
            for result in run_round(shop.watched):
                handled.append(result)
                shop.watched.stopper.asked = True
        assert len(handled) == 1
        shop.watched.stopper = Stopper()
        assert len(shop.run()) == 2
        assert len(shop.drafts()) == 3

    def test_abuse_is_answered_once_and_then_held(self, shop: Shop) -> None:
        """The store remembers the calm reply."""
        shop.deliver(eml("You stupid idiots, where is my bike?", message_id="<1@x.example>"))
        shop.deliver(eml("Are you idiots still asleep? Useless morons!", message_id="<2@x.example>"))
        assert [result.disposition for result in shop.run()] == ["calm", "hold"]

    def test_over_the_rate_is_held(self, shop: Shop) -> None:
        """A sender who writes without end gets drafts up to the limit, then a person looks."""
        shop.watched.per_sender_per_hour = 2
        for number in range(4):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        assert [result.disposition for result in shop.run()] == ["draft", "draft", "hold", "hold"]

    def test_a_note_is_settled_in_a_renumbered_mailbox(self, shop: Shop) -> None:
        """The message is found by its Message-ID; its note stands until it is answered."""
        shop.deliver(eml("Wann haben Sie am Samstag geöffnet? Ich würde gern mein Fahrrad vorbeibringen."))
        shop.run()
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), "INBOX")
        shop.restart()
        shop.run()
        assert len(shop.notes()) == 1
        (message,) = shop.within("INBOX")
        shop.world.add_flags("INBOX", [message.uid], [r"\Answered"], uidvalidity=message.uidvalidity)
        shop.run()
        assert shop.notes() == []

    def test_a_mailbox_that_is_made_anew_is_read_from_its_beginning(self, shop: Shop) -> None:
        """Deleted with all that was in it, and there again with other messages; the others are read meanwhile."""
        shop.watched.mailboxes = ("Returns", "INBOX")
        shop.world.ensure("Returns")
        shop.world.append("Returns", eml(ASK, message_id="<1@x.example>"))
        shop.run()
        server = shop.watched.account._server  # type: ignore[attr-defined]
        del server._users[next(iter(server._users))]["Returns"]
        shop.deliver(eml(f"{ASK} 2", message_id="<2@x.example>"))
        handled = []
        with pytest.raises(MailboxMissing):
            for result in run_round(shop.watched):
                handled.append(result.disposition)
        shop.world.ensure("Returns")
        shop.world.append("Returns", eml(f"{ASK} 3", message_id="<3@x.example>"))
        assert [*handled, *(result.disposition for result in shop.run())] == ["draft", "draft"]
        assert len(shop.drafts()) == 3

    def test_a_mailbox_that_is_missing_for_a_while_settles_no_note(self, shop: Shop) -> None:
        """Nothing is known of its messages then; a hold that nobody has seen must not vanish."""
        shop.deliver(eml("I will kill myself tonight. Goodbye."))
        assert [result.disposition for result in shop.run()] == ["hold"]
        server = shop.watched.account._server  # type: ignore[attr-defined]
        boxes = server._users[next(iter(server._users))]
        away = boxes.pop("INBOX")
        with pytest.raises(MailboxMissing):
            shop.run()
        boxes["INBOX"] = away
        assert shop.run() == []
        assert len(shop.notes()) == 1

    def test_a_message_to_two_of_our_addresses_has_one_draft(self, shop: Shop) -> None:
        """It is delivered twice, with other header fields before the same rest."""
        for alias in ("help", "repairs"):
            shop.deliver(f"Delivered-To: {alias}@pedal.example\r\nReceived: by {alias}; now\r\n".encode() + eml(ASK))
        assert [result.reasons[0].code for result in shop.run()][1:] == ["seen-before"]
        assert len(shop.drafts()) == 1

    def test_a_machine_that_answers_in_the_same_words_is_held(self, shop: Shop) -> None:
        """The second time, where it answers us."""
        text, reply = "When are you open? Your message has been received.", "In-Reply-To: <ours@pedal.example>\r\n"
        shop.deliver(eml(text, message_id="<1@x.example>"))
        shop.deliver(eml(text, message_id="<2@x.example>", headers=reply))
        assert [result.reasons[0].code for result in shop.run()][1:] == ["same-text-again"]
        assert b"senders.never" in shop.notes()[0].raw.replace(b"=\r\n", b"")

    def test_a_subject_that_grows_is_held(self, shop: Shop) -> None:
        """By a "Re:" each time."""
        for number in range(4):
            subject = "Re: " * number + "My bicycle"
            shop.deliver(eml(f"{ASK} ({number})", message_id=f"<{number}@x.example>", subject=subject))
        assert [result.disposition for result in shop.run()] == ["draft", "draft", "draft", "hold"]

    def test_a_clock_set_back_doubles_and_loses_nothing(self, shop: Shop) -> None:
        """What was decided in what is now the future stays decided, and what comes now is handled."""
        shop.deliver(eml(ASK, message_id="<1@x.example>"))
        shop.run()
        shop.watched.clock = lambda: shop.now - timedelta(days=2)
        shop.deliver(eml("What does a service cost?", message_id="<2@x.example>"))
        shop.restart()
        assert [result.disposition for result in shop.run()] == ["draft"]
        assert len(shop.drafts()) == 2

    def test_goodwill_is_counted(self, shop: Shop) -> None:
        """The same customer is offered the tube once."""
        for number in range(2):
            shop.deliver(eml(f"My repair PC1234 is late. ({number})", message_id=f"<{number}@x.example>"))
        shop.run()
        assert [b"inner tube" in draft.raw for draft in shop.drafts()] == [True, False]

    def test_the_next_letter_to_somebody_is_worded_otherwise(self, shop: Shop) -> None:
        """What was said to them last is in the store, and is not said again while there is another wording."""
        for number in range(4):
            shop.deliver(eml(f"When are you open? ({number})", message_id=f"<{number}@x.example>"))
        shop.run()
        kept = [handled.draft.plan for handled in shop.watched.store.standing_drafts("shop") if handled.draft]
        phrases = [set(plan["phrases"]) for plan in kept if plan]  # type: ignore[call-overload]
        assert len(phrases) == 4
        assert all(phrases)
        assert not any(one & another for one, another in pairwise(phrases))


class TestStopper:
    """When a wish to stop is granted."""

    def test_at_once_when_nothing_is_guarded(self) -> None:
        """Idle or waiting, it ends there."""
        with pytest.raises(Stopped):
            Stopper().ask()

    def test_after_what_is_guarded(self) -> None:
        """A draft being saved is recorded first."""
        stopper, done = Stopper(), []
        with pytest.raises(Stopped), stopper.guarded():
            stopper.ask()
            done.append("recorded")
        assert done == ["recorded"]

    def test_a_second_wish_does_not_wait(self) -> None:
        """Who asks twice means it."""
        stopper = Stopper()
        with pytest.raises(Stopped), stopper.guarded():
            stopper.ask()
            stopper.ask()
            pytest.fail("it went on")


@pytest.mark.parametrize("place", ["memory"], indirect=True)
def test_a_message_that_the_server_refuses_holds_up_no_other(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is set aside with a note, the others are drafted, and the next round does not ask for it again."""
    uids = [shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>")) for number in range(4)]
    real = type(shop.watched.account).fetch

    def fetch(account: Account, mailbox: str, wanted: list[int], **rest: Any) -> Iterator[Fetched]:
        for uid in sorted(wanted):
            if uid == uids[1]:
                raise ServerRefused(f"the server will not give {uid}")
            yield from real(account, mailbox, [uid], **rest)

    monkeypatch.setattr(type(shop.watched.account), "fetch", fetch)
    results = shop.run()
    assert [result.disposition for result in results] == ["draft", None, "draft", "draft"]
    assert shop.run() == []
    monkeypatch.undo()
    assert len(shop.notes()) == 1


@pytest.mark.parametrize("place", ["memory"], indirect=True)
def test_an_edited_draft_found_again_is_a_persons(shop: Shop, tmp_path: Path) -> None:
    """The store was lost and their mail program keeps the Message-ID: their words outlast the next message."""
    shop.deliver(eml(ASK))
    shop.run()
    owner = MailProgram(shop)
    owner.edit(owner.standing()[0], "We are open, says Anna.", keep_id=True)
    with Store(tmp_path / "new.db") as store:
        shop.watched = replace(shop.watched, store=store)
        (result,) = shop.run()
        assert (result.found_again, result.ready, owner.states()) == (True, False, ["touched"])
        shop.deliver(again("And what does a service cost?", 2, "<m1@mail.example>"))
        shop.run()
        assert owner.states() == ["touched", "standing"]
        assert b"Anna" in owner.standing()[0].raw


def test_a_draft_found_again_is_told_as_it_stands(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules were mended between the crash and the next run: the old draft still has its gap, and is not ready."""
    shop.deliver(eml("Do you mend saddles?"))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "record", lambda *_, **__: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            shop.run()
    mended = RULES.replace("asks: [When are you open?]", "asks: [When are you open?, Do you mend saddles?]")
    shop.watched.prepared = pipeline.prepare(mended, templates(), meaning.load("off"))
    (result,) = shop.run()
    assert result.found_again
    assert not result.ready
