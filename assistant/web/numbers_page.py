"""Figures over what was done, as a page with plots and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.reviewing.numbers import Numbers, lasting, percent
from assistant.reviewing.numbers import numbers as counted
from assistant.web.numbers_plots import Plot, across, lines, stacked
from assistant.web.office import Office
from assistant.web.outbox import leaving
from assistant.web.pages import page

SPANS = {7: "a week", 30: "30 days", 90: "90 days", 365: "a year"}
_DAYS = 30
_KINDS = ("changed", "added", "removed")
_MOST_RULES = 12


def numbers(request: Request) -> Response:
    """The page."""
    found, days = _found(request)
    return page(
        request, "numbers.html", found=found, days=days, spans=SPANS, plots=_plots(found), percent=percent,
        lasting=lasting, leaving=leaving(request), query=request.url.query,
    )  # fmt: skip


def as_json(request: Request) -> Response:
    """The same figures for programs."""
    return JSONResponse(_found(request)[0].as_json())


def _found(request: Request) -> tuple[Numbers, int | None]:
    """The figures that the address asks for, and how many days up to today where it says it so."""
    office: Office = request.app.state.office
    asked = request.query_params
    try:
        until = date.fromisoformat(asked["until"]) if asked.get("until") else office.now().date()
        days = None if asked.get("since") else int(asked.get("days") or _DAYS)
        since = date.fromisoformat(asked["since"]) if days is None else until - timedelta(days=days - 1)
        return counted(office.store.access, since, until, account=asked.get("account") or None), days
    except (ValueError, OverflowError) as fault:
        raise HTTPException(400, f"These days cannot be shown: {fault}. Write them as 2026-11-30.") from fault


def _plots(found: Numbers) -> Sequence[Plot]:
    buckets = found.buckets
    days = [bucket.start for bucket in buckets]
    rules = [
        (rule, [kinds.get(kind, 0) for kind in _KINDS]) for rule, kinds in [*found.rules.items()][:_MOST_RULES]
    ]
    return [
        stacked("answered", "Questions", ("answered by rules", "not answered"), days,
                [(each.answered, each.questions - each.answered) for each in buckets]),
        stacked("ready", "Drafts", ("ready", "needed work"), days,
                [(each.ready, each.drafts - each.ready) for each in buckets]),
        stacked("sent", "What became of letters", ("as written", "edited", "rewritten", "discarded"), days,
                [(each.as_written, each.edited, each.rewritten, each.discarded) for each in buckets]),
        lines("response", "From message to reply", ("half within", "nine tenths within"), days,
              [(each.median, each.p90) for each in buckets], lasting),
        across("rules", "Answers that people edited", _KINDS, rules),
        across("tone", "How messages sound", ("messages",),
               [(name, (count,)) for name, count in found.tones.items()]),
        across("dispositions", "What became of messages", ("messages",),
               [(name, (count,)) for name, count in found.dispositions.items()]),
        across("gaps", "Questions without an answer", ("questions",),
               [(gap.text, (gap.count,)) for gap in found.gaps]),
    ]  # fmt: skip
