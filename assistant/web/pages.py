"""Templates to answers: the environment, what every page is given, and how times and sizes are said."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.reviewing.effect import MOST
from assistant.web.office import Office
from assistant.web.words import colour, paragraphs

HERE = Path(__file__).parent
# What a redirect may say on the page that it leads to.
DONE = {
    "saved": "Saved in Drafts.",
    "approved": "Approved: the draft in Drafts is marked as ready.",
    "discarded": "Discarded.",
    "held": "Held for a person.",
    "unheld": "No longer held.",
    "snoozed": "Put away until then.",
    "woken": "Back in the list.",
    "assigned": "Assigned.",
    "settled": "Taken care of.",
    "unsent": "Taken back: it was not sent.",
    "arrived": "Noted: it arrived.",
}


@cache
def environment() -> jinja2.Environment:
    """The page's templates: everything is escaped, and a name that does not exist is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["ago"] = ago
    made.filters["moment"] = moment
    made.filters["bytes"] = size
    made.globals["colour"] = colour
    made.globals["most_questions"] = MOST
    made.globals["paragraphs"] = paragraphs
    return made


def fragment(request: Request, template: str, **values: Any) -> str:
    """A template's text, with what every page is given."""
    office: Office = request.app.state.office
    return environment().get_template(template).render(
        values | {"office": office, "visitor": request.state.visitor, "now": office.now(), "path": request.url.path}
    )


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A template as an answer."""
    return HTMLResponse(fragment(request, template, **values), status)


def ago(when: datetime, now: datetime) -> str:
    """How long ago, or how long until: "now", "4 min", "3 h", "2 days"."""
    minutes = abs(int((now - when).total_seconds())) // 60
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"


def moment(when: datetime) -> str:
    """A time as people of this machine's zone say it: "Mon 23 Nov 2026, 09:22"."""
    local = when.astimezone()
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}"


def size(count: int) -> str:
    """Bytes in words: "12 kB"."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1000 or unit == "MB":
            return f"{count} {unit}"
        count = round(count / 1000)
    raise AssertionError
