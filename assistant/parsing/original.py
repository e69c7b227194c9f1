"""What a message holds beside the text that is read: its HTML as it came, and the bytes of its attachments.

For a person who wants to look; nothing here is safe to show as it is.
"""

from __future__ import annotations

from assistant.model import Attachment
from assistant.parsing.body import Body, name_of, read_body, transferred
from assistant.parsing.mime import parse_mime


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
