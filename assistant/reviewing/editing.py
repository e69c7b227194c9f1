"""A letter in a reviewer's hands: its parts carried through each edit, then every check of the contract anew.

What a person typed counts as approved by that person: a part they changed says what they wrote, whatever the rules
said there. What nobody answers for (rules that have changed since) stays unapproved, and the checks say so. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting import checks
from assistant.drafting.checks.case import Case
from assistant.drafting.outgoing import Named
from assistant.model import Address, Circumstances, Draft, Part, Plan, Reading, Span
from assistant.reviewing.changes import Change, changes
from assistant.reviewing.edits import Edit
from assistant.reviewing.values import Typed
from assistant.rules.rulebook import Rulebook

_WORD = re.compile(r"\w")
_NOBODY = Named()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter with all that its checks look at. `plan` says what reviewers said, where they changed it.

    `beside` are those who get it beside its recipient: somebody has put them there in a mail program.
    """

    reading: Reading
    plan: Plan
    draft: Draft
    rulebook: Rulebook
    templates: Mapping[str, str]
    circumstances: Circumstances
    typed: tuple[Typed, ...] = ()
    beside: Named = _NOBODY

    @property
    def text(self) -> str:
        """The letter, without what is quoted below it."""
        return self.draft.text


def tidy(text: str) -> str:
    """A text from a browser or an editor as letters are kept: "\\n" between lines, one at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n ") + "\n"


def revised(sheet: Sheet, text: str, *, by: str | None) -> Sheet:
    """The letter as it was edited to `text`, linked and checked. `by`: who answers for the edit; None is nobody."""
    text = tidy(text)
    made = changes(sheet.text, text)
    return _after(sheet, text, made, by) if made else sheet


def _after(sheet: Sheet, text: str, made: tuple[Change, ...], by: str | None) -> Sheet:
    plan, parts = Edit(sheet.text, sheet.draft.parts, sheet.plan, text, made, by).settled()
    draft = replace(sheet.draft, text=text, parts=parts, html="", checks=())
    return checked(replace(sheet, plan=plan, draft=draft, typed=retyped(sheet.typed, made, text, by)))


def checked(sheet: Sheet) -> Sheet:
    """The same letter, after every check."""
    case = Case(
        sheet.reading, sheet.plan, sheet.draft, sheet.rulebook, sheet.templates, sheet.circumstances,
        sheet.beside.everybody,
    )  # fmt: skip
    return replace(sheet, draft=replace(sheet.draft, checks=checks.run(case)))


def addressed(sheet: Sheet, recipient: Address | None, subject: str, beside: Named) -> Sheet:
    """The letter to these people under this subject, checked anew where that is another envelope."""
    draft = sheet.draft
    if (draft.recipient, draft.subject, sheet.beside) == (recipient, subject, beside):
        return sheet
    return checked(replace(sheet, draft=replace(draft, recipient=recipient, subject=subject), beside=beside))


def placed(sheet: Sheet, part: Part, said: str, *, by: str | None) -> Sheet:
    """The letter with other words in the place of one part: a gap that is filled, say."""
    said = tidy(said).strip()
    text = sheet.text[: part.span.start] + said + sheet.text[part.span.end :]
    return _after(sheet, text, (Change(part.span, Span(part.span.start, part.span.start + len(said))),), by)


def retyped(typed: Sequence[Typed], made: Sequence[Change], text: str, by: str | None) -> tuple[Typed, ...]:
    """Who typed what, after an edit: what is left of what was typed before, and what `by` has put in."""
    found = [piece for one in typed for piece in _left(one, made) if _WORD.search(piece.span.of(text))]
    if by is not None:
        found += [Typed(change.after, by) for change in made if change.after.of(text).strip()]
    joined: list[Typed] = []
    for one in sorted(found, key=lambda one: one.span):
        last = joined[-1] if joined else None
        if last is not None and last.by == one.by and not text[last.span.end : one.span.start].strip():
            joined[-1] = Typed(Span(last.span.start, max(last.span.end, one.span.end)), one.by)
        else:
            joined.append(one)
    return tuple(joined)


def _left(typed: Typed, made: Sequence[Change]) -> Iterator[Typed]:
    """The stretches of what was typed that an edit left alone, where they stand now."""
    at, shift = typed.span.start, 0
    for change in made:
        if change.before.start >= typed.span.end:
            break
        if at < change.before.start:
            yield Typed(Span(at + shift, change.before.start + shift), typed.by)
        at = max(at, change.before.end)
        shift = change.after.end - change.before.end
    if at < typed.span.end:
        yield Typed(Span(at + shift, typed.span.end + shift), typed.by)
