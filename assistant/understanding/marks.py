"""Text to Marks: what a person or the conduct rules must know of, whatever the tone.

Lawyers, bad reviews and chargebacks that are held out to us; danger to somebody's life or health; swearing. The words
alone are no mark: a lawyer friend who loved the book, or a good review promised, is none.
"""

from __future__ import annotations

from assistant.model import Mark, Span
from assistant.understanding.alarms import ALARMS, INNOCENT, NEEDED
from assistant.understanding.disguise import plain
from assistant.understanding.frames import sentences as read
from assistant.understanding.frames import span
from assistant.understanding.lexicon import SWEARING

_MOST = 50           # marks of one message; more tell nobody more
_SWEARS = 10


def marks(text: str, sentences: tuple[Span, ...]) -> tuple[Mark, ...]:
    """The marks of `text` in order of place, at most _MOST; `sentences` are its sentences.

    The plain words are cut into sentences anew here: a hidden spelling may hold a full stop ("s.h.i.t").
    """
    del sentences
    words = plain(text)
    found = [Mark("swearing", Span(w.start, w.end)) for w in words.words if w.text in SWEARING][:_SWEARS]
    wanted = [(code, pattern) for code, pattern in ALARMS if NEEDED[code].search(words.line)]
    for sentence in read(words) if wanted else ():
        for code, pattern in wanted:
            match = pattern.search(sentence.line) if NEEDED[code].search(sentence.line) else None
            if match and not INNOCENT[code].search(sentence.line):
                first, stop = sentence.place(match)
                found.append(Mark(code, span(words, sentence.first + first, sentence.first + stop)))
        if len(found) >= _MOST:
            break
    return tuple(sorted(found, key=lambda mark: (mark.span, mark.code)))
