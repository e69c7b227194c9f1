"""Two versions of a text to the words that both have, in order.

In: texts as people and mail programs leave them. Out: words with their places, and which is which. What mail programs
do by themselves is forgiven: other line ends, quotation marks and dashes, links written twice, bullets, emphasis.
Patience diff (Bram Cohen, 2003), within it the longest common subsequence of short stretches; near linear in the texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
     "‑": "-", "‐": "-", "−": "-", "…": "..."}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)  # fmt: skip
_WRITTEN_TWICE = re.compile(r"(?<=\S)<(?:https?://|mailto:|tel:)[^<>\s]{0,4000}>")
_LINK_BESIDE = re.compile(r"[<(\[]((?:https?://|mailto:|tel:)[^<>\s]{1,4000}?)[>)\]]([.,;:!?]{0,3})")
_LINK = re.compile(
    r"[<(]?(?:(?:https?://|www\.|mailto:)\S+|[\w.+-]{1,64}@[\w.-]{1,253}|[\w-]{1,63}(?:\.[\w-]{2,63}){1,8}(?:/\S*)?)"
    r"[>).,;:!?]{0,3}"
)
_EMPHASIS = re.compile(r"^[*_]{1,3}|[*_]{1,3}(?=[.,;:!?]{0,3}$)")
_BULLETS = frozenset(("-", "*", "•", "·", "--", "‣", "◦", "▪"))
_DEEPEST = 40                                       # stretches within stretches that are looked into
_CELLS = 12_000                                     # of a table for the longest common subsequence
_MOST_CELLS = 1_500_000                             # of all such tables together
_LOOSE = 2                                          # words alike by chance, between words that are not


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it compares (`key`) and where it stands."""

    key: str
    start: int
    end: int


def words(text: str, whole: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a text. Each place in `whole` is one word, whatever stands in it; they are in order."""
    found: list[Word] = []
    at = 0
    for start, end in (*whole, (len(text), len(text))):
        for match in re.finditer(r"\S+", text[at:start]):
            _add(found, match.group(), at + match.start(), at + match.end())
        if start < end:
            found.append(Word(" ".join(text[start:end].split()), start, end))
        at = max(at, end)
    return found


def _add(found: list[Word], token: str, start: int, end: int) -> None:
    beside = _LINK_BESIDE.fullmatch(token)
    if beside and found and (beside[1].startswith("tel:") or _LINK.fullmatch(found[-1].key)):
        found[-1] = Word(found[-1].key + beside[2], found[-1].start, end)
        return
    key = _WRITTEN_TWICE.sub("", token).translate(ALIKE)
    key = key if key.isascii() else unicodedata.normalize("NFC", key)
    if _LINK.fullmatch(key):
        key = re.sub(r"^[<(]|[>)](?=[.,;:!?]{0,3}$)", "", key)
    key = _EMPHASIS.sub("", key) or key
    if key and key not in _BULLETS:
        found.append(Word(key, start, end))


def align(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """For each of the words before, the place of the same word after, or -1. Places only rise."""
    same = [-1] * len(before)
    cells = _MOST_CELLS
    stretches = [(0, len(before), 0, len(after), 0)]
    while stretches:
        a, a_end, b, b_end, depth = stretches.pop()
        while a < a_end and b < b_end and before[a] == after[b]:
            same[a] = b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and before[a_end - 1] == after[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            same[a_end] = b_end
        area = (a_end - a) * (b_end - b)
        if not area or depth > _DEEPEST:
            continue
        anchors = _anchors(before[a:a_end], after[b:b_end])
        if anchors:
            edges = [(-1, -1), *anchors, (a_end - a, b_end - b)]
            for (i, j), (k, m) in pairwise(edges):
                if i >= 0:
                    same[a + i] = b + j
                stretches.append((a + i + 1, a + k, b + j + 1, b + m, depth + 1))
        elif area <= min(_CELLS, cells):
            cells -= area
            for i, j in _common(before[a:a_end], after[b:b_end]):
                same[a + i] = b + j
    _loosen(same, len(after))
    return same


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Words that stand once in each, as many as rise together."""
    once = {word for word, count in Counter(before).items() if count == 1}
    once &= {word for word, count in Counter(after).items() if count == 1}
    if not once:
        return []
    there = {word: place for place, word in enumerate(after) if word in once}
    pairs = [(place, there[word]) for place, word in enumerate(before) if word in once]
    tops: list[int] = []
    at_top: list[int] = []
    below: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(at_top[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            at_top.append(number)
        else:
            tops[pile], at_top[pile] = place, number
    chain, number = [], at_top[-1]
    while number >= 0:
        chain.append(pairs[number])
        number = below[number]
    return chain[::-1]


def _common(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence."""
    lengths = [[0] * (len(after) + 1)]
    for word in before:
        above, row = lengths[-1], [0]
        for place, other in enumerate(after):
            row.append(above[place] + 1 if word == other else max(above[place + 1], row[place]))
        lengths.append(row)
    pairs, i, j = [], len(before), len(after)
    while i and j:
        if before[i - 1] == after[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif lengths[i - 1][j] >= lengths[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _loosen(same: list[int], size: int) -> None:
    """Let go of one or two words alike in the midst of many that are not: they are so by chance."""
    runs: list[tuple[int, int]] = []                # first and one past the last, of words before
    for at, there in enumerate(same):
        if there < 0:
            continue
        if runs and runs[-1][1] == at and same[at - 1] == there - 1:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    left = left_there = 0                           # where what is not alike begins
    for number, (start, end) in enumerate(runs):
        right = runs[number + 1][0] if number + 1 < len(runs) else len(same)
        there = same[start]
        beyond = same[right] if right < len(same) else size
        long = end - start
        lost = min(max(start - left, there - left_there), max(right - end, beyond - there - long))
        left, left_there = end, there + long
        if long <= _LOOSE and lost > 2 * long:
            same[start:end] = [-1] * long
