"""Raw bytes, a plain text or an HTML text to a Message. Never raises: what could not be read is a defect.

In: what was received. Out: the Message. RFC 5322, RFC 2045 to 2049, RFC 3676.
Left to others: what the message means (understanding).
"""

from __future__ import annotations

import hashlib
import re

from assistant.model import Message
from assistant.parsing.addresses import addresses
from assistant.parsing.automatic import judge
from assistant.parsing.body import Body, read_body
from assistant.parsing.charsets import clean
from assistant.parsing.headers import date, message_id, msg_ids
from assistant.parsing.html import html_lines
from assistant.parsing.lines import Line, plain_lines
from assistant.parsing.mime import Entity, parse_mime
from assistant.parsing.own_words import Parts, divide

_FORWARD_SUBJECT = re.compile(r"\s{0,5}(?:fwd?|wg|tr|rv|enc|vs|vl|doorst|i|rm)\s{0,2}:", re.IGNORECASE)


def parse(raw: bytes) -> Message:
    """Read a message as it came over the wire."""
    root, defects = parse_mime(raw)
    body = read_body(root)
    lines, html_defects = _lines(body)
    parts = divide(lines)
    return _message(raw, root, body, parts, (*defects, *body.defects, *html_defects))


def parse_text(text: str) -> Message:
    """Read a bare plain-text body, without a header."""
    return _bare(text, divide(plain_lines(clean(text))), ())


def parse_html(html: str) -> Message:
    """Read a bare HTML body, without a header."""
    lines, defects = html_lines(clean(html))
    return _bare(html, divide(lines), defects)


def _bare(source: str, parts: Parts, defects: tuple[str, ...]) -> Message:
    return Message(
        raw_digest=hashlib.sha256(source.encode("utf-8", "replace")).hexdigest(),
        own_words=parts.own_words,
        quoted=parts.quoted,
        signature=parts.signature,
        forwarded=parts.forwarded,
        defects=defects,
    )


def _lines(body: Body) -> tuple[list[Line], tuple[str, ...]]:
    lines: list[Line] = []
    defects: tuple[str, ...] = ()
    for piece in body.pieces:
        if piece.html:
            found, more = html_lines(piece.text)
            defects += more
        else:
            found = plain_lines(piece.text)
        if piece.passed_on:
            found = [Line(line.text, quoted=True, forwarded=True) for line in found]
        lines += found
        lines.append(Line("", quoted=piece.passed_on))
    return lines, defects


def _message(raw: bytes, root: Entity, body: Body, parts: Parts, defects: tuple[str, ...]) -> Message:
    headers = root.headers
    authors = addresses(headers.first("from"))
    author = authors[0] if authors else None
    replies = addresses(headers.first("reply-to"))
    subject = headers.text("subject")
    moment = date(headers.first("date"))
    found = list(defects)
    if author is None:
        found.append("no-author")
    if headers.first("date") is not None and moment is None:
        found.append("unreadable-date")
    if headers.first("message-id") is None:
        found.append("no-message-id")
    text_found = bool(parts.own_words or parts.quoted or parts.signature)
    if not text_found:
        found.append("no-text")
    verdict = judge(root, author=author, subject=subject, text=parts.own_words or parts.quoted, quoted=parts.quoted)
    forwarded = parts.forwarded or (bool(parts.quoted) and bool(_FORWARD_SUBJECT.match(subject)))
    return Message(
        raw_digest=hashlib.sha256(raw).hexdigest(),
        message_id=message_id(headers.first("message-id")),
        in_reply_to=msg_ids(headers.first("in-reply-to")),
        references=msg_ids(headers.first("references")),
        author=author,
        reply_address=replies[0] if replies else author,
        to=tuple(a for value in headers.every("to") for a in addresses(value)),
        cc=tuple(a for value in headers.every("cc") for a in addresses(value)),
        bcc=tuple(a for value in headers.every("bcc") for a in addresses(value)),
        delivered_to=_delivered(headers.every("delivered-to") + headers.every("x-original-to")),
        subject=subject,
        date=moment,
        own_words=parts.own_words,
        quoted=parts.quoted,
        signature=parts.signature,
        forwarded=forwarded,
        attachments=tuple(body.attachments),
        machine=verdict.machine,
        doubtful=verdict.doubtful,
        auto_generated=verdict.auto_generated,
        authentication_results=headers.every("authentication-results"),
        thread_topic=headers.text("thread-topic") or None,
        thread_index=headers.text("thread-index") or None,
        defects=tuple(dict.fromkeys(found)),
    )


def _delivered(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.address for value in values for a in addresses(value)))
