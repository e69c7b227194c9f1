"""Whether the message may be answered at all: no machine is, nor anyone the rules exclude, nor ourselves."""

from __future__ import annotations

from assistant.model import Circumstances, Disposition, Message, Reading, Reason
from assistant.planning.loops import looping
from assistant.rules.rulebook import Rulebook

Decision = tuple[Disposition, tuple[Reason, ...]]


def listed(address: str, entries: tuple[str, ...]) -> bool:
    """Whether `address` is one of `entries`, each an address or "@domain"."""
    address = address.lower()
    return any(
        address == entry.lower() or (entry.startswith("@") and address.endswith(entry.lower())) for entry in entries
    )


def turned_away(message: Message, rulebook: Rulebook, circumstances: Circumstances) -> Decision | None:
    """A decision to skip for which the text need not be understood: excluded senders, ourselves, machines."""
    senders = tuple(a.address for a in (message.author, message.reply_address) if a is not None)
    for address in senders:
        if listed(address, rulebook.senders.never):
            return "skip", (Reason("sender-never", f"The rules say never to answer {address}."),)
    if message.author and listed(message.author.address, circumstances.ours):
        return "skip", (Reason("own-mail", "It comes from one of our own addresses."),)
    always = any(listed(address, rulebook.senders.always) for address in senders)
    if message.machine and not (always and message.auto_generated):
        return "skip", message.machine
    return None


def intake(reading: Reading, rulebook: Rulebook, circumstances: Circumstances) -> Decision | None:
    """A decision to skip or to hold before anything is planned, or None: go on."""
    message = reading.message
    away = turned_away(message, rulebook, circumstances)
    if away is not None:
        return away
    senders = tuple(a.address for a in (message.author, message.reply_address) if a is not None)
    if message.doubtful and not any(listed(address, rulebook.senders.always) for address in senders):
        return "hold", message.doubtful
    if circumstances.ours and message.reply_address is None:
        return "hold", (Reason("nobody-to-answer", "It names no address to answer to."),)
    if message.reply_address and listed(message.reply_address.address, circumstances.ours):
        return "hold", (Reason("nobody-to-answer", "An answer to it would go to one of our own addresses."),)
    if not message.own_words.strip():
        return _without_words(message, reading)
    history = circumstances.history
    loop = looping(message, history.past)
    if loop is not None:
        return "hold", (loop,)
    limit = circumstances.per_sender_per_hour
    if limit is not None and history.drafts_last_hour >= limit:
        return "hold", (
            Reason(
                "over-the-rate",
                f"This sender has had {history.drafts_last_hour} drafts within the hour; {limit} is the limit.",
            ),
        )
    limit = circumstances.in_all_per_hour
    if limit is not None and history.drafts_last_hour_in_all >= limit:
        return "hold", (
            Reason("over-the-rate", f"{limit} drafts were made within the hour, which is the limit in all."),
        )
    return None


def _without_words(message: Message, reading: Reading) -> Decision | None:
    """An empty body: the subject may still ask; else a person looks."""
    if any(question.place != "earlier" for question in reading.understanding.questions):
        return None
    if message.forwarded:
        return "hold", (Reason("forwarded-only", "It passes something on without a word of the sender's own."),)
    if message.attachments:
        return "hold", (Reason("attachment-unread", "There is nothing to read but an attachment."),)
    return "hold", (Reason("empty-message", "There is nothing in it to read."),)
