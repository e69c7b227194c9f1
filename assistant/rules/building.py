"""The grammar's shapes to the Rulebook that planning/ and drafting/ work from. Everything has been checked before."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

from assistant.rules import grammar
from assistant.rules.rulebook import (
    Answer,
    Business,
    Choice,
    ComplaintDefaults,
    Conduct,
    Decline,
    Fact,
    Gesture,
    Lookup,
    Rulebook,
    Senders,
)
from assistant.rules.source import Source


def build(file: grammar.File, source: Source, digest: str) -> Rulebook:
    """The Rulebook of a file without faults."""
    business = file.business
    return Rulebook(
        business=Business(
            name=business.name,
            signature=business.signature or "",
            address=cast(Any, business.address),
            timezone=business.timezone,
            languages=tuple(business.languages),
            answer_within=business.answer_within,
            reference_prefix=business.reference_prefix or "",
        ),
        answers=tuple(
            _answer(answer, source.at(("answers", index))[0]) for index, answer in enumerate(file.answers)
        ),
        facts={
            name: Fact(name, fact.value, fact.valid_until, fact.owner) for name, fact in file.facts.items()
        },
        terms=dict(file.terms),
        lookups={
            name: Lookup(name, each.find, each.key, each.csv, each.belongs_to) for name, each in file.lookups.items()
        },
        complaint=ComplaintDefaults(
            apologies=tuple(file.complaint.apologies),
            understandings=tuple(file.complaint.understandings),
            assurances=tuple(file.complaint.assurances),
        ),
        goodwill={
            name: Gesture(name, each.say, each.per_customer, each.every, each.in_all)
            for name, each in file.goodwill.items()
        },
        closings=tuple(file.closings),
        conduct=Conduct(**{each.name: getattr(file.conduct, each.name) for each in fields(Conduct)}),
        senders=Senders(never=tuple(file.senders.never), always=tuple(file.senders.always)),
        digest=digest,
    )


def _answer(answer: grammar.Answer, line: int) -> Answer:
    return Answer(
        name=answer.name,
        asks=tuple(answer.asks),
        answer=answer.answer,
        complaint=answer.complaint,
        needs=answer.needs,
        without=answer.without,
        apology=answer.apology,
        understanding=answer.understanding,
        grants=cast(Any, tuple(dict.fromkeys(answer.grants))),
        choices=tuple(Choice(each.words, cast(Any, each.remedy)) for each in answer.choices),
        assurance=answer.assurance,
        goodwill=answer.goodwill,
        decline=Decline(answer.decline.term, answer.decline.instead) if answer.decline else None,
        tests_match=tuple(answer.tests.matches),
        tests_not=tuple(answer.tests.not_),
        line=line,
    )
