"""What every check looks at: the message, the plan, the draft, and the words that were approved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.model import Circumstances, Draft, Part, PartKind, Plan, Reading, Span
from assistant.rules.rulebook import Rulebook

GAP = re.compile(r"\[\[ ANSWER NEEDED:.*?\]\]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n{2,}")


@dataclass(frozen=True, slots=True)
class Case:
    """One draft before the checks. `templates` are the sources, file name to text."""

    reading: Reading
    plan: Plan
    draft: Draft
    rulebook: Rulebook
    templates: Mapping[str, str]
    circumstances: Circumstances

    def parts(self, *kinds: PartKind) -> tuple[Part, ...]:
        """The draft's parts of these kinds, in the order of the text."""
        return tuple(part for part in self.draft.parts if part.kind in kinds)

    def said(self, part: Part) -> str:
        """The part's text."""
        return part.span.of(self.draft.text)

    @property
    def body_end(self) -> int:
        """Where the letter ends and the signature begins."""
        signatures = self.parts("signature")
        return signatures[0].span.start if signatures else len(self.draft.text)


def paragraphs(text: str, end: int | None = None) -> Iterator[Span]:
    """The places of the paragraphs of `text` before `end`; blank lines part them."""
    limit = len(text) if end is None else end
    at = 0
    for block in re.split(r"(\n{2,})", text[:limit]):
        stripped = block.strip("\n ")
        if stripped:
            start = at + block.index(stripped)
            yield Span(start, start + len(stripped))
        at += len(block)


def sentences(text: str, within: Span) -> Iterator[Span]:
    """The places of the sentences of a letter. Letters are ours and plain, so a simple reader will do."""
    at = within.start
    body = within.of(text)
    last = 0
    for end in _SENTENCE_END.finditer(body):
        if body[last : end.start()].strip():
            yield Span(at + last, at + end.start())
        last = end.end()
    if body[last:].strip():
        yield Span(at + last, at + len(body.rstrip()))


def gaps(text: str) -> tuple[Span, ...]:
    """The places of the lines that wait for the owner; what stands in them is the customer's."""
    return tuple(Span(found.start(), found.end()) for found in GAP.finditer(text))


def outside(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether the span shares nothing with any of the others."""
    return not any(span.meets(other) for other in others)
