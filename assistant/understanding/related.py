"""Whether two passages of one message speak of one thing, by their words and, with the model, by their meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.meaning import Meaning
from assistant.meaning.wording import STOP, stem, words
from assistant.understanding.listening import afforded
from assistant.understanding.patterns import pattern

# Cosines of MiniLM: sentences picked at random stay below 0.15, two on one matter are mostly above this.
NEAR = 0.3
SAME = 0.75
CLOSE = 0.5
APART = 0.1
MOST_VECTORS = 40                   # passages of one message that go through the model

_EMPTY_WORDS = """
    question ask wonder wondering anyone anybody someone somebody possible possibly help advice thing things
    something anything way find see go going use try trying look looking take still now new only other more much
    many long time already yet ever also even share experience similar opinion thought appreciate appreciated
    response reply write back regard guidance great grateful crazy answer somone normal advise suggestion idea
    tip recommend recommendation comment hear clarify clarification explain confirm assist assistance tell told
    say said problem issue having deal when where what why which who whether how because since while after
    before again really think want need
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_HOLLOW = frozenset(stem(word) for word in _EMPTY) | _EMPTY
_NUMBER = re.compile(r"\d{1,20}")
_ASKED_FOR = pattern(r"\b(?:what|when|where|why|who|how much|how many|how long|which)\b")
_POINTS_BACK = pattern(
    r"^\W*(?:\w+[\s,]+){0,2}?(?:it|this|that|these|those|they|them|one|ones|there|he|she|him|her|such|so|then|"
    r"either|both|same|instead|too|as well)\b"
)
_ANAPHOR = pattern(
    r"\b(?:it|this|these|those|them|they|that one|this one|the (?:same|other|blue|red|new|old|first|second) one|one|"
    r"ones|either|both|such|doing so|do so|do that|do this|this|that)\b(?! (?:is|would be|will be) (?:possible|ok))"
)


def content(text: str) -> frozenset[str]:
    """The stems of the words of `text` that carry its matter."""
    kept = (word for word in words(text) if len(word) > 2 and word not in STOP and word not in _HOLLOW)
    return frozenset(stem(word) for word in kept) - _HOLLOW


def points_back(text: str) -> bool:
    """Whether `text` leans on words before it: "is it waterproof?", "and for the blue one?"."""
    return bool(_POINTS_BACK.match(text) or _ANAPHOR.search(text[:400])) or not content(text)


def leans(text: str) -> bool:
    """Whether `text` begins by leaning on what was said: "It is blue", "and that is why"."""
    return bool(_POINTS_BACK.match(text)) or not content(text)


def repeats(text: str, other: str, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two passages ask the same in other words: most of the smaller one's matter stands in the other."""
    small = min(len(mine), len(theirs))
    if set(_NUMBER.findall(text)) != set(_NUMBER.findall(other)):
        return False                # "Where is order 118?" and "Where is order 119?" are two
    if small == 1 and mine == theirs:
        return set(_ASKED_FOR.findall(text.lower())) == set(_ASKED_FOR.findall(other.lower()))
    return small >= 2 and len(mine & theirs) >= 0.75 * small


class Nearness:
    """How near the passages of one message are to each other. With the model, their vectors are made at once."""

    def __init__(self, texts: Sequence[str], meaning: Meaning) -> None:
        self._texts = list(texts)
        self._content = [content(text) for text in texts]
        self._near = min(MOST_VECTORS, afforded(map(len, texts)))
        self._vectors = meaning.vectors(self._texts[: self._near]) if len(texts) > 1 else None

    def cosine(self, one: int, other: int) -> float | None:
        """The cosine of two passages in [-1, 1], or None without the model."""
        if self._vectors is None or max(one, other) >= self._near:
            return None
        return float(self._vectors[one] @ self._vectors[other])

    def related(self, one: int, other: int) -> bool:
        """Whether the passage `other`, the later one, goes on with the matter of `one`."""
        if leans(self._texts[other]) or self._content[one] & self._content[other]:
            return True
        cosine = self.cosine(one, other)
        return cosine is not None and cosine >= NEAR

    def apart(self, one: int, other: int) -> bool:
        """Whether the two have nothing to do with each other; without the model it cannot be told, and is so."""
        cosine = self.cosine(one, other)
        return cosine is None or cosine < APART

    def close(self, one: int, other: int) -> bool:
        """Whether the two speak of one matter wherever in the message they stand."""
        shared = self._content[one] & self._content[other]
        cosine = self.cosine(one, other)
        return len(shared) >= 2 or (cosine is not None and cosine >= CLOSE)

    def same(self, one: int, other: int) -> bool:
        """Whether the two ask the same thing."""
        if repeats(self._texts[one], self._texts[other], self._content[one], self._content[other]):
            return True
        cosine = self.cosine(one, other)
        if cosine is None or cosine < SAME:
            return False
        return set(_NUMBER.findall(self._texts[one])) == set(_NUMBER.findall(self._texts[other]))
