"""Choose among wordings by the message and what was said last, never by chance: the same gets the same words."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

from assistant.model import Message


def seed_of(message: Message) -> str:
    """What decides between wordings: the message itself, whatever its line ends on the way here."""
    return f"{message.message_id or message.raw_digest}\0{message.own_words}"


def choose(options: Sequence[str], *, seed: str, purpose: str, last: Collection[str] = ()) -> str:
    """One of `options`, decided by a digest of `seed` and `purpose`. ValueError where there is none.

    Those in `last`, which were said to this person the last time, are not taken again while there is another.
    """
    if not options:
        raise ValueError(f"nothing to choose from for {purpose}")
    options = [option for option in options if option not in last] or options
    digest = hashlib.sha256(f"{purpose}\0{seed}".encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]
