"""What leaves the house of a letter, and to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.drafting.compose import compose
from assistant.drafting.letter import gap_line
from assistant.drafting.outgoing import open_gaps, outgoing
from assistant.model import Address, Draft

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))
MADE = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def composed(text: str = "Good morning,\n\nwe are open.\n", **more: object) -> bytes:
    """A letter as it stands in Drafts."""
    given = {
        "subject": "Re: Öffnungszeiten", "recipient": Address("Lea Brandt", "lea@mail.example"),
        "sender": Address("Pedal & Chain", "help@pedal.example"), "parts": (), "in_reply_to": "<m1@mail.example>",
        "references": ("<m0@mail.example>", "<m1@mail.example>"), "html": "<p>we are open.</p>",
    } | more  # fmt: skip
    draft = Draft(text=text, **given)  # type: ignore[arg-type]
    return compose(draft, date=MADE, message_id="<d.0@pedal.example>", marker="reference=PC-1; revision=0")


def test_a_letter_goes_out_as_it_was_approved() -> None:
    """But for our own field and the date every byte is the same; the thread and the Message-ID are kept."""
    raw = composed()
    out = outgoing(raw, date=NOW)
    assert (out.message_id, out.sender, out.recipients) == (
        "<d.0@pedal.example>", "help@pedal.example", ("lea@mail.example",)
    )  # fmt: skip
    kept = [line for line in raw.split(b"\r\n") if not line.startswith((b"X-Assistant:", b"Date:"))]
    assert [line for line in out.raw.split(b"\r\n") if not line.startswith(b"Date:")] == kept
    assert b"\r\nDate: Mon, 02 Mar 2026 09:30:00 +0100\r\n" in out.raw
    assert b"References: <m0@mail.example>\r\n <m1@mail.example>\r\n" in out.raw


@pytest.mark.parametrize(
    "field",
    [
        b"Bcc: eve@x.example,\r\n\tBo <bo@x.example>", b"X-Assistant: a;\r\n b", b"auto-submitted: auto-replied",
        b"X-Mozilla-Keys: $Ready", b"X-Unsent: 1", b"Return-Path: <x@y.example>", b"Status: RO", b"X-Keywords: $Ready",
    ],
)  # fmt: skip
def test_private_fields_stay_here(field: bytes) -> None:
    """Whole fields with their folded lines, however they are spelt; not what only looks like one in the body."""
    raw = composed(text="Bcc: in the text\n")
    out = outgoing(field + b"\r\n" + raw, date=NOW)
    assert out.raw == outgoing(raw, date=NOW).raw
    assert b"Bcc: in the text" in out.raw


def test_everybody_who_is_named_gets_it_once() -> None:
    """To, Cc and Bcc, in this order."""
    raw = composed().replace(
        b"Subject:", b"Cc: Lea <lea@mail.example>, ben@mail.example\r\nBcc: eve@x.example\r\nSubject:", 1
    )
    out = outgoing(raw, date=NOW)
    assert out.recipients == ("lea@mail.example", "ben@mail.example", "eve@x.example")
    assert b"eve@x.example" not in out.raw


def test_a_letter_to_nobody_says_so() -> None:
    """Without recipient, sender or Message-ID these are empty, and nothing is raised."""
    out = outgoing(b"Subject: x\n\nhello", date=NOW)
    assert (out.recipients, out.sender, out.message_id) == ((), "", "")
    assert outgoing(b"Subject: x", date=NOW).raw.endswith(b"\r\n\r\n")
    assert outgoing(b"To: undisclosed-recipients:;\r\n\r\nx", date=NOW).recipients == ()


def test_an_open_gap_is_seen() -> None:
    """However it was touched; not one in what the customer wrote and we quote."""
    gap = gap_line("Do you ship to Norway?")
    assert open_gaps(composed(f"Hello,\n\n{gap}\n\n{gap}\n")) == 2
    assert open_gaps(composed("Hello,\n\nYes. [[ answer  needed: \"Do you\"\n")) == 1
    assert open_gaps(composed("Hello, yes.\n", quotation=f"On Monday Lea wrote:\n> {gap}\n")) == 0
    assert open_gaps(b"Content-Type: text/html\r\n\r\n<p>[[ ANSWER&nbsp;NEEDED</p><b>[[ ANSWER NEEDED ]]</b>") >= 1
