"""The grammar's shapes to the Rulebook that planning/ and drafting/ work from. Everything has been checked before."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

from assistant.rules import grammar, grammar_answer, grammar_lookup
from assistant.rules.grammar_when import When as WhenKeys
from assistant.rules.rulebook import (
    Answer,
    Business,
    Case,
    Choice,
    ComplaintDefaults,
    Condition,
    Conduct,
    Database,
    Decline,
    Endpoint,
    Fact,
    Gesture,
    Lookup,
    Opening,
    Rulebook,
    Senders,
    Shared,
    When,
    Words,
)
from assistant.rules.whole import Whole


def build(file: grammar.File, source: Whole, digest: str) -> Rulebook:
    """The Rulebook of a file without faults."""
    return Rulebook(
        business=_business(file.business),
        answers=tuple(
            _answer(answer, source.at(("answers", index))[0]) for index, answer in enumerate(file.answers)
        ),
        facts={
            name: Fact(name, fact.value, fact.valid_until, fact.owner) for name, fact in file.facts.items()
        },
        terms=dict(file.terms),
        texts=dict(file.texts),
        lookups={name: _lookup(name, each) for name, each in file.lookups.items()},
        complaint=_complaint(file.complaint),
        goodwill={
            name: Gesture(name, each.say, each.per_customer, each.every, each.in_all)
            for name, each in file.goodwill.items()
        },
        closings=tuple(file.closings),
        conduct=Conduct(**{each.name: getattr(file.conduct, each.name) for each in fields(Conduct)}),
        senders=Senders(never=tuple(file.senders.never), always=tuple(file.senders.always)),
        digest=digest,
        spoken=tuple(_shared(language, each) for language, each in file.in_.items()),
    )


def _business(business: grammar.Business) -> Business:
    return Business(
        name=business.name,
        signature=business.signature or "",
        address=cast(Any, business.address),
        timezone=business.timezone,
        languages=tuple(business.languages),
        answer_within=business.answer_within,
        gaps=cast(Any, business.gaps),
        html=business.html,
        reference_prefix=business.reference_prefix or "",
        open=tuple(Opening(days, tuple(hours)) for days, hours in business.open.items()),
        closed=tuple(business.closed),
    )


def _lookup(name: str, given: grammar_lookup.Lookup) -> Lookup:
    return Lookup(
        name,
        given.find,
        given.key,
        given.csv,
        given.belongs_to,
        given.anyone_may_be_told_this,
        Database(given.database, given.table, given.query) if given.database is not None else None,
        Endpoint(given.http, given.token) if given.http is not None else None,
    )


def _complaint(given: grammar.Complaint) -> ComplaintDefaults:
    return ComplaintDefaults(tuple(given.apologies), tuple(given.understandings), tuple(given.assurances))


def _shared(language: str, given: grammar.Shared) -> Shared:
    return Shared(
        language,
        given.signature,
        given.facts,
        given.terms,
        given.texts,
        _complaint(given.complaint),
        given.goodwill,
        tuple(given.closings),
    )


def _answer(answer: grammar_answer.Answer, line: int) -> Answer:
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
        choices=_choices(answer.choices),
        assurance=answer.assurance,
        goodwill=answer.goodwill,
        decline=_decline(answer.decline),
        tests_match=tuple(answer.tests.matches),
        tests_not=tuple(answer.tests.not_),
        line=line,
        when=_when(answer.when) if answer.when is not None else None,
        cases=tuple(_case(each) for each in answer.cases),
        spoken=_spoken(answer.in_),
    )


def _case(case: grammar_answer.Case) -> Case:
    return Case(
        when=_when(case.when),
        answer=case.answer,
        apology=case.apology,
        understanding=case.understanding,
        choices=_choices(case.choices),
        assurance=case.assurance,
        decline=_decline(case.decline),
        spoken=_spoken(case.in_),
    )


def _choices(given: list[grammar_answer.Choice]) -> tuple[Choice, ...]:
    return tuple(Choice(each.words, cast(Any, each.remedy)) for each in given)


def _decline(given: grammar_answer.Decline | None) -> Decline | None:
    return None if given is None else Decline(given.term, given.instead)


def _spoken(given: dict[str, grammar_answer.Words]) -> tuple[Words, ...]:
    return tuple(
        Words(
            language, each.answer, each.without, each.apology, each.understanding, _choices(each.choices),
            each.assurance, each.instead,
        )
        for language, each in given.items()
    )


def _when(given: WhenKeys) -> When:
    conditions = []
    for name, each in (given.model_extra or {}).items():
        lookup, _, column = name.partition(".")
        conditions.append(Condition(
            lookup, column, tuple(each.is_), tuple(each.not_), each.at_least, each.at_most, each.within,
            each.older_than,
        ))
    days = tuple(sorted({day for some in given.days for day in some}))
    return When(given.from_, given.until, days, tuple(given.hours), given.open, tuple(conditions))
