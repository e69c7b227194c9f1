"""One message with its letter: the page, who else looks, and the checks as one types."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from assistant.reviewing.values import Opened
from assistant.web import hands, letters, strangers
from assistant.web.listing import place, query
from assistant.web.office import Office
from assistant.web.outbox import leaving
from assistant.web.pages import DONE, page


def message(request: Request) -> Response:
    """The page.

    `?edit=1`: the letter as one text to type in. `?part=3`: with the other wordings of a piece. `?menu=snooze`: open.
    """
    return shown(request)


def shown(request: Request, *, status: int = 200, said: str = "", fails: tuple[str, ...] = ()) -> Response:
    """The page, with what a verb had to say. `fails`: what would have to be confirmed to send it."""
    office: Office = request.app.state.office
    number, who = request.path_params["number"], request.state.visitor.who
    shelf, search, _ = place(request)
    opened = office.desk.open(number, who)
    office.desk.look(number, who)
    return page(
        request, "message.html", status=status, opened=opened, said=said, fails=fails,
        around=office.desk.around(number, who, shelf=shelf, search=search),
        list=query(shelf, search), edit=request.query_params.get("edit") == "1",
        menu=request.query_params.get("menu", ""),
        blocks=letters.letter_blocks(opened.letter) if opened.letter else (),
        words=letters.their_words(opened), subject=letters.their_subject(opened), earlier=letters.earlier(opened),
        laid_out=strangers.laid_out(office.desk, opened), other=_other(request, opened),
        people=tuple(one.name for one in office.reviewers.all()) or (office.me,),
        leaving=leaving(request), done=DONE.get(request.query_params.get("done", "")),
    )  # fmt: skip


def look(request: Request, form: FormData) -> Response:
    """Note that the visitor still looks; who else does, and whether somebody has changed the letter since."""
    office: Office = request.app.state.office
    held = hands.read(request.path_params["number"], request.state.visitor.who, form)
    looking = office.desk.look(held.number, held.who)
    since = office.desk.since(held.number, held.version) if held.version is not None else None
    return page(
        request, "looking.html", looking=looking, since=since, version=held.version, list=query(*place(request)[:2])
    )


def check(request: Request, form: FormData) -> Response:
    """The checks of the letter as it stands in the form. Nothing is kept."""
    office: Office = request.app.state.office
    held = hands.read(request.path_params["number"], request.state.visitor.who, form)
    letter = office.desk.recheck(held.number, held.who, held.typed or "")
    return page(request, "checks.html", letter=letter, live=True)


def _other(request: Request, opened: Opened) -> dict[str, Any] | None:
    """The other wordings of the piece that the address names."""
    office: Office = request.app.state.office
    part = request.query_params.get("part", "")
    if opened.letter is None or not (part.isascii() and part.isdigit() and len(part) < 5):
        return None
    if int(part) not in {one.index for one in opened.letter.parts}:
        return None
    wordings = office.desk.alternatives(opened.row.number, request.state.visitor.who, int(part))
    return {"part": int(part), "wordings": wordings}
