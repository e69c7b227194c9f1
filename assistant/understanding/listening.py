"""Which sentences the heads are asked about, and what they say. The rest of a long letter is read by wording alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from assistant.meaning import Meaning, heads
from assistant.model import Span

MOST = 24            # sentences that go to the model: the first of them, then the most telling by wording
_FIRST = 14
AFFORDED = 6_000     # characters of one reader's passages that go to the model, at most 600 of each: a thousand words
_READ = 600          # characters of a passage
_NAMES = re.compile(r"(?:^|(?<=\s))(?:@\w{1,40}|https?://\S{1,300})")


def chosen(sentences: tuple[Span, ...], telling: Iterable[Span]) -> tuple[Span, ...]:
    """At most MOST of the `sentences`, in order: the first ones and, of the others, those that meet `telling`."""
    if len(sentences) > MOST:
        told = sorted(telling)
        later = [span for span in sentences[_FIRST:] if any(span.meets(other) for other in told[:50])]
        sentences = (*sentences[:_FIRST], *later[: MOST - _FIRST])
    return sentences[: afforded(span.end - span.start for span in sentences)]


def afforded(lengths: Iterable[int]) -> int:
    """How many of the passages of these lengths, from the first on, the model can read in bounded time."""
    sums = list(accumulate(min(length, _READ) for length in lengths))
    return bisect_right(sums, AFFORDED)


def said(name: heads.Name, text: str, spans: tuple[Span, ...], meaning: Meaning) -> list[float]:
    """The probability in [0, 1] that the head `name` gives each span of `text`, in order."""
    texts = [heard(span.of(text)) for span in spans]
    return heads.score(name, texts, meaning.vectors(texts)) if texts else []


def heard(sentence: str) -> str:
    """A sentence as the heads are to read it: without links and the names of accounts."""
    if "@" in sentence or "http" in sentence:
        sentence = _NAMES.sub(" ", sentence).strip() or sentence
    return sentence[:_READ]
