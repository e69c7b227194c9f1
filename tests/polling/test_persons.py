"""A person is the address that is answered: behind one form on a page there are many, and Reply-To may name anybody."""

from __future__ import annotations

from dataclasses import replace

from assistant.model import Asked
from assistant.polling.handling import Result
from assistant.store.records import Handled, Person, SeenMessage
from tests.polling.conftest import Shop, eml
from tests.polling.mail_program import ASK, again
from tests.polling.test_life import in_memory

ABUSE = "You are all stupid idiots. When are you open?"
FORM = "Pedal Power <form@pedal-power.example>"


def written(body: str, number: int, reply_to: str, *, author: str = FORM, more: str = "") -> bytes:
    """A message whose answer goes elsewhere than to its From."""
    headers = f"Reply-To: {reply_to}\r\n{more}"
    return eml(body, message_id=f"<form{number}@mail.example>", author=author, headers=headers)


def answer(body: str, number: int) -> bytes:
    """What a machine answers, with a Reply-To of its own for each."""
    raw = written(body, number, f"ticket+{number}@desk.example", more="In-Reply-To: <x@y.example>\r\n")
    return raw.replace(b"Subject: ", b"Subject: Re: ")


def codes(results: list[Result]) -> list[tuple[str | None, str]]:
    """What was decided, and for which first reason."""
    return [(result.disposition, result.reasons[0].code) for result in results]


def parked(shop: Shop) -> dict[str, list[str]]:
    """The questions that are kept, by person."""
    people = shop.watched.store.people(shop.now)
    return {person.address: [asked.text for asked in person.parked] for person in people}


@in_memory
def test_the_abuse_of_one_is_not_held_against_others(shop: Shop) -> None:
    """Who writes by the same form gets their own calm reply; who writes so again is held."""
    for number, who in enumerate(("ann@mail.example", "bo@mail.example", "ann@mail.example")):
        shop.deliver(written(f"{ABUSE} {number}", number, who))
    assert codes(shop.run()) == [("calm", "abuse"), ("calm", "abuse"), ("hold", "abuse-again")]


@in_memory
def test_abuse_in_the_name_of_another_leaves_what_they_have_open(shop: Shop) -> None:
    """Nothing is parked with them, what they had parked stays, and their own message is answered."""
    earlier = Asked("Do you mend punctures?", shop.now)
    store, decided = shop.watched.store, shop.now
    known = SeenMessage("shop", "INBOX", 1, 9_999, "0" * 64, decided, "skipped", "skip")
    store.record(Handled(known, person=Person("shop", "bo@mail.example", None, (earlier,))))
    shop.deliver(written(ABUSE, 1, "bo@mail.example", author="Mallory <mallory@mail.example>"))
    assert codes(shop.run()) == [("calm", "abuse")]
    assert parked(shop) == {"bo@mail.example": [earlier.text]}
    shop.deliver(eml(ASK, author="Bo <bo@mail.example>"))
    (result,) = shop.run()
    assert result.disposition == "draft"
    assert result.outcome is not None
    asked = [question.text for question in result.outcome.reading.understanding.questions]
    assert asked == [ASK, earlier.text]


@in_memory
def test_the_drafts_to_one_do_not_use_up_the_limit_of_others(shop: Shop) -> None:
    """Behind a form; of one person it is kept."""
    shop.watched = replace(shop.watched, per_sender_per_hour=1)
    for number, who in enumerate(("ann@mail.example", "bo@mail.example", "ann@mail.example")):
        shop.deliver(written(f"{ASK} {number}", number, who))
    assert codes(shop.run()) == [("draft", "answered"), ("draft", "answered"), ("hold", "over-the-rate")]


@in_memory
def test_a_machine_that_names_another_reply_to_each_time_is_bounded(shop: Shop) -> None:
    """Its answers count by From, for the limit and for the breaker."""
    for number in range(3):
        shop.deliver(answer("Where is your ticket, please?", number))
    first, second, third = codes(shop.run())
    assert first[0] == "draft"
    assert second == third == ("hold", "same-text-again")
    shop.watched = replace(shop.watched, per_sender_per_hour=1)
    shop.deliver(answer("Where is my bicycle now?", 7))
    assert codes(shop.run()) == [("hold", "over-the-rate")]


@in_memory
def test_who_wrote_by_a_form_is_known_when_they_write_themselves(shop: Shop) -> None:
    """What they asked there belongs to their thread."""
    shop.deliver(written(ASK, 1, "lea@mail.example"))
    shop.deliver(again("And on Saturdays?", 2, "<form1@mail.example>"))
    shop.run()
    states = [row["state"] for row in shop.watched.store.export() if row["table"] == "drafts"]
    assert states == ["replaced", "standing"]
