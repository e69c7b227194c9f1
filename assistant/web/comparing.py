"""Two texts beside each other, line by line: what two people made of one letter."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Lines that stand in each other's place; `same`: they are alike. An empty side has nothing there."""

    mine: str
    theirs: str
    same: bool


def compared(mine: str, theirs: str) -> tuple[Pair, ...]:
    """Both texts in pairs of stretches, from top to bottom."""
    left, right = mine.split("\n"), theirs.split("\n")
    pairs = []
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        pairs.append(Pair("\n".join(left[a:b]), "\n".join(right[c:d]), what == "equal"))
    return tuple(pairs)
