"""The note that a hold leaves in the mailbox `Assistant`, for an owner who only uses a mail program."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from assistant.drafting import envelope
from assistant.drafting.compose import compose
from assistant.model import Address, Draft, Message, Reason

_REMEDIES = {
    "threat-of-violence": "Read it now, keep it, and decide with somebody else whether to call the police.",
    "self-harm": "Read it now. If somebody may be in danger, call the emergency services.",
    "product-danger": "Read it now. Answer it in person, and stop selling the product until you know more.",
    "language-not-served": "Answer it yourself, or add answers in that language to the rules.",
    "over-the-rate": "Look whether a person writes or a machine. Add a machine to senders.never in the rules.",
    "same-text-again": "Look whether a machine answers ours. Add a machine to senders.never in the rules.",
    "subject-grows": "Look whether a machine answers ours. Add a machine to senders.never in the rules.",
    "abuse-again": "They were asked once to write calmly. Decide whether to answer.",
    "set-aside": "Answer it yourself, and tell whoever looks after the program.",
    "rules-fail": "Mend that in the rules or the template; the message is then tried again. Or answer it yourself.",
}


def note_id(parent: Message, *, account: str, place: str, why: Sequence[Reason] = ()) -> str:
    """The note's Message-ID, derived as a draft's is, so that it is known again after a crash.

    `why` it was set aside: a message that is tried again and fails otherwise gets another note.
    """
    told = (reason.text for reason in why)
    seed = "\0".join(["note", account, place, parent.message_id or "", parent.raw_digest, *told])
    return f"<{hashlib.sha256(seed.encode('utf-8', 'surrogateescape')).hexdigest()[:40]}.note@assistant.invalid>"


def note(
    parent: Message,
    reasons: Sequence[Reason],
    warnings: Sequence[Reason],
    *,
    our_address: str,
    date: datetime,
    message_id: str,
) -> bytes:
    """The note as RFC 5322 bytes, in the thread of the message that is held. The message itself is not repeated."""
    author = parent.author.address if parent.author else "an unknown sender"
    lines = [f"No reply was drafted to the message from {author}. A person must look.", ""]
    lines += [f"Why: {reason.text} ({reason.code})" for reason in reasons]
    lines += [f"Also: {reason.text} ({reason.code})" for reason in warnings]
    lines += [
        "",
        "What to do: " + next((_REMEDIES[r.code] for r in reasons if r.code in _REMEDIES), "Answer it yourself."),
    ]
    lines += ["", "The message is untouched. This note goes away by itself once it has been answered or moved."]
    letter = Draft(
        text="\n".join(lines) + "\n",
        subject=f"Held: {parent.subject.strip() or '(no subject)'}",
        recipient=Address("", our_address),
        sender=Address("Assistant", our_address),
        parts=(),
        in_reply_to=parent.message_id,
        references=envelope.references(parent),
    )
    return compose(letter, date=date, message_id=message_id, marker="note")
