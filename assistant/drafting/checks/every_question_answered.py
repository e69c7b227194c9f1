"""Each question is in exactly one state, with its place in the draft; a gap waits for the owner. Half is a gap."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, sentences
from assistant.model import Check, Part, PartKind, Place, Planned, Span

CODE = "every-question-answered"
_WORD = re.compile(r"\w+")
_ENOUGH = 0.6  # of the words of each approved sentence must be there: a person may reword, but not leave out
_SAYING: dict[str, tuple[PartKind, ...]] = {"asked": ("ask",), "promised": ("promise",)}
_SILENT = {
    "asked": "The draft does not ask for what is missing to",
    "promised": "The draft does not say by when we write about",
}
_SHORT = 3  # words: "Gladly." may go


def check(case: Case) -> Check:
    """Fails for a question without a state or without its whole answer in the draft, and while a gap is open."""
    asked = case.reading.understanding.questions
    planned = case.plan.planned
    for question in asked:
        states = sum(one.question == question for one in planned)
        if states != 1:
            fault = "Nothing is planned for" if not states else f"There are {states} plans for"
            text = f"{fault} “{_short(question.text)}”. Answer it, or leave a line to fill."
            return Check(CODE, False, text, (), ((question.place, question.span),))
    about = tuple((one.question.place, one.question.span) for one in planned)
    if case.plan.shape == "calm":
        open_ones = _places(tuple(one for one in planned if one.state != "parked"))
        if open_ones:
            return Check(CODE, False, "To abuse, questions are parked until they write calmly.", (), open_ones)
        text = f"{len(planned)} parked until they write calmly." if planned else "Nothing was asked."
        return Check(CODE, True, text, (), about)
    if not planned:
        return Check(CODE, None, "Nothing was asked.")
    evidence: list[Span] = []
    for index, one in enumerate(planned):
        parts = tuple(part for part in case.draft.parts if index in part.questions and case.said(part).strip())
        missing = _fault(index, one, parts, case)
        if missing is not None:
            here = tuple(part.span for part in parts)
            return Check(CODE, False, f"{missing} “{_short(one.question.text)}”.", here, (about[index],))
        evidence += [part.span for part in parts]
    waiting = tuple(one for one in planned if one.state == "gap")
    if waiting:
        text = f"{len(waiting)} of {len(planned)} questions wait for your answer."
        return Check(CODE, False, text, case.gaps, _places(waiting))
    return Check(CODE, True, f"All {len(planned)} answered.", tuple(evidence), about)


def _places(planned: tuple[Planned, ...]) -> tuple[tuple[Place, Span], ...]:
    return tuple((one.question.place, one.question.span) for one in planned)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 80 else flat[:79].rstrip() + "…"


def _fault(index: int, one: Planned, parts: tuple[Part, ...], case: Case) -> str | None:
    """What is wrong with what is said to one question, as the beginning of a sentence."""
    if one.state == "parked":
        return "Nothing calls for parking"
    if one.state == "answered-before":
        return None if case.reading.message.in_thread else "In this thread nothing was said before to"
    if one.state == "gap":
        return None if any(part.kind == "gap" for part in parts) else "Put back the line to fill for"
    kinds = _SAYING.get(one.state, ("answer", "decline", "instead"))
    saying = tuple(part for part in parts if part.kind in kinds)
    if not saying:
        return _SILENT.get(one.state, "The draft says nothing to")
    if any(part.rule is not None and not _speaks(part.rule, one, case) for part in saying):
        return f"What the draft says is not the answer {one.answer} that was chosen for"
    said = {part.source for part in saying}
    for source, statement in enumerate(case.plan.statements):
        if index in statement.questions and statement.kind in kinds and source not in said:
            return "The draft says only part of the answer to"
    if any(_halved(part, case) for part in saying):
        return "The draft says only part of the answer to"
    return None


def _speaks(rule: str, one: Planned, case: Case) -> bool:
    """Whether a rule's words are those for a question; what two rules need is asked for once, in the words of one."""
    if rule == one.answer:
        return True
    needs = {answer.name: answer.needs for answer in case.rulebook.answers}
    return one.state == "asked" and needs.get(rule) is not None and needs.get(rule) == needs.get(one.answer or "")


def _halved(part: Part, case: Case) -> bool:
    """Whether a sentence of the words approved for this part is not in it."""
    approved = case.approved_for(part) or ""
    said = case.said(part)
    if said == approved:
        return False
    there = set(_WORD.findall(said.lower()))
    for sentence in sentences(approved, Span(0, len(approved))):
        wanted = _WORD.findall(sentence.of(approved).lower())
        if len(wanted) >= _SHORT and sum(word in there for word in wanted) < _ENOUGH * len(wanted):
            return True
    return False
