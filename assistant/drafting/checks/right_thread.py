"""Recipient, From, subject, In-Reply-To and References are what the answered message calls for. RFC 5322 3.6.4."""

from __future__ import annotations

import re

from assistant.drafting import envelope
from assistant.drafting.checks.case import Case
from assistant.model import Address, Check

CODE = "right-thread"
# A line break in a field would begin another; the other characters turn what is shown around, or hide it.
_NEVER = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def check(case: Case) -> Check:
    """Fails for any field of the envelope that differs from what the parent calls for."""
    parent, draft = case.reading.message, case.draft
    if parent.author is None:
        return Check(CODE, None, "It was read without headers.")
    fault = _fault(case)
    if fault is not None:
        return Check(CODE, False, fault)
    for name, value in (("subject", draft.subject), ("thread topic", draft.thread_topic or "")):
        if _NEVER.search(value):
            return Check(CODE, False, f"Its {name} holds a character that no header may. Take it out.")
    if parent.message_id is None:
        return Check(CODE, True, "Their message has no Message-ID; it is threaded by its subject.")
    return Check(CODE, True, "It stands in the right thread.")


def _fault(case: Case) -> str | None:
    """The first field that is not what the parent calls for, and what it should be."""
    parent, draft, rulebook = case.reading.message, case.draft, case.rulebook
    ours = {address.lower() for address in case.circumstances.ours}
    if draft.recipient is None or parent.reply_address is None or draft.recipient != parent.reply_address:
        return f"It goes to another address than the one that asked, {_shown(parent.reply_address)}."
    if draft.recipient.key in ours:
        return "It goes to an address of ours."
    if case.others:
        more = ", ".join(dict.fromkeys(map(_shown, case.others)))
        return f"Beside the address that asked it goes to {more}. Their message calls for nobody else."
    if draft.sender is None or (ours and draft.sender.key not in ours):
        return "It does not come from an address of ours."
    called_for = envelope.sender(parent, case.circumstances.ours, rulebook.business.name)
    if draft.sender != called_for:
        return f"It should come from {_shown(called_for)}, the address that was written to."
    if draft.subject != envelope.subject(parent):
        return f"Its subject should be “{envelope.subject(parent)}”."
    if draft.in_reply_to != parent.message_id:
        return "In-Reply-To does not name the message that it answers."
    if draft.references != envelope.references(parent):
        return "References does not continue the thread."
    if (draft.thread_topic, draft.thread_index) != (parent.thread_topic, parent.thread_index):
        return "Outlook's Thread-Topic and Thread-Index are not those of the thread."
    if draft.quotation not in ("", envelope.quotation(parent)):
        return "What is quoted below it is not the message that it answers."
    return None


def _shown(address: Address | None) -> str:
    return address.address if address is not None and address.address else "which is not known"
