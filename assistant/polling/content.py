"""What tells one message from another, whichever way it was delivered. Bytes only."""

from __future__ import annotations

import hashlib
import re

_FIELDS = (b"from", b"date", b"subject", b"message-id")
_FIELD = re.compile(rb"^([!-9;-~]+):((?:.*)(?:\n[ \t].*)*)", re.MULTILINE)


def digest(raw: bytes) -> str | None:
    """The sha256 of what its author made: their fields and the body. None without a Message-ID and a date.

    A message to two of our addresses arrives twice, with other Received and Delivered-To before the same rest.
    """
    header, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    found: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(header):
        found.setdefault(name.lower(), b" ".join(value.split()))
    if not found.get(b"message-id") or not found.get(b"date"):
        return None
    made = [found.get(name, b"") for name in _FIELDS]
    return hashlib.sha256(b"\0".join([*made, body.rstrip()])).hexdigest()
