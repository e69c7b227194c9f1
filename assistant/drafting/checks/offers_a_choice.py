"""To a complaint: an alternative, where the rule has one, so that the customer chooses."""

from __future__ import annotations

from assistant.drafting.checks.case import Case
from assistant.model import Check

CODE = "offers-a-choice"


def check(case: Case) -> Check:
    """Fails where a complaint's rule has alternatives and the draft offers none of them."""
    if case.plan.shape != "complaint":
        return Check(CODE, None, "It is not a reply to a complaint.")
    used = {planned.answer for planned in case.plan.planned if planned.state == "answered"}
    having = [rule for rule in case.rulebook.answers if rule.name in used and rule.complaint and rule.choices]
    if not having:
        return Check(CODE, None, "No rule that was used has an alternative.")
    offered = tuple(part for part in case.parts("choice") if part.source is not None and case.said(part).strip())
    missing = [rule.name for rule in having if not any(part.rule == rule.name for part in offered)]
    if missing:
        return Check(CODE, False, f"{missing[0]} has alternatives, and the draft offers none.")
    return Check(CODE, True, "They can choose.", tuple(part.span for part in offered))
