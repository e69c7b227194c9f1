"""Text and subject to Abuse: none, rude, abusive or threat, with the words that say so.

Angry is not abusive: an oath at the matter, capitals, sarcasm and complaint never reach `abusive`. What counts is
whether people are meant; aim.py, threats.py and hatred.py read that by wording, and the head "abuse" hears what no
list holds. The head by itself says `abusive` only, and only where it is surer than the wording leaves room for.
"""

from __future__ import annotations

from assistant.meaning import Meaning
from assistant.model import Abuse, AbuseLevel, Place, Span
from assistant.understanding import aim, hatred, lexicon, threats
from assistant.understanding.disguise import Plain, plain
from assistant.understanding.frames import Hit, span
from assistant.understanding.listening import chosen, said

_RANK: dict[AbuseLevel, int] = {"none": 0, "rude": 1, "abusive": 2, "threat": 3}

# How sure the head must be, by what the wording shows: an insult or a group is named and not excused; somebody is
# spoken to; neither. High on purpose: a customer wrongly called abusive costs more than an insult answered in full.
_NAMED, _SPOKEN_TO, _NEITHER = 0.8, 0.9, 0.97
_WORDING_ALONE = 0.08          # what the head without vectors must be surer by

_PEOPLE = lexicon.INSULTS | lexicon.CONTEMPT | lexicon.SLURS | hatred.TELLING
_TO_YOU = frozenset(["you", "u", "ya", "your", "youre", "ur", "yr", "yourself", "yourselves", "yall"])


def abuse(text: str, subject: str, sentences: tuple[Span, ...], *, meaning: Meaning) -> Abuse:
    """The gravest level found, with the evidence for it, in `text` or, where only the subject has it, in `subject`.

    `sentences` are spans of `text`; `meaning` is asked about the first and the most telling of them.
    """
    found = _read(text, sentences, "body", meaning)
    heading = _read(subject, (Span(0, len(subject)),) if subject.strip() else (), "subject", meaning)
    return heading if _RANK[heading.level] > _RANK[found.level] else found


def _read(text: str, sentences: tuple[Span, ...], place: Place, meaning: Meaning) -> Abuse:
    words = plain(text)
    hits = [*aim.hits(words), *threats.hits(words), *hatred.hits(words)]
    level: AbuseLevel = "none"
    for hit in hits:
        level = hit.level if _RANK[hit.level] > _RANK[level] else level
    if level in ("abusive", "threat"):
        return Abuse(level, _merged([span(words, hit.first, hit.stop) for hit in hits if hit.level == level]), place)
    heard = _heard(text, words, hits, sentences, meaning)
    if heard:
        return Abuse("abusive", _merged(heard), place)
    return Abuse("rude", _merged([span(words, hit.first, hit.stop) for hit in hits]), place) if hits else Abuse()


def _heard(
    text: str, words: Plain, hits: list[Hit], sentences: tuple[Span, ...], meaning: Meaning
) -> list[Span]:
    """The sentences that the head takes for abuse, where the wording does not speak against it."""
    telling = [Span(w.start, w.end) for w in words.words if w.text in _PEOPLE or w.text in lexicon.STRONG_OATHS]
    sure = 0.0 if meaning.name == "minilm" else _WORDING_ALONE
    bars = {span: _bar(span, words, hits) + sure for span in chosen(sentences, telling)}
    spans = tuple(span for span, bar in bars.items() if bar < 1.0)
    chances = said("abuse", text, spans, meaning)
    return [span for span, chance in zip(spans, chances, strict=True) if chance >= bars[span]]


def _bar(sentence: Span, words: Plain, hits: list[Hit]) -> float:
    """How sure the head must be of this sentence."""
    inside = words.within(sentence).texts
    if '"' in inside or not inside:
        return 1.1
    named = not _PEOPLE.isdisjoint(inside)
    if named and any(span(words, hit.first, hit.stop).meets(sentence) for hit in hits):
        return _NAMED
    if hatred.speaks_for_them(inside):
        return 1.1
    if named and not hatred.TELLING.isdisjoint(inside):
        return _NAMED
    return _NEITHER if _TO_YOU.isdisjoint(inside) else _SPOKEN_TO


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """In order, those that share characters made one."""
    merged: list[Span] = []
    for each in sorted(spans):
        if merged and each.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return tuple(merged)
