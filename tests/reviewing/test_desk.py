"""The desk on real mailboxes: what waits, opened, linked, changed, saved, approved; and what two people do at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from assistant.drafting.compose import header, said
from assistant.errors import Conflict, NotReady, ReviewError
from assistant.reviewing.values import Letter
from tests.reviewing.office import HALF, THREAT, TWO, Office


def failing(letter: Letter | None) -> list[str]:
    """The codes of the checks that stop a letter."""
    assert letter is not None
    return [check.code for check in letter.failing]


def state(shop: Office, number: int) -> str:
    """What the store says of the draft of a message."""
    with shop.store.access.reads() as connection:
        found = connection.exec_driver_sql(f"SELECT state FROM drafts WHERE parent = {number}").scalars().all()
    return str(found[-1])


def test_an_opened_message_joins_each_question_to_its_answer(shop_anywhere: Office) -> None:
    """The question's span is its words in the message, the answer's its words in the letter, with rule and facts."""
    number = shop_anywhere.deliver(TWO)
    opened = shop_anywhere.desk().open(number, "anna")
    assert opened.message is not None
    assert opened.letter is not None
    first, second = opened.letter.questions
    assert first.span.of(opened.message.own_words) == "When are you open?"
    assert [span.of(opened.letter.text) for span in second.spans] == ["A full service costs £45."]
    part = next(part for part in opened.letter.parts if part.rule == "service")
    assert (part.facts, part.questions) == (("facts.service_price",), (1,))
    assert second.ranked[0].taken
    assert "£45" in second.ranked[0].words
    assert opened.letter.ready
    assert opened.row.tags[-1].code == "ready"
    assert not opened.trouble


def test_a_gap_is_filled_and_saved_in_the_place_of_the_draft(shop_anywhere: Office) -> None:
    """One draft stands in Drafts, in the thread, with the answer; the daemon leaves it alone from then on."""
    number = shop_anywhere.deliver(HALF)
    desk = shop_anywhere.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    [gap] = opened.letter.gaps
    assert gap.asks == "Do you sell unicycles?"
    [before] = shop_anywhere.drafts()
    letter = desk.fill(number, "anna", gap.questions[0], "Yes, we have three of them.")
    assert letter.ready
    assert letter.dirty
    assert letter.questions[1].state == "written"
    saved = desk.save(number, "anna", opened.version)
    [draft] = shop_anywhere.drafts()
    assert "Yes, we have three of them." in (said(draft.raw) or "")
    assert header(draft.raw, "In-Reply-To") == header(before.raw, "In-Reply-To")
    assert header(draft.raw, "Message-ID") != header(before.raw, "Message-ID")
    assert "\\Flagged" in before.flags
    assert "\\Flagged" not in draft.flags
    assert saved.letter is not None
    assert (saved.version, saved.letter.ready, saved.letter.dirty) == (1, True, False)
    assert [(one.by, one.span.of(saved.letter.text)) for one in saved.letter.typed] == [
        ("anna", "Yes, we have three of them.")
    ]
    assert saved.row.ready
    assert state(shop_anywhere, number) == "touched"
    shop_anywhere.daemon()
    assert [each.uid for each in shop_anywhere.drafts()] == [draft.uid]
    assert state(shop_anywhere, number) == "touched"


def test_the_later_of_two_who_save_is_told_and_overwrites_nothing(shop_anywhere: Office) -> None:
    """Who, and their text; then the later one may go on from there."""
    number = shop_anywhere.deliver(TWO)
    hers, his = shop_anywhere.desk(), shop_anywhere.desk()
    first, second = hers.open(number, "anna"), his.open(number, "bo")
    assert first.letter is not None
    assert first.looking == ()
    assert second.looking == ("anna",)
    hers.save(number, "anna", first.version, first.letter.text.replace("£45", "£50"))
    with pytest.raises(Conflict) as told:
        his.save(number, "bo", second.version, first.letter.text.replace("£45", "£40"))
    assert told.value.by == "anna"
    assert "£50" in told.value.text
    assert "£50" in shop_anywhere.letter()
    again = his.save(number, "bo", told.value.version, first.letter.text.replace("£45", "£40"))
    assert again.version == told.value.version + 1
    assert "£40" in shop_anywhere.letter()


def test_a_draft_that_a_mail_program_changed_meanwhile_is_not_overwritten(shop_anywhere: Office) -> None:
    """The reviewer is told what stands there now; a second save lets theirs stand."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    shop_anywhere.rewrite("£45", "£55")
    mine = opened.letter.text.replace("£45", "£50")
    with pytest.raises(Conflict, match="mail program") as told:
        desk.save(number, "anna", opened.version, mine)
    assert "£55" in told.value.text
    assert "£55" in shop_anywhere.letter()
    kept = desk.open(number, "anna")
    assert kept.letter is not None
    assert (kept.letter.text, kept.letter.dirty) == (mine, True)
    desk.save(number, "anna", told.value.version, mine)
    assert "£50" in shop_anywhere.letter()


def test_a_draft_edited_in_a_mail_program_is_opened_with_what_can_be_linked(shop_anywhere: Office) -> None:
    """The answers are known again, and what was typed there is shown as such and counts as approved."""
    number = shop_anywhere.deliver(TWO)
    shop_anywhere.rewrite("A full service costs £45.", "A full service costs £47 from May on.")
    opened = shop_anywhere.desk().open(number, "anna")
    assert opened.letter is not None
    assert [span.of(opened.letter.text) for span in opened.letter.questions[1].spans] == [
        "A full service costs £47 from May on."
    ]
    assert {one.by for one in opened.letter.typed} == {"somebody in a mail program"}
    assert opened.letter.ready


def test_approving_marks_the_draft_for_the_mail_program(shop_anywhere: Office) -> None:
    """It is replaced and bears $Ready; the trail says who."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    desk.approve(number, "anna", desk.open(number, "anna").version)
    [draft] = shop_anywhere.drafts()
    assert "$Ready" in draft.flags
    assert [(act.who, act.action) for act in desk.acts(number=number)] == [("anna", "approved")]


def test_a_letter_with_an_open_gap_is_neither_approved_nor_sent(shop: Office) -> None:
    """Not even when it is confirmed."""
    number = shop.deliver(HALF)
    desk = shop.desk()
    version = desk.open(number, "anna").version
    with pytest.raises(NotReady, match="a line still waits") as told:
        desk.approve(number, "anna", version)
    assert told.value.gaps
    with pytest.raises(NotReady, match="a line still waits"):
        desk.send(number, "anna", version, confirmed=True)
    assert desk.open(number, "anna").version == version


def test_sending_puts_the_letter_into_the_outbox_and_it_can_be_taken_back(shop_anywhere: Office) -> None:
    """It leaves the list for ten seconds' time, and comes back when it is taken back."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    approved = desk.send(number, "anna", desk.open(number, "anna").version)
    assert approved.due - shop_anywhere.now == timedelta(seconds=10)
    assert not desk.listing("anna").rows
    [entry] = desk.outbox()
    assert (entry.number, entry.state, entry.by) == (number, "waiting", "anna")
    with pytest.raises(ReviewError, match="Take it back first"):
        desk.save(number, "bo", desk.open(number, "bo").version, "Hello\n")
    desk.unsend(approved.outbox, "anna")
    assert [row.number for row in desk.listing("anna").rows] == [number]
    assert [act.action for act in desk.acts(number=number)] == ["taken back", "sending"]


def test_what_is_not_ready_is_sent_only_when_it_is_confirmed(shop: Office) -> None:
    """The question names each check that fails, by its name in plain words."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    text = opened.letter.text.replace("A full service costs £45.\n\n", "")
    with pytest.raises(NotReady) as told:
        desk.send(number, "anna", opened.version, text)
    assert any(each.startswith("Every question answered: ") for each in told.value.fails)
    assert desk.send(number, "anna", opened.version, text, confirmed=True).number == number
    [draft] = shop.drafts()
    assert (said(draft.raw) or "").startswith(text.rstrip())


def test_a_discarded_draft_is_gone_and_not_made_again(shop_anywhere: Office) -> None:
    """Its fate is known with the reason; the daemon makes no other."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    desk.discard(number, "anna", desk.open(number, "anna").version, "answered by telephone")
    assert not shop_anywhere.drafts()
    assert not desk.listing("anna").rows
    assert state(shop_anywhere, number) == "discarded"
    shop_anywhere.daemon()
    assert not shop_anywhere.drafts()
    assert desk.acts(number=number)[0].detail == "answered by telephone"
    opened = desk.open(number, "anna")
    assert opened.letter is None
    with pytest.raises(ReviewError, match="It was discarded"):
        desk.edit(number, "anna", "Hello\n")


def test_a_hold_has_no_letter_and_is_settled(shop_anywhere: Office) -> None:
    """The message is shown with its evidence; settling takes the note down."""
    number = shop_anywhere.deliver(THREAT)
    desk = shop_anywhere.desk()
    opened = desk.open(number, "anna")
    assert (opened.row.kind, opened.letter) == ("hold", None)
    assert opened.row.tags[0].text == "threat, no draft"
    assert opened.understanding is not None
    assert opened.understanding.abuse.level == "threat"
    assert len(shop_anywhere.within("Assistant")) == 1
    desk.settle(number, "anna")
    assert not shop_anywhere.within("Assistant")
    assert not desk.listing("anna").rows
    with pytest.raises(ReviewError, match="nothing to settle"):
        desk.settle(number, "anna")


def test_holding_snoozing_and_assigning_move_it_between_shelves(shop: Office) -> None:
    """Each shows on its row, and each is in the trail with its name."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    desk.hold(number, "anna", "ask Mina first")
    assert [row.says for row in desk.listing("anna", shelf="for-a-person").rows] == ["ask Mina first"]
    desk.hold(number, "anna", "")
    desk.assign(number, "anna", "bo")
    assert [row.assigned for row in desk.listing("bo", shelf="mine").rows] == ["bo"]
    desk.snooze(number, "bo", shop.now + timedelta(hours=1))
    assert desk.listing("bo").counts["snoozed"] == 1
    assert not desk.listing("bo").rows
    shop.now += timedelta(hours=2)
    assert len(desk.listing("bo").rows) == 1
    with pytest.raises(ReviewError, match="within a year"):
        desk.snooze(number, "bo", shop.now - timedelta(hours=1))
    assert [act.action for act in desk.acts()] == ["snoozed", "assigned", "released", "held"]


def test_live_checks_keep_nothing(shop: Office) -> None:
    """A key press is checked; the letter in hand stays what it was."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    spoiled = opened.letter.text.replace("A full service costs £45.\n\n", "")
    assert "every-question-answered" in failing(desk.recheck(number, "anna", spoiled))
    assert desk.recheck(number, "anna", opened.letter.text).ready
    assert desk.open(number, "anna").letter == opened.letter


def test_another_answer_remakes_the_letter_and_keeps_edits_elsewhere(shop: Office) -> None:
    """Then undo brings back what was there, step by step."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    desk.edit(number, "anna", opened.letter.text.replace("from 8:30 to 18:00.", "from 8:30 to 18:00. Ring the bell."))
    letter = desk.choose(number, "anna", 1, "late-return")
    assert "Bicycles can be returned within 14 days" in letter.text
    assert "£45" not in letter.text
    assert "Ring the bell." in letter.text
    assert (letter.questions[1].answer, letter.steps) == ("late-return", 2)
    assert "£45" in desk.undo(number, "anna").text
    assert desk.undo(number, "anna") == opened.letter
    with pytest.raises(ReviewError, match="nothing to undo"):
        desk.undo(number, "anna")
    with pytest.raises(ReviewError, match="no answer “nonsense”"):
        desk.choose(number, "anna", 1, "nonsense")
    with pytest.raises(ReviewError, match="Question 8"):
        desk.choose(number, "anna", 7, "hours")


def test_what_was_chosen_is_known_when_it_is_opened_again(shop: Office) -> None:
    """The links follow the chosen answer in another process, too."""
    number = shop.deliver(HALF)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    desk.choose(number, "anna", 1, "service")
    desk.save(number, "anna", opened.version)
    again = shop.desk().open(number, "bo")
    assert again.letter is not None
    assert again.letter.questions[1].answer == "service"
    assert again.letter.ready
    assert not again.letter.typed


def test_wordings_and_moods_at_a_click(shop: Office) -> None:
    """Each wording offered is one that the rules have, and can be taken; a complaint's letter apologises."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    closing = next(part for part in opened.letter.parts if part.kind == "closing")
    [other] = desk.alternatives(number, "anna", closing.index)
    letter = desk.reword(number, "anna", closing.index, other)
    assert other in letter.text
    assert letter.ready
    letter = desk.mood(number, "anna", mood="complaint")
    assert "I am sorry that we let you down." in letter.text
    assert other in letter.text
    assert desk.mood(number, "anna", mood="as-read").shape == "ordinary"
    greeting = desk.mood(number, "anna", manner="formal").text.splitlines()[0]
    assert greeting == "Dear Lea Brandt,"
    with pytest.raises(ReviewError, match="not one of its wordings"):
        desk.reword(number, "anna", closing.index, "Bye.")


def test_files_go_out_with_the_letter_and_stay_with_the_draft(shop: Office) -> None:
    """They stand in Drafts, and are there when it is opened again."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert desk.attach(number, "anna", "prices.pdf", "application/pdf", b"%PDF").dirty
    desk.attach(number, "anna", "wrong.txt", "text/plain", b"x")
    desk.detach(number, "anna", 1)
    desk.save(number, "anna", opened.version)
    again = shop.desk().open(number, "bo")
    assert again.letter is not None
    assert [(each.name, each.size) for each in again.letter.enclosed] == [("prices.pdf", 4)]
    with pytest.raises(ReviewError, match="20 MB; 18 MB is the most"):
        desk.attach(number, "anna", "big.bin", "application/octet-stream", b"x" * 20_000_000)


def test_rules_that_changed_since_are_told_and_can_be_taken(shop: Office) -> None:
    """Nobody approved the old price any longer: the check says so, and the letter can be written anew."""
    number = shop.deliver(TWO)
    rules = shop.folder / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("£45", "£49"), encoding="utf-8")
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    assert opened.letter.outdated
    assert "only-approved-facts" in failing(opened.letter)
    desk.edit(number, "anna", opened.letter.text.replace("18:00.", "18:00. Ring the bell."))
    letter = desk.remake(number, "anna")
    assert "£49" in letter.text
    assert "Ring the bell." in letter.text
    assert letter.ready
    assert not letter.outdated


def test_a_message_that_was_moved_is_found(shop_anywhere: Office) -> None:
    """By its Message-ID, among the mailboxes that are watched and in Trash; else the desk says what to do."""
    number = shop_anywhere.deliver(TWO)
    [message] = shop_anywhere.within("INBOX")
    trash = shop_anywhere.world.trash_mailbox()
    assert trash is not None
    shop_anywhere.world.append(trash, message.raw)
    shop_anywhere.world.remove("INBOX", message.uid, uidvalidity=message.uidvalidity)
    opened = shop_anywhere.desk().open(number, "anna")
    assert opened.message is not None
    assert opened.letter is not None
    [moved] = shop_anywhere.within(trash)
    shop_anywhere.world.remove(trash, moved.uid, uidvalidity=moved.uidvalidity)
    gone = shop_anywhere.desk().open(number, "anna")
    assert (gone.message, gone.letter) == (None, None)
    assert "no longer in INBOX" in gone.trouble[0]


def test_who_they_are_and_what_came_before(shop: Office) -> None:
    """The messages of the thread and of the person, what became of them, and how often they wrote."""
    shop.deliver(TWO)
    number = shop.deliver(
        "And do you sell unicycles?\n\nLea Brandt", headers="In-Reply-To: <m1@mail.example>\r\n"
    )
    opened = shop.desk().open(number, "anna")
    assert opened.who.messages == 1
    [before] = opened.before
    assert before.same_thread
    assert before.asked[0] == "When are you open?"


def test_the_list_says_who_what_and_what_is_missing(shop: Office) -> None:
    """In words, for each row; the neighbours of a message are known; a search finds by rule."""
    ready, half = shop.deliver(TWO), shop.deliver(HALF, author="Bo Ek <bo@mail.example>", subject="Wheels")
    threat = shop.deliver(THREAT, author="x@mail.example")
    desk = shop.desk()
    listing = desk.listing("anna")
    assert [row.number for row in listing.rows] == [threat, half, ready]
    row = listing.rows[1]
    assert (row.name, row.address, row.subject) == ("Bo Ek", "bo@mail.example", "Wheels")
    assert row.says == "1 of 2 questions answered"
    assert [(tag.text, tag.weight) for tag in row.tags] == [("1 answer needed", "warn")]
    assert desk.around(half, "anna") == type(desk.around(half, "anna"))(2, 3, threat, ready)
    assert [row.number for row in desk.listing("anna", search="service").rows] == [ready]
    assert desk.listing("anna", size=2, page=9).page == 2


def test_an_unknown_number_says_where_to_look(shop: Office) -> None:
    """No stack of errors, a sentence."""
    with pytest.raises(ReviewError, match=r"no message 99.*assistant review list"):
        shop.desk().open(99, "anna")


def test_a_broken_connection_is_renewed(shop: Office) -> None:
    """The desk rests for hours; its server has hung up meanwhile."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    desk.open(number, "anna")
    desk.close()
    shop.now += timedelta(minutes=1)
    assert desk.open(number, "anna").letter is not None


def test_unsaved_words_survive_what_another_saves(shop: Office) -> None:
    """They stand in the letter as the other left it, and the reviewer is told."""
    number = shop.deliver(TWO)
    hers, his = shop.desk(), shop.desk()
    opened = his.open(number, "bo")
    assert opened.letter is not None
    his.edit(number, "bo", opened.letter.text.replace("18:00.", "18:00. Ring the bell."))
    hers.save(number, "anna", hers.open(number, "anna").version, opened.letter.text.replace("£45", "£50"))
    again = his.open(number, "bo")
    assert again.letter is not None
    assert "Ring the bell." in again.letter.text
    assert "£50" in again.letter.text
    assert again.letter.dirty
    assert "changed by somebody else" in again.trouble[0]


def test_no_text_of_a_customer_is_in_the_trail(shop: Office) -> None:
    """Who did what is kept, not what was written."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    desk.save(number, "anna", opened.version, opened.letter.text.replace("£45", "£50"))
    told = " ".join(f"{act.action} {act.detail}" for act in desk.acts())
    assert "open" not in told
    assert "£" not in told


def test_what_a_mail_program_changed_is_not_sent_by_a_second_click(shop: Office) -> None:
    """Nobody has read it: the same form again is told the same again."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    version = desk.open(number, "anna").version
    shop.rewrite("£45", "£55")
    for _ in range(2):
        with pytest.raises(Conflict):
            desk.send(number, "anna", version)
    assert not desk.outbox()
    theirs = desk.open(number, "anna")
    assert theirs.letter is not None
    assert "£55" in theirs.letter.text
    desk.send(number, "anna", theirs.version)
    assert "£55" in shop.letter()


def test_what_a_mail_program_changed_is_not_overwritten_by_a_second_click(shop: Office) -> None:
    """Only whoever saves from the page that shows both lets theirs stand."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    shop.rewrite("£45", "£55")
    mine = opened.letter.text.replace("£45", "£50")
    for _ in range(2):
        with pytest.raises(Conflict):
            desk.save(number, "anna", opened.version, mine)
    assert "£55" in shop.letter()


def test_the_letter_that_is_shown_is_the_one_that_is_sent(shop: Office) -> None:
    """After a conflict the reviewer's own words go out, not what stands in Drafts beside them."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    shop.rewrite("£45", "£55")
    with pytest.raises(Conflict):
        desk.save(number, "anna", opened.version, opened.letter.text.replace("£45", "£50"))
    desk.undo(number, "anna")
    again = desk.open(number, "anna")
    assert again.letter is not None
    assert "£45" in again.letter.text
    desk.send(number, "anna", again.version)
    assert "£45" in shop.letter()


def test_a_draft_that_a_mail_program_changed_meanwhile_is_not_discarded(shop_anywhere: Office) -> None:
    """What somebody else wrote stays; the reviewer looks at it, and may discard it then."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    version = desk.open(number, "anna").version
    shop_anywhere.rewrite("£45", "£55")
    with pytest.raises(Conflict, match="Nothing was discarded"):
        desk.discard(number, "anna", version, "answered by telephone")
    assert "£55" in shop_anywhere.letter()
    desk.discard(number, "anna", desk.open(number, "anna").version, "answered by telephone")
    assert not shop_anywhere.drafts()


def test_a_draft_that_is_withdrawn_while_it_is_sent_does_not_go_out(shop: Office) -> None:
    """The customer has an answer already, and the reviewer is told."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    version = desk.open(number, "anna").version
    connect = shop.connect

    class Meanwhile:
        """A connection on which the daemon is faster, once the draft was looked at."""

        def __init__(self) -> None:
            self._account = connect()

        def __getattr__(self, name: str) -> Any:
            if name == "fetch":
                with shop.store.access.writes() as connection:
                    connection.exec_driver_sql("UPDATE drafts SET state = 'withdrawn'")
            return getattr(self._account, name)

    desk.close()
    shop.connect = Meanwhile  # type: ignore[assignment]
    with pytest.raises(ReviewError, match="withdrawn meanwhile"):
        desk.send(number, "anna", version)
    assert not desk.outbox()


def test_what_a_mail_program_saved_of_an_earlier_form_stays(shop_anywhere: Office) -> None:
    """It was open there while the desk saved, and was put back under the same Message-ID: it is somebody's work."""
    number = shop_anywhere.deliver(TWO)
    desk = shop_anywhere.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    [first] = shop_anywhere.drafts()
    saved = desk.save(number, "anna", opened.version, opened.letter.text.replace("£45", "£50"))
    theirs = first.raw.replace(b"18:00", b"20:00")
    assert theirs != first.raw
    shop_anywhere.world.append(shop_anywhere.watched.drafts, theirs, flags=("\\Draft",))
    assert saved.letter is not None
    desk.save(number, "anna", saved.version, saved.letter.text.replace("£50", "£60"))
    letters = [said(draft.raw) or "" for draft in shop_anywhere.drafts()]
    assert sorted(("20:00" in text, "£60" in text) for text in letters) == [(False, True), (True, False)]


def test_an_empty_letter_is_neither_saved_nor_sent(shop: Office) -> None:
    """What stands in Drafts stays, whether the empty text comes with the act or was typed before."""
    number = shop.deliver(TWO)
    desk = shop.desk()
    version = desk.open(number, "anna").version
    [before] = shop.drafts()
    with pytest.raises(ReviewError, match="empty"):
        desk.save(number, "anna", version, " \n")
    desk.edit(number, "anna", "")
    with pytest.raises(ReviewError, match="empty"):
        desk.send(number, "anna", version, confirmed=True)
    assert [each.uid for each in shop.drafts()] == [before.uid]


def test_why_there_is_no_answer_is_said_in_plain_words(shop: Office) -> None:
    """Which rule is the nearest, and what for; no figures, which are for who writes rules."""
    opened = shop.desk().open(shop.deliver(HALF), "anna")
    (gap,) = [question for question in opened.questions if question.state == "gap"]
    assert gap.why.startswith("No rule answers this. The nearest, ")
    said = [gap.why, *(line.why for question in opened.questions for line in question.ranked)]
    assert [one for one in said if "wording" in one or "0." in one] == []


def test_what_an_alternative_would_say_is_rendered(shop: Office) -> None:
    """Its facts are filled in; what has yet to be looked up is named in brackets, and no template is shown."""
    opened = shop.desk().open(shop.deliver("Hello,\n\nIs my bicycle ready?\n\nLea"), "anna")
    said = [line.words for question in opened.questions for line in question.ranked]
    assert said and not [words for words in said if "{" in words]
    assert [words for words in said if "[job number]" in words]


def test_the_trail_says_that_a_saved_letter_is_still_to_be_mended(shop: Office) -> None:
    """And of which message it speaks."""
    number, desk = shop.deliver(HALF, subject="Two things"), shop.desk()
    desk.save(number, "anna", desk.open(number, "anna").version, None)
    (act,) = desk.acts(number=number)
    assert (act.action, act.detail) == ("saved", "to mend: every question answered")
    assert (act.number, act.subject) == (number, "Two things")


def test_who_has_changed_a_letter_since_it_was_shown_is_known(shop_anywhere: Office) -> None:
    """Before anything is saved over it; both texts are there for who has typed something."""
    number, anna, ben = shop_anywhere.deliver(TWO), shop_anywhere.desk(), shop_anywhere.desk()
    shown = anna.open(number, "anna").version
    assert anna.since(number, shown) is None
    opened = ben.open(number, "ben")
    assert opened.letter is not None
    ben.save(number, "ben", opened.version, opened.letter.text.replace("We are open", "Ben is open"))
    since = anna.since(number, shown)
    assert since is not None
    assert (since.who, since.action) == ("ben", "saved")
    anna.compare(number, "anna", shown)             # she has typed nothing
    anna.edit(number, "anna", opened.letter.text.replace("We are open", "Anna is open"))
    with pytest.raises(Conflict, match="ben has changed this letter") as caught:
        anna.compare(number, "anna", shown)
    assert "Ben is open" in caught.value.text
    assert "Ben is open" in shop_anywhere.letter()


def test_a_letter_that_was_sent_is_shown_as_it_was_sent(shop_anywhere: Office) -> None:
    """From Sent, where a mail program has put it."""
    shop = shop_anywhere
    number = shop.deliver(TWO)
    (draft,) = shop.drafts()
    sent = shop.watched.sent
    assert sent is not None
    shop.rewrite("We are open", "As of today we are open")
    (draft,) = shop.drafts()
    shop.world.append(sent, draft.raw, flags=("\\Seen",))
    shop.world.remove(shop.watched.drafts, draft.uid, uidvalidity=draft.uidvalidity)
    shop.daemon()
    opened = shop.desk().open(number, "anna")
    assert opened.letter is None
    assert opened.sent is not None
    assert "As of today we are open" in opened.sent
