"""What becomes of drafts in the hands of an owner who uses a mail program, on every kind of server."""

from __future__ import annotations

import imaplib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.drafting.comparing import Compared
from assistant.errors import ServerRefused
from assistant.polling import sent
from assistant.store.fates import Fates
from assistant.store.outbox import Letter, Outbox
from tests.polling.conftest import Shop, eml
from tests.polling.mail_program import ASK, GERMAN, MailProgram, again

KINDS = [
    "memory", "memory-poor",
    pytest.param("dovecot", marks=pytest.mark.dovecot), pytest.param("poor-server", marks=pytest.mark.poor_server),
]  # fmt: skip
everywhere = pytest.mark.parametrize("place", KINDS, indirect=True)
in_memory = pytest.mark.parametrize("place", ["memory"], indirect=True)


RENAMED = "Entwürfe"


def _boxes(shop: Shop) -> dict[str, Any]:
    """The mailboxes on the server in memory."""
    return shop.world._boxes  # type: ignore[attr-defined,no-any-return]


def _rename_drafts(shop: Shop) -> None:
    """The owner renames Drafts, and the daemon connects anew."""
    boxes = _boxes(shop)
    boxes[RENAMED] = boxes.pop(shop.watched.drafts)
    shop.watched = replace(shop.watched, account=shop.connect(), drafts=RENAMED)


@pytest.fixture
def owner(shop: Shop) -> MailProgram:
    """One draft stands, and the owner has opened the mail program."""
    shop.deliver(eml(ASK))
    shop.run()
    return MailProgram(shop)


@everywhere
def test_a_draft_that_nobody_touches_stays_as_it_is(shop: Shop, owner: MailProgram) -> None:
    """Round after round, and after a restart, nothing is told and nothing is changed."""
    before = shop.drafts()
    shop.run()
    shop.restart()
    shop.run()
    assert (owner.told(), owner.states()) == ([], ["standing"])
    assert shop.drafts() == before
    assert owner.inbox() == [frozenset()]


@everywhere
@pytest.mark.parametrize("keep_id", [False, True])
def test_a_draft_that_was_edited_is_theirs(shop: Shop, owner: MailProgram, keep_id: bool) -> None:
    """Whether the mail program gives it a new Message-ID or keeps ours; its new place is noted, and then it is sent."""
    (draft,) = owner.standing()
    owner.edit(draft, "We are open, and glad to see you.", keep_id=keep_id)
    shop.run()
    assert (owner.told(), owner.states()) == (["touched"], ["touched"])
    (theirs,) = owner.standing()
    (life,) = shop.watched.lives.live()
    assert life.place == (theirs.uidvalidity, theirs.uid)
    owner.edit(theirs, "We are open, and very glad to see you.", keep_id=keep_id)
    shop.run()
    assert (owner.told(), len(owner.standing())) == ([], 1)
    owner.send(owner.standing()[0])
    shop.run()
    assert (owner.told(), owner.states(), owner.standing()) == (["sent"], ["sent"], [])


@everywhere
def test_a_draft_that_was_sent_marks_its_message_as_answered(shop: Shop, owner: MailProgram) -> None:
    r"""`\Answered` is set and nothing else, the fate is kept, and no draft is made again."""
    (draft,) = owner.standing()
    owner.send(draft)
    shop.run()
    assert (owner.told(), owner.states()) == (["sent"], ["sent"])
    assert owner.inbox() == [frozenset({r"\Answered"})]
    fates = [row for row in shop.watched.store.export() if row["table"] == "fates"]
    assert [(row["how"], row["place"]) for row in fates] == [("as-written", "mail-program")]
    shop.run()
    shop.restart()
    shop.run()
    assert (owner.told(), owner.standing()) == ([], [])


@everywhere
def test_a_draft_that_was_deleted_is_not_made_again(shop: Shop, owner: MailProgram) -> None:
    """It counts as discarded; the message keeps its flags."""
    owner.remove(owner.standing()[0])
    shop.run()
    shop.restart()
    shop.run()
    assert (owner.told(), owner.states(), owner.standing()) == (["discarded"], ["discarded"], [])
    assert owner.inbox() == [frozenset()]


@everywhere
def test_a_draft_is_withdrawn_when_a_reply_of_ones_own_was_sent(shop: Shop, owner: MailProgram) -> None:
    """It says something else and the draft still stands: answered elsewhere."""
    owner.reply("Come by on Thursday, I will be there and have a look at it with you.")
    shop.run()
    assert (owner.told(), owner.states(), owner.standing()) == (["withdrawn"], ["withdrawn"], [])
    assert owner.inbox() == [frozenset({r"\Answered"})]


@everywhere
def test_what_is_passed_on_to_a_colleague_is_no_answer(shop: Shop, owner: MailProgram) -> None:
    """Though it refers to the message: the draft stands, the message is not marked, and is answered in the end."""
    owner.reply("Pete, do you know?", headers="To: pete@elsewhere.example\r\nCc: help@pedal.example\r\n")
    shop.run()
    assert (owner.told(), owner.states(), len(owner.standing())) == ([], ["standing"], 1)
    assert owner.inbox() == [frozenset()]
    owner.reply("Come by on Thursday.", headers="To: help@pedal.example\r\nBcc: Lea Brandt <LEA@mail.example>\r\n")
    shop.run()
    assert (owner.states(), owner.standing(), owner.inbox()) == (["withdrawn"], [], [frozenset({r"\Answered"})])


@in_memory
def test_a_message_that_was_only_passed_on_is_answered(shop: Shop) -> None:
    """The colleague was asked before the draft was made; one that the customer got an answer to needs none."""
    owner = MailProgram(shop)
    owner.reply("Pete, do you know?", headers="To: pete@elsewhere.example\r\n")
    owner.reply("We do.", to="<m2@mail.example>")
    shop.deliver(eml(ASK))
    shop.deliver(eml("Do you sell pumps?", message_id="<m2@mail.example>"))
    reasons = [[reason.code for reason in result.reasons] for result in shop.run()]
    assert reasons == [["answered"], ["answered-elsewhere"]]


@in_memory
def test_a_draft_that_was_sent_to_another_address_of_theirs_is_sent(shop: Shop, owner: MailProgram) -> None:
    """A person has changed To; what was sent is the draft's letter, and the draft is gone."""
    (draft,) = owner.standing()
    raw = owner.remade(draft).replace(b"lea@mail.example", b"lea@at-work.example")
    owner.account.append(owner.sent(), raw, flags=[r"\Seen"])
    owner.remove(draft)
    shop.run()
    assert (owner.told(), owner.inbox()) == (["sent"], [frozenset({r"\Answered"})])


@everywhere
def test_a_draft_is_withdrawn_when_its_message_was_marked_as_answered(shop: Shop, owner: MailProgram) -> None:
    """From a program that keeps no copy in Sent."""
    (message,) = shop.within("INBOX")
    owner.account.add_flags("INBOX", [message.uid], [r"\Answered"], uidvalidity=message.uidvalidity)
    shop.run()
    assert (owner.told(), owner.states(), owner.standing()) == (["withdrawn"], ["withdrawn"], [])


@everywhere
def test_a_draft_stays_when_its_message_is_deleted(shop: Shop, owner: MailProgram) -> None:
    """Many owners file or delete what they have seen."""
    (message,) = shop.within("INBOX")
    owner.account.remove("INBOX", message.uid, uidvalidity=message.uidvalidity)
    shop.run()
    assert (owner.told(), owner.states(), len(owner.standing())) == ([], ["standing"], 1)


@everywhere
def test_a_hold_note_goes_when_the_message_is_answered_from_anywhere(shop: Shop) -> None:
    r"""Also from a program that sets no `\Answered`: the reply in Sent is found."""
    shop.deliver(eml(GERMAN))
    shop.run()
    owner = MailProgram(shop)
    assert len(owner.notes()) == 1
    owner.reply("Am Samstag haben wir von 9 bis 13 Uhr geöffnet.")
    shop.run()
    assert (owner.notes(), owner.inbox()) == ([], [frozenset({r"\Answered"})])


@in_memory
class TestInMemory:
    """What does not depend on the server is tested on one."""

    def test_a_program_that_deletes_before_it_saves(self, shop: Shop, owner: MailProgram) -> None:
        """A look between the two takes it for discarded; once it is sent it is known as sent."""
        (draft,) = owner.standing()
        owner.remove(draft)
        shop.run()
        owner.account.append(draft.mailbox, owner.remade(draft))
        shop.run()
        assert (owner.told(), owner.states()) == (["discarded"], ["discarded"])
        owner.send(owner.standing()[0])
        shop.run()
        assert (owner.told(), owner.states()) == (["sent"], ["sent"])
        fate = Fates(shop.watched.store.access).of("shop", _own(draft.raw))
        assert fate is not None
        assert fate.how == "as-written"

    def test_a_draft_that_is_marked_as_deleted_is_gone(self, shop: Shop, owner: MailProgram) -> None:
        r"""Many programs set `\Deleted` and expunge days later."""
        (draft,) = owner.standing()
        owner.account.add_flags(draft.mailbox, [draft.uid], [r"\Deleted"], uidvalidity=draft.uidvalidity)
        shop.run()
        assert (owner.told(), owner.states(), len(shop.drafts())) == (["discarded"], ["discarded"], 1)

    def test_a_letter_that_was_approved_is_neither_withdrawn_nor_replaced(self, shop: Shop, owner: MailProgram) -> None:
        """It goes out in a moment; the next message has its own draft."""
        (life,) = shop.watched.lives.live()
        letter = Letter("shop", life.message_id, "help@pedal.example", ("lea@mail.example",), b"x", life.parent)
        Outbox(shop.watched.store.access).put(letter, by="mina", now=shop.now, due=shop.now)
        shop.deliver(again("What does a service cost?", 2, "<m1@mail.example>"))
        shop.run()
        owner.reply("Come by on Thursday, I will be there and have a look at it with you.")
        shop.run()
        assert (owner.told(), owner.states()) == ([], ["standing", "standing"])

    def test_a_program_that_sends_and_forgets_to_delete(self, shop: Shop, owner: MailProgram) -> None:
        """What was sent says the same, so that the draft was sent; what still stands of it goes."""
        owner.send(owner.standing()[0], removes=False)
        shop.run()
        assert (owner.told(), owner.states(), owner.standing()) == (["sent"], ["sent"], [])

    def test_a_reply_that_is_begun_beside_an_edited_draft(self, shop: Shop, owner: MailProgram) -> None:
        """A short word goes out first; the edited draft is theirs and stays, and is sent later."""
        owner.edit(owner.standing()[0], "We are open every day but Sunday. More soon.")
        shop.run()
        owner.reply("Your message has reached me; a proper answer follows this afternoon.")
        shop.run()
        assert (owner.told(), len(owner.standing())) == (["touched"], 1)
        owner.send(owner.standing()[0])
        shop.run()
        assert owner.told() == ["sent"]

    def test_goodwill_is_released_by_what_was_not_used_and_spent_by_what_was(self, shop: Shop) -> None:
        """One gesture for a customer: it is offered again after a discarded letter, not after a sent one."""
        owner = MailProgram(shop)
        offers = []
        for number, use in enumerate((owner.remove, owner.send, owner.remove)):
            shop.deliver(eml(f"My repair PC1234 is late. ({number})", message_id=f"<{number}@x.example>"))
            shop.run()
            (draft,) = owner.standing()
            offers.append(b"inner tube" in draft.raw)
            use(draft)
            shop.run()
        assert offers == [True, True, False]
        assert owner.states() == ["discarded", "sent", "discarded"]

    def test_a_renumbered_mailbox_of_drafts(self, shop: Shop, owner: MailProgram) -> None:
        """Each is found by its Message-ID, many at once; the one that was edited meanwhile is theirs."""
        for number in range(12):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        shop.run()
        owner.edit(owner.standing()[3], "We are.")
        owner.remove(owner.standing()[5])
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), shop.watched.drafts)
        shop.run()
        assert sorted(owner.told()) == ["discarded", "touched"]
        assert {life.place for life in shop.watched.lives.live()} == {
            (draft.uidvalidity, draft.uid) for draft in owner.standing()
        }
        shop.run()
        assert owner.told() == []

    def test_a_renumbered_sent_loses_nothing_that_was_sent(self, shop: Shop, owner: MailProgram) -> None:
        """What is gone from Drafts is searched for in all of Sent."""
        owner.reply("Yes.", to="<other@x.example>")
        owner.send(owner.standing()[0])
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), owner.sent())
        shop.run()
        assert (owner.told(), owner.states()) == (["sent"], ["sent"])

    def test_a_renumbered_inbox(self, shop: Shop, owner: MailProgram) -> None:
        """The message is known again by its bytes: answered there, its draft is withdrawn."""
        server = shop.watched.account._server  # type: ignore[attr-defined]
        server.renew_uidvalidity(next(iter(server._users)), "INBOX")
        shop.run()
        assert owner.states() == ["standing"]
        (message,) = shop.within("INBOX")
        owner.account.add_flags("INBOX", [message.uid], [r"\Answered"], uidvalidity=message.uidvalidity)
        shop.run()
        assert (owner.told(), owner.standing()) == (["withdrawn"], [])

    def test_without_a_sent_mailbox_the_mark_on_the_message_tells(self, shop: Shop, owner: MailProgram) -> None:
        r"""Gone and its message `\Answered`: sent. Gone and not: discarded."""
        shop.watched.sent = None
        shop.deliver(eml(f"{ASK} Today?", message_id="<m2@mail.example>"))
        shop.run()
        message = shop.within("INBOX")[0]
        owner.account.add_flags("INBOX", [message.uid], [r"\Answered"], uidvalidity=message.uidvalidity)
        for draft in owner.standing():
            owner.remove(draft)
        shop.run()
        assert owner.states() == ["sent", "discarded"]

    def test_drafts_whose_mailbox_is_missing_are_not_counted_as_discarded(self, shop: Shop, owner: MailProgram) -> None:
        """An owner who renames it has deleted nothing."""
        server = shop.watched.account._server  # type: ignore[attr-defined]
        boxes = server._users[next(iter(server._users))]
        kept = boxes.pop(shop.watched.drafts)
        shop.run()
        boxes[shop.watched.drafts] = kept
        shop.run()
        assert (owner.told(), owner.states()) == ([], ["standing"])

    def test_drafts_that_was_renamed(self, shop: Shop, owner: MailProgram) -> None:
        """The owner's mail program gave it a name in their language: a draft that is replaced does not stay beside."""
        _rename_drafts(shop)
        owner = MailProgram(shop)
        shop.deliver(again("What does a service cost?", 2, "<m1@mail.example>"))
        shop.run()
        assert (owner.told(), owner.states()) == (["replaced"], ["replaced", "standing"])
        assert len(owner.standing()) == 1
        shop.run()
        assert (owner.told(), len(owner.standing())) == ([], 1)

    def test_a_draft_that_was_edited_in_drafts_of_another_name_is_theirs(self, shop: Shop, owner: MailProgram) -> None:
        """Whatever number it has there: it is never taken for one that stands as it was saved."""
        _rename_drafts(shop)
        owner = MailProgram(shop)
        owner.edit(owner.standing()[0], "We are open, and glad to see you.", keep_id=True)
        shop.run()
        assert (owner.told(), owner.states()) == (["touched"], ["touched"])
        (theirs,) = owner.standing()
        (life,) = shop.watched.lives.live()
        assert (life.mailbox, life.place) == (theirs.mailbox, (theirs.uidvalidity, theirs.uid))

    def test_drafts_that_was_renamed_is_followed_where_the_new_name_is_another_mailbox(
        self, shop: Shop, owner: MailProgram
    ) -> None:
        """Of a draft that is not in it nothing is known, and it is made no second time."""
        (draft,) = owner.standing()
        shop.world.ensure(RENAMED)
        boxes = _boxes(shop)
        away = boxes.pop(draft.mailbox)
        shop.watched = replace(shop.watched, account=shop.connect(), drafts=RENAMED)
        shop.run()
        assert (owner.told(), owner.states(), shop.drafts()) == ([], ["standing"], [])
        boxes[draft.mailbox] = away
        owner.remove(draft)
        shop.run()
        assert owner.states() == ["discarded"]

    def test_a_message_that_may_not_be_marked_is_passed_over(
        self, shop: Shop, owner: MailProgram, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A mailbox that may only be read: the store knows what was answered, and the round goes well."""
        def refuses(*_: object, **__: object) -> frozenset[str]:
            raise ServerRefused("[NOPERM] read-only")

        monkeypatch.setattr(type(shop.watched.account), "add_flags", refuses)
        owner.send(owner.standing()[0])
        shop.run()
        assert owner.states() == ["sent"]

    def test_a_sent_message_that_breaks_something_keeps_back_no_other(
        self, shop: Shop, owner: MailProgram, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """It is told of without a word of it, and passed over."""
        real = sent.compare

        def breaks(text: str, ledger: Any, raw: bytes) -> Compared:
            if b"Come by" in raw:
                raise RuntimeError(text)
            return real(text, ledger, raw)

        monkeypatch.setattr(sent, "compare", breaks)
        shop.deliver(eml("What does a service cost?", message_id="<m2@mail.example>"))
        shop.run()
        owner.reply("Come by.")
        owner.send(owner.standing()[1])
        shop.run()
        assert (owner.told(), owner.states()) == (["sent"], ["standing", "sent"])
        assert "RuntimeError" in caplog.text
        assert "8:30" not in caplog.text

    def test_drafts_are_looked_at_no_more_often_than_told(self, shop: Shop, owner: MailProgram) -> None:
        """A round that mail brings about between two looks leaves them for the next."""
        shop.watched.look_every = 3600.0
        owner.remove(owner.standing()[0])
        shop.run()
        assert owner.states() == ["standing"]
        shop.watched.looked -= 3600.0
        shop.run()
        assert owner.states() == ["discarded"]

    def test_old_texts_are_emptied_once_a_day(self, shop: Shop, owner: MailProgram) -> None:
        """Subject, letter and edits go after `keep_texts_days`; who wrote and what was decided stay."""
        owner.send(owner.standing()[0], "We are open from 8:30 on. Bring it along.")
        shop.run()
        edits = [row["after"] for row in _rows(shop, "edits")]
        assert any(edits)
        shop.watched.clock = lambda: shop.now + timedelta(days=91)
        shop.run()
        (message,), (draft,) = _rows(shop, "messages"), _rows(shop, "drafts")
        assert (message["subject"], draft["text"]) == (None, None)
        assert not any(row["before"] or row["after"] for row in _rows(shop, "edits"))
        assert message["author"] == "lea@mail.example"
        assert "my bicycle" not in message["found_by"]
        assert "lea@mail.example" in message["found_by"]


def _rows(shop: Shop, table: str) -> list[dict[str, str]]:
    return [row for row in shop.watched.store.export() if row["table"] == table]


def _own(raw: bytes) -> str:
    return next(line.split()[1].decode() for line in raw.splitlines() if line.lower().startswith(b"message-id:"))


@pytest.mark.parametrize("place", [pytest.param("dovecot", marks=pytest.mark.dovecot)], indirect=True)
def test_a_round_asks_the_server_as_often_for_two_hundred_drafts_as_for_forty(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The IMAP commands of a round are counted, and so are those of one in which a draft is gone."""
    commands: list[str] = []
    real = imaplib.IMAP4._command

    def command(self: imaplib.IMAP4, name: str, *arguments: object) -> object:
        commands.append(name)
        return real(self, name, *arguments)

    owner = MailProgram(shop)
    counted = []
    for first, last in ((0, 40), (40, 200)):
        for number in range(first, last):
            shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
        shop.run()
        with monkeypatch.context() as patch:
            patch.setattr(imaplib.IMAP4, "_command", command)
            for _ in range(2):
                commands.clear()
                shop.run()
                counted.append(len(commands))
                owner.remove(owner.standing()[0])
            shop.run()
    assert counted[0] == counted[2] < 20
    assert counted[1] == counted[3] < 30
    assert owner.told() == ["discarded"] * 4

