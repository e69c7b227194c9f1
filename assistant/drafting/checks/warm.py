"""Thanks or interest in the first lines, and an invitation to ask further."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, paragraphs
from assistant.model import Check, Span

CODE = "warm"
_THANKS = re.compile(                              # all three over `lowered` text
    r"\b(?:thank|thanks|glad|lovely|delighted|pleased|happy|good (?:question|to hear)|kind|interest)\w*"
)
_CARE = re.compile(r"\b(?:sorry|understand|can see)\b")
_INVITATION = re.compile(r"\b(?:reply|write|ask|contact|tell us|let us know|get in touch|call|hear from you)\b")


def check(case: Case) -> Check:
    """Fails without thanks or interest in the first two paragraphs, or without an invitation to write again."""
    text = case.draft.text
    plain = lowered(text)
    blocks = list(paragraphs(text, case.body_end))
    first = [block for block in blocks if outside_greeting(case, block)][:2]
    pattern = _CARE if case.plan.shape == "calm" else _THANKS
    opening = [
        Span(block.start + f.start(), block.start + f.end())
        for block in first
        for f in pattern.finditer(block.of(plain))
    ]
    if not opening:
        return Check(CODE, False, "The first lines show neither thanks nor interest.", tuple(first[:1]))
    inviting = [block for block in blocks[1:] if _INVITATION.search(block.of(plain))]
    if not inviting:
        return Check(CODE, False, "Nothing invites them to write again.")
    begins = "understanding" if pattern is _CARE else "thanks or interest"
    return Check(CODE, True, f"It begins with {begins} and invites them to write again.", (opening[0], inviting[-1]))


def outside_greeting(case: Case, block: Span) -> bool:
    """Whether a paragraph is more than the greeting."""
    return not any(part.span.start <= block.start and block.end <= part.span.end for part in case.parts("greeting"))
