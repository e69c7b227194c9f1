"""A letter in a reviewer's hands to what is shown of it: each question joined to its answer, gaps as fields, checks.

Values in, values out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.render import Unsayable, render_words
from assistant.model import Check, Match, Part, Plan, Planned, Shape, Span
from assistant.reviewing.editing import Sheet
from assistant.reviewing.remaking import Choices, Made
from assistant.reviewing.values import (
    CandidateLine,
    CheckLine,
    Enclosed,
    GapField,
    Letter,
    PartLine,
    QuestionLink,
    Typed,
)
from assistant.rules.rulebook import Answer, Rulebook

_FIGURES = re.compile(r"(?:meaning \d\.\d\d, )?\bwording \d\.\d\d(?:; )?")
_HOLE = re.compile(r"\{\{-?\s*([\w.]+).*?\}\}|\{[%#].*?[%#]\}", re.DOTALL)
TITLES = {
    "every-question-answered": "Every question answered",
    "their-wish-first": "What they wish for comes first",
    "nothing-unasked": "Nothing unasked",
    "only-approved-facts": "Only approved facts",
    "complaint-order": "Apology, understanding, remedy, in order",
    "offers-a-choice": "A choice is offered",
    "warm": "Warm",
    "ends-on-a-good-note": "Ends on a good note",
    "never-rude": "Never rude",
    "plain-to-read": "Plain to read",
    "well-addressed": "Addressed as they call themselves",
    "names-the-case": "Names the case",
    "right-thread": "Right thread",
}


def letter(
    sheet: Sheet,
    made: Made,
    *,
    enclosed: tuple[Enclosed, ...] = (),
    steps: int = 0,
    dirty: bool = False,
    outdated: bool = False,
) -> Letter:
    """The letter as it is shown."""
    draft = sheet.draft
    choices: Choices = made.choices
    shape: Shape = sheet.plan.shape or "ordinary"
    order = {False: 0, True: 1, None: 2}
    lines = sorted(map(check_line, draft.checks), key=lambda line: order[line.ok])
    return Letter(
        text=draft.text,
        subject=draft.subject,
        recipient=draft.recipient,
        also_to=sheet.beside.to,
        cc=sheet.beside.cc,
        bcc=sheet.beside.bcc,
        sender=draft.sender,
        quotation=draft.quotation,
        shape=shape,
        parts=tuple(_part(index, part, sheet.typed) for index, part in enumerate(draft.parts)),
        gaps=tuple(_gap(index, part, sheet.plan) for index, part in enumerate(draft.parts) if part.kind == "gap"),
        questions=questions(sheet.plan, made.matches.matches, sheet.rulebook, draft.parts),
        checks=tuple(lines),
        ready=draft.ready,
        typed=sheet.typed,
        enclosed=enclosed,
        mood=choices.mood,
        manner=choices.manner,
        steps=steps,
        dirty=dirty,
        outdated=outdated,
        warnings=sheet.plan.warnings,
    )


def questions(
    plan: Plan, matches: Sequence[Match], rulebook: Rulebook, parts: Sequence[Part] = ()
) -> tuple[QuestionLink, ...]:
    """Each question with its state, its answers and the places where the letter gives them."""
    ranked = {(match.question.place, match.question.span): match for match in matches}
    return tuple(
        link(index, one, ranked.get((one.question.place, one.question.span)), plan, rulebook, parts)
        for index, one in enumerate(plan.planned)
    )


def link(
    index: int, one: Planned, match: Match | None, plan: Plan, rulebook: Rulebook, parts: Sequence[Part]
) -> QuestionLink:
    """One question with its state, and where the letter answers it."""
    question = one.question
    return QuestionLink(
        index=index,
        number=index + 1,
        text=question.text,
        place=question.place,
        span=question.span,
        kind=question.kind,
        state=one.state,
        why=_why(one, match),
        answer=one.answer,
        about=question.about,
        spans=tuple(part.span for part in parts if index in part.questions),
        ranked=_candidates(match, one.answer, plan, rulebook) if match is not None else (),
    )


def check_line(check: Check) -> CheckLine:
    """A check with its name in plain words."""
    title = TITLES.get(check.code, check.code.replace("-", " ").capitalize())
    return CheckLine(check.code, title, check.ok, check.text, check.evidence, check.about)


def words_of(rule: Answer, plan: Plan) -> str:
    """What an answer says, its facts filled in as far as they are at hand."""
    said = (rule.answer, rule.decline.instead if rule.decline else None, rule.without)
    source = next((words for words in said if words), "")
    try:
        return render_words(source, plan.values)
    except Unsayable:
        return _HOLE.sub(lambda hole: _filled(hole, plan), source).strip()


def _filled(hole: re.Match[str], plan: Plan) -> str:
    """What stands in a place of an answer; what would stand there, in brackets, where that is not at hand."""
    if hole[1] is None:
        return ""
    try:
        return render_words(hole[0], plan.values)
    except Unsayable:
        return f"[{hole[1].replace('.', ' ').replace('_', ' ')}]"


def _candidates(match: Match, taken: str | None, plan: Plan, rulebook: Rulebook) -> tuple[CandidateLine, ...]:
    known = {rule.name: rule for rule in rulebook.answers}
    lines = [
        CandidateLine(
            each.answer, each.score, _plainly(each.why), words_of(known[each.answer], plan), each.answer == taken
        )
        for each in match.ranked
        if each.answer in known
    ]  # fmt: skip
    if taken in known and not any(line.taken for line in lines):
        why = _plainly(match.reason.text)
        lines.insert(0, CandidateLine(taken, 1.0, why, words_of(known[taken], plan), taken=True))
    return tuple(lines)


def _why(one: Planned, match: Match | None) -> str:
    """Why a question is in its state."""
    if one.reason.code == "below-threshold" and match is not None and match.ranked:
        nearest = match.ranked[0]
        taught = _plainly(nearest.why).removeprefix("like the phrasing ")
        end = "" if taught.endswith("?”") else "."
        return f"No rule answers this. The nearest, {nearest.answer}, is for {taught}{end}"
    return _plainly(one.reason.text)


def _plainly(said: str) -> str:
    """What speaks for an answer, without the figures, which are for who writes the rules."""
    return _FIGURES.sub("", said).replace(" ()", "")


def _part(index: int, part: Part, typed: Sequence[Typed]) -> PartLine:
    by = next((one.by for one in typed if one.span.meets(part.span)), None)
    return PartLine(index, part.kind, part.span, part.rule, part.facts, part.questions, by)


def _gap(index: int, part: Part, plan: Plan) -> GapField:
    asks = " / ".join(plan.planned[i].question.text for i in part.questions)
    if not asks and part.source is not None:
        asks = plan.statements[part.source].words
    return GapField(index, part.span, part.questions, asks)


def gap_of(sheet: Sheet, question: int, at: Span | None = None) -> Part | None:
    """The gap of a question (its index), or the first that answers none (-1); where `at` is given, the one there."""
    gaps = [part for part in sheet.draft.parts if part.kind == "gap"]
    if at is not None:
        return next((part for part in gaps if part.span == at), None)
    return next((part for part in gaps if question in part.questions or (question < 0 and not part.questions)), None)
