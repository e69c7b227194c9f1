"""A reference that the customer can quote, derived from their message."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.drafting.checks.case import Case, outside
from assistant.model import Check, Span
from assistant.planning.reference import prefix, reference

CODE = "names-the-case"


@lru_cache(maxsize=64)
def _shape(prefix: str) -> re.Pattern[str]:
    """What references of this business look like: the second character is always a letter."""
    return re.compile(rf"(?<![\w-]){re.escape(prefix)}-[A-Z0-9][A-Z][A-Z0-9]{{3}}(?![\w-])")


def check(case: Case) -> Check:
    """Fails where the letter lacks the reference of this very case, or names another."""
    own = reference(case.reading.message, case.rulebook.business)
    text = case.draft.text
    named = [
        (found.group(), Span(*found.span()))
        for found in _shape(prefix(case.rulebook.business)).finditer(text)
        if outside(Span(*found.span()), case.gaps)
    ]
    here = tuple(place for said, place in named if said == own)
    if not here:
        return Check(CODE, False, f"The reference {own} is not in the letter. Say: “Your reference is {own}.”")
    approved = " ".join(case.approved)
    others = tuple((said, place) for said, place in named if said != own and said not in approved)
    if others:
        text = f"{others[0][0]} is the reference of another case. This one is {own}."
        return Check(CODE, False, text, tuple(place for _, place in others))
    return Check(CODE, True, f"It names the case, {own}.", here)
