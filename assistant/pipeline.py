"""The rooms in a row. Read this second, after model.py.

    raw ─ read ─ Reading ─ match ─ Matches ─┐
                                            │   the landing: the shell fetches Matches.wanted
    Draft ─ draft ─ Plan ─ decide ──────────┘

`read` and `match` are pure; the shell fetches what is wanted; `decide` and `draft` are pure again.
Values in, values out: the time, who we are and what the store knows come in as Circumstances.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.drafting.draft import draft as write_draft
from assistant.drafting.letter import CannotSay
from assistant.drafting.page import page_fault
from assistant.drafting.sandbox import half_translated, layout_fault, template_fault, words_fault
from assistant.errors import RulesError
from assistant.meaning import Meaning
from assistant.model import (
    Circumstances,
    Draft,
    Found,
    History,
    Matches,
    Message,
    Plan,
    Planned,
    Reading,
    Reason,
    Statement,
)
from assistant.planning.holding import main_language
from assistant.planning.intake import turned_away
from assistant.planning.matching import Index
from assistant.planning.matching import match as match_questions
from assistant.planning.matching import prepare as prepare_index
from assistant.planning.plan import plan as make_plan
from assistant.rules import Unread, load
from assistant.rules.rulebook import Rulebook
from assistant.understanding.resuming import resumed
from assistant.understanding.tongues import named
from assistant.understanding.understand import understand

_NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rules made ready for work: the rulebook, its templates, the index of its phrasings, the reader of meaning."""

    rulebook: Rulebook
    templates: Mapping[str, str]
    index: Index
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that the rooms made of one message. `draft` is None under hold and skip."""

    reading: Reading
    matches: Matches
    plan: Plan
    draft: Draft | None


def prepare(rules: str, templates: Mapping[str, str], meaning: Meaning, *, path: str = "rules.yaml") -> Prepared:
    """Rules and templates made ready. RulesError lists every fault, each with its line and its remedy."""
    rulebook = checked(rules, templates, path=path)
    return Prepared(rulebook, templates, prepare_index(rulebook, meaning), meaning)


def checked(
    rules: str | Unread,
    templates: Mapping[str, str],
    *,
    path: str = "rules.yaml",
    files: Mapping[str, str | Unread] | None = None,
) -> Rulebook:
    """The rulebook, once it and the templates are free of faults. RulesError as `prepare`.

    `files` are the texts of the files that the rules include, by the names by which they do.
    """
    loaded = load(rules, path=path, files=files)
    faults = [str(fault) for fault in loaded.errors]
    for passage in loaded.passages:
        found = words_fault(passage.text) if passage.use == "words" else None
        if found is not None:
            line, column = passage.at_line(found[0], found[1])
            where = f'answer "{passage.rule}": ' if passage.rule else ""
            faults.append(f"{passage.path}:{line}:{column}: {where}{passage.label}: {found[2]}")
    for name, source in templates.items():
        found = page_fault(source) if name.endswith(".html.j2") else template_fault(source)
        if found is not None:
            faults.append(f"templates/{name}:{found[0]}:{found[1]}: {found[2]}")
        lacking = layout_fault(name, source, templates)
        if lacking is not None:
            faults.append(f"templates/{name}:1:1: {lacking}")
        half = half_translated(name, templates)
        if half is not None:
            faults.append(f"templates/{name}:{half[0]}:1: {half[1]}")
    if faults or loaded.rulebook is None:
        raise RulesError("\n".join(faults))
    return loaded.rulebook


def turn_away(message: Message, prepared: Prepared, circumstances: Circumstances) -> Plan | None:
    """The plan to skip a message that need not be understood, a machine's say; None: read it."""
    decision = turned_away(message, prepared.rulebook, circumstances)
    return None if decision is None else Plan(decision[0], decision[1])


def read(message: Message, meaning: Meaning, history: History = _NO_HISTORY) -> Reading:
    """What was written and what it means, with what was asked before and is still open."""
    understanding = understand(message, meaning=meaning)
    return Reading(message, resumed(understanding, message, history, meaning=meaning))


def match(reading: Reading, prepared: Prepared, history: History = _NO_HISTORY) -> Matches:
    """What could answer it, and what must be looked up: only what an answer that was accepted needs."""
    matches = match_questions(reading, prepared.index, history.keys)
    accepted = {match.accepted for match in matches.matches}
    needed = {answer.needs for answer in prepared.rulebook.answers if answer.name in accepted}
    return replace(matches, wanted=tuple(each for each in matches.wanted if each.lookup in needed))


def decide(
    reading: Reading, matches: Matches, prepared: Prepared, circumstances: Circumstances, found: tuple[Found, ...] = ()
) -> Plan:
    """What becomes of it and what will be said. Raises ValueError where a question would have no state, or two."""
    language = reading.understanding.language
    main = main_language(prepared.rulebook, language)
    promising = main or f"{language}/holding.txt.j2" in prepared.templates
    plan = make_plan(reading, matches, prepared.rulebook, circumstances, found, promising_letter=promising)
    if plan.shape is not None and not main:
        template = f"{language}/{plan.shape}.txt.j2"
        if template not in prepared.templates:
            text = f"It is written in {named(language)}, and there is no letter in it: templates/{template} is missing."
            return Plan("hold", (Reason("language-not-served", text),), warnings=plan.warnings)
    check_states(reading, plan)
    return plan


def check_states(reading: Reading, plan: Plan) -> None:
    """Hold the first promise: in a plan that drafts, every question is in exactly one state."""
    if plan.shape is None:
        return
    planned = [one.question for one in plan.planned]
    for question in reading.understanding.questions:
        if planned.count(question) != 1:
            raise ValueError(f"the question {question.text!r} is in {planned.count(question)} states")


def draft(reading: Reading, plan: Plan, prepared: Prepared, circumstances: Circumstances) -> tuple[Plan, Draft | None]:
    """The letter, checked. Words that fail while being said become gaps, so the plan may come back changed."""
    if plan.shape is None:
        return plan, None
    for _ in range(len(plan.statements) + 1):
        try:
            return plan, write_draft(reading, plan, prepared.rulebook, prepared.templates, circumstances)
        except CannotSay as error:
            plan = _without(plan, error.index, str(error))
    raise RulesError("the words of the rules fail one after the other")


def _without(plan: Plan, index: int, why: str) -> Plan:
    """The plan with one statement that cannot be said taken out; the questions it answers become gaps."""
    failed = plan.statements[index]
    reason = Reason("words-failed", f"The words of {failed.rule or failed.kind} cannot be said: {why}.")
    if not failed.questions:
        kept = (*plan.statements[:index], *plan.statements[index + 1 :])
        return replace(plan, statements=kept, warnings=(*plan.warnings, reason))
    planned = tuple(
        Planned(one.question, "gap", reason) if i in failed.questions else one for i, one in enumerate(plan.planned)
    )
    statements: list[Statement] = []
    for statement in plan.statements:
        if not set(statement.questions) & set(failed.questions):
            statements.append(statement)
        elif statement is failed:
            statements += [Statement("gap", "", questions=(i,)) for i in failed.questions]
    return replace(plan, planned=planned, statements=tuple(statements), warnings=(*plan.warnings, reason))


def assist(
    message: Message, prepared: Prepared, circumstances: Circumstances, found: tuple[Found, ...] = ()
) -> Outcome:
    """All the rooms, for a message whose lookups (if any) are at hand already."""
    reading = read(message, prepared.meaning, circumstances.history)
    matches = match(reading, prepared, circumstances.history)
    plan, made = draft(reading, decide(reading, matches, prepared, circumstances, found), prepared, circumstances)
    return Outcome(reading, matches, plan, made)
