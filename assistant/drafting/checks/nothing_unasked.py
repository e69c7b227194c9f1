"""Outside what the shape of reply provides, no stock text about things that the customer did not raise."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.drafting.checks.case import Case
from assistant.drafting.render import Unsayable, render_words
from assistant.model import Check, Span

CODE = "nothing-unasked"
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _approved(source: int, case: Case) -> list[str]:
    """The words that a statement of the plan comes to."""
    statement = case.plan.statements[source]
    try:
        return _words(render_words(statement.words, {**case.plan.values, **statement.values}))
    except Unsayable:
        return []


@lru_cache(maxsize=64)
def _literal(template: str) -> str:
    """What a template says in its own words."""
    return " ".join(_WORD.findall(_TAGS.sub(" ", template)))


def check(case: Case) -> Check:
    """Fails for a part whose rule answers no question, and for words that neither rules nor template brought."""
    used = {planned.answer for planned in case.plan.planned}
    for part in case.draft.parts:
        if part.rule is not None and part.rule not in used:
            return Check(CODE, False, f"“{case.said(part)[:60]}” is about something nobody asked.", (part.span,))
        if part.source is not None and part.kind != "gap" and _words(case.said(part)) != _approved(part.source, case):
            return Check(CODE, False, f"“{case.said(part)[:60]}” is not what the rule says.", (part.span,))
    literal = " ".join(_literal(source) for source in case.templates.values())
    at = 0
    for stop in (*case.draft.parts, None):
        end = stop.span.start if stop else len(case.draft.text)
        loose = case.draft.text[at:end]
        words = " ".join(_WORD.findall(loose))
        if words and f" {words} " not in f" {literal} ":
            start = at + len(loose) - len(loose.lstrip())
            return Check(
                CODE, False, f"“{loose.strip()[:60]}” comes from no rule.", (Span(start, at + len(loose.rstrip())),)
            )
        at = max(at, stop.span.end) if stop else at
    return Check(CODE, True, "Nothing is said that was not asked.")
