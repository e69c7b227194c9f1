"""A Draft to the bytes that are appended to Drafts. RFC 5322; format=flowed is not used, lines are as written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, Literal

from assistant.drafting.enclosing import Enclosure, enclose
from assistant.model import Address, Draft, Message

OWN_HEADER = "X-Assistant"
# RFC 5322 2.1.1: no line is longer than 998 characters, and a msg-id cannot be folded.
_MSG_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f-\U0010ffff]{1,980}>")
_OF_THE_THREAD = ("Message-ID", "In-Reply-To", "References", "Thread-Index")


class _Policy(EmailPolicy):
    """SMTP's, but for the fields of the thread, which are written as they are, an id a line.

    Python makes encoded words of an id that is too long for its line, as Outlook's are, and reads them in one that
    looks like them; RFC 2047 5 forbids both, and no mail program would find the thread again.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """See email.policy.Policy."""
        return (name, value) if name in _OF_THE_THREAD else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """See email.policy.Policy."""
        if name in _OF_THE_THREAD:
            return f"{name}: ".encode() + "\r\n ".join(value.split()).encode("ascii") + b"\r\n"
        return super().fold_binary(name, value)


POLICY = _Policy(linesep="\r\n")


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


def said(raw: bytes, kind: Literal["plain", "html"] = "plain") -> str | None:
    """The plain text of a message that `compose` made, or its page, with "\\n" line ends; None where it has none."""
    message = message_from_bytes(raw, policy=POLICY)
    body = message.get_body((kind,)) if isinstance(message, EmailMessage) else None
    if body is None:
        return None
    text: str = body.get_content()
    return text.replace("\r\n", "\n")


def header(raw: bytes, name: str) -> str:
    """A header of such a message, on one line; empty where it has none."""
    value = message_from_bytes(raw, policy=POLICY)[name]
    return " ".join(str(value or "").split())


def _line(text: str) -> str:
    """A header's value: one line, whatever came in (nothing can inject a header), and shown as it is written."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+", " ", text).strip()


def _mailbox(address: Address) -> HeaderAddress | str:
    local, at, domain = _line(address.address).rpartition("@")
    try:
        # RFC 3490: a header holds ASCII, and so does a domain in it.
        spec = local + at + (domain if domain.isascii() else domain.encode("idna").decode("ascii"))
        return HeaderAddress(display_name=_line(address.name), addr_spec=spec)
    except (ValueError, IndexError, MessageError):
        return HeaderAddress(display_name=_line(address.name))


def _header(composed: EmailMessage, name: str, value: object) -> None:
    if value:
        composed[name] = value


def _thread_index(given: str) -> str:
    """Outlook's, without what folding put into it; nothing if it cannot be one."""
    bare = re.sub(r"[^A-Za-z0-9+/=]", "", given)
    return bare if len(bare) <= 980 else ""


def compose(
    draft: Draft, *, date: datetime, message_id: str, marker: str = "", files: Sequence[Enclosure] = ()
) -> bytes:
    """The draft as RFC 5322 bytes with CRLF. `marker` goes into our own header, by which we know our mail again.

    No Auto-Submitted: a person sends it. `files` go out with it.
    """
    composed = EmailMessage(policy=POLICY)
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
    _header(composed, "Thread-Index", _thread_index(draft.thread_index or ""))
    _header(composed, OWN_HEADER, _line(marker))
    text = draft.text + ("\n" + draft.quotation if draft.quotation else "")
    composed.set_content(text, charset="utf-8", cte="quoted-printable")
    if draft.html:
        # RFC 2046 5.1.4: the plainest first. The boundary is derived, so that the same draft is the same bytes;
        # "=_" cannot stand in quoted-printable.
        composed.add_alternative(draft.html, subtype="html", charset="utf-8", cte="quoted-printable")
        seed = f"{message_id}\0{text}".encode("utf-8", "replace")
        composed.set_boundary(f"=_{hashlib.sha256(seed).hexdigest()[:40]}")
    enclose(composed, files, seed=f"{message_id}\0files")
    return composed.as_bytes()
