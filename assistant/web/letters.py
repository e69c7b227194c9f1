"""An opened message to what its page shows: the customer's words and the letter, marked and joined by numbers.

In: the desk's values. Out: paragraphs with their notes (rule and facts under the words they made), and gaps as fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.model import Place, Span, Understanding
from assistant.reviewing.values import GapField, Letter, Opened, PartLine, QuestionLink
from assistant.web.words import Mark, Paragraph, colour, paragraphs

_MARKED = {
    "legal-threat": "speaks of a lawyer or a court",
    "publicity-threat": "speaks of making it public",
    "chargeback-threat": "speaks of taking the money back",
    "self-harm": "speaks of harm to themselves",
    "bereavement": "speaks of a death",
    "product-danger": "speaks of a danger",
    "swearing": "swears at the matter",
}
_ABUSE = {"rude": "rude to people", "abusive": "abuses people", "threat": "threatens a person", "none": ""}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands small under a paragraph: where its words come from."""

    part: int                                       # PartLine.index of the first
    rule: str | None
    by: str | None                                  # who typed it
    numbers: tuple[int, ...]                        # of the questions that it answers
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the letter with its notes, or a gap in it."""

    paragraph: Paragraph | None = None
    notes: tuple[Note, ...] = ()
    gap: GapField | None = None
    questions: tuple[QuestionLink, ...] = ()        # of the gap


def letter_blocks(letter: Letter) -> tuple[Block, ...]:
    """The letter from top to bottom."""
    return tuple(_blocks(letter))


def _blocks(letter: Letter) -> Iterator[Block]:
    marks = tuple(_letter_marks(letter))
    at = 0
    for gap in sorted(letter.gaps, key=lambda gap: gap.span):
        yield from _words(letter, marks, Span(at, max(at, gap.span.start)))
        yield Block(gap=gap, questions=tuple(one for one in letter.questions if one.index in gap.questions))
        at = max(at, gap.span.end)
    yield from _words(letter, marks, Span(at, max(at, len(letter.text))))


def _words(letter: Letter, marks: tuple[Mark, ...], within: Span) -> Iterator[Block]:
    for paragraph in paragraphs(letter.text, marks, within):
        here = [part for part in letter.parts if paragraph.span.start <= part.span.start < paragraph.span.end]
        yield Block(paragraph, tuple(_notes(letter, here)))


def _notes(letter: Letter, parts: list[PartLine]) -> Iterator[Note]:
    """One note for each rule, and for each person who typed something."""
    numbers = {question.index: question.number for question in letter.questions}
    sources = dict.fromkeys((part.rule, part.by) for part in parts if part.rule or part.by)
    for rule, by in sources:
        its = [part for part in parts if (part.rule, part.by) == (rule, by)]
        asked = dict.fromkeys(numbers[index] for part in its for index in part.questions if index in numbers)
        facts = dict.fromkeys(fact for part in its for fact in part.facts)
        yield Note(its[0].index, rule, by, tuple(asked), tuple(facts))


def _letter_marks(letter: Letter) -> Iterator[Mark]:
    for question in letter.questions:
        for span in question.spans:
            yield Mark(span, colour(question.number), question.number, f"said to question {question.number}")
    for typed in letter.typed:
        yield Mark(typed.span, "typed", title=f"typed by {typed.by}")
    for check in letter.failing:
        for span in check.evidence:
            yield Mark(span, "fails", title=check.title)


def their_words(opened: Opened) -> tuple[Paragraph, ...]:
    """What the customer wrote themselves, with all that was read out of it."""
    if opened.message is None:
        return ()
    return paragraphs(opened.message.own_words, _their_marks(opened, "body"))


def their_subject(opened: Opened) -> tuple[Paragraph, ...]:
    """Their subject, marked as their words are."""
    if opened.message is None:
        return ()
    return paragraphs(opened.message.subject, _their_marks(opened, "subject"))


def earlier(opened: Opened) -> tuple[Paragraph, ...]:
    """The questions of messages before that are still open."""
    return paragraphs(opened.earlier, _their_marks(opened, "earlier"))


def _their_marks(opened: Opened, place: Place) -> Iterator[Mark]:
    for question in opened.questions:
        if question.place == place:
            yield Mark(question.span, colour(question.number), question.number, f"question {question.number}")
    if opened.understanding is not None:
        asked = {one.span for one in opened.questions if one.place == place}
        for mark in _read_marks(opened.understanding, place):
            if mark.css != "wish" or mark.span not in asked:
                yield mark
    for check in opened.letter.failing if opened.letter else ():
        for where, span in check.about:
            if where == place and not any(one.span == span for one in opened.questions):
                yield Mark(span, "about", title=check.title)


def _read_marks(understanding: Understanding, place: Place) -> Iterator[Mark]:
    if understanding.abuse.place == place:
        for span in understanding.abuse.evidence:
            yield Mark(span, "abuse", title=_ABUSE[understanding.abuse.level])
    if place == "body":
        for span in understanding.tone.evidence:
            yield Mark(span, "heat", title="heard in the tone")
        for mark in understanding.marks:
            yield Mark(mark.span, "heed", title=_MARKED[mark.code])
    if understanding.wish is not None and understanding.wish.place == place:
        yield Mark(understanding.wish.span, "wish", title=f"asks for: {understanding.wish.remedy}")
