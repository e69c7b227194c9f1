"""A message and its addresses as they go over the wire. Bytes and text only. RFC 5321, RFC 6531."""

from __future__ import annotations

import re

_LINE_END = re.compile(rb"\r\n|\r|\n")
# RFC 5321 4.1.2, without the local parts in quotes that hold spaces or brackets: nobody has one.
_ADDRESS = re.compile(r"[^\s<>@\"(),:;\x00-\x20\x7f]+@[^\s<>@\"(),;\x00-\x20\x7f]+")


class Unfit(Exception):
    """An address that cannot stand in an SMTP command."""


def stuffed(raw: bytes) -> bytes:
    """The message as DATA wants it: lines ended by CRLF, a dot doubled that begins one, and the last line a dot.

    RFC 5321 4.5.2. A bare CR or LF becomes a line's end like any other (2.3.8), so that no server can take a dot
    within the message for its end.
    """
    lines = _LINE_END.split(raw)
    if lines and not lines[-1]:
        lines.pop()
    dotted = (b"." + line if line.startswith(b".") else line for line in lines)
    return b"".join(line + b"\r\n" for line in dotted) + b".\r\n"


def address(given: str) -> str:
    """An address for MAIL or RCPT, its domain in ASCII (RFC 3490). Raises Unfit."""
    if not _ADDRESS.fullmatch(given):
        raise Unfit(f"{given!r} is not an e-mail address")
    local, _, domain = given.rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise Unfit(f"{given!r} has a domain that cannot be") from None


def has_eight_bits(raw: bytes) -> bool:
    """Whether there is a byte above ASCII in it (RFC 6152)."""
    return not raw.isascii()
