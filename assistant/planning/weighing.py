"""What an owner weighs beside a draft and no letter says: a threat's stake, history and terms; refund after refund."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.model import History, Plan, Planned, Reading, Reason
from assistant.planning.holding import local
from assistant.planning.values import Values
from assistant.rules.rulebook import Answer, Rulebook

THREATS = ("legal-threat", "publicity-threat", "chargeback-threat")
_MONEY = re.compile(r"(?:[£$€¥]|\b(?:EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|CAD)\b) ?\d|\d ?(?:€|(?:EUR|GBP|USD|CHF|kr)\b)")
_NAME = re.compile(r"\{\{-?\s*(\w+)\.(\w+)\s*-?\}\}")
_MOST = 12                          # dates or terms that are listed


def threatened(reading: Reading, rulebook: Rulebook, history: History, plan: Plan, rows: Values) -> tuple[Reason, ...]:
    """The amount at stake, what was before, and the terms that apply, where they speak of lawyers, bank or press."""
    if not any(mark.code in THREATS for mark in reading.understanding.marks):
        return ()
    return (
        Reason("at-stake", _stake(reading, rows)),
        Reason("their-history", _history(history)),
        Reason("terms-that-apply", _terms(rulebook, plan)),
    )


def _stake(reading: Reading, rows: Values) -> str:
    known = [
        f"{lookup}.{column} is {value}" for lookup, row in rows.items() for column, value in row.items()
        if _MONEY.search(value)
    ]
    named = dict.fromkeys(entity.text for entity in reading.understanding.entities if entity.kind == "amount")
    known += [f"they name {text}" for text in named]
    return f"At stake: {'; '.join(known)}." if known else "At stake: no amount is known; neither they nor an order say."


def _history(history: History) -> str:
    if not history.messages:
        return "History: this is their first message."
    counts = (
        (history.messages, "message", "messages"), (history.drafts, "draft to them", "drafts to them"),
        (history.goodwill, "gesture of goodwill", "gestures of goodwill"),
        (len(history.refunds), "other matter with a refund", "other matters with a refund"),
    )
    told = (f"{count} {one if count == 1 else more}" for count, one, more in counts if count)
    return f"History: {', '.join(told)}."


def _terms(rulebook: Rulebook, plan: Plan) -> str:
    """The terms that the letter's words rest on; all where they rest on none."""
    used = {name.removeprefix("terms.") for said in plan.statements for name in said.facts if name.startswith("terms.")}
    used |= {
        answer.decline.term for one in plan.planned if one.answer for answer in (rulebook.answer(one.answer),)
        if answer.decline is not None
    }
    names = [name for name in rulebook.terms if name in used] or list(rulebook.terms)
    if not names:
        return "Terms: the rules have none."
    told = [f"{name}: {_plain(rulebook.terms[name], plan.values)}" for name in names[:_MOST]]
    return f"Terms: {' '.join(told)}"


def _plain(words: str, values: Mapping[str, Mapping[str, str]]) -> str:
    return _NAME.sub(lambda found: values.get(found[1], {}).get(found[2], found[0]), words)


def refunds(
    reading: Reading, rulebook: Rulebook, history: History, answers: Sequence[Answer], now: datetime
) -> tuple[Reason, ...]:
    """A word to the owner where one person asks for, or gets, refunds again and again."""
    wish = reading.understanding.wish
    wished = wish is not None and wish.remedy == "refund"
    if not wished and not any(answer.grants == ("refund",) for answer in answers):
        return ()
    conduct = rulebook.conduct
    dates = [when for when in history.refunds if now - when < conduct.repeat_within]
    count = len(dates) + 1
    if count < max(2, conduct.repeat_refunds):
        return ()
    zone = rulebook.business.timezone
    told = [f"{here.day} {here:%B %Y}" for here in (local(when, zone) for when in dates[-_MOST:])]
    days = max(1, conduct.repeat_within.days)
    text = f"This is refund number {count} that they ask for within {days} days; before: {', '.join(told)}."
    return (Reason("repeat-refunds", f"{text} The letter says nothing of it."),)


def remedied(planned: Sequence[Planned], rulebook: Rulebook, history: History) -> tuple[Reason, ...]:
    """A word to the owner where a complaint gets the answer that a letter of this thread gave already."""
    before = {each.answer: each.answered for each in history.asked if each.answered is not None and not each.asked_back}
    names = dict.fromkeys(one.answer for one in planned if one.state == "answered" and one.answer in before)
    told = []
    for name in names:
        when = before[name]
        if name is None or when is None or not rulebook.answer(name).complaint:
            continue
        here = local(when, rulebook.business.timezone)
        text = f"Our letter of {here.day} {here:%B} gave this answer already, {name}. See whether it is enough now."
        told.append(Reason("same-remedy-again", text))
    return tuple(told)
