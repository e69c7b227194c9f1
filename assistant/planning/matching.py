"""A Reading and the rules to Matches: which answer fits each question, or that none does, and why.

A score is in [0, 1] and compares across questions and rule files. What is accepted is decided here alone:
the best candidate, if it is good enough and no other is nearly as good. Lookups are only named, never fetched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from assistant.meaning import Meaning
from assistant.meaning.wording import STOP, stem, words
from assistant.model import Candidate, Match, Matches, Question, Reading, Reason, Span, Wanted
from assistant.planning import candidates, keys, threshold
from assistant.planning.beyond import Said, beyond, said
from assistant.planning.candidates import Fit, Ground
from assistant.planning.wholly import wholly
from assistant.rules.rulebook import Lookup, Rulebook
from assistant.understanding.related import content
from assistant.understanding.wish import named

SHOWN = 5                           # candidates in a Match
CLOSE = 0.02                        # worth: two answers nearer than this to each other are a tie
LONGEST = 2_000                     # characters of a question whose sentences are read apart
MOST_SENTENCES = 6
MOST_QUESTIONS = 40                 # of a message that are matched
MOST_READINGS = 64                  # of them all together; where there are more, each is read in one way
SLOPE = 0.12                        # worth above the line that takes a score from 1/2 to 0.73

_TOO_MANY = Reason("too-many-questions", f"The message asks more than {MOST_QUESTIONS} things; this was not matched.")
# A title in quotation marks is not what they ask: "Is “How to Cancel Your Order” in stock?"
_TITLE = re.compile(r"“[^“”\n]{8,120}”|\"[^\"\n]{8,120}\"|(?<!\w)['‘][A-Z][^'’\n]{7,120}['’](?!\w)")
_NEGATED = re.compile(
    r"(?i)\W*(?:please,? |pls |so |but |and )?(?:do not|don['’]?t|never|no need to|stop)\b(?! (?:know|you|work))"
)
_NEGATOR = re.compile(r"(?i)\b(?:not|no|never|stop|without)\b|n['’]t\b")
# Words that a follow-up leans with: they name no matter of their own.
_LEANING = frozenset(["what", "when", "where", "who", "which", "how", "about", "else", "one", "ones", "same"])
# Ways to ask what something costs; "What would that cost?" is taught by "How much is it?".
_PRICE = re.compile(r"(?i)\b(?:how much|costs?|price[sd]?|pric(?:ey|ing)|charges?d?|fees?|expensive)\b")
# "Where is my order HL-12345?" is asked like "Where is my order?": a number of theirs is no part of the matter.
# What the patterns of the lookups find is one, and so is a long row of digits; "MX100" may be what they ask for.
_REFERENCE = re.compile(r"(?<!\w)(?:(?i:number|nr\.?|no\.?)\s)?(?:#\s?\d{3,12}|\d{6,16})(?!\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A rulebook made ready for matching with one reader of meaning. `line` is what a candidate must be worth."""

    meaning: Meaning
    names: tuple[str, ...]
    asks: tuple[tuple[str, ...], ...]
    ground: Ground
    line: float
    lookups: tuple[Lookup, ...]
    said: tuple[Said, ...]          # what each of the answers is taught and says


def taught(rulebook: Rulebook) -> tuple[tuple[str, ...], ...]:
    """The phrasings of each answer that has any: all that an Index is made of, beside the reader of meaning."""
    return tuple(answer.asks for answer in rulebook.answers if answer.asks)


def prepare(
    rulebook: Rulebook, meaning: Meaning, *,
    known: Mapping[str, bytes] | None = None, kept: tuple[Ground, float] | None = None,
) -> Index:
    """The index of a rulebook. Slow beside `match` (a second for 50 answers): make it once for each rulebook.

    What an earlier run knew makes it fast: `known` as `candidates.build` takes it, or `kept`, the ground and the line
    of these very phrasings.
    """
    asks = taught(rulebook)
    if kept is None:
        ground = candidates.build(asks, meaning, known)
        kept = ground, threshold.line(asks, ground)
    rules = [answer for answer in rulebook.answers if answer.asks]
    names, says = tuple(rule.name for rule in rules), tuple(said(rule, rulebook) for rule in rules)
    return Index(meaning, names, asks, *kept, tuple(rulebook.lookups.values()), says)


def match(reading: Reading, index: Index, told: Sequence[Wanted] = ()) -> Matches:
    """One Match a question, in the questions' order, and the lookups whose keys the message names.

    Where it names none of a lookup, that is the first in `told`, what they told us before.
    Bounded: what a message asks beyond MOST_QUESTIONS has no candidates, and the plan holds it for a person.
    """
    questions = reading.understanding.questions
    ways = {question: _readings(question, index) for question in questions[:MOST_QUESTIONS]}
    if sum(map(len, ways.values())) > MOST_READINGS:
        ways = {question: (question.text,) for question in ways}
    # Where its own words find an answer, a question is read in one other way at most: with what it refers to.
    first = _matches([(question, texts[0]) for question, texts in ways.items()], index)
    others = [
        (found.question, text)
        for found in first
        for text in ways[found.question][1:]
        if found.accepted is None or text == _asked_as(found.question.about or "", index)
    ]
    by_question = {found.question: [found] for found in first}
    for found, (_, text) in zip(_matches(others, index), others, strict=True):
        by_question[found.question].append(_of_its_own(found, text, index))
    best = [_all_of_it(_best(_in_context(found)), index) for found in by_question.values()]
    best += [Match(question, (), None, _TOO_MANY) for question in questions[MOST_QUESTIONS:]]
    named = _wanted(reading, index)
    own = {each.lookup for each in named}
    known = {each.lookup: each for each in reversed(told) if each.lookup not in own}
    return Matches(tuple(best), (*named, *(known[each.name] for each in index.lookups if each.name in known)), named)


def _matches(readings: Sequence[tuple[Question, str]], index: Index) -> list[Match]:
    """The Match of each question, read as the text beside it."""
    vectors = index.meaning.vectors([text for _, text in readings]) if index.names and readings else None
    return [
        _match(question, text, index, None if vectors is None else vectors[number])
        for number, (question, text) in enumerate(readings)
    ]


def _of_its_own(found: Match, text: str, index: Index) -> Match:
    """The Match of a question read with what it refers to: not accepted where its own words play no part in it.

    "Parking?" behind "When do you open?" is like the phrasings of opening hours, and asks for something else. A
    statement is another matter: "It was due on Friday. Where the hell is it?"
    """
    about = found.question.about or ""
    if found.accepted is None or text != _asked_as(about, index) or "?" not in about.removesuffix(found.question.text):
        return found
    own = {stem(word) for word in words(found.question.text) if word not in STOP and word not in _LEANING}
    answer = index.names.index(found.accepted)
    taught = {each for phrasing in index.asks[answer] for each in _stems(phrasing)}
    if any(map(_PRICE.search, index.asks[answer])):
        own -= {stem(word) for word in words(found.question.text) if _PRICE.fullmatch(word)}
    if not own - taught:
        return found
    said = ", ".join(sorted(own - taught)[:4])
    reason = Reason("half-covered", f"{found.accepted} fits what came before, and says nothing of: {said}.")
    return replace(found, accepted=None, reason=reason)


def _all_of_it(match: Match, index: Index) -> Match:
    """The match, if its answer answers every sentence of the question, and what it asks for."""
    if match.accepted is None:
        return match
    answer = index.names.index(match.accepted)
    more = beyond(_asked_as(match.question.text, index), index.said[answer], match.question.about or "")
    if more is not None:
        reason = Reason("half-covered", f"{match.accepted} is near, and says nothing {more}.")
        return replace(match, accepted=None, reason=reason)
    asks = index.asks[answer]
    taught = frozenset(stem for phrasing in asks for stem in (*_stems(phrasing), *content(phrasing)))
    spoken = index.said[answer]
    remedies = named(" ".join(spoken.all)) if spoken.judged else None
    return wholly(match, taught, remedies, lambda text: rank(_asked_as(text, index), index))


def _in_context(found: list[Match]) -> list[Match]:
    """The readings that count: "How long does it take?" behind "Do you ship to Norway?" is a question about Norway.

    The second is that with what the question refers to: the answer that fits it has more to go by.
    """
    if len(found) < 2 or found[0].accepted is None:
        return found
    own, context = found[:2]
    return [own] if context.accepted in (None, own.accepted) else [context]


def _readings(question: Question, index: Index) -> tuple[str, ...]:
    """The ways to read a question: its own words, those with what they refer to, then each of its sentences."""
    parts = [part.strip() for part in _SENTENCE_END.split(question.text)] if len(question.text) < LONGEST else []
    alone = [part for part in parts if len(part.split()) > 2] if len(parts) > 1 else []
    readings = (question.text, question.meaning, *alone[:MOST_SENTENCES])
    return tuple(dict.fromkeys(_asked_as(text, index) for text in readings))


def _asked_as(text: str, index: Index) -> str:
    """`text` without what is theirs alone: a title, the number of an order. Itself where it holds nothing else."""
    rest = _TITLE.sub(" that title ", text)
    for key in (keys.named(lookup, text) for lookup in index.lookups):
        rest = rest.replace(key, "#000") if key else rest
    rest = _REFERENCE.sub(" ", rest).strip()
    return rest if any(map(str.isalnum, rest)) else text


def _best(found: list[Match]) -> Match:
    """The first reading that finds an answer. A question whose sentences find different ones is not guessed at."""
    taken = [match for match in found if match.accepted is not None]
    if not taken:
        return max(found, key=lambda match: match.ranked[0].score if match.ranked else 0.0)
    if found[0].accepted is None and len({match.accepted for match in taken}) > 1:
        first, second = taken[0], next(match for match in taken if match.accepted != taken[0].accepted)
        text = f"Two answers fit parts of it: {first.accepted}, {first.ranked[0].why}; and {second.accepted}."
        return replace(first, accepted=None, reason=Reason("tie", text))
    return taken[0]


def rank(text: str, index: Index, *, vector: Any = None) -> Match:
    """The Match of `text` taken as one question. ValueError where it is empty. `vector` is its own, where known."""
    if vector is None and index.names:
        vectors = index.meaning.vectors([text])
        vector = None if vectors is None else vectors[0]
    return _match(Question(text, Span(0, len(text))), text, index, vector)


def ranks(texts: Sequence[str], index: Index) -> list[Match]:
    """The Match of each text taken as one question: faster than one after the other."""
    vectors = index.meaning.vectors(texts) if index.names else None
    return [rank(text, index, vector=None if vectors is None else vectors[at]) for at, text in enumerate(texts)]


def _match(question: Question, words: str, index: Index, vector: Any) -> Match:
    """The Match of a question, read as `words`."""
    fits = index.ground.fits(words, vector)[:SHOWN] if index.names else []
    ranked = tuple(
        Candidate(index.names[fit.answer], _score(fit.worth - index.line), _why(words, fit, index))
        for fit in fits
    )
    if not ranked:
        return Match(question, (), None, Reason("no-rule", "No answer has a phrasing that is anything like this."))
    first = ranked[0]
    if fits[0].worth < index.line:
        worth = min(first.score, 0.49)              # 0.497 is not 0.50
        text = f"The nearest answer, {first.answer}, is not near enough ({worth:.2f} of 0.50): {first.why}."
        return Match(question, ranked, None, Reason("below-threshold", text))
    if _NEGATED.match(words) and not _NEGATOR.search(index.asks[fits[0].answer][fits[0].which]):
        text = f"They say not to; the nearest answer, {first.answer}, is for those who ask for it: {first.why}."
        return Match(question, ranked, None, Reason("negated", text))
    if len(fits) > 1 and fits[0].worth - fits[1].worth < CLOSE:
        text = f"Two answers fit alike: {first.answer}, {first.why}; and {ranked[1].answer}, {ranked[1].why}."
        return Match(question, ranked, None, Reason("tie", text))
    return Match(question, ranked, first.answer, Reason("matched", f"{first.answer} fits: {first.why}."))


def _score(above: float) -> float:
    """Worth above the line to a score in [0, 1]: 1/2 is the line, whatever the rules."""
    return 1.0 / (1.0 + math.exp(-max(-5.0, min(5.0, above)) / SLOPE))


def _why(text: str, fit: Fit, index: Index) -> str:
    """What speaks for a candidate: its nearest phrasing, how near it is, and the words they share."""
    phrasing = index.asks[fit.answer][fit.which]
    near = f"wording {fit.wording:.2f}"
    if fit.meaning is not None:
        near = f"meaning {fit.meaning:.2f}, {near}"
    stems = _stems(phrasing)
    shared = dict.fromkeys(word for word in words(text) if word not in STOP and stem(word) in stems)
    both = f"; both say {', '.join(list(shared)[:4])}" if shared else ""
    return f"like the phrasing “{phrasing}” ({near}{both})"


@lru_cache(maxsize=4096)
def _stems(phrasing: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(phrasing))


# ---------------------------------------------------------------- lookups


def _wanted(reading: Reading, index: Index) -> tuple[Wanted, ...]:
    """The first key each lookup's pattern finds: in the own words, the subject, the quoted text, what is open."""
    message, wanted = reading.message, []
    for lookup in index.lookups:
        for text in (message.own_words, message.subject, message.quoted, reading.earlier):
            key = keys.named(lookup, text)
            if key:
                wanted.append(Wanted(lookup.name, key))
                break
    return tuple(wanted)
