"""The small heads: the probability that a sentence asks something, or is abuse, from vectors and wording.

A head is a logistic regression, trained by train.py and shipped in heads/ as one JSON file with two sets of
weights: "minilm" reads a text's vector and its wording, "wording" its wording alone and needs no library.
heads/CARD.md says from what they were made and how good they are.
"""

from __future__ import annotations

import base64
import json
import math
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, get_args
from zlib import crc32

from assistant.meaning.wording import bucket, grams, words

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

Name = Literal["asks", "abuse", "needs", "troubled", "glad"]
Reader = Literal["minilm", "wording"]
NAMES: tuple[Name, ...] = get_args(Name)
BUCKETS = 16_384
MOST_WORDS = 120                    # of a text that are looked at


def tokens(text: str) -> list[str]:
    """The words of `text` as heads read them: the first ones, then whether it holds or ends with a mark."""
    found = list(words(text)[:MOST_WORDS])
    end = text.rstrip(" \t\r\n\"')]}>*_”’")[-1:]
    if "?" in text:
        found.append("?")
    if end in "?!:" and end:
        found.append("end" + end)
    return found or ["nothing"]


def of_word(word: str) -> Iterator[tuple[str, float]]:
    """The features of a word by itself, each with its weight: the word, and its runs of characters."""
    yield "w:" + word, 1.0
    cut = list(grams(word))
    for gram in cut:
        yield "c:" + gram, 1.0 / math.sqrt(len(cut))


def of_neighbours(found: Sequence[str]) -> Iterator[str]:
    """The features of words together, each of weight 1: the first one, every pair, every three in a row."""
    yield "f:" + found[0]
    for number in range(1, len(found)):
        yield f"b:{found[number - 1]} {found[number]}"
        if number > 1:
            yield f"t:{found[number - 2]} {found[number - 1]} {found[number]}"


def row(text: str) -> dict[int, float]:
    """The wording of `text` as train.py sees it: bucket -> value. `Weights.wording_logit` adds up the same."""
    found = tokens(text)
    total: dict[int, float] = {}
    scale = 1.0 / math.sqrt(len(found))
    for word in found:
        for feature, value in of_word(word):
            place = bucket(feature, BUCKETS)
            total[place] = total.get(place, 0.0) + value * scale
    for feature in of_neighbours(found):
        place = bucket(feature, BUCKETS)
        total[place] = total.get(place, 0.0) + scale
    return total


@lru_cache(maxsize=16_384)
def _spelled(word: str) -> tuple[bytes, int, int]:
    """A word in bytes, and the checksums of "b:word " and "t:word ", with which its neighbours' features begin."""
    spelled = word.encode("utf-8", "surrogatepass")
    return spelled, crc32(b"b:%b " % spelled), crc32(b"t:%b " % spelled)


def _together(found: Sequence[str]) -> list[int]:
    """The places of the features of neighbours: `bucket` of each of `of_neighbours`, their beginnings summed once."""
    spelled = list(map(_spelled, found))
    places = [crc32(b"f:" + spelled[0][0]) % BUCKETS]
    for number in range(1, len(spelled)):
        word, before = spelled[number], spelled[number - 1]
        places.append(crc32(word[0], before[1]) % BUCKETS)
        if number > 1:
            places.append(crc32(word[0], crc32(before[0] + b" ", spelled[number - 2][2])) % BUCKETS)
    return places


@lru_cache(maxsize=2048)
def _wordings(text: str, reader: Reader) -> tuple[float, ...]:
    """What the wording of `text` adds to the logit of each of NAMES, which are asked for one after another."""
    found = tokens(text)
    words_alone = zip(*(_of_word(word, reader) for word in found), strict=True)
    together = _together(found)
    scale = math.sqrt(len(found))
    return tuple(
        (sum(alone) + sum(map(load(name, reader).wording.__getitem__, together))) / scale
        for name, alone in zip(NAMES, words_alone, strict=True)
    )


@lru_cache(maxsize=16_384)
def _of_word(word: str, reader: Reader) -> tuple[float, ...]:
    """What a word by itself adds to each of NAMES."""
    places = [(bucket(feature, BUCKETS), value) for feature, value in of_word(word)]
    tables = (load(name, reader).wording for name in NAMES)
    return tuple(sum([value * table[place] for place, value in places]) for table in tables)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One logistic regression: `vector` has 384 numbers or none, `wording` BUCKETS of them."""

    head: Name
    reader: Reader
    bias: float
    vector: array[float]
    wording: tuple[float, ...]

    def wording_logit(self, text: str) -> float:
        """What the wording of `text` adds to the logit."""
        return _wordings(text, self.reader)[NAMES.index(self.head)]


@cache
def load(head: Name, reader: Reader) -> Weights:
    """The shipped weights of a head for a reader of meaning. ValueError where the file is for other features."""
    content = files("assistant.meaning").joinpath("heads", f"{head}.json").read_text(encoding="utf-8")
    kept: dict[str, Any] = json.loads(content)[reader]
    wording = base64.b85decode(kept["wording"])       # a signed byte each
    vector = base64.b85decode(kept["vector"])
    step = float(kept["step"])
    numbers = array("f", struct.unpack(f"<{len(vector) // 4}f", vector))
    values = [step * (each - 256 if each > 127 else each) for each in range(256)]     # few numbers: they stay near
    return Weights(head, reader, float(kept["bias"]), numbers, tuple(map(values.__getitem__, wording)))


def score(head: Name, texts: Sequence[str], vectors: Vectors | None) -> list[float]:
    """The probability in [0, 1] for each text, in order; `vectors` are its rows, or None without the extra."""
    weights = load(head, "wording" if vectors is None else "minilm")
    logits = [weights.bias + weights.wording_logit(text) for text in texts]
    if vectors is not None and texts:
        import numpy

        seen = vectors @ numpy.asarray(weights.vector, dtype=numpy.float32)
        logits = [logit + float(part) for logit, part in zip(logits, seen, strict=True)]
    return [1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit)))) for logit in logits]
