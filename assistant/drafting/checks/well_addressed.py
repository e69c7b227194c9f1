"""The greeting uses the customer's own name in the form the rules ask for, or no name at all."""

from __future__ import annotations

import re

from assistant.drafting.checks import stock
from assistant.drafting.checks.case import Case, outside
from assistant.model import Check, Part, Place, Span
from assistant.planning.addressing import addressee

CODE = "well-addressed"
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|sirs?|madam|ma'am|madame|monsieur|mister|gentlem[ae]n|lad(?:y|ies)|herr|frau|señor|signor"
    r"|lord|dame|dr|doctor|prof|professor|rev|reverend|esq)\b\.?"
)
_NOBODY = re.compile(r"\b(?:customer|client|buyer|purchaser|shopper|consumer|user|to whom it may concern|whoever)\b")
_GREETING = re.compile(r"(?m)^(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|greetings)\b[^\n.!?]{0,60}[,!]?$")


def check(case: Case) -> Check:
    """Fails for a name or a title that is not the customer's own, and for a first name alone where not allowed."""
    greetings = case.parts("greeting")
    name = addressee(case.reading, case.rulebook.business.address)
    about = _signed(case)
    if not greetings or not case.said(greetings[0]).strip():
        return Check(CODE, False, "There is no greeting. Begin with one.", (), about)
    fault = _place(greetings, case) or _words(case.said(greetings[0]), name, case)
    if fault is not None:
        return Check(CODE, False, fault, (greetings[0].span,), about)
    here = (greetings[0].span,)
    if name is None:
        return Check(CODE, True, "Their name is not known for certain, so the greeting is neutral.", here, about)
    return Check(CODE, True, f"It greets {name} as they call themselves.", here, about)


def _signed(case: Case) -> tuple[tuple[Place, Span], ...]:
    """Where the customer signed, if they did so in their own words."""
    signed = case.reading.understanding.signed
    at = case.reading.message.own_words.rfind(signed) if signed else -1
    return (("body", Span(at, at + len(signed))),) if signed and at >= 0 else ()


def _place(greetings: tuple[Part, ...], case: Case) -> str | None:
    """A greeting that does not come first, or does not come once."""
    if case.draft.text[: greetings[0].span.start].strip():
        return "The greeting does not come first."
    places = [Span(*found.span()) for found in _GREETING.finditer(case.lower[: case.body_end])]
    if len(greetings) > 1 or any(outside(place, (greetings[0].span, *case.gaps)) for place in places):
        return "It greets twice. Take one greeting out."
    return None


def _words(greeting: str, name: str | None, case: Case) -> str | None:
    """What is wrong with the words of the greeting."""
    rest = greeting
    if name is not None:
        found = re.search(rf"(?<![\w'’-]){re.escape(name)}(?![\w'’-])", greeting)
        if found is None:
            return f"The greeting does not say “{name}”, as they call themselves."
        rest = greeting[: found.start()] + greeting[found.end() :]
    title = _TITLE.search(rest.lower()) or _NOBODY.search(rest.lower())
    if title:
        return f"“{title.group()}” is not what they call themselves. Take it out."
    if not stock.is_greeting(greeting, name, case):
        if name is None:
            return "It greets by a name, and theirs is not known for certain. Greet without one."
        return f"The greeting says more than the template's words and “{name}”."
    return None
