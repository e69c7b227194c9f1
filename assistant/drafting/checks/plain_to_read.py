"""No sentence over 30 words; no unfilled placeholder, no template syntax, no paragraph twice."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, gaps, outside, paragraphs, sentences
from assistant.model import Check, Span

CODE = "plain-to-read"
MAX_WORDS = 30
_UNFILLED = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{[a-z_.]+\}|<<|>>|\[(?:name|date|order|number|insert)[^\]]*\]|<(?:name|date|order|number)[^>]*>"
    r"|\b(?:X{3,}|undefined|lorem ipsum|None|NaN)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w'’.,:/@£$€%-]*")


def check(case: Case) -> Check:
    """Fails for a sentence of more than 30 words, for anything unfilled, and for a paragraph said twice."""
    text = case.draft.text
    open_gaps = gaps(text)
    for found in _UNFILLED.finditer(text):
        if outside(Span(*found.span()), open_gaps):
            return Check(CODE, False, f"“{found.group()}” was left unfilled.", (Span(*found.span()),))
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
