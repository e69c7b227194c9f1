"""Spoil a good draft by an edit, as a careless hand would: the parts keep their places around it."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.checks.case import Case
from assistant.model import Part, Span


def put(case: Case, at: int, end: int, new: str) -> Case:
    """The case with the characters from `at` to `end` replaced; a part they lie in grows or shrinks with it."""
    text = case.draft.text
    change = len(new) - (end - at)

    def moved(part: Part) -> Part | None:
        start, stop = part.span.start, part.span.end
        if start >= end:
            return replace(part, span=Span(start + change, stop + change))
        if stop <= at:
            return part
        if at <= start and stop <= end and not new:
            return None  # the whole part was deleted
        return replace(part, span=Span(min(start, at), max(stop + change, min(start, at))))

    parts = tuple(part for part in map(moved, case.draft.parts) if part is not None)
    return replace(case, draft=replace(case.draft, text=text[:at] + new + text[end:], parts=parts))


def edited(case: Case, old: str, new: str) -> Case:
    """The case with the first `old` in the draft's text replaced."""
    at = case.draft.text.index(old)
    return put(case, at, at + len(old), new)
