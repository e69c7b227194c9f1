"""Recipient, From, subject, In-Reply-To and References are what the answered message calls for. RFC 5322 3.6.4."""

from __future__ import annotations

from assistant.drafting import envelope
from assistant.drafting.checks.case import Case
from assistant.model import Check

CODE = "right-thread"


def check(case: Case) -> Check:
    """Fails for any field of the envelope that differs from what the parent calls for."""
    parent, draft = case.reading.message, case.draft
    if parent.author is None:
        return Check(CODE, None, "It was read without headers.")
    if draft.recipient is None or parent.reply_address is None or draft.recipient.key != parent.reply_address.key:
        return Check(CODE, False, "It goes to another address than the one that asked.")
    ours = {address.lower() for address in case.circumstances.ours}
    if draft.sender is None or (ours and draft.sender.key not in ours):
        return Check(CODE, False, "It does not come from an address of ours.")
    if draft.subject != envelope.subject(parent):
        return Check(CODE, False, f"Its subject should be “{envelope.subject(parent)}”.")
    if draft.in_reply_to != parent.message_id:
        return Check(CODE, False, "In-Reply-To does not name the message that it answers.")
    if draft.references != envelope.references(parent):
        return Check(CODE, False, "References does not continue the thread.")
    if parent.message_id is None:
        return Check(CODE, True, "Their message has no Message-ID; it is threaded by its subject.")
    return Check(CODE, True, "It stands in the right thread.")
