"""Each question is in exactly one state, with its place in the draft; a gap waits for the owner."""

from __future__ import annotations

from assistant.drafting.checks.case import Case
from assistant.model import Check, Span

CODE = "every-question-answered"


def check(case: Case) -> Check:
    """Fails for a question without a state or without its words in the draft, and while a gap is open."""
    asked = case.reading.understanding.questions
    planned = case.plan.planned
    unplanned = [question for question in asked if not any(p.question == question for p in planned)]
    if unplanned:
        return Check(CODE, False, f"Nothing is planned for “{unplanned[0].text}”.")
    if case.plan.shape == "calm":
        open_ones = [p for p in planned if p.state != "parked"]
        text = f"{len(planned)} parked until they write calmly." if planned else "Nothing was asked."
        return Check(CODE, not open_ones, text)
    if not planned:
        return Check(CODE, None, "Nothing was asked.")
    evidence: list[Span] = []
    for index, one in enumerate(planned):
        places = [part.span for part in case.draft.parts if index in part.questions and case.said(part).strip()]
        if one.state in ("answered", "asked") and not any(
            part.kind in ("answer", "decline", "ask", "instead") for part in case.draft.parts if index in part.questions
        ):
            return Check(CODE, False, f"The draft says nothing to “{one.question.text}”.")
        if one.state == "gap" and not places:
            return Check(CODE, False, f"The line to fill for “{one.question.text}” is gone.")
        evidence += places
    open_gaps = sum(one.state == "gap" for one in planned)
    if open_gaps:
        gaps = tuple(part.span for part in case.parts("gap"))
        return Check(CODE, False, f"{open_gaps} of {len(planned)} questions wait for your answer.", gaps)
    return Check(CODE, True, f"All {len(planned)} answered.", tuple(evidence))
