"""Questions that nothing covers, where the rules prefer a holding reply: we find out, and write by a day. Pure.

The day is `answer_within` from now, in the days and the time zone of the business.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from assistant.model import Planned, Reason, Statement
from assistant.planning.answering import Answered
from assistant.planning.days import spoken
from assistant.planning.holding import local, main_language
from assistant.rules.rulebook import Business, Rulebook

UNCOVERED = ("no-rule", "below-threshold", "tie", "negated")    # why a question may be promised an answer
_PERIOD = re.compile(r"(\d+)\s*(minute|hour|day|working day|week)s?", re.IGNORECASE)
_MOST = 400                         # days that are looked at for working days, should a business never work


def due(business: Business, now: datetime) -> date:
    """The day by which a reply that is promised now is due."""
    here = local(now, business.timezone)
    found = _PERIOD.fullmatch((business.answer_within or "").strip())
    count, unit = (int(found[1]), found[2].lower()) if found else (1, "working day")
    if unit in ("minute", "hour"):
        return (here + timedelta(**{f"{unit}s": count})).date()
    if unit in ("day", "week"):
        return here.date() + timedelta(days=count * (7 if unit == "week" else 1))
    day = here.date()
    for _ in range(_MOST):
        if count <= 0:
            break
        day += timedelta(days=1)
        count -= _works(business, day)
    return day


def late_from(business: Business, since: datetime) -> datetime | None:
    """From when a draft that was saved at `since` has waited longer than `answer_within`; None where that is not set.

    Working days count from the hour of the day at which it was saved, or from the next one's beginning.
    """
    found = _PERIOD.fullmatch((business.answer_within or "").strip())
    if found is None:
        return None
    count, unit = int(found[1]), found[2].lower()
    if unit != "working day":
        return since + timedelta(**{f"{unit}s": count})
    here = local(since, business.timezone)
    day = due(business, since)
    if _works(business, here.date()):
        return datetime.combine(day, here.timetz())
    return datetime.combine(day + timedelta(days=1), time(tzinfo=here.tzinfo))


def _works(business: Business, day: date) -> bool:
    """Whether the business works on a day: by its hours where it has told them, else from Monday to Friday."""
    if day in business.closed:
        return False
    days = {each for opening in business.open for each in opening.days} or set(range(5))
    return day.weekday() in days


def promised(answered: Answered, rulebook: Rulebook, language: str, now: datetime) -> tuple[Answered, date | None]:
    """The same with a promise in the place of each line for the owner that nothing covers, and its day.

    As it was where the rules ask the owner, and where the words of a rule end in a remedy or a no.
    """
    chosen = [
        index for index, one in enumerate(answered.planned)
        if one.state == "gap" and one.reason.code in UNCOVERED
    ]
    weighty = any(rule.complaint or rule.decline for rule in answered.rules)
    if rulebook.business.gaps != "holding-reply" or weighty or not chosen:
        return answered, None
    day = due(rulebook.business, now)
    said = spoken(day, rulebook.business.languages[0] if main_language(rulebook, language) else language)
    reason = Reason("promised", f"No rule covers it. The letter says that we find out and write by {said}.")
    planned = tuple(
        Planned(one.question, "promised", reason) if index in chosen else one
        for index, one in enumerate(answered.planned)
    )
    promise = Statement(
        "promise", "{{ promise.by }}", None, tuple(chosen), ("promise.by",), {"promise": {"by": said}}
    )
    left = (each for each in answered.statements if each.kind != "gap" or not set(each.questions) & set(chosen))
    return replace(answered, planned=planned, statements=(*left, promise)), day
