"""What a message holds beside the text that is read: its HTML as it came, its pictures, the bytes of its attachments.

For a person who wants to look; nothing here is safe to show as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.model import Attachment
from assistant.parsing.body import Body, name_of, read_body, transferred
from assistant.parsing.mime import parse_mime

LARGEST_PICTURE = 3_000_000                         # bytes
_BEGINNINGS = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the message itself; `kind` is what its own bytes say, and never image/svg+xml."""

    kind: str
    content: bytes


def pictures_of(raw: bytes) -> dict[str, Picture]:
    """The pictures that its HTML can show, by Content-ID without brackets (RFC 2392); those too large are left out."""
    root, _ = parse_mime(raw)
    found: dict[str, Picture] = {}
    for entity in root.walk():
        name = (entity.headers.first("content-id") or "").strip().strip("<>")
        if not name or name in found or entity.children or not entity.kind.startswith("image/"):
            continue
        data = transferred(entity, Body())
        kind = next((kind for kind, begins in _BEGINNINGS if begins.match(data)), None)
        if kind is not None and len(data) <= LARGEST_PICTURE:
            found[name] = Picture(kind, data)
    return found


def html_of(raw: bytes) -> str | None:
    """The first HTML part that is shown with the message, raw; None where it has none."""
    root, _ = parse_mime(raw)
    for entity in root.walk():
        if entity.kind != "text/html" or entity.children:
            continue
        found = read_body(entity)
        if not found.attachments and found.pieces and found.pieces[0].text.strip():
            return found.pieces[0].text
    return None


def contents(raw: bytes, wanted: Attachment, nth: int = 0) -> bytes | None:
    """The bytes of an attachment, the nth of those that look alike; None where it is not there or is a message."""
    root, _ = parse_mime(raw)
    for entity in root.walk():
        if entity.children or entity.kind != wanted.content_type:
            continue
        data = transferred(entity, Body())
        if (name_of(entity), len(data)) == (wanted.name, wanted.size):
            if not nth:
                return data
            nth -= 1
    return None
