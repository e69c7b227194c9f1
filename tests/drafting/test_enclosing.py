"""Files that go out with a letter, there and back, whatever their names and types are."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.compose import compose, said
from assistant.drafting.enclosing import Enclosure, enclosure, enclosures
from assistant.drafting.outgoing import open_gaps, outgoing
from assistant.model import Address, Draft
from assistant.parsing import parse

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PDF = enclosure("Anleitung für Räder.pdf", "application/pdf", bytes(range(256)) * 40)
TEXT = enclosure("notes.txt", "text/plain; charset=utf-8", "From here\r\n.\nÜ\n".encode())


def composed(*files: Enclosure, html: str = "<p>Here it is.</p>") -> bytes:
    """A letter with these files."""
    draft = Draft(
        text="Hello,\n\nhere it is.\n", subject="Re: x", recipient=Address("Lea", "lea@mail.example"),
        sender=Address("", "help@pedal.example"), parts=(), html=html, in_reply_to="<m@x>", references=("<m@x>",),
    )  # fmt: skip
    return compose(draft, date=NOW, message_id="<d.0@pedal.example>", marker="reference=PC-1", files=files)


@pytest.mark.parametrize("html", ["<p>Here it is.</p>", ""])
def test_files_come_out_as_they_went_in(html: str) -> None:
    """Byte for byte, in their order, beside the text and the page; the letter itself says the same."""
    raw = composed(PDF, TEXT, html=html)
    assert enclosures(raw) == (PDF, TEXT)
    assert (said(raw), said(raw, "html")) == ("Hello,\n\nhere it is.\n", f"{html}\n" if html else None)
    message = message_from_bytes(raw, policy=policy.default)
    assert message.get_content_type() == "multipart/mixed"
    assert (message["In-Reply-To"], message["X-Assistant"]) == ("<m@x>", "reference=PC-1")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()


def test_without_files_a_letter_is_as_it_was() -> None:
    """The same bytes as before, and the same for the same files."""
    assert composed() == composed(*())
    assert enclosures(composed()) == ()
    assert composed(PDF) == composed(PDF)


def test_files_go_out_and_their_words_are_not_ours() -> None:
    """What stands in a file is no gap and no own word of the letter."""
    gap = enclosure("a.txt", "text/plain", b"[[ ANSWER NEEDED: \"x\" ]]")
    out = outgoing(composed(gap, PDF), date=NOW)
    assert enclosures(out.raw) == (gap, PDF)
    assert open_gaps(out.raw) == 0
    parsed = parse(out.raw)
    assert "ANSWER NEEDED" not in parsed.own_words
    assert [one.name for one in parsed.attachments] == ["a.txt", PDF.name]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"), (r"C:\temp\bill.pdf", "bill.pdf"), ("", "file"), ("...", "file"),
        ("a\r\nBcc: eve@x.example", "a Bcc eve@x.example"), ("gpj.\u202efdp.exe", "gpj. fdp.exe"),
        ('"q".txt', "q .txt"), ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)  # fmt: skip
def test_names_are_made_harmless(given: str, name: str) -> None:
    """No folders, no line breaks, no letters that turn the reading around."""
    made = enclosure(given, "application/pdf", b"x")
    assert made.name == name
    assert enclosures(composed(made)) == (made,)


@pytest.mark.parametrize("given", ["", "pdf", "message/rfc822", "multipart/mixed; boundary=x", "a/b\r\nBcc: x", "ä/b"])
def test_a_type_that_cannot_be_is_bytes(given: str) -> None:
    """Also one around which base64 may not stand."""
    assert enclosure("a", given, b"x").content_type == "application/octet-stream"


def test_a_value_cannot_be_made_wrong() -> None:
    """Names and types go through `enclosure`."""
    for name, kind in (("a/b", "text/plain"), ("", "text/plain"), ("a", "nonsense")):
        with pytest.raises(ValueError, match="not a "):
            Enclosure(name, kind, b"")


def test_files_of_a_mail_program_are_found() -> None:
    """A forwarded message within it, and a part without a name."""
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nHello\r\n--x\r\nContent-Type: message/rfc822\r\n"
        b"Content-Disposition: attachment\r\n\r\nSubject: in\r\n\r\nhi\r\n--x\r\nContent-Type: image/png\r\n"
        b"Content-Disposition: attachment\r\n\r\nPNG\r\n--x--\r\n"
    )
    first, second = enclosures(raw)
    assert (first.name, first.content_type) == ("file", "application/octet-stream")
    assert b"Subject: in" in first.content
    assert (second.content_type, second.content) == ("image/png", b"PNG")


@settings(deadline=None, max_examples=50)         # it asserts no speed
@given(st.text(max_size=200), st.text(max_size=40), st.binary(max_size=2000))
def test_any_file_survives(name: str, kind: str, content: bytes) -> None:
    """Whatever it is called and whatever is in it."""
    made = enclosure(name, kind, content)
    assert enclosures(composed(made)) == (made,)
