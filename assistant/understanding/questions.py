"""The questions of one message: its sentences read clause by clause, then joined where several say one thing.

Wording has its voices in asks.py; where a model is present, its head "asks" is one more. What a message of a
person needs is taken from its problems where it asks nothing outright. Places are exact in own_words or the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.meaning import Meaning
from assistant.model import Place, Question, Span
from assistant.understanding.asks import Voice, voice
from assistant.understanding.sentences import sentences as split_sentences
from assistant.understanding.splitting import clauses, tight

SURE = 0.5


@dataclass(frozen=True, slots=True)
class _Hit:
    span: Span
    text: str
    voice: Voice
    sentence: int
    context: str


def questions(text: str, subject: str, sentences: tuple[Span, ...], *, meaning: Meaning) -> tuple[Question, ...]:
    """Everything in `text` and `subject` that wants an answer, in order, the subject's first, each once."""
    hits = _hits(text, sentences)
    body = _joined(text, hits)
    return _of_subject(subject, body) + body


def _hits(text: str, sentences: tuple[Span, ...]) -> list[_Hit]:
    hits = []
    before = ""
    for index, sentence in enumerate(sentences):
        for clause in clauses(text, sentence):
            words = clause.of(text)
            heard = voice(words)
            if heard is not None and heard.strength >= SURE:
                place = tight(text, clause)
                hits.append(_Hit(place, place.of(text), heard, index, before))
            before = words
    return hits


def _joined(text: str, hits: list[_Hit]) -> tuple[Question, ...]:
    found: list[Question] = []
    last: _Hit | None = None
    seen: set[str] = set()
    for hit in hits:
        key = _key(hit.text)
        if key in seen:
            continue
        if hit.voice.bare and found:
            continue
        if (last is not None and found and hit.voice.kind == "problem" and last.voice.kind == "problem"
                and hit.sentence - last.sentence <= 1 and found[-1].place == "body"):
            span = Span(found[-1].span.start, hit.span.end)
            found[-1] = replace(found[-1], span=span, text=span.of(text))
            last = hit
            seen.add(key)
            continue
        about = f"{hit.context} {hit.text}".strip() if hit.voice.bare and hit.context else None
        found.append(Question(hit.text, hit.span, "body", hit.voice.kind, about))
        seen.add(key)
        last = hit
    return tuple(found)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _of_subject(subject: str, body: tuple[Question, ...]) -> tuple[Question, ...]:
    found = []
    place: Place = "subject"
    start = re.match(r"(?:\s*(?:re|fwd?|aw|wg|sv|tr|antw)\s*(?:\[\d+\])?:\s*)*", subject, re.IGNORECASE)
    offset = start.end() if start else 0
    if offset:
        return ()
    asked = {word for question in body for word in _key(question.text).split()}
    for sentence in split_sentences(subject):
        heard = voice(sentence.of(subject))
        words = [word for word in _key(sentence.of(subject)).split() if len(word) > 3]
        if heard is None or heard.bare or heard.strength < SURE:
            continue
        if words and sum(word in asked for word in words) >= len(words) / 2:
            continue
        if heard.kind == "problem" and body:
            continue
        found.append(Question(sentence.of(subject), sentence, place, heard.kind))
    return tuple(found)
