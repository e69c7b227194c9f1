"""The numbers of a list of answers: the customer's own where they numbered their questions, else 1, 2, 3.

In: the plan's questions with their places, or a letter's parts. Out: what stands before each answer, and where.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.model import Part, PartKind, Planned, Span

SAYING: tuple[PartKind, ...] = ("answer", "decline", "instead", "ask", "gap")
_OWN = re.compile(r"(?:^|\n)[ \t]*\(?(\d{1,2}|[a-hA-H])[.):][ \t]*$")
_NUMBER = re.compile(r"(?:\d{1,2}|[a-hA-H])(?:, (?:\d{1,2}|[a-hA-H]))*[.)]")


def own_numbers(own_words: str, planned: Sequence[Planned]) -> tuple[str, ...]:
    """What the customer put before each question, "2" or "b"; nothing unless each has its own.

    Only those of the body count; what they asked before or in the subject has no number.
    """
    found: list[str] = []
    for one in planned:
        question = one.question
        number = _OWN.search(own_words[: question.span.start]) if question.place == "body" else None
        if number is None or number[1] in found:
            return ()
        found.append(number[1])
    return tuple(found) if len(found) > 1 else ()


def label(position: int, questions: Sequence[int], own: Sequence[str]) -> str:
    """What stands before the answer at this position, from 1: "3.", or by the customer's own numbers "b)", "1, 4."."""
    numbers = [own[index] for index in questions if index < len(own)]
    if not numbers:
        return f"{position}."
    return ", ".join(numbers) + (")" if numbers[0].isalpha() else ".")


def labels(text: str, parts: Sequence[Part], own: Sequence[str]) -> tuple[Span, ...]:
    """Where a letter numbers its answers, as far as the numbers are the right ones."""
    found: list[Span] = []
    last: tuple[str | None, tuple[int, ...]] | None = None
    for part in parts:
        if part.kind not in SAYING or not part.questions:
            continue
        if (part.rule, part.questions) == last and part.kind != "gap":
            continue                                # it goes on in the same paragraph
        last = (part.rule, part.questions)
        begin = text.rfind("\n", 0, part.span.start) + 1
        before = text[begin : part.span.start].strip()
        right = [label(len(found) + 1, part.questions, given) for given in ((), own)]
        if _NUMBER.fullmatch(before) and before in right:
            found.append(Span(begin, part.span.start))
    return tuple(found)
