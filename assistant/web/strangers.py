"""What a stranger made, given to the browser apart from the page: their HTML in a frame, their files to save."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.reviewing.desk import Desk
from assistant.reviewing.values import Opened
from assistant.web import strangers_html
from assistant.web.office import Office


def laid_out(desk: Desk, opened: Opened, *, pictures: bool = False) -> strangers_html.Shown | None:
    """What there is to show of the sender's own layout, with the pictures that came with it."""
    if opened.message is None or not opened.message.html:
        return None
    own = desk.pictures(opened.row.number) if "cid:" in opened.message.html.lower() else None
    return strangers_html.show(opened.message.html, own, pictures=pictures)


def html(request: Request) -> Response:
    """The message as its sender laid it out, for the frame. `?pictures=1`: with those from elsewhere."""
    office: Office = request.app.state.office
    opened = office.desk.open(request.path_params["number"], request.state.visitor.who)
    pictures = request.query_params.get("pictures") == "1"
    shown = laid_out(office.desk, opened, pictures=pictures)
    if shown is None:
        raise HTTPException(404, "This message has no HTML.")
    headers = {
        "Content-Security-Policy": strangers_html.policy(pictures=pictures),
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
    }
    return HTMLResponse(shown.document, headers=headers)


def enclosure(request: Request) -> Response:
    """A file that the customer sent, to be saved: it is never shown as a page of ours."""
    office: Office = request.app.state.office
    name, _, content = office.desk.enclosure(request.path_params["number"], request.path_params["index"])
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name.replace('/', '_'), safe='')}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
