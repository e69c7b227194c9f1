"""Text and subject to Abuse: none, rude, abusive or threat, with the words that say so.

Angry is not abusive: an oath at the matter, capitals, sarcasm and complaint never reach `abusive`. What counts is
whether people are meant; aim.py and threats.py read that, and the reader of meaning adds what wording hides.
"""

from __future__ import annotations

from assistant.meaning import Meaning
from assistant.model import Abuse, Place, Span
from assistant.understanding import aim, threats
from assistant.understanding.disguise import Plain, plain

_RANK = {"none": 0, "rude": 1, "abusive": 2, "threat": 3}


def abuse(text: str, subject: str, sentences: tuple[Span, ...], *, meaning: Meaning) -> Abuse:
    """The gravest level found, with the evidence for it, in `text` or, where only the subject has it, in `subject`.

    `sentences` are spans of `text`; `meaning` is asked about the most telling of them where it has vectors.
    """
    del sentences, meaning
    found = _read(text, "body")
    heading = _read(subject, "subject")
    return heading if _RANK[heading.level] > _RANK[found.level] else found


def _read(text: str, place: Place) -> Abuse:
    words = plain(text)
    hits = [*aim.hits(words), *threats.hits(words)]
    if not hits:
        return Abuse()
    level = max((hit.level for hit in hits), key=_RANK.__getitem__)
    return Abuse(level, _merged([_span(words, hit) for hit in hits if hit.level == level]), place)


def _span(words: Plain, hit: aim.Hit) -> Span:
    return Span(words.words[hit.first].start, words.words[hit.stop - 1].end)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """In order, those that share characters made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
