"""Vectors of phrasings to a space in which a question finds its answer: nearest phrasing, centre, and odds.

The odds are those of regularised linear discriminant analysis (Friedman, "Regularized Discriminant Analysis",
1989; Hastie et al., "The Elements of Statistical Learning", 4.3): how phrasings of one answer differ among
themselves is taken out of the distance. It has a closed form, so 5,000 answers cost what 50 do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from assistant.meaning.minilm import Vectors

    Array = NDArray[numpy.floating[Any]]

SHRINKAGE = 0.5                     # towards a sphere, of the spread within answers
SHARPNESS = 20.0                    # from discriminant to odds; the spread is measured in its own mean


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer near a vector. `nearest` and `centre` are cosines in [-1, 1], `odds` a log probability, at most 0."""

    answer: int
    nearest: float
    which: int                      # of the answer's phrasings
    centre: float
    odds: float


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The phrasings of K answers: `rows` (n, 384) in the answers' order, answer k's at starts[k] to starts[k + 1]."""

    rows: Vectors
    starts: tuple[int, ...]
    centres: Vectors                # (K, 384), each of length 1
    normals: Vectors                # (K, 384)
    offsets: Array                  # (K,)

    def look(self, vector: Vectors, most: int, *, also: Sequence[int] = (), but: int | None = None) -> list[Seen]:
        """The `most` answers of the best odds and those in `also`, in the answers' order.

        `but` is an answer left out as if it did not exist.
        """
        import numpy

        odds = SHARPNESS * (self.normals @ vector + self.offsets)
        if but is not None:
            odds[but] = -1e9
        odds -= odds.max()
        odds -= numpy.log(numpy.exp(odds).sum())
        most = min(most, len(odds))
        chosen = {int(each) for each in numpy.argpartition(-odds, most - 1)[:most]}
        found = []
        for answer in sorted((chosen | set(also)) - {but}):
            near = self.rows[self.starts[answer] : self.starts[answer + 1]] @ vector
            which = int(near.argmax())
            centre = float(self.centres[answer] @ vector)
            found.append(Seen(answer, float(near[which]), which, centre, float(odds[answer])))
        return found


def build(vectors: Vectors, sizes: Sequence[int]) -> Space:
    """The space of answers with `sizes` phrasings each (at least 1), whose vectors stand one after another."""
    import numpy

    starts = numpy.concatenate([[0], numpy.cumsum(sizes)])
    owners = numpy.repeat(numpy.arange(len(sizes)), sizes)
    rows = vectors.astype(numpy.float64)
    means = numpy.add.reduceat(rows, starts[:-1], axis=0) / numpy.asarray(sizes, float)[:, None]
    apart = rows - means[owners]
    width, freedom = rows.shape[1], len(rows) - len(sizes)
    inverse: Array = numpy.eye(width)
    mean_spread = float((apart**2).sum()) / max(1, freedom) / width
    if mean_spread > 1e-9:
        spread = apart.T @ apart / freedom / mean_spread
        inverse = numpy.linalg.inv((1 - SHRINKAGE) * spread + SHRINKAGE * numpy.eye(width))
    normals = means @ inverse
    offsets = -0.5 * (normals * means).sum(axis=1)
    centres = means / numpy.maximum(numpy.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    return Space(
        vectors, tuple(int(start) for start in starts),
        centres.astype(numpy.float32), normals.astype(numpy.float32), offsets.astype(numpy.float32),
    )
