"""A regular expression to the words that any text it matches must hold. Built by sifting.py.

Out: ways to match, of which one at least must be open: each a tuple of sets, of each of which the text must hold
one word, or the beginning or end of one. Words may be left out, so that more texts pass; there is never one too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, TypeAlias

FULL = "\n"              # after a whole word, before an ending; a beginning stands without
LONGEST = 4              # letters of a beginning or an ending
WHOLE = 30               # letters of a whole word; of a longer one, both of them count
Way: TypeAlias = tuple[frozenset[str], ...]

# What a stretch of a pattern may match is written in letters, digits and these two.
_GAP = "?"               # any characters, perhaps none
_EDGE = " "              # an edge of a word, or characters that belong to none
_MOST = 300              # such writings of one stretch

# Words in nearly every letter: they let nearly every text pass. A poor guess costs time only.
_COMMON = frozenset("""
    a about after again all also am an and any are as at be been but by can could day days did do does for from get
    got had has have he her him his how i if in is it just like me more my no not now of on one only or order our out
    over please she so still than thank thanks that the their them then there they this time to two up us very was we
    were what when where which who why will with would you your
""".split())  # noqa: SIM905 -- a list of words reads best as words

_Items: TypeAlias = Sequence[tuple[Any, Any]]


def ways(pattern: re.Pattern[str]) -> tuple[Way, ...]:
    """The ways in which `pattern` can match, each with its sets of words, the rarest first; () in a way: any text."""
    try:
        parse = import_module("re._parser").parse
    except ImportError:                           # no public module reads patterns: another Python may have none
        return ((),)
    found = _Reading().ways(parse(pattern.pattern, pattern.flags), _GAP, _GAP)
    return ((),) if any(not way for way in found) else tuple(dict.fromkeys(found))


class _Reading:
    """One pattern being read, item by item as `re` parses it."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[str] | None] = {}       # an item, by its identity, to what it may match

    def ways(self, items: _Items, before: str, after: str) -> list[Way]:
        """The ways of a sequence between `before` and `after`, each an edge or a gap."""
        sets: list[frozenset[str] | None] = []
        branches: list[list[Way]] = []
        run = {before}
        for place, item in enumerate(items):
            some = self._item(item)
            passed_over = some is not None and not any(map(_says, some))
            if some is not None and len(run) * len(some) <= _MOST and not (passed_over and any(map(_gaps, some))):
                run = _joined(run, some)
                continue
            left = _EDGE if all(each.endswith(_EDGE) for each in run) else _GAP
            right = _EDGE if self._begins(items[place + 1 :], after) else _GAP
            sets.append(_needed(each + (_GAP if some is None else _first(some, right)) for each in run))
            if some is None:
                branches.append(self._branches(item, left, right))
            elif not passed_over:
                sets.append(_needed(left + each + right for each in some))
            closed = some is not None and all(each.endswith(_EDGE) if each else left == _EDGE for each in some)
            run = {_EDGE if closed else _GAP}
        sets.append(_needed(each + after for each in run))
        return _combined([each for each in sets if each is not None], branches)

    def _branches(self, item: tuple[Any, Any], left: str, right: str) -> list[Way]:
        """The ways of an item that may match too much to write down."""
        name, value = str(item[0]), item[1]
        if name == "SUBPATTERN":
            return self.ways(value[-1], left, right)
        if name == "BRANCH":
            return [way for branch in value[1] for way in self.ways(branch, left, right)]
        if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            once = value[1] == 1
            return self.ways(value[2], left if once else _GAP, right if once else _GAP)
        return [()]

    def _begins(self, items: _Items, after: str) -> bool:
        """Whether a sequence begins with an edge of a word."""
        for item in items:
            some = self._item(item)
            if some is None:
                return False
            if all(each.startswith(_EDGE) for each in some):
                return True
            if some != {""}:
                return False
        return after == _EDGE

    def _written(self, items: _Items) -> frozenset[str] | None:
        """All that a sequence may match; None where that is too much to write down."""
        run: set[str] | frozenset[str] = {""}
        for item in items:
            some = self._item(item)
            if some is None or len(run) * len(some) > _MOST:
                return None
            run = _joined(run, some)
        return frozenset(run)

    def _item(self, item: tuple[Any, Any]) -> frozenset[str] | None:
        if id(item) not in self._known:
            self._known[id(item)] = self._one(str(item[0]), item[1])
        return self._known[id(item)]

    def _one(self, name: str, value: Any) -> frozenset[str] | None:
        if name == "LITERAL":
            return _letter(value)
        if name == "IN":
            return _of_class(value)
        if name == "SUBPATTERN":
            return self._written(value[-1])
        if name == "BRANCH":
            found: set[str] = set()
            for branch in value[1]:
                some = self._written(branch)
                if some is None or len(found) > _MOST:
                    return None
                found |= some
            return frozenset(found)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            return _repeated(value[0], value[1], self._written(value[2]))
        if name == "AT":
            return frozenset((_GAP if "NON_BOUNDARY" in str(value) else _EDGE,))
        if name == "ASSERT" and value[0] > 0:
            return frozenset((_EDGE if self._begins(value[1], _GAP) else "",))
        if name in ("ASSERT", "ASSERT_NOT"):
            return frozenset(("",))
        return frozenset((_GAP,))                 # any other


def _combined(sets: list[frozenset[str]], branches: list[list[Way]]) -> list[Way]:
    """One way for each of the longest list of branches; of the other lists, one set each."""
    branches = sorted((each for each in branches if all(each)), key=len)
    longest = branches.pop() if branches else [()]
    for others in branches:
        sets.append(frozenset().union(*(way[0] for way in others)))
    return [tuple(sorted({*sets, *way}, key=_price)) for way in longest]


@lru_cache(maxsize=4096)
def _price(words: frozenset[str]) -> tuple[float, list[str]]:
    """How often one of these words stands in a letter, roughly."""
    return sum(map(_cost, words)), sorted(words)


def _cost(key: str) -> float:
    if key.endswith(FULL):
        return 1.0 if key[:-1] in _COMMON else 0.02
    return 0.5 / len(key) ** 2


def _needed(strings: Iterable[str]) -> frozenset[str] | None:
    """One word of each of these writings, the rarest; None where one of them has none."""
    found = set()
    for string in strings:
        word = _rarest(string)
        if word is None:
            return None
        found.add(word)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _rarest(string: str) -> str | None:
    """The rarest word of a writing: a whole one, or a beginning or an ending of at least two letters."""
    best: tuple[float, int, str] | None = None
    for part in f"{_GAP}{string}{_GAP}".split(_EDGE):
        begin, gap, _ = part.partition(_GAP)
        end = part.rpartition(_GAP)[2]
        if gap or len(part) > WHOLE:
            found = [begin[:LONGEST]] if len(begin) > 1 else []
            found += [FULL + end[-LONGEST:]] if len(end) > 1 else []
        else:
            found = [begin + FULL] if begin else []
        for key in found:
            if best is None or (_cost(key), -len(key), key) < best:
                best = (_cost(key), -len(key), key)
    return best[2] if best else None


def _joined(some: Iterable[str], others: Iterable[str]) -> set[str]:
    """Each of some before each of the others; no edge and no gap stands twice in a row."""
    return {a + b[1:] if a and b and a[-1] == b[0] and a[-1] in " ?" else a + b for a in some for b in others}


def _first(some: Iterable[str], after: str) -> str:
    """An edge where one begins all of these, `after` standing behind them; else a gap."""
    return _EDGE if all((each + after).startswith(_EDGE) for each in some) else _GAP


def _gaps(string: str) -> bool:
    return _GAP in string


def _says(string: str) -> bool:
    return bool(string.strip(_GAP + _EDGE))


@cache
def _letter(code: int) -> frozenset[str]:
    character = chr(code)
    if not (character.isalnum() or character == "_"):
        return frozenset((_EDGE,))
    return frozenset((character.lower() if character.isascii() else _GAP,))


def _of_class(members: _Items) -> frozenset[str]:
    found: set[str] = set()
    for name, value in members:
        if str(name) == "LITERAL":
            found |= _letter(value)
        elif str(name) == "CATEGORY" and str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD"):
            found.add(_EDGE)
        else:
            found.add(_GAP)                       # ranges, negations, \w, \d
    return frozenset((_GAP,)) if _GAP in found or len(found) > 8 else frozenset(found)


def _repeated(least: int, most: int, some: frozenset[str] | None) -> frozenset[str] | None:
    """What stands there when `some` comes from `least` to `most` times."""
    if some is None:
        return None if least else frozenset((_GAP,))
    found = set() if least else {""}
    if most >= 1:
        found |= some
    if most > 1 and some != {_EDGE}:
        end = _EDGE if all(each.endswith(_EDGE) for each in some) else ""
        found |= _joined(some, [_GAP + end])
    return frozenset(found)
