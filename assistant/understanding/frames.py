# ruff: noqa: E501 -- a phrase is one line
"""Turns of phrase and where they stand: how the readers of abuse and of marks look for what they know.

In: plain words (disguise.py). Out: hits with a level or code, a place and a name. A phrase is written as plain words
with one blank between; a line of a list is one phrase, "#" begins a comment, `<name>` stands for a list of words.
Every repetition is bounded, so that any text costs time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.model import Span
from assistant.understanding.disguise import Plain
from assistant.understanding.sifting import PLAIN, Sifted

MOST = 300           # sentences with a telling word that are read closely; a letter has a dozen
_LONGEST = 80        # words of a sentence; what goes on longer is read in pieces

Level = Literal["rude", "abusive", "threat"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` up to but not including `stop` of a Plain are aimed at somebody; `why` names the frame."""

    level: Level
    first: int
    stop: int
    why: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of plain words: `words[0]` is word `first` of the Plain; `line` has a blank around each word."""

    first: int
    words: tuple[str, ...]
    line: str

    def place(self, match: re.Match[str]) -> tuple[int, int]:
        """The words of a match in `line`: from the first up to but not including the last of them plus one."""
        found = match.group()
        start = match.start() + len(found) - len(found.lstrip())
        first = max(self.line.count(" ", 0, start) - 1, 0)
        stop = self.line.count(" ", 0, match.start() + len(found.rstrip()))
        first = min(first, len(self.words) - 1)
        return first, max(min(stop, len(self.words)), first + 1)


def span(text: Plain, first: int, stop: int) -> Span:
    """The characters of words `first` up to but not including `stop`."""
    return Span(text.words[first].start, text.words[stop - 1].end)


def words_of(text: str) -> str:
    """A list of words, several to a line, as an alternative of a pattern."""
    return "(?:" + "|".join(text.split()) + ")"


def phrases(text: str, lists: Mapping[str, str] | None = None) -> Sifted:
    """A list of phrases, one a line, as one pattern over a sentence's `line`."""
    return PLAIN.pattern(source(text, lists))


def source(text: str, lists: Mapping[str, str] | None = None) -> str:
    """The regular expression that stands for a list of phrases."""
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    together = "|".join(line for line in lines if line and not line.startswith("#"))
    for _ in range(2):                            # a list may name another
        for name, words in (lists or {}).items():
            together = together.replace(f"<{name}>", words)
    return f" (?:{together})(?= )"


def sentences(text: Plain, telling: frozenset[str] | None = None) -> list[Sentence]:
    """The sentences that hold a telling word, the first ones and the last ones where they are very many."""
    found = [each for each in _sentences(text) if telling is None or not telling.isdisjoint(each.words)]
    return found if len(found) <= MOST else found[: MOST - 50] + found[-50:]


@lru_cache(maxsize=4)
def _sentences(text: Plain) -> tuple[Sentence, ...]:
    """All sentences of a text, each time the same: several readers go through them."""
    found = []
    start = 0
    for index, word in enumerate((*text.texts, ".")):
        ends = word in ".!?;"
        if ends or index - start >= _LONGEST:
            if index > start:
                words = text.texts[start:index]
                found.append(Sentence(start, words, f" {' '.join(words)} "))
            start = index + 1 if ends else index
    return tuple(found)


def matches(sentence: Sentence, patterns: Iterable[tuple[Level, str, Sifted]]) -> Iterator[Hit]:
    """The hits of phrases in a sentence, those that are not excused."""
    for level, why, pattern in patterns:
        for match in pattern.finditer(sentence.line):
            first, stop = sentence.place(match)
            if not told(sentence, first):
                yield Hit(level, sentence.first + first, sentence.first + stop, why)


# "Your driver called me an idiot", "he told me to get lost": somebody else's words.
_REPORTED = re.compile(source(r"""
    (?:call(?:ed|s|ing)|label(?:led|ed)|nam(?:ed|ing)|brand(?:ed|ing)) (?:me|us|him|her|them|my|our|somebody|someone|another|other|one|the|a|each|people|names)
    (?:told|tells|telling) (?:me|us|my|him|her|them|our)
    (?:said|says|saying|shouted|screamed|yelled|muttered|wrote|replied|answered|texted|swore|messages like|words like|statements like|things like)
    (?:treat|treated|treats|treating|made|makes|make|making|left|feel|feels|felt|feeling|look|looks|looked|looking) (?:\w+ ){0,3}(?:like|feel|felt|look)
    accused (?:me|us|my)
    referred to
    (?:take|takes|taking|took|mistake|think im|think i am|thinks im|thinks i am) (?:(?:me|us) )?for
    (?:think|thinks|thought|assume|assumes|suggest\w*|imply|implies|implying|implied) (?:i am|im|i was|we are|were|customers are)
    entitled
    by the title
    the (?:book|film|movie|novel|song|title|band|game|word|words|phrase|play|poem|series|dvd|edition)
"""))
# "You are not stupid", "I never said you were idiots".
_DENIED = re.compile(
    r" (?:not|never|dont|doesnt|didnt|isnt|arent|wasnt|werent|wouldnt|aint|nobody is|no one is|far from|wont|no) (?:\w+ ){0,4}$"
)
# "Stupid me", "I am such an idiot": the writer laughs at themselves.
_SELF = re.compile(
    r" (?:im|i am|i was|i feel|i felt|ive been|i have been|i must be|id be|i look|i looked|makes me|made me|make me|silly"
    r"|call me|my own|its my|my|me|myself|i can be|i|were|we are|we were) (?:\w+ ){0,4}$"
)
_YOU = frozenset(["you", "your", "youre", "u", "ur", "ya", "yourself", "yourselves", "yall"])


def told(sentence: Sentence, first: int) -> bool:
    """Whether the words of a sentence from `first` on are in quotation marks, reported or denied."""
    if sentence.words[:first].count('"') % 2:
        return True
    lead = _lead(sentence, first)
    return bool(_REPORTED.search(lead) or _DENIED.search(lead.replace(" why dont ", " ")))


def _lead(sentence: Sentence, first: int) -> str:
    return " " + " ".join(sentence.words[max(0, first - 12) : first]) + " "


def excused(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether these words are told of others (`told`), or said of the writer."""
    if told(sentence, first):
        return True
    inside = sentence.words[first:stop]
    whole = _lead(sentence, first) + "".join(word + " " for word in inside[:-1])
    return bool(_SELF.search(whole)) and not _YOU & set(inside)
