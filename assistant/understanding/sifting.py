"""Patterns that are run only on texts which hold the words they need: the same matches, found sooner.

In: regular expressions. Out: patterns with the methods of `re.Pattern` that our readers call. From the source of each
it is derived which words a text must hold for it to match at all; a text is read into words once, for all patterns
of its Sieve. A pattern from which nothing can be derived is always run. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock
from typing import TypeAlias

from assistant.understanding.needing import FULL, LONGEST, WHOLE, ways

# These four fold to ASCII letters under re.IGNORECASE and not under str.lower: such a text is read by every pattern.
_FOLDED = re.compile("[\u0130\u0131\u017f\u212a]")
_WORD = re.compile(r"\w+")
_REMEMBERED = 256        # texts whose passing patterns are kept: those of one message are asked for again and again
_WORDS = 16_384          # words whose part in all this is kept
PATIENCE = 200           # texts, of some five messages, that every pattern reads: to derive the words takes a while

# A pattern, and the sets of words that its text must meet besides; patterns and sets are one bit each.
_Entry: TypeAlias = tuple[int, int]


class Sifted:
    """A pattern of a Sieve. Its methods do what those of `re.Pattern` do."""

    __slots__ = ("_bit", "_passing", "whole")

    def __init__(self, whole: re.Pattern[str], bit: int, passing: Callable[[str], int]) -> None:
        self.whole = whole
        self._bit = bit
        self._passing = passing

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match at or after `start`."""
        return self.whole.search(text, start) if self._passing(text) & self._bit else None

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the beginning."""
        return self.whole.match(text) if self._passing(text) & self._bit else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in order."""
        return self.whole.finditer(text) if self._passing(text) & self._bit else iter(())

    def findall(self, text: str) -> list[str]:
        """The words of all matches in order; for patterns without groups."""
        return self.whole.findall(text) if self._passing(text) & self._bit else []


class Sieve:
    """Patterns that are tried on the same texts."""

    def __init__(self) -> None:
        self.patterns: list[re.Pattern[str]] = []
        self._always = 0
        self._entries: dict[str, list[_Entry]] = {}             # by the word that lets a pattern pass
        self._bits: dict[str, int] = {}                         # the sets that a word is in
        self._waited = 0
        self._derived = False
        self._deriving = Lock()
        self.passing = lru_cache(maxsize=_REMEMBERED)(self._sift)
        self._word = lru_cache(maxsize=_WORDS)(self._look_up)

    def pattern(self, source: str, flags: int = 0) -> Sifted:
        """A new pattern of this sieve; of a number's bits, `passing(text)` sets those of patterns that may match."""
        self.patterns.append(re.compile(source, flags))
        self._waited, self._derived = 0, False
        self.passing.cache_clear()
        return Sifted(self.patterns[-1], 1 << len(self.patterns) - 1, self.passing)

    def _sift(self, text: str) -> int:
        """The patterns that may match somewhere in `text`; all others cannot."""
        if not self._derived:
            self._waited += 1
            if self._waited <= PATIENCE or not self.derive():
                return (1 << len(self.patterns)) - 1
        if not text.isascii() and _FOLDED.search(text):
            return (1 << len(self.patterns)) - 1
        met, found = 0, self._always
        entries: list[_Entry] = []
        for sets, sure, some in map(self._word, _WORD.findall(text.lower())):
            met |= sets
            found |= sure
            entries += some
        for pattern, wanted in entries:
            if met & wanted == wanted:
                found |= pattern
        return found

    def _look_up(self, word: str) -> tuple[int, int, tuple[_Entry, ...]]:
        """The sets that a word is in, the patterns that it lets pass, and those that it may let pass."""
        sizes = range(2, min(len(word), LONGEST) + 1)
        keys = [key for size in sizes for key in (word[:size], FULL + word[-size:])]
        if len(word) <= WHOLE:
            keys.append(word + FULL)
        sets = sure = 0
        some = []
        for key in keys:
            sets |= self._bits.get(key, 0)
            for pattern, wanted in self._entries.get(key, ()):
                if wanted & ~self._bits.get(key, 0):
                    some.append((pattern, wanted))
                else:
                    sure |= pattern
        return sets, sure, tuple({entry: None for entry in some if not entry[0] & sure})

    def derive(self) -> bool:
        """Derive the words of every pattern, a second's work, unless it was done. False where another thread is at it.

        Until it is done every pattern reads every text.
        """
        if not self._deriving.acquire(blocking=False):
            return False
        try:
            if not self._derived:
                self._derive()
            return True
        finally:
            self._deriving.release()

    def _derive(self) -> None:
        entries: dict[str, list[_Entry]] = {}
        bits: dict[str, int] = {}
        sets: dict[frozenset[str], int] = {}
        always = 0
        for number, pattern in enumerate(self.patterns):
            for way in ways(pattern):
                if not way:
                    always |= 1 << number
                wanted = 0
                for words in way[1:]:
                    wanted |= sets.setdefault(words, 1 << len(sets))
                for key in way[0] if way else ():
                    entries.setdefault(key, []).append((1 << number, wanted))
        for words, bit in sets.items():
            for key in words:
                bits[key] = bits.get(key, 0) | bit
        self._always, self._entries, self._bits = always, entries, bits
        self._word.cache_clear()
        self._derived = True                        # last: other threads read texts meanwhile


PLAIN = Sieve()          # for lines of plain words, as disguise.py makes them
WRITTEN = Sieve()        # for text as it was written
