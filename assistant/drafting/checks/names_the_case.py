"""A reference that the customer can quote, derived from their message."""

from __future__ import annotations

from assistant.drafting.checks.case import Case
from assistant.model import Check, Span
from assistant.planning.reference import reference

CODE = "names-the-case"


def check(case: Case) -> Check:
    """Fails where the letter lacks the reference of this very case."""
    own = reference(case.reading.message, case.rulebook.business)
    at = case.draft.text.find(own)
    if at < 0:
        return Check(CODE, False, f"The reference {own} is not in the letter.")
    return Check(CODE, True, f"It names the case, {own}.", (Span(at, at + len(own)),))
