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
from typing import TYPE_CHECKING, Any, Literal

from assistant.meaning.wording import bucket, grams, words

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

Name = Literal["asks", "abuse", "needs", "troubled", "glad"]
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


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[list[str], list[int]]:
    """The words of `text` and the places of what they are together, which all heads ask for one after another."""
    found = tokens(text)
    return found, [bucket(feature, BUCKETS) for feature in of_neighbours(found)]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One logistic regression: `vector` has 384 numbers or none, `wording` BUCKETS of them."""

    head: str
    bias: float
    vector: array[float]
    wording: tuple[float, ...]

    def wording_logit(self, text: str) -> float:
        """What the wording of `text` adds to the logit."""
        found, together = _read(text)
        total = sum(_of_word(self, word) for word in found)
        total += sum(map(self.wording.__getitem__, together))
        return total / math.sqrt(len(found))


@lru_cache(maxsize=32_768)
def _of_word(weights: Weights, word: str) -> float:
    return sum(value * weights.wording[bucket(feature, BUCKETS)] for feature, value in of_word(word))


@cache
def load(head: Name, reader: Literal["minilm", "wording"]) -> Weights:
    """The shipped weights of a head for a reader of meaning. ValueError where the file is for other features."""
    content = files("assistant.meaning").joinpath("heads", f"{head}.json").read_text(encoding="utf-8")
    kept: dict[str, Any] = json.loads(content)[reader]
    wording = struct.unpack(f"<{BUCKETS}b", base64.b85decode(kept["wording"]))
    vector = base64.b85decode(kept["vector"])
    step = float(kept["step"])
    numbers = array("f", struct.unpack(f"<{len(vector) // 4}f", vector))
    return Weights(head, float(kept["bias"]), numbers, tuple(step * each for each in wording))


def score(head: Name, texts: Sequence[str], vectors: Vectors | None) -> list[float]:
    """The probability in [0, 1] for each text, in order; `vectors` are its rows, or None without the extra."""
    weights = load(head, "wording" if vectors is None else "minilm")
    logits = [weights.bias + weights.wording_logit(text) for text in texts]
    if vectors is not None and texts:
        import numpy

        seen = vectors @ numpy.asarray(weights.vector, dtype=numpy.float32)
        logits = [logit + float(part) for logit, part in zip(logits, seen, strict=True)]
    return [1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit)))) for logit in logits]
