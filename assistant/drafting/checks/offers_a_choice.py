"""To a complaint: an alternative, where the rule has one, so that the customer chooses."""

from __future__ import annotations

import re

from assistant.drafting.checks import stock
from assistant.drafting.checks.case import Case
from assistant.model import Check, Place, Span

CODE = "offers-a-choice"
# Words that leave the decision to the customer.
_THEIRS = re.compile(
    r"\b(?:or|rather|prefer\w*|instead|which(?:ever)?|choose|choice|would (?:you )?like|if you like|alternatively"
    r"|either|suits?|wish|tell us|let us know|(?:short )?reply|say the word|word from you|ask for)\b"
)


def check(case: Case) -> Check:
    """Fails where a complaint's rule has alternatives and the draft lacks one of them, or leaves them no choice."""
    if case.plan.shape != "complaint":
        return Check(CODE, None, "It is not a reply to a complaint.")
    answered = [planned for planned in case.plan.planned if planned.state == "answered"]
    used = {planned.answer for planned in answered}
    having = [rule for rule in case.rulebook.answers if rule.name in used and rule.complaint and rule.choices]
    if not having:
        return Check(CODE, None, "No rule that was used has an alternative.")
    names = {rule.name for rule in having}
    about: tuple[tuple[Place, Span], ...] = tuple(
        (one.question.place, one.question.span) for one in answered if one.answer in names
    )
    offered = tuple(part for part in case.parts("choice") if part.source is not None and case.said(part).strip())
    here = tuple(part.span for part in offered)
    missing = [rule.name for rule in having if not any(part.rule == rule.name for part in offered)]
    if missing:
        text = f"{missing[0]} has alternatives, and the draft offers none. Put them back."
        return Check(CODE, False, text, here, about)
    sources = [part.source for part in offered]
    wanted = [n for n, statement in enumerate(case.plan.statements) if statement.kind == "choice"]
    if set(wanted) - set(sources):
        return Check(CODE, False, "An alternative of the rules is not in the draft. Put it back.", here, about)
    said = [stock.words(case.said(part)) for part in offered]
    if len(set(said)) < len(said):
        return Check(CODE, False, "The same alternative stands twice.", here, about)
    for part in offered:
        if not _still(stock.words(case.said(part)), stock.words(case.approved_for(part) or "")):
            text = f"“{case.said(part)[:60]}” is not the alternative that the rules have. Put its words back."
            return Check(CODE, False, text, (part.span,), about)
    last = offered[-1].span
    end = case.draft.text.find("\n\n", last.end)
    around = case.lower[case.draft.text.rfind("\n\n", 0, offered[0].span.start) + 1 : end if end > 0 else case.body_end]
    if not _THEIRS.search(around):
        return Check(CODE, False, "Nothing tells them that they may choose. Ask which they would like.", here, about)
    return Check(CODE, True, "They can choose.", here, about)


def _still(said: str, approved: str) -> bool:
    """Whether most of the approved words are still there."""
    words = approved.split()
    there = set(said.split())
    return sum(word in there for word in words) >= 0.6 * len(words)
