"""Vectors of phrasings to a space in which a question finds its answer: nearest phrasing, centre, and odds.

The odds are those of a small head over the vectors, trained when the rules are read: multinomial logistic
regression by Nesterov's accelerated gradient, from zero, a fixed number of steps, so the same rules give the same
head. Where there are too many answers to train it in a second, regularised linear discriminant analysis takes its
place (Friedman, "Regularized Discriminant Analysis", 1989), whose closed form costs 5,000 answers what 50 do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from assistant.meaning.minilm import Vectors

    Array = NDArray[numpy.number[Any]]

STEPS = 60
PENALTY = 0.01                      # of the head's L2 norm, beside the mean loss
SCALE = 10.0                        # vectors have length 1: so long are they for the head
MOST = 400_000                      # phrasings times answers for which the head is trained: about a second
SHRINKAGE = 0.5                     # towards a sphere, of the spread within answers
SHARPNESS = 20.0                    # from discriminant to log odds; the spread is measured in its own mean


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

        odds = self.normals @ vector + self.offsets
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
    means = numpy.add.reduceat(vectors.astype(numpy.float64), starts[:-1], axis=0) / numpy.asarray(sizes)[:, None]
    centres = means / numpy.maximum(numpy.linalg.norm(means, axis=1, keepdims=True), 1e-12)
    owners = numpy.repeat(numpy.arange(len(sizes)), sizes)
    if len(vectors) * len(sizes) <= MOST:
        normals, offsets = _head(vectors, owners, numpy.asarray(sizes))
    else:
        normals, offsets = _discriminant(vectors - means[owners], means)
    # In the order of their rows in memory, so that what is kept and read again adds up to the last bit as this does.
    ordered = (numpy.ascontiguousarray(each, numpy.float32) for each in (vectors, centres, normals, offsets))
    rows, centres, normals, offsets = ordered
    return Space(rows, tuple(int(start) for start in starts), centres, normals, offsets)


def unkept(kept: Sequence[bytes]) -> Vectors:
    """Vectors from the bytes of each, as `tobytes` gives them. ValueError where they differ in length."""
    import numpy

    return numpy.frombuffer(b"".join(kept), numpy.float32).reshape(len(kept), -1)


def parts(space: Space) -> dict[str, bytes]:
    """The numbers of a space as named bytes, of this machine's kind."""
    arrays = {"rows": space.rows, "centres": space.centres, "normals": space.normals, "offsets": space.offsets}
    return {name: each.tobytes() for name, each in arrays.items()}


def restored(kept: Mapping[str, bytes], sizes: Sequence[int]) -> Space:
    """The space of answers with `sizes` phrasings each, from its `parts`. ValueError where they are of another."""
    import numpy

    def read(name: str) -> Vectors:
        return numpy.frombuffer(kept[name], numpy.float32)

    vectors, count = read("rows").reshape(sum(sizes), -1), len(sizes)
    centres, normals = read("centres").reshape(count, -1), read("normals").reshape(count, -1)
    offsets = read("offsets")
    if len(offsets) != count or not vectors.shape[1] == centres.shape[1] == normals.shape[1]:
        raise ValueError("a space whose parts do not fit together")
    return Space(vectors, (0, *accumulate(sizes)), centres, normals, offsets)


def _head(vectors: Vectors, owners: Array, sizes: Array) -> tuple[Array, Array]:
    """Multinomial logistic regression; an answer with many phrasings counts by the root of their number."""
    import numpy

    count, here = len(vectors), numpy.arange(len(vectors))
    seen = numpy.hstack([SCALE * vectors, numpy.ones((count, 1), numpy.float32)])
    weights = 1 / numpy.sqrt(sizes[owners])[:, None]
    weights = (weights / weights.mean()).astype(numpy.float32)
    # The loss curves at most half as much as its inputs spread (Boehning, 1992): no longer step is safe.
    curve = 0.5 * float(numpy.linalg.eigvalsh((seen * weights).T @ seen / count)[-1]) + PENALTY
    solved = numpy.zeros((seen.shape[1], len(sizes)), numpy.float32)
    ahead = solved
    for step in range(STEPS):
        chance = seen @ ahead
        chance = numpy.exp(chance - chance.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        chance[here, owners] -= 1
        slope = seen.T @ (chance * weights) / numpy.float32(count)
        slope[:-1] += numpy.float32(PENALTY) * ahead[:-1]
        before, solved = solved, ahead - slope / numpy.float32(curve)
        ahead = solved + numpy.float32(step / (step + 3)) * (solved - before)
    return SCALE * solved[:-1].T, solved[-1]


def _discriminant(apart: Array, means: Array) -> tuple[Array, Array]:
    """Linear discriminants; `apart` are the phrasings' vectors less their answers' means."""
    import numpy

    width, freedom = means.shape[1], max(1, len(apart) - len(means))
    spread = apart.T @ apart / freedom
    mean_spread = max(float(numpy.trace(spread)) / width, 1e-9)
    shrunk = (1 - SHRINKAGE) * spread / mean_spread + SHRINKAGE * numpy.eye(width)
    normals = SHARPNESS * means @ numpy.linalg.inv(shrunk)
    return normals, -0.5 * (normals * means).sum(axis=1)
