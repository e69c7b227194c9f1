"""The breaker: two machines that answer each other give themselves away by what they repeat. Text only.

No header need say so: the subject grows by one "Re:" each time, or the same text comes again and again.
"""

from __future__ import annotations

import hashlib
import re

from assistant.model import Message, Past, Reason

DEEP = 3                                            # "Re:"s in a subject that has grown each time
SHORT = 20                                          # characters; "Thank you!" may come as often as one likes
_PREFIX = re.compile(r"\s*(?:re|aw|antw|sv|vs|rv|tr|fwd?|wg|auto(?:matic reply|reply)?)\s*(?:\[\d+\])?\s*:", re.I)


def depth(subject: str) -> int:
    """How many signs of a reply it begins with."""
    count = at = 0
    while found := _PREFIX.match(subject, at):
        count, at = count + 1, found.end()
    return count


def words(message: Message) -> str | None:
    """What tells its own words apart from others; None where they are few."""
    text = " ".join(message.own_words.split()).casefold()
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if len(text) >= SHORT else None


def looping(message: Message, past: tuple[Past, ...]) -> Reason | None:
    """Why it looks like a conversation with a machine. `past` is what its author had drafts for, oldest first."""
    said, now = words(message), depth(message.subject)
    same = 0 if said is None else sum(one.words == said for one in past)
    # People press a button twice; nobody answers twice in the same words.
    if same > 1 or (same and (message.in_reply_to or message.references)):
        return Reason("same-text-again", f"This sender has sent the same text {same + 1} times within a day.")
    grown = [one.depth for one in past[-2:]]
    if now >= DEEP and len(grown) == 2 and grown[0] < grown[1] < now:
        return Reason("subject-grows", "The subject of this sender's messages grows by a “Re:” each time.")
    return None
