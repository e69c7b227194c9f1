"""An Outcome as the JSON object that `assistant explain` writes; its keys are relied on by others."""

from __future__ import annotations

from typing import Any

from assistant.model import Reason, Span
from assistant.pipeline import Outcome

Row = dict[str, Any]


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _reasons(reasons: tuple[Reason, ...]) -> list[Row]:
    return [{"code": reason.code, "text": reason.text} for reason in reasons]


def _questions(outcome: Outcome) -> list[Row]:
    """Every question, under every disposition; what was not planned has no state."""
    planned = {(p.question.place, p.question.span): p for p in outcome.plan.planned}
    rows = []
    for match in outcome.matches.matches:
        question = match.question
        one = planned.get((question.place, question.span))
        best = next((c for c in match.ranked if c.answer == match.accepted), None) or next(iter(match.ranked), None)
        row: Row = {
            "text": question.text,
            "start": question.span.start,
            "end": question.span.end,
            "in": question.place,
            "kind": question.kind,
            "state": one.state if one else None,
            "answer": one.answer if one else None,
            "score": round(best.score, 4) if best else 0.0,
            "reason": {"code": one.reason.code, "text": one.reason.text} if one else None,
            "ranked": [{"answer": c.answer, "score": round(c.score, 4), "why": c.why} for c in match.ranked],
        }
        if question.about:
            row["about"] = question.about
        rows.append(row)
    return rows


def _ledger(outcome: Outcome) -> list[Row]:
    """Which words of the draft answer which question, from which rule and which facts."""
    made = outcome.draft
    if made is None:
        return []
    return [
        {
            "question": index,
            "span": [part.span.start, part.span.end],
            "kind": part.kind,
            "rule": part.rule,
            "facts": list(part.facts),
        }
        for part in made.parts
        for index in part.questions
    ]


def row(outcome: Outcome, identity: object) -> Row:
    """The object for one message."""
    message, understanding = outcome.reading.message, outcome.reading.understanding
    tone, abuse, made = understanding.tone, understanding.abuse, outcome.draft
    return {
        "id": identity,
        "disposition": outcome.plan.disposition,
        "shape": outcome.plan.shape,
        "reasons": _reasons(outcome.plan.reasons),
        "warnings": _reasons(outcome.plan.warnings),
        "message": {
            "author": message.author.address if message.author else None,
            "subject": message.subject,
            "own_words": message.own_words,
            "quoted": message.quoted,
            "signature": message.signature,
            "defects": list(message.defects),
        },
        "language": understanding.language,
        "meaning": understanding.meaning,
        "wish": understanding.wish.remedy if understanding.wish else None,
        "tone": {
            "label": tone.label,
            "polarity": round(tone.polarity, 4),
            "anger": round(tone.anger, 4),
            "urgency": round(tone.urgency, 4),
            "complaint": tone.complaint,
            "evidence": _spans(tone.evidence),
        },
        "abuse": {"level": abuse.level, "evidence": _spans(abuse.evidence), "in": abuse.place},
        "marks": [{"code": mark.code, "start": mark.span.start, "end": mark.span.end} for mark in understanding.marks],
        "questions": _questions(outcome),
        "draft": None
        if made is None
        else {
            "subject": made.subject,
            "text": made.text,
            "gaps": made.gaps,
            "ready": made.ready,
            "reference": outcome.plan.reference,
        },
        "ledger": _ledger(outcome),
        "checks": [
            {
                "code": check.code,
                "ok": check.ok,
                "text": check.text,
                "evidence": _spans(check.evidence),
                "about": [{"in": place, "start": span.start, "end": span.end} for place, span in check.about],
            }
            for check in (made.checks if made else ())
        ],
    }
