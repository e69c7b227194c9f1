"""The customer writes again before the draft was used: the new draft covers what is open, and the old one goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assistant import meaning, pipeline
from assistant.errors import ServerRefused
from assistant.mailbox.contract import Account
from assistant.polling import handling
from assistant.store.outbox import Letter, Outbox
from tests.builders import RULES, templates
from tests.polling.conftest import Shop, eml
from tests.polling.mail_program import ASK, GAP, MailProgram, again, letter_of
from tests.polling.test_life import everywhere, in_memory

COST = "One more thing: what does a service cost?"
FIRST = "<m1@mail.example>"


@everywhere
def test_the_new_draft_replaces_the_old_and_answers_both(shop: Shop) -> None:
    """What was answered in the old draft, what was a gap there, and what is asked now; a reply to the newer message."""
    shop.deliver(eml(f"{ASK} {GAP}"))
    shop.run()
    owner = MailProgram(shop)
    shop.deliver(again(COST, 2, FIRST))
    shop.run()
    assert (owner.told(), owner.states()) == (["replaced"], ["replaced", "standing"])
    (draft,) = owner.standing()
    letter = letter_of(draft)
    assert all(words in letter for words in ("8:30", "£45", "ANSWER NEEDED", "aluminium"))
    assert b"In-Reply-To: <m2@mail.example>" in draft.raw
    shop.run()
    shop.restart()
    shop.run()
    assert (owner.told(), len(owner.standing())) == ([], 1)


@in_memory
def test_a_draft_that_is_approved_at_the_last_moment_stays(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new one is being saved when a reviewer approves the old one: its letter is sent, and nobody says replaced."""
    shop.deliver(eml(ASK))
    shop.run()
    owner = MailProgram(shop)
    (life,) = shop.watched.lives.live()
    real = handling._save

    def approved(*told: Any, **more: Any) -> Any:
        letter = Letter("shop", life.message_id, "a@x", ("lea@mail.example",), b"raw", life.parent)
        assert Outbox(shop.watched.store.access).put(letter, by="mina", now=shop.now, due=shop.now)[1]
        return real(*told, **more)

    monkeypatch.setattr(handling, "_save", approved)
    shop.deliver(again(COST, 2, FIRST))
    shop.run()
    assert (owner.told(), owner.states(), len(owner.standing())) == ([], ["standing", "standing"], 2)


@everywhere
def test_beside_a_draft_in_somebodys_hand_the_message_gets_its_own(shop: Shop) -> None:
    """Theirs is left alone; ours is flagged, says only what is new, and has a warning beside it."""
    shop.deliver(eml(ASK))
    shop.run()
    owner = MailProgram(shop)
    owner.edit(owner.standing()[0], "We are open, let me look when exactly.")
    theirs = owner.standing()[0]
    shop.deliver(again(COST, 2, FIRST))
    (result,) = shop.run()
    assert (owner.told(), owner.states()) == (["touched"], ["touched", "standing"])
    assert result.outcome is not None
    assert "another-reply-begun" in {reason.code for reason in result.outcome.plan.warnings}
    left, ours = owner.standing()
    assert (left.uid, left.raw) == (theirs.uid, theirs.raw)
    assert r"\Flagged" in ours.flags
    assert "£45" in letter_of(ours)
    assert "8:30" not in letter_of(ours)
    shop.run()
    assert len(owner.standing()) == 2


@in_memory
class TestReplacing:
    """What does not depend on the server is tested on one."""

    def test_a_third_message_takes_all_that_is_open_along(self, shop: Shop) -> None:
        """What came over from the first draft into the second comes over into the third."""
        owner = MailProgram(shop)
        shop.deliver(eml(ASK))
        shop.deliver(again(COST, 2, FIRST))
        shop.deliver(again("Is there an offer?", 3, FIRST, "<m2@mail.example>"))
        assert [result.disposition for result in shop.run()] == ["draft"] * 3
        assert owner.states() == ["replaced", "replaced", "standing"]
        letter = letter_of(owner.standing()[0])
        assert "8:30" in letter
        assert "£45" in letter

    def test_what_was_sent_between_is_not_said_again(self, shop: Shop) -> None:
        """The first letter was used: the draft for the next message says what is new."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        owner.send(owner.standing()[0])
        shop.deliver(again(COST, 2, FIRST))
        shop.run()
        assert (owner.told(), owner.states()) == (["sent"], ["sent", "standing"])
        letter = letter_of(owner.standing()[0])
        assert "£45" in letter
        assert "8:30" not in letter

    def test_what_was_discarded_is_not_brought_up_again(self, shop: Shop) -> None:
        """Its questions were the owner's to drop."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        owner.remove(owner.standing()[0])
        shop.deliver(again(COST, 2, FIRST))
        shop.run()
        assert owner.states() == ["discarded", "standing"]
        assert "8:30" not in letter_of(owner.standing()[0])

    def test_a_question_that_is_asked_again_is_answered_once(self, shop: Shop) -> None:
        """Impatient customers repeat themselves."""
        shop.deliver(eml(ASK))
        shop.deliver(again("Hello? When are you open?", 2, FIRST))
        shop.run()
        owner = MailProgram(shop)
        assert letter_of(owner.standing()[0]).count("8:30") == 1

    def test_the_goodwill_of_the_old_draft_is_free_for_the_new(self, shop: Shop) -> None:
        """One gesture a customer: the letter that takes the place of one which offers it offers it."""
        shop.deliver(eml("My repair PC1234 is late."))
        shop.run()
        owner = MailProgram(shop)
        assert b"inner tube" in owner.standing()[0].raw
        shop.deliver(again("My repair PC1234 is still late!", 2, FIRST))
        shop.run()
        assert b"inner tube" in owner.standing()[0].raw
        assert [count for count, _ in _tubes(shop)] == [1]

    def test_bare_thanks_and_a_hold_leave_the_draft_as_it_is(self, shop: Shop) -> None:
        """Nothing takes its place."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        shop.deliver(again("I will come round and kill you.", 2, FIRST))
        assert [result.disposition for result in shop.run()] == ["hold"]
        assert (owner.states(), len(owner.standing())) == (["standing"], 1)

    def test_somebody_else_in_the_thread_has_a_draft_of_their_own(self, shop: Shop) -> None:
        """A colleague who was copied; and one who writes in their name but wants the answer elsewhere."""
        shop.deliver(eml(ASK))
        shop.run()
        refers = f"In-Reply-To: {FIRST}\r\nReferences: {FIRST}\r\n"
        shop.deliver(eml(COST, message_id="<m2@x.example>", author="tom@mail.example", headers=refers))
        shop.deliver(eml(COST, message_id="<m3@x.example>", headers=f"{refers}Reply-To: eve@evil.example\r\n"))
        shop.run()
        owner = MailProgram(shop)
        assert owner.states() == ["standing"] * 3
        assert "8:30" not in "".join(letter_of(draft) for draft in owner.standing()[1:])

    def test_the_old_draft_stays_while_the_new_one_is_not_there(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A server that loses what it was given: the message comes again, and nothing is lost meanwhile."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        shop.deliver(again(COST, 2, FIRST))
        real = type(shop.watched.account).append

        def append(account: Account, mailbox: str, raw: bytes, **rest: object) -> object:
            told = real(account, mailbox, raw, **rest)  # type: ignore[arg-type]
            account.remove(mailbox, told.uid or 0, uidvalidity=told.uidvalidity)
            return told

        with monkeypatch.context() as patch:
            patch.setattr(type(shop.watched.account), "append", append)
            with pytest.raises(ServerRefused, match="The draft before it still stands"):
                shop.run()
        assert (owner.states(), len(owner.standing())) == (["standing"], 1)
        shop.run()
        assert (owner.states(), len(owner.standing())) == (["replaced", "standing"], 1)

    def test_a_draft_that_is_taken_in_hand_while_it_is_replaced_is_left(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Between the last look and its removal: what the person saved stays, and is known as theirs."""
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        shop.deliver(again(COST, 2, FIRST))
        real = type(shop.watched.account).append

        def append(account: Account, mailbox: str, raw: bytes, **rest: object) -> object:
            patch.undo()
            owner.edit(owner.standing()[0], "We are open, let me look when exactly.")
            return real(account, mailbox, raw, **rest)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(type(shop.watched.account), "append", append)
            shop.run()
        assert (sorted(owner.states()), len(owner.standing())) == (["standing", "touched"], 2)

    def test_who_writes_again_does_not_set_the_time_back(self, shop: Shop) -> None:
        """The new draft waits since the first one; its note tells of the day of that."""
        within = RULES.replace("reference_prefix: PC", "reference_prefix: PC\n  answer_within: 2 days")
        shop.watched.prepared = pipeline.prepare(within, templates(), meaning.load("off"))
        shop.deliver(eml(ASK))
        shop.run()
        owner = MailProgram(shop)
        shop.watched.clock = lambda: shop.now + timedelta(days=1)
        shop.deliver(again(COST, 2, FIRST))
        shop.run()
        assert owner.told() == ["replaced"]
        shop.watched.clock = lambda: shop.now + timedelta(days=2, minutes=1)
        shop.run()
        assert owner.told() == ["late"]
        assert f"{shop.now:%Y-%m-%d}".encode() in shop.notes()[0].raw


def _tubes(shop: Shop) -> list[tuple[int, int]]:
    store, periods = shop.watched.store, {"tube": None}
    return [store.history("shop", "lea@mail.example", shop.now, periods=periods).gestures["tube"]]
