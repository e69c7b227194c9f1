"""Which words of an answer hold: at this time, for this order, in the customer's language. Pure.

A condition that cannot be judged (a column that is empty, or holds no day) makes a gap, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.model import Reason
from assistant.rules.rulebook import Answer, Business, Case, Condition, Decline, Minutes, Rulebook, Shared, When, Words
from assistant.understanding.tongues import named

Rows = Mapping[str, Mapping[str, str]]
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?", re.DOTALL)
_AMOUNT = re.compile(r"[^\d.,-]*(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)[^\d.,-]*")


class Unclear(Exception):
    """A condition cannot be judged; the text says why, as a sentence."""


def local(now: datetime, timezone: str) -> datetime:
    """The time where the business is; UTC where its zone is not known here."""
    return now.astimezone(_zone(timezone))


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def main_language(rulebook: Rulebook, language: str) -> bool:
    """Whether the words without `in` are in this language; what cannot be told is taken for it."""
    return language in ("und", rulebook.business.languages[0]) or language not in rulebook.business.languages


def in_language(rulebook: Rulebook, language: str) -> Rulebook:
    """The rules as they speak in a language that is served: all that answers share. Answers: see `resolve`."""
    if main_language(rulebook, language):
        return rulebook
    spoken = next((each for each in rulebook.spoken if each.language == language), Shared(language))
    facts = {
        name: replace(fact, value=spoken.facts.get(name, fact.value)) for name, fact in rulebook.facts.items()
    }
    goodwill = {
        name: replace(gesture, say=spoken.goodwill[name])
        for name, gesture in rulebook.goodwill.items() if name in spoken.goodwill
    }
    return replace(
        rulebook,
        business=replace(rulebook.business, signature=spoken.signature or rulebook.business.signature),
        facts=facts,
        terms=spoken.terms,
        texts=spoken.texts,
        complaint=spoken.complaint,
        goodwill=goodwill,
        closings=spoken.closings,
    )


def asking(rule: Answer, rulebook: Rulebook, language: str, now: datetime) -> Answer | Reason:
    """The answer as far as it can be said before anything was looked up: its `without`, its apology."""
    when = replace(rule.when, conditions=()) if rule.when is not None else None
    if when is not None and (why := fails(when, rulebook.business, local(now, rulebook.business.timezone), {})):
        return Reason("answer-not-now", f"{rule.name} does not hold: {why}.")
    return rule if main_language(rulebook, language) else _translated(rule, None, language)


def resolve(rule: Answer, rulebook: Rulebook, language: str, now: datetime, rows: Rows) -> Answer | Reason:
    """The answer with the words that hold now, in this language; or why it has none."""
    here = local(now, rulebook.business.timezone)
    try:
        if rule.when is not None and (why := fails(rule.when, rulebook.business, here, rows)):
            return Reason("answer-not-now", f"{rule.name} does not hold: {why}.")
        case = next((each for each in rule.cases if not fails(each.when, rulebook.business, here, rows)), None)
    except Unclear as unclear:
        return Reason("condition-unclear", f"{rule.name}: {unclear}")
    said = rule if case is None else _in_case(rule, case)
    if said.answer is None and said.decline is None:
        return Reason("answer-not-now", f"None of the cases of {rule.name} holds.")
    if main_language(rulebook, language):
        return said
    said = _translated(rule, case, language)
    if (said.answer is None and said.decline is None) or (said.decline and said.decline.term not in rulebook.terms):
        return Reason("answer-not-in-language", f"{rule.name} has not all its words in {named(language)}.")
    return said


def _in_case(rule: Answer, case: Case) -> Answer:
    """The answer with a case's words in the place of its own. An answer or a firm no replaces both."""
    own = case.answer is None and case.decline is None
    return replace(
        rule,
        answer=rule.answer if own else case.answer,
        decline=rule.decline if own else case.decline,
        apology=case.apology or rule.apology,
        understanding=case.understanding or rule.understanding,
        choices=case.choices or rule.choices,
        assurance=case.assurance or rule.assurance,
    )


def _translated(rule: Answer, case: Case | None, language: str) -> Answer:
    """The answer in another language. Without all of its main words there it has neither an answer nor a firm no.

    Each word is looked for where the main language has it: in the case, else in the answer.
    """
    own = _spoken(rule.spoken, language)
    other = _spoken(case.spoken, language) if case is not None else own

    def of(key: str) -> Words:
        return own if case is None or not getattr(case, key) else other

    said = rule if case is None else _in_case(rule, case)
    words = own if case is None or (case.answer is None and case.decline is None) else other
    whole = (said.answer is None or words.answer is not None) and (said.decline is None or words.instead is not None)
    return replace(
        said,
        answer=words.answer if whole and said.answer is not None else None,
        decline=Decline(said.decline.term, words.instead) if whole and said.decline and words.instead else None,
        without=own.without,
        apology=of("apology").apology,
        understanding=of("understanding").understanding,
        choices=of("choices").choices,
        assurance=of("assurance").assurance,
    )


def _spoken(given: tuple[Words, ...], language: str) -> Words:
    return next((each for each in given if each.language == language), Words(language))


def fails(when: When, business: Business, here: datetime, rows: Rows) -> str | None:
    """Why a condition does not hold, as the end of a sentence; None where it holds. `here` is the business's time."""
    today, minute = here.date(), here.hour * 60 + here.minute
    if when.begins is not None and today < when.begins:
        return f"it begins on {when.begins}"
    if when.ends is not None and today > when.ends:
        return f"it ended with {when.ends}"
    if (when.days or when.hours) and not _within(when.days or tuple(range(7)), when.hours or ((0, 1440),), here):
        return "it is not that day of the week, or not that time of the day"
    if when.open is not None and when.open != is_open(business, here):
        return f"we are {'closed' if when.open else 'open'} at {minute // 60}:{minute % 60:02} on {today}"
    for condition in when.conditions:
        value = rows.get(condition.lookup, {}).get(condition.column)
        if value is None:
            raise Unclear(f"{condition.lookup}.{condition.column} is not known.")
        if not _is(condition, value.strip(), today):
            return f"{condition.lookup}.{condition.column} is “{value.strip()[:60]}”"
    return None


def is_open(business: Business, here: datetime) -> bool:
    """Whether the business is open: by its hours, and on no day on which it is closed."""
    return here.date() not in business.closed and any(
        _within(opening.days, opening.hours, here) for opening in business.open
    )


def _within(days: tuple[int, ...], hours: tuple[Minutes, ...], here: datetime) -> bool:
    """Whether it is one of these hours of one of these days. Hours past midnight belong to the day they began on."""
    day, minute = here.weekday(), here.hour * 60 + here.minute
    return any(
        (day in days and begin <= minute < (end if end > begin else 1440))
        or (end <= begin and (day - 1) % 7 in days and minute < end)
        for begin, end in hours
    )


def _is(condition: Condition, value: str, today: date) -> bool:
    name, folded = f"{condition.lookup}.{condition.column}", value.casefold()
    if condition.one_of and folded not in {each.casefold() for each in condition.one_of}:
        return False
    if condition.none_of and folded in {each.casefold() for each in condition.none_of}:
        return False
    if condition.at_least is not None or condition.at_most is not None:
        number = _number(value)
        if number is None:
            raise Unclear(f"{name} is no number: “{value[:60]}”.")
        if condition.at_least is not None and number < condition.at_least:
            return False
        if condition.at_most is not None and number > condition.at_most:
            return False
    if condition.within is not None or condition.older_than is not None:
        day = _day(value)
        if day is None:
            raise Unclear(f"{name} is no day written year-month-day: “{value[:60]}”.")
        if condition.within is not None and not today - condition.within <= day <= today:
            return False
        if condition.older_than is not None and not day < today - condition.older_than:
            return False
    return True


def _number(value: str) -> Decimal | None:
    """`19.90`, `£19.90`, `19.90 EUR`; not `1,000`, which means two things."""
    found = _AMOUNT.fullmatch(value[:80])
    try:
        return Decimal(found[1]) if found is not None else None
    except InvalidOperation:
        return None


def _day(value: str) -> date | None:
    found = _DAY.fullmatch(value[:80])
    try:
        return date(*map(int, found.groups())) if found is not None else None
    except ValueError:
        return None
