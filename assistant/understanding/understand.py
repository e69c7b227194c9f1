"""A Message to its Understanding: the readers of this room, called in order. Each is a module of its own."""

from __future__ import annotations

from assistant.meaning import Meaning
from assistant.model import Mark, Message, Span, Understanding
from assistant.understanding.abuse import abuse
from assistant.understanding.entities import entities
from assistant.understanding.language import language
from assistant.understanding.marks import marks
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences
from assistant.understanding.signing import signed
from assistant.understanding.thanks import thanks
from assistant.understanding.tone import tone
from assistant.understanding.wish import named, wish


def understand(message: Message, *, meaning: Meaning) -> Understanding:
    """All that can be read out of `message` without knowing the rules. Never raises on a Message, whatever it says."""
    text = message.own_words
    spans = sentences(text)
    noted = marks(text, spans)
    heard = _without_threats(text, spans, noted)
    asked = questions(text, message.subject, heard, meaning=meaning)
    sound = tone(text, heard, asked, meaning=meaning)
    return Understanding(
        language=language(text if text.strip() else message.subject),
        sentences=spans,
        questions=asked,
        wish=wish(text, message.subject, asked),
        tone=sound,
        abuse=abuse(text, message.subject, spans, meaning=meaning),
        marks=noted,
        thanks=thanks(text, spans, asked, sound),
        entities=entities(text),
        signed=signed(message),
        meaning=meaning.name,
    )


def _without_threats(text: str, sentences: tuple[Span, ...], noted: tuple[Mark, ...]) -> tuple[Span, ...]:
    """The sentences but for those that only threaten with lawyers, the bank or bad reviews.

    So such a message is read as the same message without its threat. All of them where nothing else is said.
    """
    threats = [mark.span for mark in noted if mark.code in ("legal-threat", "publicity-threat", "chargeback-threat")]
    rest = tuple(
        sentence for sentence in sentences
        if not any(sentence.meets(threat) for threat in threats) or _asks_besides(text, sentence, threats)
    )
    return rest or sentences


def _asks_besides(text: str, sentence: Span, threats: list[Span]) -> bool:
    """Whether a sentence that threatens asks for something as well: "My money back now, or it is one star"."""
    words = sentence.of(text)
    for threat in threats:
        if sentence.meets(threat):
            words = words.replace(Span(max(threat.start, sentence.start), min(threat.end, sentence.end)).of(text), " ")
    return "?" in words or bool(named(words))
