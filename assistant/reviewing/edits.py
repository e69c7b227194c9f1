"""One edit of a letter: which of its parts are left, what they say now, and what a reviewer put in beside them.

In: the letter's parts and plan, what was changed where, who answers for it. Out: the plan as it is said now, and parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.drafting.checks.case import paragraphs
from assistant.meaning.wording import STOP, stem, words
from assistant.model import Part, PartKind, Plan, Planned, Reason, Span, Statement
from assistant.planning.complaint import NO_ASSURANCE
from assistant.reviewing.changes import Change, carried

_LITERAL = "{{ typed.words }}"                      # the words of a statement that stand in its own values
_GAP = "[[ ANSWER NEEDED"
_ANSWERING: tuple[PartKind, ...] = ("answer", "decline", "instead", "ask", "promise", "gap")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s|\Z)|\n")
_WORD = re.compile(r"\w")
_NEAR = 2                                           # characters around a part that are as they were
_HELLO = 8                                          # words of the longest greeting
_STILL = 1 / 3                                      # of a part's words are in the paragraph that it has become


class Edit:
    """The edit at work. `by` is who answers for it; None where nobody does."""

    def __init__(
        self, old: str, parts: tuple[Part, ...], plan: Plan, new: str, made: tuple[Change, ...], by: str | None
    ) -> None:
        self.old = old
        self.new = new
        self.parts = parts
        self.plan = plan
        self.made = made
        self.by = by
        self.statements = list(plan.statements)
        self.planned = list(plan.planned)

    def settled(self) -> tuple[Plan, tuple[Part, ...]]:
        """The plan as it is said now, and the parts in their places."""
        groups = self._swallowed()
        gone = {id(part) for group in groups.values() for part in group}
        parts = list(self._kept(part for part in self.parts if id(part) not in gone))
        for change, group in groups.items():
            parts += self._again(group, change, [part.span for part in parts])
        if self.by is not None:
            parts += self._beside(sorted(part.span for part in parts))
            parts = self._adopted(parts)
        plan = replace(self.plan, statements=tuple(self.statements), planned=tuple(self.planned))
        return plan, tuple(sorted(parts, key=lambda part: part.span))

    # ---------------------------------------------------------------- parts of which something is left

    def _kept(self, parts: Iterable[Part]) -> Iterator[Part]:
        end = 0
        for part in parts:
            span = carried(part.span, self.made)
            span = _trimmed(Span(min(max(span.start, end), span.end), span.end), self.new)
            if not _WORD.search(span.of(self.new)):
                continue
            end = span.end
            if part.span.of(self.old) == span.of(self.new):
                yield replace(part, span=span)
            elif self.by is None or self._in_place(part) or self._speaks(part, span):
                yield self._reworded(part, span)
            else:
                yield self._typed(span)

    def _in_place(self, part: Part) -> bool:
        """Whether the edit stays within the part: what stands right before it and right after it is as it was."""
        return all(
            change.before.end < part.span.start
            or change.before.start > part.span.end
            or (part.span.start <= change.before.start and change.before.end <= part.span.end)
            for change in self.made
        ) and not any(
            change.before.start < part.span.start <= change.before.end + _NEAR
            or change.before.start - _NEAR <= part.span.end < change.before.end
            for change in self.made
        )

    def _speaks(self, part: Part, span: Span) -> bool:
        """Whether a place still speaks of what an answer is about; any other part needs no matter."""
        if part.kind not in _ANSWERING or not part.questions:
            return True
        return bool(self._matter(part) & _content(span.of(self.new)))

    def _matter(self, part: Part) -> set[str]:
        """What a part says, and what was asked there."""
        asked = (self.planned[index].question.meaning for index in part.questions if part.kind in _ANSWERING)
        return _content(" ".join((part.span.of(self.old), *asked)))

    def _typed(self, span: Span) -> Part:
        """Words of the reviewer's own."""
        return Part("acknowledgement", span, self._say("acknowledgement", span.of(self.new)))

    def _reworded(self, part: Part, span: Span) -> Part:
        """A part that says something else now."""
        said = span.of(self.new)
        if self.by is None or (part.kind == "gap" and _GAP in said):
            return replace(part, span=span)
        kind = part.kind
        if kind == "gap":
            wanted = self.statements[part.source].words if part.source is not None else ""
            kind = "assurance" if wanted == NO_ASSURANCE else "answer"
            self._write(part.questions)
        return replace(part, kind=kind, span=span, source=self._say(kind, said, part))

    def _say(self, kind: PartKind, said: str, part: Part | None = None) -> int:
        """The index of the statement that says these words, in the place of the part's own where it has one."""
        values = {"typed": {"words": said}}
        if part is not None and part.source is not None:
            statement = self.statements[part.source]
            self.statements[part.source] = replace(statement, kind=kind, words=_LITERAL, values=values)
            return part.source
        rule, questions = (part.rule, part.questions) if part is not None else (None, ())
        self.statements.append(Statement(kind, _LITERAL, rule, questions, values=values))
        return len(self.statements) - 1

    def _write(self, questions: Iterable[int]) -> None:
        """Note that the reviewer answers these."""
        reason = Reason("written", f"{self.by or 'Somebody'} wrote the answer.")
        for index in questions:
            self.planned[index] = Planned(self.planned[index].question, "written", reason)

    # ---------------------------------------------------------------- several parts that went into one edit

    def _swallowed(self) -> dict[Change, list[Part]]:
        """The edits that took the place of two parts or more, with those parts."""
        groups: dict[Change, list[Part]] = defaultdict(list)
        for part in self.parts:
            for change in self.made:
                if change.before.start <= part.span.start and part.span.end <= change.before.end:
                    groups[change].append(part)
        return {change: group for change, group in groups.items() if len(group) > 1}

    def _again(self, group: list[Part], change: Change, taken: list[Span]) -> Iterator[Part]:
        """The parts that what was written in their place still stands for, paragraph by paragraph."""
        around = [
            Span(change.after.start + place.start, change.after.start + place.end)
            for place in paragraphs(change.after.of(self.new))
        ]
        places = [place for place in around if not any(place.meets(span) for span in taken)]
        found: dict[Span, list[Part]] = defaultdict(list)
        for part in group:
            place = self._home(part, places)
            if place is not None:
                found[place].append(part)
        for place, parts in found.items():
            yield self._joined(parts, place)

    def _home(self, part: Part, places: list[Span]) -> Span | None:
        """The paragraph that a part has become."""
        if not places:
            return None
        if part.kind == "greeting":
            return places[0] if len(places[0].of(self.new).split()) <= _HELLO else None
        own = self._matter(part)
        best = max(places, key=lambda place: len(own & _content(place.of(self.new))))
        shared = len(own & _content(best.of(self.new)))
        enough = 1 if part.kind in _ANSWERING and part.questions else max(1.0, _STILL * len(own))
        return best if shared >= enough else None

    def _joined(self, parts: list[Part], place: Span) -> Part:
        """One paragraph that stands for several parts, or for one."""
        if self.by is None or len(parts) == 1:
            return self._reworded(parts[0], place)
        first = next((part for part in parts if part.kind in _ANSWERING), parts[0])
        questions = tuple(sorted({i for part in parts for i in part.questions if part.kind in _ANSWERING}))
        self._write(questions)
        kind: PartKind = "answer" if first.kind in _ANSWERING else first.kind
        for part in parts:
            if part.source is not None:
                statement = self.statements[part.source]
                self.statements[part.source] = replace(statement, questions=(), rule=None)
        facts = tuple(dict.fromkeys(fact for part in parts for fact in part.facts))
        joined = replace(first, kind=kind, span=place, questions=questions, rule=None, facts=facts)
        source = self._say(kind, place.of(self.new), joined)
        self.statements[source] = replace(self.statements[source], questions=questions)
        return replace(joined, source=source)

    def _adopted(self, parts: list[Part]) -> list[Part]:
        """The parts, in which words of the reviewer's own answer what lost its answer, if they speak of it."""
        for index, one in enumerate(self.planned):
            if one.state not in ("answered", "gap", "written") or any(index in part.questions for part in parts):
                continue
            matter = _content(one.question.meaning) | self._said_to(index)
            for at, part in enumerate(parts):
                own = part.source is not None and part.rule is None and self.statements[part.source].words == _LITERAL
                if own and part.kind in ("acknowledgement", "answer") and matter & _content(part.span.of(self.new)):
                    parts[at] = self._answering(part, (index,))
                    break
        return parts

    def _said_to(self, index: int) -> set[str]:
        """What was said to a question before the edit."""
        said = (part.span.of(self.old) for part in self.parts if index in part.questions and part.kind != "gap")
        return _content(" ".join(said))

    def _answering(self, part: Part, lost: tuple[int, ...]) -> Part:
        """A part of the reviewer's own that answers these, too."""
        for source, statement in enumerate(self.statements):
            if set(statement.questions) & set(lost):
                rest = tuple(index for index in statement.questions if index not in lost)
                self.statements[source] = replace(statement, questions=rest)
        self._write(lost)
        questions = tuple(sorted({*part.questions, *lost}))
        if part.source is not None:
            self.statements[part.source] = replace(
                self.statements[part.source], kind="answer", questions=questions
            )
        return replace(part, kind="answer", questions=questions)

    # ---------------------------------------------------------------- what stands beside the parts

    def _beside(self, taken: list[Span]) -> Iterator[Part]:
        """What was written between the parts: whole sentences, a part for each paragraph."""
        for room in _between(taken, len(self.new)):
            touched = [
                self._whole(Span(max(change.after.start, room.start), min(change.after.end, room.end)), room)
                for change in self.made
                if change.after.start <= room.end and room.start <= change.after.end and self._counts(change)
            ]
            for span in _united(touched):
                for place in paragraphs(span.of(self.new)):
                    found = _trimmed(Span(span.start + place.start, span.start + place.end), self.new)
                    if _WORD.search(found.of(self.new)):
                        yield self._typed(found)

    def _counts(self, change: Change) -> bool:
        """Whether an edit leaves words of its own, or a sentence cut in two."""
        if change.after.of(self.new).strip():
            return True
        before = self.new[: change.after.start].rstrip(" ")
        return bool(change.before.of(self.old).strip() and before) and not _ends(before)

    def _whole(self, span: Span, room: Span) -> Span:
        """The sentences that a place lies in, no further than the room between two parts."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self.new, room.start, span.start)]
        start = max([room.start, *ends])
        following = _SENTENCE_END.search(self.new, max(span.end - 1, span.start), room.end)
        return Span(start, max(span.end, following.end() if following else room.end))


def _ends(text: str) -> bool:
    return text.endswith((".", "!", "?", "…", "\n", ":", "”", '"'))


def _between(taken: list[Span], length: int) -> Iterator[Span]:
    at = 0
    for span in taken:
        if at < span.start:
            yield Span(at, span.start)
        at = max(at, span.end)
    if at < length:
        yield Span(at, length)


def _united(spans: list[Span]) -> list[Span]:
    """The same places, those that meet or touch as one."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start <= united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return united


def _trimmed(span: Span, text: str) -> Span:
    """The place without blanks at its ends."""
    said = span.of(text)
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()))


def _content(text: str) -> set[str]:
    """The stems of the words that say something."""
    return {stem(word) for word in words(text) if word not in STOP and len(word) > 2}
