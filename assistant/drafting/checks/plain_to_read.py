"""No sentence over 30 words; no unfilled placeholder, no template syntax, no paragraph twice."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, outside, paragraphs, sentences
from assistant.model import Check, Span

CODE = "plain-to-read"
MAX_WORDS = 30
_UNFILLED = re.compile(
    # over `lowered` text
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{[a-z_.]+\}|<<|>>|\[(?:name|date|order|number|insert)[^\]]*\]|<(?:name|date|order|number)[^>]*>"
    r"|\b(?:x{3,}|undefined|lorem ipsum|none|nan)\b"
)
_WORD = re.compile(r"[^\W_][\w'’.,:/@£$€%-]*")


def check(case: Case) -> Check:
    """Fails for a sentence of more than 30 words, for anything unfilled, and for a paragraph said twice."""
    text = case.draft.text
    open_gaps = case.gaps
    for place in (Span(*found.span()) for found in _UNFILLED.finditer(lowered(text))):
        if outside(place, open_gaps):
            return Check(CODE, False, f"“{place.of(text)}” was left unfilled.", (place,))
    seen: dict[str, Span] = {}
    for block in paragraphs(text, case.body_end):
        words = re.sub(r"\W+", " ", block.of(text).lower()).strip()
        if words in seen and outside(block, open_gaps):
            return Check(CODE, False, "The same paragraph stands twice.", (seen[words], block))
        seen[words] = block
        for sentence in sentences(text, block):
            count = len(_WORD.findall(sentence.of(text)))
            if count > MAX_WORDS and outside(sentence, open_gaps):
                return Check(CODE, False, f"A sentence has {count} words; {MAX_WORDS} is the most.", (sentence,))
    return Check(CODE, True, "It is plain to read.")
