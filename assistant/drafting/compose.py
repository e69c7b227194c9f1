"""A Draft to the bytes that are appended to Drafts. RFC 5322; format=flowed is not used, lines are as written."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from assistant.model import Address, Draft, Message

OWN_HEADER = "X-Assistant"
_MSG_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f-\U0010ffff]+>")


def message_id(parent: Message, *, account: str, revision: int, domain: str) -> str:
    """The draft's Message-ID, the same for the same parent, account and revision.

    So a crash between saving a draft and recording it can be recognised. The digest of the parent's raw bytes
    is part of it: a second message that bears a used Message-ID is still answered.
    """
    seed = "\0".join([account, parent.message_id or "", parent.raw_digest, str(revision)])
    digest = hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:40]
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    safe = re.sub(r"[^A-Za-z0-9.-]", "", ascii_domain).strip(".-") or "localhost"
    return f"<{digest}.{revision}@{safe}>"


def _line(text: str) -> str:
    """A header's value: one line, whatever came in (nothing can inject a header)."""
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", text).strip()


def _mailbox(address: Address) -> HeaderAddress | str:
    try:
        return HeaderAddress(display_name=_line(address.name), addr_spec=_line(address.address))
    except (ValueError, IndexError, MessageError):
        return HeaderAddress(display_name=_line(address.name))


def _header(composed: EmailMessage, name: str, value: object) -> None:
    if value:
        composed[name] = value


def compose(draft: Draft, *, date: datetime, message_id: str, marker: str = "") -> bytes:
    """The draft as RFC 5322 bytes with CRLF. `marker` goes into our own header, by which we know our mail again.

    No Auto-Submitted: a person sends it.
    """
    composed = EmailMessage(policy=SMTP)
    if draft.sender:
        composed["From"] = _mailbox(draft.sender)
    if draft.recipient:
        composed["To"] = _mailbox(draft.recipient)
    composed["Subject"] = _line(draft.subject)
    composed["Date"] = format_datetime(date)
    composed["Message-ID"] = message_id
    if draft.in_reply_to and _MSG_ID.fullmatch(draft.in_reply_to):
        composed["In-Reply-To"] = draft.in_reply_to
    _header(composed, "References", " ".join(one for one in draft.references if _MSG_ID.fullmatch(one)))
    _header(composed, "Thread-Topic", _line(draft.thread_topic or ""))
    _header(composed, "Thread-Index", re.sub(r"[^A-Za-z0-9+/=]", "", draft.thread_index or ""))
    _header(composed, OWN_HEADER, _line(marker))
    text = draft.text + ("\n" + draft.quotation if draft.quotation else "")
    composed.set_content(text, charset="utf-8", cte="quoted-printable")
    return composed.as_bytes()
