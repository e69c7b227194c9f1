"""Texts to groups of texts that are alike: by vectors where there is a model, else by the words they share.

Each text joins the group it is nearest to, or begins one (leader clustering: Hartigan, "Clustering Algorithms", 1975).
With the model, what all texts have in common is taken off first, every text is then put to the nearest of the middles
found, and groups whose middles are near are joined. At most MOST groups are begun, so time is linear in the texts.
The same texts in the same order give the same groups.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.meaning import Meaning
from assistant.meaning.minilm import WIDTH
from assistant.meaning.wording import STOP, stem, words

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.floating[Any]]

MOST = 4096                         # groups that are begun; a text that fits none of them afterwards stands alone
BLOCK = 512                         # texts read at once
ROUNDS = 3                          # in which every text is put to the nearest middle, and near middles are joined
DISTINCT = 0.70                     # cosine below which two texts each have a say in what all have in common
FEW = 40                            # distinct texts that weigh as much as the doubt whether they have anything
NEAR, NEAR_OF_FEW = 0.42, 0.50      # cosine to a group's middle from which a text belongs to it: of many texts, of few
JOINED = 0.17                       # by how much nearer two middles must be for their groups to be one
NEAR_BY_WORDS = 0.30                # the cosine of the words that two texts share
COMMON = 200                        # texts below which a word in many of them is not yet taken for a common one
RAREST, POSTINGS = 6, 256           # words of a text by which groups are looked up, and groups looked at for each


def group(
    texts: Sequence[str], meaning: Meaning, *, done: Callable[[int], None] = lambda _count: None
) -> list[list[int]]:
    """The places of the texts, group by group, largest first; each is in one. `done` is told how many were read."""
    homes = _by_wording(texts, done) if meaning.model is None else _by_meaning(texts, meaning, done)
    members: dict[int, list[int]] = defaultdict(list)
    for number, home in enumerate(homes):
        members[home if home >= 0 else -1 - number].append(number)
    return sorted(members.values(), key=lambda each: (-len(each), each[0]))


def _by_meaning(texts: Sequence[str], meaning: Meaning, done: Callable[[int], None]) -> list[int]:
    """The group of each text, -1 for one that stands alone."""
    import numpy

    rows: list[Array] = []
    distinct, count = numpy.zeros((min(MOST, len(texts)), WIDTH), dtype=numpy.float32), 0
    for start in range(0, len(texts), BLOCK):
        made = meaning.vectors(texts[start : start + BLOCK])
        if made is None:
            raise ValueError("vectors need a model")
        rows.append(made.astype(numpy.float16))     # half the memory, and near enough
        count = _begin(made, distinct, count, DISTINCT)
        done(min(len(texts), start + BLOCK))
    # A text that is often sent does not weigh more than others here: its group must not be what is taken off.
    certain = count / (count + FEW)
    common = certain * _unit(distinct[:count]).mean(axis=0) if count else 0.0
    near = NEAR + (NEAR_OF_FEW - NEAR) * (1 - certain)
    blocks = [_unit(block.astype(numpy.float32) - common).astype(numpy.float16) for block in rows]
    sums, count = numpy.zeros_like(distinct), 0
    for block in blocks:
        count = _begin(block.astype(numpy.float32), sums, count, near)
    middles = _unit(sums[:count])
    for _ in range(ROUNDS):
        sums = numpy.zeros_like(middles)
        for block in blocks:
            homes = _nearest(block, middles, near)
            numpy.add.at(sums, homes[homes >= 0], block[homes >= 0].astype(numpy.float32))
        middles = _joined(sums[numpy.abs(sums).sum(axis=1) > 0], near + JOINED)
    return [int(home) for block in blocks for home in _nearest(block, middles, near)]


def _begin(block: Array, sums: Array, count: int, near: float) -> int:
    """Add each row to the group it is near, or begin one for it while there is room; the number of groups then."""
    before = count
    known = block @ _unit(sums[:before]).T
    for row, likeness in zip(block, known, strict=True):
        homes = [(float(likeness.max()), int(likeness.argmax()))] if before else []
        if count > before:
            fresh = _unit(sums[before:count]) @ row
            homes.append((float(fresh.max()), before + int(fresh.argmax())))
        score, home = max(homes, default=(-1.0, 0))
        if score >= near:
            sums[home] += row
        elif count < len(sums):
            sums[count] = row
            count += 1
    return count


def _nearest(block: Array, middles: Array, near: float) -> Any:
    """The nearest middle of each row, -1 where none is near."""
    import numpy

    if not len(middles):
        return numpy.full(len(block), -1)
    likeness = block.astype(numpy.float32) @ middles.T
    return numpy.where(likeness.max(axis=1) >= near, likeness.argmax(axis=1), -1)


def _joined(sums: Array, near: float) -> Array:
    """The middles of groups, those that are near each other made one: the larger takes in the smaller."""
    import numpy

    middles = _unit(sums)
    kept, of, count = numpy.zeros_like(sums), numpy.zeros_like(sums), 0
    for each in numpy.argsort(-numpy.linalg.norm(sums, axis=1), kind="stable"):
        likeness = of[:count] @ middles[each]
        home = int(likeness.argmax()) if count and likeness.max() >= near else count
        count += home == count
        kept[home] += sums[each]
        of[home] = kept[home] / max(float(numpy.linalg.norm(kept[home])), 1e-9)
    return of[:count]


def _unit(rows: Array) -> Array:
    import numpy

    unit: Array = rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _by_wording(texts: Sequence[str], done: Callable[[int], None]) -> list[int]:
    """The group of each text, -1 for one that stands alone or says nothing."""
    stems = [frozenset(stem(word) for word in words(text) if word not in STOP) for text in texts]
    spread = Counter(word for each in stems for word in each)
    many = max(len(texts), COMMON)
    weights = {word: math.log(1 + many / count) ** 2 for word, count in spread.items()}
    first: list[tuple[frozenset[str], float]] = []  # the stems of the text that began each group, and what they weigh
    found: dict[str, list[int]] = defaultdict(list)
    homes = []
    for number, each in enumerate(stems):
        heavy = sorted(each, key=lambda word: (spread[word], word))[:RAREST]
        size = sum(weights[word] for word in sorted(each))
        score, home = 0.0, -1
        for at in sorted({at for word in heavy for at in found[word][:POSTINGS]}):
            other, of_other = first[at]
            likeness = sum(weights[word] for word in sorted(each & other)) / math.sqrt(size * of_other)
            if likeness > score:
                score, home = likeness, at
        if score < NEAR_BY_WORDS:
            home = -1
            if each and len(first) < MOST:
                home = len(first)
                first.append((each, size))
                for word in heavy:
                    found[word].append(home)
        homes.append(home)
        if number % BLOCK == BLOCK - 1:
            done(number + 1)
    done(len(texts))
    return homes
