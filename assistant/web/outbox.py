"""What is on its way, what a person must decide about, and the trail of who did what."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.errors import ReviewError
from assistant.reviewing.values import InOutbox
from assistant.web.office import Office
from assistant.web.pages import page


def leaving(request: Request) -> tuple[InOutbox, ...]:
    """The visitor's letters that can still be taken back."""
    office: Office = request.app.state.office
    who, now = request.state.visitor.who, office.now()
    return tuple(
        entry for entry in office.desk.outbox() if entry.by == who and entry.state == "waiting" and entry.due > now
    )


def outbox(request: Request) -> Response:
    """The outbox as a page."""
    return _shown(request)


def decide(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """Take a letter back, or say what became of one of an unknown fate."""
    office: Office = request.app.state.office
    who, entry, verb = request.state.visitor.who, request.path_params["entry"], request.path_params["verb"]
    try:
        if verb == "unsend":
            number = next((one.number for one in office.desk.outbox() if one.outbox == entry), None)
            office.desk.unsend(entry, who)
            return RedirectResponse(f"/message/{number}?done=unsent" if number is not None else "/outbox", 303)
        if verb == "arrived":
            office.desk.arrived(entry, who)
            return RedirectResponse("/outbox?done=arrived", 303)
        if verb == "again":
            office.desk.again(entry, who)
            return RedirectResponse("/outbox", 303)
    except ReviewError as error:
        return _shown(request, said=str(error), status=409)
    raise HTTPException(404, "There is no such verb.")


def trail(request: Request) -> Response:
    """Who did what, newest first."""
    office: Office = request.app.state.office
    return page(request, "trail.html", acts=office.desk.acts(most=500), leaving=leaving(request))


def _shown(request: Request, *, said: str = "", status: int = 200) -> Response:
    office: Office = request.app.state.office
    return page(
        request, "outbox.html", status=status, said=said, entries=office.desk.outbox(),
        acts=office.desk.acts(most=50), leaving=leaving(request),
    )  # fmt: skip
