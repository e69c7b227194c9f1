"""To a complaint: apologise once and first, then understand, then the remedy, then what changed. Never defensive."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, outside
from assistant.model import Check, Span

CODE = "complaint-order"

APOLOGY = re.compile(
    r"(?i)\b(?:sorry|apolog(?:y|ies|ise|ize|ised|ized|ising|izing)|regret|forgive|excuse us|mea culpa)\b"
)
_PLAIN_APOLOGY = re.compile(APOLOGY.pattern.removeprefix("(?i)"))         # both over `lowered` text
_HALF_APOLOGY = re.compile(
    r"\b(?:sorry|apologi[sz]e) (?:if|that you feel|you feel|for any|but)\b|\bany inconvenience\b|\byou may have\b"
    r"|\bunfortunately,? (?:you|it is|it was)\b|\bmisunderst[ao]nd\w*\b"
    r"|\bas you (?:know|should|were told)\b|\byou claim\b"
    r"|\b(?:the|our) (?:courier|carrier|supplier|postal service|warehouse|system|colleague)s?\b[^.]{0,40}\b"
    r"(?:fault|to blame|failed|mistake|error|caused)\b|\b(?:not|beyond) our (?:fault|control)\b"
)
_ORDER = ("apology", "understanding", "remedy", "assurance")
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


def check(case: Case) -> Check:
    """Fails where a stage is missing, comes too early, or the apology is repeated, hedged or blames."""
    asking = case.plan.shape == "asking-back" and bool(case.parts("apology"))
    if case.plan.shape != "complaint" and not asking:
        return Check(CODE, None, "It is not a reply to a complaint.")
    text = case.draft.text
    open_gaps = case.gaps
    letter = lowered(text[: case.body_end])
    half = [Span(*found.span()) for found in _HALF_APOLOGY.finditer(letter)]
    for place in (place for place in half if outside(place, open_gaps)):
        return Check(CODE, False, f"“{place.of(text)}” does not take responsibility.", (place,))
    every = [Span(*found.span()) for found in _PLAIN_APOLOGY.finditer(letter)]
    apologies = [place for place in every if outside(place, open_gaps)]
    if not apologies or not case.parts("apology"):
        return Check(CODE, False, "There is no apology.")
    if len(apologies) > 1:
        return Check(CODE, False, "It apologises more than once.", tuple(apologies))
    if not case.parts("understanding"):
        return Check(CODE, False, "Nothing shows that we understand what it meant for them.")
    # Answers to their other questions may follow the assurance's place; only the complaint's own stages are ordered.
    staged = [(part, _STAGE[part.kind]) for part in case.draft.parts if part.kind in _STAGE and part.source is not None]
    first_remedy = next((part for part, stage in staged if stage == 2), None)
    for part, stage in staged:
        if stage < 2 and first_remedy is not None and part.span > first_remedy.span:
            return Check(CODE, False, f"The {part.kind} comes after the remedy.", (part.span,))
    first_two = [part for part, stage in staged if stage < 2]
    if first_two and first_two[0].kind != "apology":
        return Check(CODE, False, "The apology does not come first.", (first_two[0].span,))
    if asking:
        return Check(CODE, True, "It apologises and understands before it asks.", tuple(p.span for p, _ in staged))
    remedy = first_remedy or next(iter(case.parts("gap")), None)
    if remedy is None:
        return Check(CODE, False, "It does not say what we do about it.")
    assurance = next(iter(case.parts("assurance")), None)
    if assurance is None:
        waiting = [part.span for part in case.parts("gap") if not part.questions]
        if not waiting:
            return Check(CODE, False, "It does not say what we changed so that it does not happen again.")
        return Check(CODE, False, "What we change so that it does not happen again waits for you.", tuple(waiting))
    if first_remedy is not None and assurance.span < first_remedy.span:
        return Check(CODE, False, "The assurance comes before the remedy.", (assurance.span,))
    return Check(
        CODE,
        True,
        "Apology, understanding, remedy and assurance stand in their order.",
        tuple(p.span for p, _ in staged),
    )
