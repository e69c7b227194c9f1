"""The reviewer's verbs on a letter in hand: edit, fill, choose, reword, enclose, undo. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.drafting.enclosing import LARGEST, Enclosure, enclosure
from assistant.errors import ReviewError
from assistant.model import PartKind, Span
from assistant.reviewing import linking, opened
from assistant.reviewing.bringing import Bringer
from assistant.reviewing.changes import merged
from assistant.reviewing.editing import Sheet, addressed, placed, revised, tidy
from assistant.reviewing.hands import Hand, Step
from assistant.reviewing.remaking import Choices, Made, make, remade, wordings
from assistant.reviewing.values import Letter, Manner, Mood

LONGEST = 100_000                                   # characters of a letter


class Writing:
    """Works on letters in hand."""

    def __init__(self, bringer: Bringer, clock: Callable[[], datetime]) -> None:
        self._bringer = bringer
        self._clock = clock

    def recheck(self, number: int, who: str, text: str) -> Letter:
        """The letter with this text, linked and checked; nothing is kept."""
        hand = self._bringer.hand(number, who)
        step = hand.now
        sheet = _typed(step.sheet, text, who)
        dirty = hand.dirty or sheet is not step.sheet
        return replace(
            linking.letter(sheet, step.made, steps=len(hand.steps) - 1, dirty=dirty, outdated=step.outdated),
            enclosed=opened.letter(hand).enclosed,
        )

    def edit(self, number: int, who: str, text: str) -> Letter:
        """The same, kept as a step."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            self.take(hand, who, text)
        return opened.letter(hand)

    def fill(
        self, number: int, who: str, question: int, words: str, text: str | None, *, at: Span | None = None
    ) -> Letter:
        """An answer into a gap."""
        hand = self._bringer.hand(number, who)
        if not tidy(words).strip():
            raise ReviewError("The answer is empty. Write what the customer is to read.")
        with hand.lock:
            self.take(hand, who, text)
            sheet = hand.now.sheet
            gap = linking.gap_of(sheet, question, at)
            if gap is None:
                raise ReviewError(f"{_named(sheet, question)} has no gap to fill. Edit the letter itself.")
            hand.step(replace(hand.now, sheet=placed(sheet, gap, words, by=who)))
        return opened.letter(hand)

    def choose(self, number: int, who: str, question: int, answer: str, text: str | None) -> Letter:
        """Another rule for a question."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            self.take(hand, who, text)
            step = hand.now
            if not 0 <= question < len(step.sheet.plan.planned):
                raise ReviewError(f"{_named(step.sheet, question)} is none of this message.")
            if answer not in {rule.name for rule in step.sheet.rulebook.answers}:
                raise ReviewError(f"The rules have no answer “{answer}”. See its questions' candidates, or the rules.")
            chosen = dict(step.made.choices.answers) | {question: answer}
            self._again(hand, who, replace(step.made.choices, answers=tuple(sorted(chosen.items()))))
        return opened.letter(hand)

    def alternatives(self, number: int, who: str, part: int) -> tuple[str, ...]:
        """Other wordings of a piece."""
        step = self._bringer.hand(number, who).now
        return tuple(said for said, _ in wordings(step.made, *_place(step.sheet, part)))

    def reword(self, number: int, who: str, part: int, words: str, text: str | None) -> Letter:
        """A piece by one of its alternatives."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            step = hand.now
            kind, nth = _place(step.sheet, part)
            avoid = next((avoid for said, avoid in wordings(step.made, kind, nth) if said == words), None)
            if avoid is None:
                raise ReviewError("That is not one of its wordings. Edit the letter itself.")
            self.take(hand, who, text)
            self._again(hand, who, replace(hand.now.made.choices, avoid=avoid))
        return opened.letter(hand)

    def mood(self, number: int, who: str, mood: Mood | None, manner: Manner | None, text: str | None) -> Letter:
        """A complaint's letter, or a plain one; another form of address."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            self.take(hand, who, text)
            choices = hand.now.made.choices
            self._again(hand, who, replace(choices, mood=mood or choices.mood, manner=manner or choices.manner))
        return opened.letter(hand)

    def remake(self, number: int, who: str, text: str | None) -> Letter:
        """The letter by the rules of today."""
        hand = self._bringer.hand(number, who)
        item = self._bringer.item(number)
        rules = self._bringer.rules(self._bringer.account(item), item.handled.message.mailbox)
        with hand.lock:
            self.take(hand, who, text)
            step = hand.now
            ground = replace(
                step.made.ground,
                prepared=rules.prepared,
                circumstances=replace(step.made.ground.circumstances, now=self._clock()),
            )
            made = make(ground, step.made.choices)
            before = step.as_saved or (step.made.sheet.text if step.made.sheet else step.sheet.text)
            sheet = _letter_of(made)
            sheet = revised(sheet, merged(before, step.sheet.text, sheet.text), by=who)
            hand.step(Step(made, _addressed_as(sheet, step.sheet), step.files))
        return opened.letter(hand)

    def attach(self, number: int, who: str, name: str, content_type: str, content: bytes) -> Letter:
        """Enclose a file."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            files = (*hand.now.files, enclosure(name, content_type, content))
            _fit(files)
            hand.step(replace(hand.now, files=files))
        return opened.letter(hand)

    def detach(self, number: int, who: str, index: int) -> Letter:
        """Take an enclosed file out."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            files = hand.now.files
            if not 0 <= index < len(files):
                raise ReviewError(f"No file {index + 1} is enclosed.")
            hand.step(replace(hand.now, files=(*files[:index], *files[index + 1 :])))
        return opened.letter(hand)

    def undo(self, number: int, who: str) -> Letter:
        """Take the last step back."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            hand.back()
        return opened.letter(hand)

    def take(self, hand: Hand, who: str, text: str | None) -> None:
        """Keep what was typed as a step; nothing where it is what is there."""
        if text is None:
            return
        sheet = _typed(hand.now.sheet, text, who)
        if sheet is not hand.now.sheet:
            hand.step(replace(hand.now, sheet=sheet))

    def finish(self, hand: Hand, who: str, text: str | None) -> None:
        """The same before the letter is saved or sent. ReviewError where nothing is left of it."""
        self.take(hand, who, text)
        if not hand.now.sheet.text.strip():
            raise ReviewError("The letter is empty, and nothing was done with it. Write one, or discard the draft.")

    def _again(self, hand: Hand, who: str, choices: Choices) -> None:
        """Make the letter by other choices, edits kept."""
        step = hand.now
        made, sheet = remade(step.sheet, step.made, choices, by=who)
        _letter_of(made)
        hand.step(replace(step, made=made, sheet=_addressed_as(sheet, step.sheet)))


def _typed(sheet: Sheet, text: str, who: str) -> Sheet:
    if len(text) > LONGEST:
        raise ReviewError(f"The letter has {len(text)} characters; {LONGEST} is the most.")
    return revised(sheet, text, by=who)


def _letter_of(made: Made) -> Sheet:
    """The letter that the rules made; ReviewError where they make none."""
    if made.sheet is None:
        why = made.plan.reasons[0].text
        raise ReviewError(f"The rules would write no letter then: {why}")
    return made.sheet


def _addressed_as(sheet: Sheet, before: Sheet) -> Sheet:
    """The letter to the same people, under the same subject as before."""
    return addressed(sheet, before.draft.recipient, before.draft.subject, before.beside)


def _place(sheet: Sheet, index: int) -> tuple[PartKind, int]:
    """The kind of a piece, and the how-manieth of that kind it is, from 0."""
    parts = sheet.draft.parts
    if not 0 <= index < len(parts):
        raise ReviewError("There is no such piece in the letter.")
    kind = parts[index].kind
    return kind, sum(part.kind == kind for part in parts[:index])


def _named(sheet: Sheet, question: int) -> str:
    known = 0 <= question < len(sheet.plan.planned)
    return f"Question {question + 1}" if known or question >= 0 else "The letter"


def _fit(files: tuple[Enclosure, ...]) -> None:
    total = sum(len(each.content) for each in files)
    if total > LARGEST:
        raise ReviewError(
            f"The files come to {total / 1_000_000:.0f} MB; {LARGEST // 1_000_000} MB is the most. "
            "Send a link, or smaller files."
        )
