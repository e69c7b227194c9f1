"""A Reading and the rules to Matches: which answer fits each question, or that none does, and why.

A score is in [0, 1] and compares across questions and rule files. What is accepted is decided here alone:
the best candidate, if it is good enough and no other is nearly as good. Lookups are only named, never fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

from assistant.meaning import Meaning
from assistant.model import Candidate, Match, Matches, Question, Reading, Reason, Span, Wanted
from assistant.planning import lexical
from assistant.planning.lexical import Lexicon
from assistant.rules.rulebook import Lookup, Rulebook

SHOWN = 5                           # candidates in a Match
ENOUGH = 0.40
CLOSE = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A rulebook made ready for matching with one reader of meaning."""

    meaning: Meaning
    names: tuple[str, ...]
    asks: tuple[tuple[str, ...], ...]
    lexicon: Lexicon
    lookups: tuple[Lookup, ...]


def prepare(rulebook: Rulebook, meaning: Meaning) -> Index:
    """The index of a rulebook. Slow beside `match`: make it once for each rulebook."""
    taught = [answer for answer in rulebook.answers if answer.asks]
    asks = tuple(answer.asks for answer in taught)
    names = tuple(answer.name for answer in taught)
    return Index(meaning, names, asks, lexical.build(asks), tuple(rulebook.lookups.values()))


def match(reading: Reading, index: Index) -> Matches:
    """One Match a question, in the questions' order, and the lookups whose keys the message names."""
    questions = reading.understanding.questions
    return Matches(tuple(_match(question, index) for question in questions), _wanted(reading, index))


def rank(text: str, index: Index) -> Match:
    """The Match of `text` taken as one question. ValueError where it is empty."""
    return _match(Question(text, Span(0, len(text))), index)


def _match(question: Question, index: Index) -> Match:
    row = index.lexicon.row(question.meaning)
    found = index.lexicon.answers(row)
    best = sorted(found, key=lambda number: (-found[number], number))[: 4 * SHOWN]
    scored = []
    for number in best:
        nearest, which = index.lexicon.nearest(row, number)
        scored.append((-(0.5 * nearest + 0.5 * found[number]), number, -which))
    ranked = tuple(
        Candidate(index.names[number], min(1.0, max(0.0, -score)), f"like the phrasing “{index.asks[number][which]}”")
        for score, number, which in sorted(scored)[:SHOWN]
    )
    return _decide(question, ranked)


def _decide(question: Question, ranked: tuple[Candidate, ...]) -> Match:
    if not ranked:
        return Match(question, (), None, Reason("no-rule", "No answer has a phrasing that shares a word with this."))
    first = ranked[0]
    if first.score < ENOUGH:
        text = f"The nearest answer is {first.answer} at {first.score:.2f}, which is not near enough: {first.why}."
        return Match(question, ranked, None, Reason("below-threshold", text))
    if len(ranked) > 1 and first.score - ranked[1].score < CLOSE:
        text = f"Two answers fit nearly alike: {first.answer} and {ranked[1].answer}."
        return Match(question, ranked, None, Reason("tie", text))
    return Match(question, ranked, first.answer, Reason("matched", f"{first.answer}: {first.why}."))


# ---------------------------------------------------------------- lookups


@cache
def _pattern(source: str) -> Any:
    """The author's pattern, compiled by the engine that runs in linear time; rules/ has checked it."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(source, options=options)


def _wanted(reading: Reading, index: Index) -> tuple[Wanted, ...]:
    """The first key each lookup's pattern finds: in the own words, else the subject, else the quoted text."""
    message, wanted = reading.message, []
    for lookup in index.lookups:
        for text in (message.own_words, message.subject, message.quoted):
            found = _pattern(lookup.find).search(text)
            if found is not None and found.group():
                wanted.append(Wanted(lookup.name, found.group()))
                break
    return tuple(wanted)
