"""Text to Tone: negative, neutral or positive, how angry, how urgent, and whether it is a complaint.

Several voices are heard: our own words with negation and emphasis, faults told without a feeling word, plain sarcasm,
capitals and marks, and TextBlob's reading of our sentences. TextBlob alone cannot carry it: it reads "It isn't great"
as praise and "Website is not working." as nothing at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from assistant.meaning import Meaning
from assistant.model import Question, Span, Tone
from assistant.understanding import feelings
from assistant.understanding.disguise import Word, plain
from assistant.understanding.irony import ironic
from assistant.understanding.lexicon import STRONG_OATHS
from assistant.understanding.listening import chosen, said

# How they were found: tuning.py. A point of wording beside the heads' logits, and TextBlob's polarity in points.
POINT, VOICE = 0.7, 1.0
HEARD = {"minilm": 1.0, "wording": 0.6}     # how far the heads are believed, by what they can read
LEAST = {"minilm": 0.005, "wording": 0.1}  # and how sure they may be at most
NEUTRAL = {"minilm": 0.0, "wording": 0.0}   # the logit above which a message is not neutral
COMPLAINT = 0.7          # the logit above which what is negative is a complaint
FAULT = 2.5             # the weight from which a sentence tells of a fault
IRONY = 3.0             # what sarcasm without a wrong word counts as trouble told
_TEXTBLOB = 6           # sentences that TextBlob is asked about: it takes a millisecond each
_CAPITALS = re.compile(r"\b[A-Z][A-Z']{2,30}\b")
_LETTERS = re.compile(r"[^\W\d_]+")
_FACES = re.compile(r"[:;=<>8♥°*_]|o\.o|x-d")     # one of these is in each of the faces that TextBlob knows
_SHOUTED = re.compile(r"[!?]{2,20}|!")


@dataclass(slots=True)
class _Reading:
    """What one sentence says: points for and against, and where the strongest word stands."""

    glad: float = 0.0
    sorry: float = 0.0
    problem: float = 0.0
    sarcasm: bool = False
    turned: bool = False                          # praise that is none, though no word says so
    thanks: bool = False                          # thanks and little else
    evidence: list[tuple[float, Span]] = field(default_factory=list)


def tone(text: str, sentences: tuple[Span, ...], questions: tuple[Question, ...], *, meaning: Meaning) -> Tone:
    """The tone of `text`. `polarity` is in [-1, 1], `anger` and `urgency` in [0, 1]; evidence lies in `text`."""
    spans = chosen(sentences, ()) or ((Span(0, len(text)),) if text.strip() else ())
    readings = _readings(text, spans)
    for reading in readings:
        if reading.thanks and questions and len(readings) > 1:
            reading.glad = min(reading.glad, 0.5)             # thanks ahead for an answer: a courtesy
    points = _points(readings) + VOICE * _textblob(_asked(text, spans))
    troubled, glad = _heads(text, spans, readings, questions, meaning)
    share = HEARD[meaning.name]
    bad, good = share * troubled - POINT * points, share * glad + POINT * points
    anger = _anger(text, readings)
    label: Literal["negative", "neutral", "positive"] = "neutral"
    if max(bad, good) > NEUTRAL[meaning.name]:
        label = "negative" if bad >= good else "positive"
    complaint = label == "negative" and bad > COMPLAINT
    return Tone(
        label=label,
        polarity=round(max(-1.0, min(1.0, math.tanh((good - bad) / 8.0))), 3),
        anger=round(anger, 3),
        urgency=_urgency(text),
        complaint=complaint,
        evidence=_evidence(readings, label, spans),
    )


def wording(text: str, spans: tuple[Span, ...]) -> tuple[float, float]:
    """What the wording of these sentences says, in points, and TextBlob's polarity: the voices beside the heads."""
    return _points(_readings(text, spans)), _textblob(_asked(text, spans))


def _asked(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(span.of(text)[:400] for span in spans[:_TEXTBLOB])


def _readings(text: str, spans: tuple[Span, ...]) -> list[_Reading]:
    """What each sentence says, sarcasm heard as what it means."""
    readings = [_read(text, span) for span in spans]
    for index in ironic([plain(text).within(span).line for span in spans], [r.problem >= FAULT for r in readings]):
        _turn(readings[index])
    return readings


def _turn(reading: _Reading) -> None:
    """Its praise is meant the other way round, and it tells of trouble."""
    reading.sarcasm = reading.turned = True
    reading.sorry += 0.5 * reading.glad
    reading.problem += IRONY
    reading.glad = 0.0
    reading.evidence = [(-abs(weight), span) for weight, span in reading.evidence]


def _points(readings: list[_Reading]) -> float:
    """What words and turns of phrase say, in points: glad above zero, sorry and troubled below."""
    glad = sum(min(reading.glad, 6.0) for reading in readings)
    against = sum(min(reading.sorry, 6.0) + 0.8 * min(reading.problem, 5.0) for reading in readings)
    return max(-12.0, min(12.0, glad - against))


def _heads(
    text: str, spans: tuple[Span, ...], readings: list[_Reading], questions: tuple[Question, ...], meaning: Meaning
) -> tuple[float, float]:
    """The logits of the heads "troubled" and "glad" for the message: mostly its strongest sentence, partly all."""
    if not spans:
        return -3.0, -3.0
    courtesy = [r.turned or (r.thanks and bool(questions) and len(readings) > 1) for r in readings]
    found = []
    names: tuple[Literal["troubled", "glad"], ...] = ("troubled", "glad")
    for name in names:
        chances = said(name, text, spans, meaning)
        logits = [
            logit(chance, meaning.name)
            for chance, passed in zip(chances, courtesy, strict=True)
            if not (passed and name == "glad")
        ] or [-2.0]
        found.append(0.7 * max(logits) + 0.3 * sum(logits) / len(logits))
    return found[0], found[1]


def logit(chance: float, reader: str) -> float:
    """The logit of a head's chance, no surer than the reader of meaning allows."""
    least = LEAST[reader]
    chance = min(max(chance, least), 1.0 - least)
    return math.log(chance / (1.0 - chance))


def _evidence(readings: list[_Reading], label: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The strongest words for the label; where no word says it, the first sentence."""
    if label == "neutral":
        return ()
    told = [item for reading in readings for item in reading.evidence if (item[0] > 0) == (label == "positive")]
    best = sorted(told, key=lambda item: -abs(item[0]))[:5]
    return tuple(sorted({span for _, span in best})) or spans[:1]


def _read(text: str, span: Span) -> _Reading:
    words = plain(text).within(span)
    reading = _Reading()
    line = words.line
    soft = feelings.SOFT.search(line)
    if soft:
        line = line.replace(soft.group(), " ")
    reading.thanks = bool(feelings.AHEAD.search(words.line)) and len(words.words) <= 14
    _weigh(words.words, reading, soft=words.span(*soft.span()) if soft else None)
    praise = feelings.PRAISE.search(words.line)
    if praise:
        reading.glad += 3.0
        reading.evidence.append((3.0, words.span(*praise.span())))
        line = line.replace(praise.group(), " ")
    for weight, pattern in feelings.PROBLEMS:
        match = pattern.search(line)
        if match:
            reading.problem += weight
            if line == words.line:
                reading.evidence.append((-weight, words.span(*match.span())))
    sarcasm = feelings.SARCASM.search(line)
    if sarcasm and reading.problem + reading.sorry > 0:
        reading.sarcasm = True
        reading.sorry += reading.glad * 0.5
        reading.glad = 0.0
    return reading


def _weigh(words: tuple[Word, ...], reading: _Reading, soft: Span | None) -> None:
    """Feeling words with what stands before them: "not" turns them round, "very" makes them more."""
    seen: dict[str, int] = {}
    for index, word in enumerate(words):
        weight = feelings.GLAD.get(word.text, 0.0) or -feelings.SORRY.get(word.text, 0.0)
        if not weight or (soft and Span(word.start, word.end).meets(soft)):
            continue
        seen[word.text] = seen.get(word.text, 0) + 1
        if seen[word.text] > 2:
            continue
        before = [w.text for w in words[max(0, index - 3) : index]]
        if abs(weight) >= 2 and any(b in feelings.NOT for b in before):
            weight = -0.7 * weight if weight > 0 else -0.2 * weight
        elif before and before[-1] in feelings.VERY:
            weight *= 1.3
        if weight > 0:
            reading.glad += weight
        else:
            reading.sorry += -weight if weight < -1.0 else 0.4 * -weight
        if abs(weight) >= 1.2:
            reading.evidence.append((weight, Span(word.start, word.end)))


def _anger(text: str, readings: list[_Reading]) -> float:
    """From strong words, oaths, capitals and marks, in [0, 1]."""
    head = text[:20_000]
    oaths = sum(map(STRONG_OATHS.__contains__, plain(text).texts))
    strong = sum(weight <= -2.9 for r in readings for weight, _ in r.evidence)
    sarcasm = max((2 if r.turned else int(r.sarcasm) for r in readings), default=0)
    sorry = sum(min(r.sorry, 6.0) for r in readings)
    negative = sorry + sum(r.problem for r in readings) > 1.0
    value = 0.12 * strong + 0.2 * min(oaths, 3) + 0.15 * sarcasm
    if negative or oaths:
        letters = sum(map(str.isalpha, head))
        capitals = sum(len(m.group()) for m in _CAPITALS.finditer(head)) / letters if letters > 20 else 0.0
        marks = min(sum(len(m.group()) for m in _SHOUTED.finditer(head)), 10)
        value += 0.05 * marks + (0.5 * capitals if capitals > 0.2 else 0.0) + min(0.03 * sorry, 0.2)
    return max(0.0, min(1.0, value))


def _urgency(text: str) -> float:
    """How pressing, in [0, 1]: deadlines, "urgent", and marks."""
    line = plain(text).line
    found = len({match.group() for match in feelings.URGENT.finditer(line)})
    return min(1.0, 0.35 * found + (0.1 if "!!" in text else 0.0))


def _textblob(pieces: tuple[str, ...]) -> float:
    """TextBlob's polarity of the sentences, in [-1, 1], the mean of those where it hears anything."""
    heard = [value for value in map(_polarity, pieces) if value]
    return sum(heard) / len(heard) if heard else 0.0


def _polarity(text: str) -> float:
    """TextBlob's polarity. It is 0 where nothing in the text could move it, and TextBlob need not be asked."""
    sentiment, moving = _textblobs()
    small = text.lower()
    if moving.isdisjoint(_LETTERS.findall(small)) and "n't" not in small and not _FACES.search(small):
        return 0.0
    return float(sentiment(text)[0])


@cache
def _textblobs() -> tuple[Any, frozenset[str]]:
    """What TextBlob(text).sentiment asks, and of each word that has a polarity the longest run of letters.

    Words with a blank are none of its tokens, and those with "n't" are cut there.
    """
    from textblob.en import sentiment

    sentiment.load()
    told = [word for word, values in sentiment.items() if values[None][0] and " " not in word and "n't" not in word]
    return sentiment, frozenset(max(_LETTERS.findall(word), key=len) for word in told)
