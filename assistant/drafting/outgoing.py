"""A letter as it stands in Drafts to the bytes that go out, and their envelope. RFC 5322, RFC 5321 2.3.1.

Fields that are between us and the mailbox stay here, Date becomes now, every other byte is as it was approved. There
is no Auto-Submitted: a person sends it (RFC 3834 5 speaks of what no person does).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import SMTP
from email.utils import format_datetime

from assistant.drafting.compose import OWN_HEADER, said
from assistant.model import Address
from assistant.parsing.addresses import addresses
from assistant.parsing.headers import Headers, split

# Bcc: RFC 5322 3.6.3. Return-Path and Received are written on the way. The others are mail programs' own marks.
_STAYS = (
    OWN_HEADER, "Bcc", "Date", "Auto-Submitted", "Precedence", "Return-Path", "Received", "Delivered-To", "Status",
    "X-Status", "X-Keywords", "X-UID", "X-Unsent", "X-Draft-Info", "X-Identity-Key", "X-Account-Key", "FCC",
    "X-Mozilla-Status", "X-Mozilla-Status2", "X-Mozilla-Keys", "X-Mozilla-Draft-Info", "X-Apple-Auto-Saved",
    "X-Apple-Mail-Remote-Attachments", "X-Uniform-Type-Identifier", "X-Universally-Unique-Identifier",
)  # fmt: skip
_FIELD = re.compile(rb"^[!-9;-~]+[ \t]*:.*(?:\r?\n[ \t].*)*\r?\n?", re.MULTILINE)
_END = re.compile(rb"\r?\n\r?\n")
# As soon as the mark of a gap is in what we say ourselves, it is open, whatever was typed around it.
_GAP = re.compile(r"^(?!>).*\[\[\s*ANSWER\s+NEEDED", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What goes out, from whom to whom: bare addresses, each once, those of Bcc among them."""

    raw: bytes
    message_id: str
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the header of a letter names, field by field, as often as it names them."""

    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()

    @property
    def everybody(self) -> tuple[Address, ...]:
        """All of them, To first."""
        return (*self.to, *self.cc, *self.bcc)


def named(raw: bytes) -> Named:
    """Whom a letter as it stands in Drafts is for. Never raises."""
    end = _END.search(raw)
    headers, _ = split((raw[: end.start()] if end else raw).splitlines())
    return Named(*(_addresses(headers, field) for field in ("to", "cc", "bcc")))


def outgoing(raw: bytes, *, date: datetime) -> Outgoing:
    """The letter as it goes out. `message_id`, `sender` and `recipients` are empty where it names none."""
    end = _END.search(raw)
    head, body = (raw[: end.start()] + b"\r\n", raw[end.end() :]) if end else (raw, b"")
    stays = {name.lower().encode() for name in _STAYS}
    fields = [field for field in _FIELD.findall(head) if field.partition(b":")[0].strip().lower() not in stays]
    fields.append(b"Date: " + format_datetime(date).encode("ascii") + b"\r\n")
    read = message_from_bytes(head, policy=SMTP)
    to = [each.address for each in named(raw).everybody]
    sender = next((each.address for each in _addresses(split(head.splitlines())[0], "from")), "")
    identity = "".join(str(read.get("Message-ID", "")).split())
    whole = b"".join(field if field.endswith(b"\n") else field + b"\r\n" for field in fields)
    return Outgoing(whole + b"\r\n" + body, identity, sender, tuple(dict.fromkeys(to)))


def open_gaps(raw: bytes) -> int:
    """How many lines of the letter still wait for an answer. What is quoted below does not count."""
    text = said(raw)
    if text is None:
        text = re.sub(r"<[^>]*>", " ", said(raw, "html") or "")
    return len(_GAP.findall(text))


def _addresses(headers: Headers, field: str) -> tuple[Address, ...]:
    return tuple(each for value in headers.every(field) for each in addresses(value))
