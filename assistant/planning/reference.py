"""The case reference that a customer can quote, derived from the thread their message stands in."""

from __future__ import annotations

import hashlib
import re

from assistant.model import Message
from assistant.rules.rulebook import Business

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud on a telephone
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"


def prefix(business: Business) -> str:
    """What references begin with: as the rules say, else the initials of the business's name."""
    if business.reference_prefix:
        return business.reference_prefix
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", business.name))
    return initials[:3].upper() or "REF"


def reference(message: Message, business: Business) -> str:
    """Such as "HL-7QK2M". A whole thread has one: it comes from the message that the thread began with.

    The second character is always a letter, so that no reference can be taken for an order number.
    """
    root = next(iter(message.references or message.in_reply_to), None) or message.message_id or message.raw_digest
    number = int.from_bytes(hashlib.sha256(root.encode("utf-8", "replace")).digest()[:8], "big")
    characters = []
    for place in range(5):
        alphabet = _LETTERS if place == 1 else _ALPHABET
        number, index = divmod(number, len(alphabet))
        characters.append(alphabet[index])
    return f"{prefix(business)}-{''.join(characters)}"
