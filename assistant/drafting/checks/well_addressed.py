"""The greeting uses the customer's own name in the form the rules ask for, or no name at all."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case
from assistant.model import Check
from assistant.planning.addressing import addressee

CODE = "well-addressed"
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Sir|Madam|Herr|Frau|Dr|Prof)\b\.?")


def check(case: Case) -> Check:
    """Fails for a name or a title that is not the customer's own, and for a first name alone where not allowed."""
    greetings = case.parts("greeting")
    if not greetings:
        return Check(CODE, False, "There is no greeting.")
    greeting = greetings[0]
    words = case.said(greeting)
    name = addressee(case.reading, case.rulebook.business.address)
    if case.draft.text[: greeting.span.start].strip():
        return Check(CODE, False, "The greeting does not come first.", (greeting.span,))
    if name is None:
        if re.search(r"(?i)^dear\b", words) or len(words.split()) > 3:
            return Check(CODE, False, "It greets by a name, and theirs is not known for certain.", (greeting.span,))
        return Check(CODE, True, "Their name is not known for certain, so the greeting is neutral.", (greeting.span,))
    title = _TITLE.search(words)
    if title and title.group() not in name:
        return Check(CODE, False, f"“{title.group()}” is not what they call themselves.", (greeting.span,))
    if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
        return Check(CODE, False, f"The greeting does not say “{name}”.", (greeting.span,))
    return Check(CODE, True, f"It greets {name} as they call themselves.", (greeting.span,))
