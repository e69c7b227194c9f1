"""Every number, amount, date, percentage, link, address and promise comes from the rules, a fact or a lookup."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.drafting.checks import stock
from assistant.drafting.checks.case import Case, sentences
from assistant.drafting.checks.figures import figures, figures_of, promises
from assistant.model import Check, Part, Span
from assistant.planning.holding import local

CODE = "only-approved-facts"


def check(case: Case) -> Check:
    """Fails for an expired fact, and for a figure or a promise that the words approved for its place do not hold."""
    stale = _expired(case)
    if stale is not None:
        part, name, last = stale
        return Check(CODE, False, f"{name} was good until {last}. Give it a new value in the rules.", (part.span,))
    text = case.draft.text
    wrong, misplaced = _figures(case)
    if wrong:
        said = f"“{wrong[0].of(text)}” is approved nowhere. Take it out, or make it a fact."
        return Check(CODE, False, said, tuple(wrong))
    if misplaced:
        said = f"“{misplaced[0].of(text)}” stands where another figure was approved. Put each in its place."
        return Check(CODE, False, said, tuple(misplaced))
    promised = next(_promises(case), None)
    if promised is not None:
        return Check(CODE, False, f"“{promised.of(text)}” is promised nowhere in the rules. Take it out.", (promised,))
    return Check(CODE, True, "Every figure and every promise comes from the rules, a fact or a lookup.")


def _expired(case: Case) -> tuple[Part, str, str] | None:
    """The first part that states a fact past its last day: the part, the fact and that day."""
    today = local(case.circumstances.now, case.rulebook.business.timezone).date()
    for part in case.draft.parts:
        for name in part.facts:
            room, _, key = name.partition(".")
            fact = case.rulebook.facts.get(key) if room == "facts" else None
            if fact is not None and fact.valid_until is not None and fact.valid_until < today:
                return part, name, fact.valid_until.isoformat()
    return None


def _figures(case: Case) -> tuple[list[Span], list[Span]]:
    """The figures that are approved nowhere for their place, and those that stand in another's."""
    # Templates are wording, not facts: a figure in one is approved nowhere.
    names = (case.plan.reference, case.rulebook.business.name, f"at {case.rulebook.business.name}")
    always = {figure for own in names for figure in figures_of(own)}
    text = case.draft.text
    wrong: list[Span] = []
    misplaced: list[Span] = []
    for part in case.draft.parts:
        if part.kind == "gap":
            continue
        approved = _approved(part, case)
        left = [each for each in approved if each not in always]
        for figure, place in figures(case.said(part), part.span.start):
            if figure in always:
                continue
            if figure in left:
                del left[: left.index(figure) + 1]
            else:
                (misplaced if figure in approved else wrong).append(place)
    for loose in case.loose():
        wrong += [place for figure, place in figures(loose.of(text), loose.start) if figure not in always]
    return sorted(wrong), misplaced


def _approved(part: Part, case: Case) -> tuple[str, ...]:
    """The figures that this part may state, in their order."""
    if part.kind == "greeting":
        return figures_of(f"Dear {case.plan.addressee or ''}")     # "May Brown" is no month behind "Dear" alone
    words = case.approved_for(part)
    return figures_of(words) if words else ()


def _promises(case: Case) -> Iterator[Span]:
    """The sentences, as far as they lie in one part, with a promise that neither the rules nor the template make."""
    text = case.draft.text
    for part in case.draft.parts:
        if part.kind == "gap":
            continue
        approved = case.approved_for(part)
        for sentence in _bound(case, part.span):
            said = sentence.of(text)
            known = stock.holds(said, case) if approved is None else stock.within(said, approved)
            if not known:
                yield sentence
    for place in case.loose():
        for sentence in _bound(case, place):
            if not stock.holds(sentence.of(text), case):
                yield sentence


def _bound(case: Case, within: Span) -> Iterator[Span]:
    """The sentences inside a place that bind us."""
    bound = list(promises(within.of(case.draft.text), within.start))
    if bound:
        yield from (s for s in sentences(case.draft.text, within) if any(s.meets(place) for place in bound))
