"""What every check looks at: the message, the plan, the draft, and the words that were approved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.listing import labels, own_numbers
from assistant.drafting.render import Unsayable, render_words
from assistant.model import Address, Circumstances, Draft, Part, PartKind, Plan, Reading, Span
from assistant.rules.rulebook import Rulebook

# What `re` takes for a letter of ASCII when it does not tell case apart, beside the letter's own two forms.
_ALIKE = {0x130: "i", 0x131: "i", 0x17F: "s", 0x2019: "'", 0xA0: " ", 0x202F: " "}
_BREAK = re.compile(r"(?<!\n)[\n\t](?!\n)")
# No sentence ends at a title or an abbreviation; each item of a list is one.
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bProf\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    r"(?<!\bapprox\.)[\"”’)]*\s+|\n{2,}|\n(?=\s*(?:[-*•–]|\d{1,2}[.)])\s)"
)


@dataclass(frozen=True)  # no slots: what several checks ask for is kept
class Case:
    """One draft before the checks. `templates` are the sources, file name to text.

    `others` are those who get it beside its recipient, since somebody has put them there.
    """

    reading: Reading
    plan: Plan
    draft: Draft
    rulebook: Rulebook
    templates: Mapping[str, str]
    circumstances: Circumstances
    others: tuple[Address, ...] = ()

    def parts(self, *kinds: PartKind) -> tuple[Part, ...]:
        """The draft's parts of these kinds, in the order of the text."""
        return tuple(part for part in self.draft.parts if part.kind in kinds)

    def said(self, part: Part) -> str:
        """The part's text."""
        return part.span.of(self.draft.text)

    @cached_property
    def lower(self) -> str:
        """The draft's text in lower case, character for character."""
        return lowered(self.draft.text)

    @cached_property
    def body_end(self) -> int:
        """Where the letter ends and the signature begins."""
        signatures = self.parts("signature")
        return signatures[0].span.start if signatures else len(self.draft.text)

    @cached_property
    def gaps(self) -> tuple[Span, ...]:
        """The places of the lines that wait for the owner; what stands in them is the customer's."""
        return tuple(part.span for part in self.parts("gap"))

    @cached_property
    def approved(self) -> tuple[str, ...]:
        """What the words of each statement of the plan come to; nothing where they cannot be said."""
        return tuple(self._approved(index) for index in range(len(self.plan.statements)))

    def _approved(self, index: int) -> str:
        statement = self.plan.statements[index]
        if statement.kind == "gap":
            return ""
        try:
            return render_words(statement.words, {**self.plan.values, **statement.values})
        except Unsayable:
            return ""

    def approved_for(self, part: Part) -> str | None:
        """The words from the rules that a part was made from; None where a template said it."""
        if part.source is None:
            return None
        return self.approved[part.source] if part.source < len(self.approved) else ""

    @cached_property
    def labels(self) -> tuple[Span, ...]:
        """The places of the numbers of a list of answers, as far as they are the right ones."""
        own = own_numbers(self.reading.message.own_words, self.plan.planned)
        return labels(self.draft.text, self.draft.parts, own)

    def loose(self) -> Iterator[Span]:
        """The places of the text between the parts: what the template says by itself, but for the numbers of a list."""
        at = 0
        for span in sorted((*(part.span for part in self.draft.parts), *self.labels)):
            if at < span.start:
                yield Span(at, span.start)
            at = max(at, span.end)
        if at < len(self.draft.text):
            yield Span(at, len(self.draft.text))


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


def lowered(text: str) -> str:
    """The text in lower case, character for character: patterns that tell case apart are many times as fast.

    Line breaks inside a paragraph are blanks, and apostrophes are straight.
    """
    return _BREAK.sub(" ", text if text.isascii() else text.translate(_ALIKE)).lower()


def outside(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether the span shares nothing with any of the others."""
    return not any(span.meets(other) for other in others)
