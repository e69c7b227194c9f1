"""What a reviewer has typed, out of a form: the letter's text, or answers in the fields of its gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from assistant.errors import ReviewError
from assistant.model import Span
from assistant.reviewing.desk import Desk

_GAP = re.compile(r"gap-(\d{1,7})-(\d{1,7})-(-1|\d{1,4})")


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer typed into the field of a gap: the place of its line in `shown`, and whose question it answers."""

    span: Span
    question: int
    words: str


@dataclass(frozen=True, slots=True)
class Hands:
    """A form of the message's page. `shown` is the letter that the page showed, `text` what was made of it, if so."""

    number: int
    who: str
    version: int | None
    shown: str | None
    text: str | None
    gaps: tuple[Gap, ...]
    fields: Mapping[str, str]

    @property
    def typed(self) -> str | None:
        """The letter as it stands in the fields, gaps filled; None where the page showed none."""
        if self.text is not None:
            return self.text
        if self.shown is None:
            return None
        text, at = "", 0
        for gap in self.gaps:
            if at <= gap.span.start <= gap.span.end <= len(self.shown):
                text += self.shown[at : gap.span.start] + gap.words
                at = gap.span.end
        return text + self.shown[at:]

    def keep(self, desk: Desk) -> None:
        """Let the desk keep what was typed, each as a step that can be undone.

        ReviewError where the page showed another letter than the one in hand: two windows of one reviewer. Conflict
        where it is in hand no more, and another stands in Drafts.
        """
        self.compare(desk)
        if self.text is None and self.shown and desk.in_hand(self.number, self.who) != self.shown:
            raise ReviewError("You have changed this letter in another window. Here it is as it stands; read it.")
        if self.text is not None:
            desk.edit(self.number, self.who, self.text)
        for gap in reversed(self.gaps):             # the last first: the others stay where they are
            desk.fill(self.number, self.who, gap.question, gap.words, at=gap.span)

    def compare(self, desk: Desk) -> None:
        """Conflict where the letter is in hand no more, and in Drafts stands another than the page showed."""
        if self.shown:
            desk.as_shown(self.number, self.who, self.version, self.shown)


def read(number: int, who: str, form: FormData) -> Hands:
    """A form as it came."""
    fields = {name: _lines(value) for name, value in form.multi_items() if isinstance(value, str)}
    gaps = []
    for name, words in fields.items():
        found = _GAP.fullmatch(name)
        if found and words.strip() and int(found[1]) <= int(found[2]):
            gaps.append(Gap(Span(int(found[1]), int(found[2])), int(found[3]), words.strip()))
    version = fields.get("version", "")
    return Hands(
        number, who, int(version) if re.fullmatch(r"\d{1,9}", version) else None,
        fields.get("shown"), fields.get("text"), tuple(sorted(gaps, key=lambda gap: gap.span)), fields,
    )  # fmt: skip


def _lines(value: str) -> str:
    """The HTML Standard 4.10.21.4 sends line ends as CR LF."""
    return value.replace("\r\n", "\n").replace("\r", "\n")
