"""Outside what the shape of reply provides, no stock text about things that the customer did not raise."""

from __future__ import annotations

from assistant.drafting.checks import stock
from assistant.drafting.checks.case import Case
from assistant.model import Check, Part, Span

CODE = "nothing-unasked"
_TO_CALM = ("answer", "decline", "instead", "choice", "ask", "goodwill", "apology", "assurance")


def check(case: Case) -> Check:
    """Fails for a part whose rule answers no question, and for words that neither rules nor template brought."""
    used = {planned.answer for planned in case.plan.planned}
    for part in case.draft.parts:
        fault = _fault(part, used, case)
        if fault:
            return Check(CODE, False, f"“{_short(case.said(part))}” {fault}", (part.span,))
    for place in case.loose():
        loose = place.of(case.draft.text)
        if not stock.is_stretches(loose, case):
            start = place.start + len(loose) - len(loose.lstrip())
            text = f"“{_short(loose)}” comes from no rule. Take it out, or put it into an answer."
            return Check(CODE, False, text, (Span(start, max(start, place.start + len(loose.rstrip()))),))
    return Check(CODE, True, "Nothing is said that was not asked.")


def _fault(part: Part, used: set[str | None], case: Case) -> str | None:
    """What is wrong with a part, as the end of a sentence."""
    if part.kind == "gap":
        return None
    if case.plan.shape == "calm" and part.kind in _TO_CALM:
        return "answers or offers something to abuse. Leave it for when they are calm."
    if part.rule is not None and part.rule not in used:
        return "is about something nobody asked. Take it out."
    approved = case.approved_for(part)
    if approved is None:
        known = part.kind == "greeting" or stock.is_stretch(case.said(part), case)
        return None if known else "is not what the template says. Put its words back."
    if stock.words(case.said(part)) != stock.words(approved):
        return "is not what the rule says. Put its words back, or change the rule."
    return None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59].rstrip() + "…"
