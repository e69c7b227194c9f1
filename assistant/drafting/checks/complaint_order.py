"""To a complaint: apologise once and first, then understand, then the remedy, then what changed. Never defensive."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, outside
from assistant.drafting.checks.contrition import APOLOGY, ECHO, evasions
from assistant.model import Check, Part, Place, Span

CODE = "complaint-order"

_STAGE = {
    "apology": 0,
    "understanding": 1,
    "answer": 2,
    "decline": 2,
    "instead": 2,
    "choice": 2,
    "ask": 2,
    "assurance": 3,
    "goodwill": 3,
}
_REMEDY = re.compile(
    r"\b(?:refund\w*|replace\w*|repair\w*|vouchers?|credit\w*|money back|(?:new|second|another) copy|discount\w*"
    r"|free of charge|compensat\w*|reimburse\w*)\b"
)
_BARE = 5  # words: an apology this short names nothing that happened to them


def check(case: Case) -> Check:
    """Fails where a stage is missing, comes too early, or the apology is repeated, hedged or blames."""
    asking = case.plan.shape in ("asking-back", "holding") and bool(case.parts("apology"))
    if case.plan.shape != "complaint" and not asking:
        return Check(CODE, None, "It is not a reply to a complaint.")
    fault = _wording(case) or _order(case, asking=asking)
    if fault is not None:
        return Check(CODE, False, fault[0], fault[1], _about(case))
    staged = tuple(part.span for part, _ in _staged(case))
    if asking:
        return Check(CODE, True, "It apologises and understands before it asks.", staged, _about(case))
    return Check(CODE, True, "Apology, understanding, remedy and assurance stand in their order.", staged, _about(case))


Fault = tuple[str, tuple[Span, ...]]


def _about(case: Case) -> tuple[tuple[Place, Span], ...]:
    """Where the customer tells of the trouble."""
    problems = tuple((q.place, q.span) for q in case.reading.understanding.questions if q.kind == "problem")
    return problems or tuple(("body", span) for span in case.reading.understanding.tone.evidence)


def _wording(case: Case) -> Fault | None:
    """An apology that is hedged, missing, said twice or in the wrong place."""
    text, letter = case.draft.text, case.lower[: case.body_end]
    for place in evasions(letter):
        if outside(place, case.gaps):
            return f"“{place.of(text)}” does not take responsibility. Say what we did wrong, or leave it out.", (place,)
    apologies = [place for place in _places(APOLOGY, letter) if outside(place, case.gaps)]
    saying = tuple(part for part in case.parts("apology") if case.said(part).strip())
    if not apologies or not saying:
        return "There is no apology. Say once that we are sorry, and for what.", ()
    at_home = tuple(part.span for part in case.parts("apology", "understanding"))
    echoes = [place for place in _places(ECHO, letter) if outside(place, (*at_home, *case.gaps))]
    again = sorted((*apologies[1:], *echoes))
    if again:
        said = f"It apologises more than once: “{again[-1].of(text)}”. Once is enough."
        return said, (apologies[0], *again)
    if outside(apologies[0], tuple(part.span for part in saying)):
        return "The apology is not in the apology's place, before everything else.", (apologies[0],)
    if len(case.said(saying[0]).split()) <= _BARE:
        return "The apology does not say for what. Name what happened to them.", (saying[0].span,)
    return None


def _places(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*found.span()) for found in pattern.finditer(text)]


def _staged(case: Case) -> list[tuple[Part, int]]:
    """The parts of the complaint's stages, from the rules, each with its stage."""
    parts = (part for part in case.draft.parts if part.kind in _STAGE and part.source is not None)
    return [(part, _STAGE[part.kind]) for part in parts if case.said(part).strip()]


def _order(case: Case, *, asking: bool) -> Fault | None:
    """A stage that is missing or comes too early. Answers to their other questions may follow the assurance's place."""
    staged = _staged(case)
    if not any(stage == 1 for _, stage in staged):
        return "Nothing shows that we understand what it meant for them. Say it after the apology.", ()
    apology = case.parts("apology")[0]
    early = _REMEDY.search(case.lower, 0, apology.span.start)
    if early:
        return "A remedy is offered before the apology. Apologise first.", (Span(*early.span()),)
    first_remedy = next((part for part, stage in staged if stage == 2), None)
    for part, stage in staged:
        if stage < 2 and first_remedy is not None and part.span > first_remedy.span:
            return f"The {part.kind} comes after the remedy. Put it before.", (part.span,)
    first = next(part for part, stage in staged if stage < 2)
    if first.kind != "apology":
        return "The apology does not come first. Put it before the understanding.", (first.span,)
    if asking:
        return None
    if first_remedy is None and not case.parts("gap"):
        return "It does not say what we do about it.", ()
    assurance = next((part for part, _ in staged if part.kind == "assurance"), None)
    if assurance is None:
        waiting = tuple(part.span for part in case.parts("gap") if not part.questions)
        if waiting:
            return "What we change so that it does not happen again waits for you.", waiting
        return "It does not say what we changed so that it does not happen again.", ()
    if first_remedy is not None and assurance.span < first_remedy.span:
        return "The assurance comes before the remedy. Put it after.", (assurance.span,)
    return None
