from __future__ import annotations

import base64

from assistant.parsing import parse
from assistant.parsing.body import read_body, unflow
from assistant.parsing.mime import parse_mime


def mixed(*parts: str, kind: str = "mixed") -> bytes:
    """A multipart message of the parts, each with its header."""
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f"From: ann@example.com\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n{body}--b--\r\n".encode()


def test_of_two_forms_the_plain_one_is_read() -> None:
    """RFC 2046 5.1.4: the forms say the same; plain text is nearest to what was typed."""
    raw = mixed("\r\nIs it open?", "Content-Type: text/html\r\n\r\n<p>Is it open?</p>", kind="alternative")
    assert parse(raw).own_words == "Is it open?"


def test_an_empty_or_stand_in_plain_form_gives_way_to_html() -> None:
    """A plain form that says only "use an HTML reader" is not what the customer wrote."""
    html = "Content-Type: text/html\r\n\r\n<p>Where is my parcel? It should have been here long ago, on Monday.</p>"
    assert parse(mixed("\r\n ", html, kind="alternative")).own_words.startswith("Where is my parcel?")
    stand_in = "\r\nYour program cannot show HTML."
    assert parse(mixed(stand_in, html, kind="alternative")).own_words.startswith("Where is my parcel?")


def test_all_inline_texts_of_a_mixed_message_are_read_in_order() -> None:
    """Apple Mail writes text above and below a picture as two parts."""
    picture = "Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="
    message = parse(mixed("\r\nLook at this:", picture, "\r\nIs it normal?"))
    assert message.own_words == "Look at this:\n\nIs it normal?"
    assert [(a.name, a.content_type, a.size) for a in message.attachments] == [("a.png", "image/png", 8)]


def test_an_attached_text_is_an_attachment() -> None:
    """Content-Disposition: attachment is believed, with its name in any encoding."""
    name = "filename*=utf-8''Liste%20%C3%BC.txt"
    attached = f"Content-Type: text/plain\r\nContent-Disposition: attachment; {name}\r\n\r\nx?"
    message = parse(mixed("\r\nSee the list.", attached))
    assert message.own_words == "See the list."
    assert message.attachments[0].name == "Liste ü.txt"


def test_an_attached_message_is_passed_on() -> None:
    """What stands in an attached message is quoted, never the customer's own words."""
    inner = "Content-Type: message/rfc822\r\n\r\nFrom: shop@example.com\r\nSubject: Offer\r\n\r\nBuy two, pay one!"
    message = parse(mixed("\r\nIs this offer real?", inner))
    assert message.own_words == "Is this offer real?"
    assert message.quoted == "Buy two, pay one!"
    assert message.forwarded
    assert message.attachments[0].content_type == "message/rfc822"


def test_transfer_encodings_also_damaged() -> None:
    """base64 with rubbish in it, quoted-printable, uuencode, and one that nobody knows."""
    def text(encoding: str, body: bytes) -> str:
        return parse(b"Content-Transfer-Encoding: " + encoding.encode() + b"\n\n" + body).own_words

    encoded = base64.b64encode(b"When do you open?")
    assert text("BASE64", encoded[:8] + b"\n!! " + encoded[8:]) == "When do you open?"
    assert text("base64", b"SGkg" + b"QQ==" + b"QQ==") == "Hi AA"
    assert text("quoted-printable (x)", b"Gr=C3=B6=\n=C3=9Fe") == "Größe"
    assert text("x-uuencode", b"begin 644 a\n#0V%T\n`\nend") == "Cat"
    message = parse(b"Content-Transfer-Encoding: rot99\n\nhello")
    assert (message.own_words, message.defects[0]) == ("hello", "unknown-transfer-encoding")


def test_a_uuencoded_file_inside_the_text_is_an_attachment() -> None:
    """Old programs wrote files into the text; they are not words."""
    message = parse(b"From: a@example.com\n\nHere it is.\nbegin 644 note.txt\n#0V%T\n`\nend\nDid it arrive?")
    assert message.own_words == "Here it is.\nDid it arrive?"
    assert (message.attachments[0].name, message.attachments[0].size) == ("note.txt", 3)


def test_flowed_text_becomes_paragraphs() -> None:
    """RFC 3676 4: a space at the end runs on; quote depths are kept apart; "-- " never flows."""
    assert unflow("One long \nline.\n>> quoted \n>> more\n> less\n-- \nAnn", {}) == (
        "One long line.\n>> quoted more\n> less\n-- \nAnn"
    )
    assert unflow("ab \nc", {"delsp": "yes"}) == "abc"


def test_encrypted_mail_says_so() -> None:
    """What cannot be read is a defect, not silence."""
    message = parse(mixed("Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind="encrypted"))
    assert "encrypted" in message.defects
    assert "no-text" in message.defects


def test_html_may_name_its_own_charset() -> None:
    """A meta element counts where the header says nothing."""
    raw = b"Content-Type: text/html\n\n<meta charset=windows-1251><p>" + "Привет".encode("cp1251")
    assert parse(raw).own_words == "Привет"


def test_html_that_is_called_plain_is_read_as_html() -> None:
    """Web forms that know no better."""
    assert parse(b"Content-Type: text/plain\n\n<html><body><p>Is it open?</p></body></html>").own_words == "Is it open?"


def test_a_lone_text_called_attachment_is_read() -> None:
    """A message that is nothing but one text is read, whatever it calls itself."""
    body = read_body(parse_mime(b"Content-Disposition: attachment\n\nStill a letter.")[0])
    assert [piece.text for piece in body.pieces] == ["Still a letter."]
