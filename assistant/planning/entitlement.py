"""Who may be told about an order: judges a fetched row against the author and what the receiving server says of them.

From can be forged, and a reply goes to Reply-To. So a row is used only if its `belongs_to` column equals both,
and no Authentication-Results field of the receiving server itself reports a failure (RFC 8601).
"""

from __future__ import annotations

import re

from assistant.model import Circumstances, Found, Message, Reason
from assistant.rules.rulebook import Lookup

_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")


def failed_authentication(message: Message, authserv_id: str | None) -> str | None:
    """The method that failed by the receiving server's own word ("dmarc=fail"), or None.

    Without an `authserv_id` to go by, the topmost field is taken for ours: a receiving server puts its own
    on top (RFC 8601 5). Where DMARC passed, a single failure of SPF or DKIM is no proof of forgery.
    """
    for index, value in enumerate(message.authentication_results):
        plain = _COMMENT.sub(" ", value)
        identity = plain.split(";", 1)[0].strip().split(" ")[0].lower()
        if authserv_id is not None:
            if identity != authserv_id.lower():
                continue
        elif index > 0:
            break
        results = {method.lower(): result.lower() for method, result in reversed(_RESULT.findall(plain))}
        if results.get("dmarc") == "pass":
            return None
        for method in ("dmarc", "dkim", "spf"):
            if results.get(method) in {"fail", "softfail", "permerror", "policy"}:
                return f"{method}={results[method]}"
        return None
    return None


def refuse(found: Found, lookup: Lookup, message: Message, circumstances: Circumstances) -> Reason | None:
    """Why the row may not be used for this message, or None where it may."""
    if found.row is None:
        return found.reason
    if lookup.anyone:
        return None
    if lookup.belongs_to is None:
        return Reason("author-unproven", f"The rules do not say whom {lookup.name} {found.wanted.key} belongs to.")
    owner = found.row.get(lookup.belongs_to, "").strip().lower()
    author = message.author.key if message.author else ""
    reply_to = message.reply_address.key if message.reply_address else ""
    label = f"{lookup.name} {found.wanted.key}"
    if not owner or owner != author:
        return Reason("author-unproven", f"{label} belongs to another address than the one that wrote.")
    if owner != reply_to:
        return Reason("author-unproven", f"{label} belongs to the author, but the answer would go to another address.")
    failed = failed_authentication(message, circumstances.authserv_id)
    if failed:
        return Reason(
            "author-unproven", f"{label} may only be told to its owner, and the sender is unproven ({failed})."
        )
    return None
