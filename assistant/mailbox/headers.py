"""A message's identification fields, read from its raw header, and the words to search a server for them.

For the mailbox room's own needs: it looks at Message-ID and In-Reply-To only. Messages are read in parsing/.
"""

from __future__ import annotations

import re

_BLANK_LINE = re.compile(rb"\A\r?\n|\r?\n\r?\n")
_FIELD = rb"(?im)^%b[ \t]*:((?:[^\r\n]+|\r?\n(?=[ \t]))*)"
_MSG_ID = re.compile(rb"<[^<>]*>")
_SEARCHABLE = re.compile(r"[!#-\[\]-~]+")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def with_crlf(raw: bytes) -> bytes:
    """The message with every line ended by CRLF, as RFC 9051 6.3.12 wants a message that is appended."""
    return _LINE_END.sub(b"\r\n", raw)


def split_header(raw: bytes) -> tuple[bytes, bytes]:
    """The header with the blank line that ends it, and the body (RFC 5322 2.1)."""
    end = _BLANK_LINE.search(raw)
    return (raw[: end.end()], raw[end.end() :]) if end else (raw, b"")


def msg_ids(raw: bytes, field: str) -> frozenset[str]:
    """The msg-ids in all header fields of this name (RFC 5322 3.6.4), white space inside them taken out.

    A field without angle brackets, as some programs write it, counts as one msg-id as it stands.
    """
    header = split_header(raw)[0]
    found: set[str] = set()
    for value in re.findall(_FIELD % re.escape(field.encode("ascii")), header):
        ids = _MSG_ID.findall(value) or [value]
        found.update(_text(b"".join(one.split())) for one in ids)
    return frozenset(found - {""})


def names(raw: bytes, field: str, msg_id: str) -> bool:
    """Whether one of the field's msg-ids is exactly this one."""
    return "".join(msg_id.split()) in msg_ids(raw, field)


def searchable(msg_id: str) -> str:
    """The longest piece of a msg-id that can stand in a SEARCH command as it is, perhaps nothing.

    SEARCH HEADER looks for a part of the field (RFC 9051 6.4.4), so a piece finds all that the whole would. A
    msg-id is the sender's word: quotes, controls and bytes above ASCII in it must never reach the command line.
    """
    return max(_SEARCHABLE.findall(msg_id), key=len, default="")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")
