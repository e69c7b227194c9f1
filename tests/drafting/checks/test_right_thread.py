"""right-thread: recipient, sender, subject and thread are those that the answered message calls for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import right_thread
from assistant.model import Address
from tests.builders import circumstances, drafted, reading
from tests.drafting.letters import asking, calm, complaint, firm_no, ordinary, verdict

LEA = Address("", "lea@mail.example")
SHOP = Address("Pedal & Chain", "help@pedal.example")


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_of_ours_stands_in_its_thread(make: object) -> None:
    """Whatever its shape."""
    assert verdict(right_thread, make()).ok is True  # type: ignore[operator]


@pytest.mark.parametrize(
    "parent",
    [
        {"subject": "Re: AW: RE[2]: My bicycle"}, {"subject": ""}, {"subject": "a\r\nBcc: x@y.example"},
        {"subject": "\u202egnp.exe \u2066!\x85"}, {"references": ("<a@x>", "<b@x>")}, {"in_reply_to": ("<a@x>",)},
        {"message_id": None}, {"to": (Address("", "Repairs@pedal.example"),)},
        {"reply_address": Address("Lea", "lea@work.example")}, {"delivered_to": ("repairs@pedal.example",)},
        {"thread_topic": "My bicycle", "thread_index": "AdabCd=="}, {"to": ()},
        {"own_words": "When are you open?\n\n> x"},
    ],
)  # fmt: skip
def test_any_message_is_answered_in_its_thread(parent: dict[str, object]) -> None:
    """However it came: aliases, prefixes, long chains, line breaks in its subject."""
    read = reading("When are you open?", "When are you open?")
    read = replace(read, message=replace(read.message, **parent))  # type: ignore[arg-type]
    found = verdict(right_thread, drafted(read, "hours")[2])
    assert found.ok is True, found.text


@pytest.mark.parametrize(
    "envelope",
    [
        {"recipient": None}, {"recipient": Address("", "somebody@else.example")},
        {"recipient": Address("", "lea@mail.example.evil.test")}, {"recipient": Address("Your bank", LEA.address)},
        {"recipient": Address("", "help@pedal.example")}, {"recipient": Address("", "lea@mail.example, x@y.example")},
        {"sender": None}, {"sender": Address("", "not-ours@pedal.example")},
        {"sender": Address("Pedal & Chain", "repairs@pedal.example")}, {"sender": Address("Police", SHOP.address)},
        {"subject": "My bicycle"}, {"subject": "Re: Re: My bicycle"}, {"subject": "Re: My bicycle\r\nBcc: x@y.example"},
        {"subject": "Re: my invoice"}, {"subject": ""}, {"in_reply_to": None}, {"in_reply_to": "<two@mail.example>"},
        {"references": ()}, {"references": ("<one@mail.example>", "<two@mail.example>")},
        {"references": ("<one@mail.example>\r\nBcc: x@y.example",)}, {"thread_topic": "Other"},
        {"thread_index": "AAAA"},
        {"quotation": "On Monday, Tom wrote:\n> My number is 7.\n"},
    ],
)  # fmt: skip
def test_a_wrong_envelope_is_caught(envelope: dict[str, object]) -> None:
    """Each field by itself, and what should be there is told."""
    case = ordinary()
    assert (case.draft.recipient, case.draft.sender) == (LEA, SHOP)
    found = verdict(right_thread, replace(case, draft=replace(case.draft, **envelope)))  # type: ignore[arg-type]
    assert found.ok is False


def test_a_letter_to_ourselves_is_caught() -> None:
    """Even where the message asks for it."""
    own, case = Address("", "help@pedal.example"), ordinary()
    asked = replace(case.reading, message=replace(case.reading.message, reply_address=own))
    spoiled = replace(case, reading=asked, draft=replace(case.draft, recipient=own))
    assert "ours" in verdict(right_thread, spoiled).text


def test_without_headers_there_is_no_thread_to_check() -> None:
    """A bare text has no author to answer."""
    read = reading("When are you open?", "When are you open?")
    bare = replace(read, message=replace(read.message, author=None, reply_address=None, message_id=None))
    assert verdict(right_thread, drafted(bare, "hours", around=circumstances(ours=()))[2]).ok is None


def test_a_message_without_an_id_is_told() -> None:
    """It is threaded by its subject only."""
    read = reading("When are you open?", "When are you open?", message_id=None)
    assert "no Message-ID" in verdict(right_thread, drafted(read, "hours")[2]).text
