"""The HTML of a message as it came, and the bytes of what is attached."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from assistant.parsing import parse
from assistant.parsing.original import LARGEST_PICTURE, contents, html_of, pictures_of


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


def test_its_own_pictures_are_what_their_bytes_say() -> None:
    """By Content-ID; no drawing that could run a script, nothing that only says it is a picture, nothing too large."""
    made = EmailMessage(policy=SMTP)
    made.set_content("<img src='cid:one@x'>", subtype="html")
    png, gif = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, b"GIF89a" + b"\x00" * 9
    parts = {
        "<one@x>": ("png", png), "<two@x>": ("png", gif), "<three@x>": ("svg+xml", b"<svg onload='x()'/>"),
        "<four@x>": ("png", b"<svg xmlns='x'/>"), "<five@x>": ("png", png + b"\x00" * LARGEST_PICTURE),
    }  # fmt: skip
    for name, (kind, content) in parts.items():
        made.add_related(content, maintype="image", subtype=kind, cid=name)
    found = pictures_of(made.as_bytes())
    assert {name: (one.kind, one.content) for name, one in found.items()} == {
        "one@x": ("image/png", png), "two@x": ("image/gif", gif)
    }  # fmt: skip
