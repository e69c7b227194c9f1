"""Of each text's vector, the nearest among those of other owners: which phrasings of two answers come close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

BLOCK = 512                         # vectors compared with all others at once


def rivals(rows: Vectors, owners: Sequence[int]) -> list[tuple[int, float]]:
    """For each vector (of length 1) the place of the nearest one of another owner, and its cosine in [-1, 1].

    The place says nothing where the cosine is -1: there is none.
    """
    import numpy

    of = numpy.asarray(owners)
    found: list[tuple[int, float]] = []
    for start in range(0, len(rows), BLOCK):
        likeness = rows[start : start + BLOCK] @ rows.T
        likeness[of[start : start + BLOCK, None] == of[None, :]] = -1.0
        places, cosines = likeness.argmax(axis=1), numpy.clip(likeness.max(axis=1), -1.0, 1.0)
        found += [(int(at), float(cosine)) for at, cosine in zip(places, cosines, strict=True)]
    return found
