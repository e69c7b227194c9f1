"""To whom, from which of our addresses, under which subject and in which thread a reply goes. RFC 5322 3.6.4."""

from __future__ import annotations

import re

from assistant.model import Address, Message

# "Re" in the languages whose mail programs translate it, with Outlook's and Lotus' counted forms.
_REPLY_PREFIX = re.compile(r"(?i)\s*(?:re|aw|antw|sv|vs|odp|ref|r|rif|res)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:\s*")
MAX_REFERENCES = 900  # bytes; RFC 5322 2.1.1 holds a line below 998


def subject(parent: Message) -> str:
    """The parent's subject with "Re:" before it, once."""
    bare = re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+", " ", parent.subject).strip()
    while (found := _REPLY_PREFIX.match(bare)) and found.end():
        bare = bare[found.end() :]
    return f"Re: {bare}".rstrip()


def references(parent: Message) -> tuple[str, ...]:
    """The parent's References and its Message-ID; trimmed from the middle when long, the first kept.

    RFC 5322 3.6.4: without References, the parent's In-Reply-To serves if it holds exactly one msg-id.
    """
    chain = list(parent.references or (parent.in_reply_to if len(parent.in_reply_to) == 1 else ()))
    if parent.message_id:
        chain.append(parent.message_id)
    chain = list(dict.fromkeys(chain))
    while len(chain) > 2 and sum(len(one) + 1 for one in chain) > MAX_REFERENCES:
        del chain[1]
    return tuple(chain)


def sender(parent: Message, ours: tuple[str, ...], name: str) -> Address | None:
    """The alias of ours that was written to, else our principal address, else the first address written to."""
    known = {address.lower(): address for address in ours}
    written_to = [*(a.address for a in parent.to), *(a.address for a in parent.cc), *parent.delivered_to]
    for address in written_to:
        if address.lower() in known:
            return Address(name, known[address.lower()])
    if ours:
        return Address(name, ours[0])
    return Address(name, written_to[0]) if written_to else None


def quotation(parent: Message, limit: int = 200) -> str:
    """The parent's own words for below the letter: an attribution and "> " before each line (RFC 3676 4.5)."""
    if not parent.own_words.strip():
        return ""
    lines = parent.own_words.strip("\n").split("\n")
    shown = [f"> {line}".rstrip() for line in lines[:limit]]
    if len(lines) > limit:
        shown.append("> […]")
    who = (parent.author.name or parent.author.address) if parent.author else "You"
    who = re.sub(r"\s+", " ", who)
    when = f"On {parent.date.day} {parent.date:%B %Y} at {parent.date:%H:%M}, " if parent.date else ""
    return "\n".join([f"{when}{who} wrote:", *shown]) + "\n"
