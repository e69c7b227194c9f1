"""Messages that could not be handled: set aside with a note, and tried again when that may help. On one server."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant import pipeline
from assistant.errors import ServerRefused
from assistant.mailbox.memory import MemoryAccount
from assistant.model import Circumstances, Message
from assistant.polling import handling
from assistant.polling.notes import note_id
from assistant.polling.watched import Watched
from assistant.store.store import Store
from tests.builders import templates
from tests.polling.conftest import PREPARED, Shop, eml

pytestmark = pytest.mark.parametrize("place", ["memory"], indirect=True)
ASK = "When are you open?"


class Killed(BaseException):
    """The process died here."""


def thanks(number: int) -> bytes:
    """Somebody is content; the answer takes a template of its own."""
    author = f"Tom <tom{number}@mail.example>"
    return eml("Thank you so much, the service was wonderful!", author=author, message_id=f"<t{number}@mail.example>")


def _without(*names: str) -> pipeline.Prepared:
    """The rules without some of their templates."""
    return replace(PREPARED, templates={name: text for name, text in templates().items() if name not in names})


def upgrade(patch: pytest.MonkeyPatch) -> None:
    """What runs from now on is a newer version of the program."""
    patch.setattr("assistant.polling.round.__version__", "99.0")
    patch.setattr("assistant.polling.recording.__version__", "99.0")


def refusing(message_id: str) -> Callable[..., Any]:
    """The verb `append` of a server that will not take what answers this message."""
    append = MemoryAccount.append

    def refuses(account: MemoryAccount, mailbox: str, raw: bytes, **rest: Any) -> Any:
        if message_id.encode() in raw:
            raise ServerRefused("The server will not take it.")
        return append(account, mailbox, raw, **rest)

    return refuses


def test_messages_for_which_a_template_fails_hold_up_no_other(shop: Shop) -> None:
    """However many: each has a note that says what fails, and that is no trouble of the account."""
    shop.watched.prepared = _without("thanks.txt.j2")
    for number in range(4):
        shop.deliver(thanks(number))
    shop.deliver(eml(ASK, message_id="<m2@mail.example>"))
    results = shop.run()
    assert [result.disposition for result in results] == [None] * 4 + ["draft"]
    assert results[0].reasons[0].code == "rules-fail"
    assert len(shop.drafts()) == 1
    said = email.message_from_bytes(shop.notes()[0].raw, policy=email.policy.default).get_content()
    assert "thanks.txt.j2 is missing" in said
    assert "Mend that in the rules" in said


def test_they_are_handled_when_the_rules_are_mended(shop: Shop) -> None:
    """As soon as other rules are in force, and after each start; until they help, nothing new is told."""
    shop.watched.prepared = _without("thanks.txt.j2")
    shop.deliver(thanks(1))
    shop.run()
    (note,) = shop.notes()
    shop.restart()
    assert shop.run() == []
    shop.watched.prepared = _without("thanks.txt.j2", "calm.txt.j2")
    assert shop.run() == []
    assert shop.notes() == [note]
    shop.watched.prepared = PREPARED
    assert [result.disposition for result in shop.run()] == ["draft"]
    assert (len(shop.drafts()), shop.notes()) == (1, [])
    assert shop.run() == []


def test_where_the_server_then_refuses_the_draft_it_comes_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """With each round; until then its note stands."""
    shop.watched.prepared = _without("thanks.txt.j2")
    shop.deliver(thanks(1))
    shop.run()
    shop.watched.prepared = PREPARED
    with monkeypatch.context() as patch:
        patch.setattr(MemoryAccount, "append", refusing("<t1@mail.example>"))
        assert shop.run() == []
    assert len(shop.notes()) == 1
    assert [result.disposition for result in shop.run()] == ["draft"]
    assert shop.notes() == []


def test_a_note_says_what_fails_now(shop: Shop) -> None:
    """Rules that fail otherwise leave another note in the place of the first."""
    shop.watched.prepared = _without("thanks.txt.j2")
    shop.deliver(thanks(1))
    shop.run()
    broken = {**templates(), "thanks.txt.j2": "{{ greeting }}{{ nothing.at.all }}"}
    shop.watched.prepared = replace(PREPARED, templates=broken)
    assert [result.disposition for result in shop.run()] == [None]
    (note,) = shop.notes()
    assert b"is missing" not in note.raw


def test_what_an_older_version_set_aside_is_tried_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a version: its note goes, and it has its draft."""
    shop.deliver(eml(ASK))
    with monkeypatch.context() as patch:
        patch.setattr(handling, "_through_the_rooms", lambda *_: 1 / 0)
        assert [result.disposition for result in shop.run()] == [None]
        assert shop.run() == []
        upgrade(patch)
        assert [result.disposition for result in shop.run()] == [None]
        assert shop.run() == []
        assert len(shop.notes()) == 1
    assert [result.disposition for result in shop.run()] == ["draft"]
    assert shop.notes() == []


def test_after_an_upgrade_a_refused_message_is_not_passed_over(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was set aside after it is decided anew; the cursor stays before the one that was refused."""
    for number in range(1, 5):
        shop.deliver(eml(f"{ASK} {number}", message_id=f"<{number}@x.example>"))
    real = handling._through_the_rooms

    def breaks(watched: Watched, message: Message, around: Circumstances) -> pipeline.Outcome:
        return 1 / 0 if message.message_id == "<3@x.example>" else real(watched, message, around)  # type: ignore[return-value]

    with monkeypatch.context() as patch:
        patch.setattr(MemoryAccount, "append", refusing("<2@x.example>"))
        with monkeypatch.context() as older:
            older.setattr(handling, "_through_the_rooms", breaks)
            with pytest.raises(ServerRefused):
                shop.run()
        upgrade(patch)
        shop.restart()
        with pytest.raises(ServerRefused):
            shop.run()
    shop.restart()
    assert [result.uid for result in shop.run()] == [2]
    assert len(shop.drafts()) == 4


def test_after_an_upgrade_the_note_stays_until_there_is_another_decision(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was set aside fails in the new version's templates, or is refused; new mail does not wait for it."""
    shop.deliver(thanks(1))
    with monkeypatch.context() as older:
        older.setattr(handling, "_through_the_rooms", lambda *_: 1 / 0)
        shop.run()
    (note,) = shop.notes()
    upgrade(monkeypatch)
    shop.deliver(eml(ASK, message_id="<m2@mail.example>"))

    with monkeypatch.context() as patch:
        patch.setattr(MemoryAccount, "append", refusing("<t1@mail.example>"))
        assert [(result.uid, result.disposition) for result in shop.run()] == [(2, "draft")]
    assert shop.notes() == [note]
    shop.watched.prepared = _without("thanks.txt.j2")
    shop.deliver(eml("What does a service cost?", message_id="<m3@mail.example>"))
    assert [(result.uid, result.disposition) for result in shop.run()] == [(1, None), (3, "draft")]
    (other,) = shop.notes()
    assert other.uid != note.uid
    assert shop.run() == []


def test_killed_while_one_that_was_set_aside_is_handled_anew(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its draft and its record: the next run finds the draft, and no note is left behind."""
    shop.deliver(eml(ASK))
    with monkeypatch.context() as older:
        older.setattr(handling, "_through_the_rooms", lambda *_: 1 / 0)
        shop.run()
    upgrade(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "record", lambda *_, **__: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            shop.run()
    shop.restart()
    (result,) = shop.run()
    assert result.found_again
    assert (len(shop.drafts()), shop.notes()) == (1, [])


def test_set_aside_and_then_held_the_note_says_why_it_is_held(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where an older version gave the first note the Message-ID that the second has."""
    shop.deliver(eml("Wann haben Sie am Samstag geöffnet? Ich würde gern mein Fahrrad vorbeibringen."))
    with monkeypatch.context() as older:
        older.setattr(handling, "_through_the_rooms", lambda *_: 1 / 0)
        older.setattr(handling, "note_id", lambda message, **rest: note_id(message, **{**rest, "why": ()}))
        shop.run()
    upgrade(monkeypatch)
    assert [result.disposition for result in shop.run()] == ["hold"]
    (note,) = shop.notes()
    assert b"language-not-served" in note.raw
    assert shop.run() == []
