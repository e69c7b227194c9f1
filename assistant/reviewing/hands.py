"""A letter in one reviewer's hands between being opened and being saved: the steps of their edit, to be undone."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.drafting.enclosing import Enclosure
from assistant.errors import ReviewError
from assistant.reviewing.editing import Sheet
from assistant.reviewing.remaking import Made
from assistant.reviewing.working import Work

MOST = 200                                          # letters in hand; the one that rested longest is let go of
_STEPS = 100                                        # that can be undone


@dataclass(frozen=True, slots=True)
class Step:
    """The letter after one step: what the rules make by the reviewer's choices, and what they made of that.

    `outdated` and `as_saved` as in Work: they are over once the letter is written anew.
    """

    made: Made
    sheet: Sheet
    files: tuple[Enclosure, ...] = ()
    outdated: bool = False
    as_saved: str | None = None


@dataclass(slots=True)
class Hand:
    """A letter in hand. `version` says which form of the draft it began from."""

    work: Work
    version: int
    identity: str                                   # the draft's Message-ID
    taken: datetime
    steps: list[Step]
    apart: bool = False                             # whether somebody else's stands in Drafts, and this beside it
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def now(self) -> Step:
        """The letter as it stands."""
        return self.steps[-1]

    @property
    def dirty(self) -> bool:
        """Whether it is another than the one that was opened."""
        first, last = self.steps[0], self.steps[-1]
        return self.apart or (last.sheet.text, last.files) != (first.sheet.text, first.files)

    def step(self, step: Step) -> None:
        """Go on."""
        self.steps.append(step)
        if len(self.steps) > _STEPS:
            del self.steps[1]

    def back(self) -> None:
        """Take the last step back. ReviewError where there is none."""
        if len(self.steps) < 2:
            raise ReviewError("There is nothing to undo.")
        self.steps.pop()


def merged_files(
    base: Sequence[Enclosure], mine: Sequence[Enclosure], theirs: Sequence[Enclosure]
) -> tuple[Enclosure, ...]:
    """Their files, without those that I took out of `base`, and with those that I put in."""
    left = [file for file in theirs if file not in base or file in mine]
    return (*left, *(file for file in mine if file not in base and file not in left))


class Hands:
    """What is in whose hands."""

    def __init__(self) -> None:
        self._hands: OrderedDict[tuple[int, str], Hand] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, number: int, who: str) -> Hand | None:
        """The letter in this reviewer's hands."""
        with self._lock:
            hand = self._hands.get((number, who))
            if hand is not None:
                self._hands.move_to_end((number, who))
            return hand

    def any(self, number: int) -> Hand | None:
        """The letter in whoever's hands."""
        with self._lock:
            return next((hand for (known, _), hand in self._hands.items() if known == number), None)

    def take(self, number: int, who: str, hand: Hand) -> None:
        """Put a letter into this reviewer's hands."""
        with self._lock:
            self._hands[number, who] = hand
            self._hands.move_to_end((number, who))
            while len(self._hands) > MOST:
                self._hands.popitem(last=False)

    def drop(self, number: int, who: str | None = None) -> None:
        """Let go of it, for this reviewer or for all."""
        with self._lock:
            for key in [key for key in self._hands if key[0] == number and who in (None, key[1])]:
                del self._hands[key]
