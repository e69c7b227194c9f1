"""A Message to its Understanding: the readers of this room, called in order. Each is a module of its own."""

from __future__ import annotations

from assistant.meaning import Meaning
from assistant.model import Message, Understanding
from assistant.understanding.abuse import abuse
from assistant.understanding.entities import entities
from assistant.understanding.language import language
from assistant.understanding.marks import marks
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences
from assistant.understanding.signing import signed
from assistant.understanding.thanks import thanks
from assistant.understanding.tone import tone
from assistant.understanding.wish import wish


def understand(message: Message, *, meaning: Meaning) -> Understanding:
    """All that can be read out of `message` without knowing the rules. Never raises on a Message, whatever it says."""
    text = message.own_words
    spans = sentences(text)
    asked = questions(text, message.subject, spans, meaning=meaning)
    sound = tone(text, spans, asked, meaning=meaning)
    return Understanding(
        language=language(text if text.strip() else message.subject),
        sentences=spans,
        questions=asked,
        wish=wish(text, message.subject, asked),
        tone=sound,
        abuse=abuse(text, message.subject, spans, meaning=meaning),
        marks=marks(text, spans),
        thanks=thanks(text, spans, asked, sound),
        entities=entities(text),
        signed=signed(message),
        meaning=meaning.name,
    )
