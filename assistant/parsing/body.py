"""The entities of a message to what a person reads: its texts, and the attachments beside them.

In: the tree of mime.py. Out: pieces of text (plain or HTML, decoded), attachments, defects. RFC 2046, RFC 2183.
Left to others: HTML to lines (html.py), own words and quotes (own_words.py).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.model import Attachment
from assistant.parsing.charsets import decode
from assistant.parsing.headers import parameters
from assistant.parsing.mime import Entity

_LONGEST_TEXT = 4_000_000
_DEEPEST = 80
_UU_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,200})")
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of the message. `passed_on`: it stands in an attached message, written by somebody else perhaps."""

    text: str
    html: bool = False
    passed_on: bool = False


@dataclass(slots=True)
class Body:
    """What was found in the body, in the order of the message."""

    pieces: list[Piece] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    defects: dict[str, None] = field(default_factory=dict)


def read_body(root: Entity) -> Body:
    """The texts that a mail program would show, and the rest as attachments."""
    body = Body()
    _read(root, body, 0, passed_on=False)
    if not any(piece.text.strip() for piece in body.pieces) and root.kind.startswith("text/"):
        # Seen in practice: a message that is nothing but one text, marked as an attachment.
        body.pieces.append(Piece(_text(root, body), html=root.kind == "text/html"))
    return body


def _read(entity: Entity, body: Body, depth: int, *, passed_on: bool) -> None:
    if depth > _DEEPEST:
        body.defects["nested-too-deep"] = None
        return
    if entity.kind.startswith("multipart/") and (entity.children or not entity.body):
        _read_multipart(entity, body, depth, passed_on=passed_on)
    elif entity.kind in ("message/rfc822", "message/global") and entity.children:
        body.attachments.append(Attachment(name_of(entity), entity.kind, _weight(entity)))
        if not passed_on and depth < 20:
            inner = Body()
            _read(entity.children[0], inner, depth + 1, passed_on=True)
            body.pieces += inner.pieces
    elif _is_text(entity, body):
        text = _text(entity, body)
        # Seen in practice: web forms that send HTML and call it plain.
        html = entity.kind == "text/html" or text[:100].lstrip().lower().startswith(("<html", "<!doctype html"))
        piece = Piece(text, html=html, passed_on=passed_on)
        body.pieces.append(piece if piece.html else _without_uuencoded(piece, body))
    else:
        if "pkcs7-mime" in entity.kind and "signed" not in entity.params.get("smime-type", ""):
            body.defects["encrypted"] = None
        data = transferred(entity, body)
        if data or entity.headers.fields:
            body.attachments.append(Attachment(name_of(entity), entity.kind, len(data)))


def _read_multipart(entity: Entity, body: Body, depth: int, *, passed_on: bool) -> None:
    if entity.kind == "multipart/encrypted":
        body.defects["encrypted"] = None
    if entity.kind != "multipart/alternative":
        for child in entity.children:
            _read(child, body, depth + 1, passed_on=passed_on)
        return
    # RFC 2046 5.1.4: the same content in several forms. The plain one is taken where it is one.
    forms: list[Body] = []
    for child in entity.children:
        form = Body()
        _read(child, form, depth + 1, passed_on=passed_on)
        forms.append(form)
        body.attachments += form.attachments
        body.defects |= form.defects
    body.pieces += _best(forms)


def _best(forms: list[Body]) -> list[Piece]:
    """The form to read: plain text, unless it is empty or plainly a stand-in for the HTML."""
    plain = next((f.pieces for f in forms if f.pieces and not any(p.html for p in f.pieces) and _length(f)), None)
    rich = next((f.pieces for f in forms if any(p.html for p in f.pieces)), None)
    if plain is None or rich is None:
        return plain or rich or []
    words = sum(len(piece.text.split()) for piece in plain)
    shown = " ".join(_TAGS.sub(" ", piece.text[:200_000]) for piece in rich)
    # Seen in practice: "Your mail program cannot show HTML." over a whole letter; "<p>text</p>" named plain text.
    stand_in = words < 40 and "html" in " ".join(piece.text for piece in plain).lower() and len(shown.split()) > words
    return rich if stand_in else plain


def _length(body: Body) -> int:
    return sum(len(piece.text.strip()) for piece in body.pieces)


def _is_text(entity: Entity, body: Body) -> bool:
    if entity.kind.startswith("multipart/"):
        return True  # a multipart without parts, read as the text that stands in it
    if entity.kind not in ("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"):
        return False
    disposition, params = parameters(entity.headers.first("content-disposition"))
    if disposition.startswith("attachment"):
        return False
    named = params.get("filename") or entity.params.get("name")
    # A named text after another is something enclosed, as Apple Mail does it.
    return not (named and any(piece.text.strip() for piece in body.pieces))


def _text(entity: Entity, body: Body) -> str:
    data = transferred(entity, body)
    if len(data) > _LONGEST_TEXT:
        body.defects["text-truncated"] = None
        data = data[:_LONGEST_TEXT]
    charset = entity.params.get("charset")
    if entity.kind == "text/html" and not charset:
        found = _HTML_CHARSET.search(data[:5_000])
        charset = found.group(1).decode("ascii") if found else None
    text, defects = decode(data, charset)
    body.defects |= dict.fromkeys(defects)
    if entity.kind in ("text/enriched", "text/richtext"):
        text = _TAGS.sub("", text.replace("<<", "<"))
    if entity.kind == "text/plain" and entity.params.get("format", "").lower() == "flowed":
        text = unflow(text, entity.params)
    return text


def unflow(text: str, params: Mapping[str, str]) -> str:
    """Lines of format=flowed joined to paragraphs, quotes kept apart by depth. RFC 3676 4."""
    delete_space = params.get("delsp", "").lower() == "yes"
    lines: list[str] = []
    run: list[str] = []
    open_depth = -1
    for raw in text.split("\n"):
        content = raw.lstrip(">")
        depth = len(raw) - len(content)
        content = content.removeprefix(" ")  # RFC 3676 4.4: space-stuffing
        # RFC 3676 4.3: "-- " is a signature's line, never flowed.
        flows = content.endswith(" ") and content != "-- "
        if depth != open_depth and run:
            lines.append("".join(run))
            run = []
        if not run:
            run = [">" * depth + (" " if depth and content else "")]
        run.append(content[:-1] if flows and delete_space else content)
        open_depth = depth
        if not flows:
            lines.append("".join(run))
            run, open_depth = [], -1
    return "\n".join([*lines, "".join(run)] if run else lines)


def transferred(entity: Entity, body: Body) -> bytes:
    """Undo the transfer encoding. RFC 2045 6; what is damaged is read as far as it goes."""
    encoding = re.sub(r"\([^()]{0,200}\)|;.{0,1000}", "", entity.headers.first("content-transfer-encoding") or "")
    encoding = encoding.strip().strip("\"'").lower()
    data = entity.body
    if encoding == "base64":
        return _base64(data, body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uudecode(data)
    if encoding not in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"):
        body.defects["unknown-transfer-encoding"] = None
    return data


def _base64(data: bytes, body: Body) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/=]", b"", data)
    out = []
    # Seen in practice: padding in the middle, where two encoded texts were put one after the other.
    for run in re.findall(rb"[A-Za-z0-9+/]+", letters):
        if len(run) % 4 == 1:
            body.defects["broken-base64"] = None
        whole = run[: len(run) - (len(run) % 4 == 1)]
        out.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(out)


def _uudecode(data: bytes) -> bytes:
    out = []
    for line in data.split(b"\n"):
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)


def _without_uuencoded(piece: Piece, body: Body) -> Piece:
    """A plain text without the files that old programs wrote into it between "begin 644 name" and "end"."""
    if "\nend" not in piece.text or "begin " not in piece.text:
        return piece
    kept: list[str] = []
    held: list[str] = []
    name = ""
    for line in piece.text.split("\n"):
        begin = None if held else _UU_BEGIN.fullmatch(line)
        if begin:
            name, held = begin.group(1), [line]
        elif held and line.strip() == "end":
            data = _uudecode("\n".join(held[1:]).encode("ascii", "replace"))
            body.attachments.append(Attachment(name, "application/octet-stream", len(data)))
            held = []
        elif held and len(line) <= 80:
            held.append(line)
        else:
            kept += [*held, line]
            held = []
    return Piece("\n".join([*kept, *held]), passed_on=piece.passed_on)


def name_of(entity: Entity) -> str:
    """The file name that an entity gives itself; empty where it gives none."""
    _, params = parameters(entity.headers.first("content-disposition"))
    name = params.get("filename") or entity.params.get("name") or ""
    return re.sub(r"[\x00-\x1f\x7f]", "", name)[:255]


def _weight(entity: Entity) -> int:
    return sum(len(below.body) for below in entity.walk())
