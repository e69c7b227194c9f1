"""No letter goes out that nobody has seen, to nobody unseen, and no work of a reviewer is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.drafting.compose import header, said
from assistant.drafting.enclosing import enclosure
from assistant.errors import Conflict, NotReady
from assistant.mailbox.memory import MemoryServer
from assistant.reviewing.hands import merged_files
from assistant.reviewing.values import Letter, Opened
from assistant.store.outbox import Outbox
from assistant.store.store import Store
from tests.builders import RULES
from tests.reviewing.office import TWO, Office, office
from tests.store.blank import blank

UPSET = "Very bad experience, I am so angry and upset!!!\n\nLea Brandt"


@pytest.fixture
def shop_without_assurances(tmp_path: Path) -> Iterator[Office]:
    """A shop that has no words for what it changes after a complaint: each complaint has a gap for them."""
    rules = re.sub(r"\n  assurances:[^\n]*", "", RULES)
    assert rules != RULES
    server = MemoryServer()
    with Store(blank(tmp_path / "store.db")) as store:
        made = office(tmp_path, store, lambda: server.account("shop"), rules=rules)
        yield made
        for desk in made.desks:
            desk.close()


def letter(opened: Opened) -> Letter:
    """Its letter, which there is."""
    assert opened.letter is not None
    return opened.letter


def addressed(shop: Office, change: bytes) -> None:
    """A mail program writes these fields into the one draft, in the place of those of the same name."""
    [draft] = shop.drafts()
    head, end, body = draft.raw.partition(b"\r\n\r\n")
    for field in change.splitlines(keepends=True):
        name = field.partition(b":")[0]
        head = re.sub(rb"(?im)^" + name + rb":.*(?:\r\n[ \t].*)*\r\n", b"", head)
    shop.world.append(shop.watched.drafts, change + head + end + body, flags=("\\Draft", "\\Seen"))
    shop.world.remove(shop.watched.drafts, draft.uid, uidvalidity=draft.uidvalidity)


def test_everybody_whom_a_letter_goes_to_is_shown(shop: Office) -> None:
    """A mail program has put them there; it is confirmed before it goes to anybody whom the message does not name."""
    number, desk = shop.deliver(TWO), shop.desk()
    addressed(
        shop,
        b"To: Lea Brandt <lea@mail.example>; Boss <boss@mail.example>\r\nCc: Ben <ben@mail.example>\r\n"
        b"Bcc: eve@mail.example\r\n",
    )  # fmt: skip
    opened = desk.open(number, "anna")
    shown = [(field, [each.address for each in all_of]) for field, all_of in letter(opened).names]
    assert shown == [
        ("to", ["lea@mail.example", "boss@mail.example"]), ("cc", ["ben@mail.example"]), ("bcc", ["eve@mail.example"])
    ]  # fmt: skip
    with pytest.raises(NotReady, match=r"boss@mail\.example, ben@mail\.example, eve@mail\.example"):
        desk.send(number, "anna", opened.version)
    desk.send(number, "anna", opened.version, confirmed=True)
    assert list(desk.outbox()[0].recipients) == [address for _, all_of in shown for address in all_of]


def test_what_the_desk_saves_goes_to_those_whom_a_mail_program_named(shop_anywhere: Office) -> None:
    """All of them, whatever is rewritten in the letter meanwhile."""
    number, desk = shop_anywhere.deliver(TWO), shop_anywhere.desk()
    to = "Lea Brandt <lea@mail.example>, Boss <boss@mail.example>"
    addressed(shop_anywhere, f"To: {to}\r\nCc: ben@mail.example\r\n".encode())
    opened = desk.open(number, "anna")
    desk.mood(number, "anna", manner="formal")
    desk.remake(number, "anna")
    saved = desk.save(number, "anna", opened.version, letter(opened).text.replace("£45.", "£45 in all."))
    assert [field for field, _ in letter(saved).names] == ["to", "cc"]
    [draft] = shop_anywhere.drafts()
    assert (header(draft.raw, "To"), header(draft.raw, "Cc")) == (to, "ben@mail.example")


def test_whom_a_mail_program_names_meanwhile_stays_named(shop: Office) -> None:
    """The reviewer is told the new address before their words are saved, and no older one comes back."""
    number, desk = shop.deliver(TWO), shop.desk()
    mine = letter(desk.open(number, "anna")).text.replace("£45.", "£45 in all.")
    desk.edit(number, "anna", mine)
    addressed(shop, b"To: Lea <lea.new@mail.example>\r\nSubject: Your bicycle\r\nCc: ben@mail.example\r\n")
    with pytest.raises(Conflict, match=r"for lea\.new@mail\.example, ben@mail\.example, under “Your bicycle”") as told:
        desk.save(number, "anna", 0, mine)
    kept = letter(desk.open(number, "anna"))
    assert (kept.text, kept.subject) == (mine, "Your bicycle")
    assert [check.code for check in kept.failing] == ["right-thread"]
    desk.undo(number, "anna")
    desk.edit(number, "anna", mine)
    desk.save(number, "anna", told.value.version)
    [draft] = shop.drafts()
    assert header(draft.raw, "To") == "Lea <lea.new@mail.example>"
    assert (header(draft.raw, "Subject"), header(draft.raw, "Cc")) == ("Your bicycle", "ben@mail.example")
    assert "£45 in all." in (said(draft.raw) or "")


def test_a_file_that_another_encloses_stays(shop: Office) -> None:
    """Who had only typed saves the letter with it; who had put one in saves both."""
    number, anna, ben = shop.deliver(TWO), shop.desk(), shop.desk()
    text = letter(anna.open(number, "anna")).text
    version = ben.open(number, "ben").version
    anna.edit(number, "anna", text.replace("£45.", "£45 in all."))
    ben.attach(number, "ben", "prices.pdf", "application/pdf", b"%PDF")
    version = ben.save(number, "ben", version).version
    again = anna.open(number, "anna")
    assert again.trouble
    version = anna.save(number, "anna", version).version
    assert [file.name for file in letter(shop.desk().open(number, "cleo")).enclosed] == ["prices.pdf"]
    ben.open(number, "ben")
    ben.attach(number, "ben", "way.pdf", "application/pdf", b"%PDF way")
    anna.open(number, "anna")
    anna.attach(number, "anna", "map.png", "image/png", b"\x89PNG")
    anna.save(number, "anna", version)
    with pytest.raises(Conflict) as told:
        ben.save(number, "ben", version)
    ben.save(number, "ben", told.value.version)
    enclosed = [file.name for file in letter(shop.desk().open(number, "cleo")).enclosed]
    assert enclosed == ["prices.pdf", "map.png", "way.pdf"]


def test_files_are_merged_as_each_has_left_them() -> None:
    """What I took out is gone, what I put in is there, and what they did stays done."""
    a, b, c, d = (enclosure(name, "text/plain", name.encode()) for name in "abcd")
    assert merged_files((a, b), (a, b), (a,)) == (a,)
    assert merged_files((a, b), (b, c), (a, b, d)) == (b, d, c)
    assert merged_files((), (c,), (c,)) == (c,)


def test_of_two_gaps_without_a_question_the_one_that_is_meant_is_filled(shop_without_assurances: Office) -> None:
    """By its place; without a place the first that is still open."""
    shop = shop_without_assurances
    number, desk = shop.deliver(UPSET), shop.desk()
    opened = desk.open(number, "anna")
    first, second = letter(opened).gaps
    assert (first.questions, second.questions) == ((), ())
    filled = desk.fill(number, "anna", -1, "We now check every brake twice.", at=second.span)
    assert [gap.span for gap in filled.gaps] == [first.span]
    assert filled.text.startswith(letter(opened).text[: first.span.end])
    assert "We now check every brake twice." in filled.text
    desk.fill(number, "anna", -1, "I will ring you today.")
    saved = letter(desk.save(number, "anna", opened.version))
    assert saved.gaps == ()
    assert saved.text.index("I will ring you today.") < saved.text.index("We now check every brake twice.")


def test_what_somebody_holds_is_not_ready_to_go(shop: Office) -> None:
    """It stands among those to look at, on the shelf for a person, until it is released."""
    number, desk = shop.deliver(TWO), shop.desk()
    desk.hold(number, "anna", "ask Mina about the price")
    [row] = desk.listing("ben").rows
    assert not row.ready
    assert [tag.code for tag in row.tags] == ["held"]
    desk.hold(number, "anna", "")
    assert desk.listing("ben").rows[0].ready


def test_what_was_refused_is_not_ready_to_go(shop: Office) -> None:
    """A person looks at it before it goes again."""
    number, desk, going = shop.deliver(TWO), shop.desk(), Outbox(shop.store.access)
    desk.send(number, "anna", desk.open(number, "anna").version)
    entry = going.claim("me", shop.now + timedelta(seconds=11))
    assert entry is not None
    assert going.refused(entry.number, "me", "552 too big", shop.now)
    [row] = desk.listing("ben").rows
    assert not row.ready
    assert [tag.code for tag in row.tags] == ["refused"]


def test_a_letter_that_was_saved_and_could_not_be_sent_is_gone_on_from(shop: Office) -> None:
    """It stands in Drafts as the reviewer wrote it: nobody is told that a mail program has changed it."""
    number, desk = shop.deliver(TWO), shop.desk()
    opened = desk.open(number, "anna")
    text = letter(opened).text.replace("£45.", "£45 in all, and [[ answer needed soon.")
    with pytest.raises(NotReady, match="a line still waits"):
        desk.send(number, "anna", opened.version, text, confirmed=True)
    assert "£45 in all" in shop.letter()
    with pytest.raises(Conflict, match="you, in another window or a moment ago") as told:
        desk.send(number, "anna", opened.version, text, confirmed=True)
    assert told.value.by == "anna"
    desk.leave(number, "anna")
    again = desk.open(number, "anna")
    assert not letter(again).dirty
    text = letter(again).text.replace(", and [[ answer needed soon.", ".")
    desk.send(number, "anna", again.version, text)
    assert "£45 in all." in shop.letter()


def test_a_letter_written_anew_can_be_so_again_after_undo(shop: Office) -> None:
    """What undo brings back is as outdated as it was."""
    number, rules = shop.deliver(TWO), shop.folder / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("A full service", "The full service"), encoding="utf-8")
    desk = shop.desk()
    assert letter(desk.open(number, "anna")).outdated
    assert not desk.remake(number, "anna").outdated
    back = desk.undo(number, "anna")
    assert back.outdated
    assert "A full service" in back.text
    again = desk.remake(number, "anna")
    assert "The full service" in again.text
    assert not again.outdated
