"""The remedy they ask for comes first where the rules grant it."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case
from assistant.model import Check, Span

CODE = "their-wish-first"

# How a letter names each remedy. Only these three can be told from words alone.
_SAID = {
    "refund": re.compile(r"(?i)\brefund|\bmoney back\b|\bpay (?:you|it|the \S+) back\b|\brepay"),
    "replacement": re.compile(
        r"(?i)\breplace|\b(?:new|second|another|fresh|perfect) cop(?:y|ies)\b"
        r"|\bsend (?:you )?(?:a new|another|the right)\b"
    ),
    "repair": re.compile(r"(?i)\brepair|\bmend\b|\bfix\b"),
}


def check(case: Case) -> Check:
    """Fails where another remedy is offered before the one that was wished for and is granted."""
    wish = case.plan.wish
    if wish is None or not case.plan.wish_granted or wish not in _SAID:
        return Check(CODE, None, "They ask for no remedy that the rules grant.")
    text = case.draft.text
    offered = case.parts("answer", "choice", "instead", "decline")
    places = {
        remedy: Span(found.start() + part.span.start, found.end() + part.span.start)
        for remedy, pattern in _SAID.items()
        for part in reversed(offered)
        if (found := pattern.search(part.span.of(text)))
    }
    if wish not in places:
        return Check(CODE, False, f"They ask for a {wish}, the rules grant it, and the draft does not offer it.")
    earlier = [remedy for remedy, place in places.items() if place < places[wish]]
    if earlier:
        return Check(CODE, False, f"They ask for a {wish}, and a {earlier[0]} is offered first.", (places[earlier[0]],))
    return Check(CODE, True, f"The {wish} that they ask for comes first.", (places[wish],))
