"""The HTML of a message as it came, and the bytes of what is attached."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from assistant.parsing import parse
from assistant.parsing.original import contents, html_of


def letter() -> EmailMessage:
    """A message with a text, a page, and three files."""
    made = EmailMessage(policy=SMTP)
    made["From"] = "lea@mail.example"
    made.set_content("Hello\n")
    made.add_alternative("<p>Héllo <script>x()</script></p>\n", subtype="html", charset="iso-8859-1")
    made.add_attachment(b"\x00\x01\xff", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment(b"\x00\x02\xff", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment("<p>not shown</p>", subtype="html", filename="page.html")
    return made


def test_the_page_is_raw_and_rightly_decoded() -> None:
    """Nothing is taken out of it, and its characters are what was written; an attached page is not taken for it."""
    assert (html_of(letter().as_bytes()) or "").strip() == "<p>Héllo <script>x()</script></p>"


def test_a_message_without_a_page_has_none() -> None:
    """Plain text is no page; an attached one is not shown with the message."""
    plain = EmailMessage(policy=SMTP)
    plain.set_content("Hello\n")
    plain.add_attachment("<p>not shown</p>", subtype="html", filename="page.html")
    assert html_of(plain.as_bytes()) is None
    assert html_of(b"\xff\x00 nothing at all") is None


def test_the_bytes_of_each_attachment_are_had() -> None:
    """Two files of one name and size are told apart by their order."""
    raw = letter().as_bytes()
    files = parse(raw).attachments
    assert [(each.name, each.size) for each in files[:2]] == [("a.pdf", 3), ("a.pdf", 3)]
    assert contents(raw, files[0]) == b"\x00\x01\xff"
    assert contents(raw, files[1], 1) == b"\x00\x02\xff"
    assert contents(raw, files[1], 2) is None
    assert b"not shown" in (contents(raw, files[2]) or b"")
