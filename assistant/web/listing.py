"""What waits, as a list: the whole page, and its rows alone when there is something new."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from assistant.reviewing.values import SHELVES, Shelf
from assistant.web.office import Office
from assistant.web.outbox import leaving
from assistant.web.pages import DONE, page

TITLES: dict[Shelf, str] = {
    "all": "All",
    "ready": "Ready",
    "needs-work": "Needs work",
    "for-a-person": "For a person",
    "snoozed": "Snoozed",
    "mine": "Mine",
}


def waiting(request: Request) -> Response:
    """The list as a page."""
    return _shown(request, "list.html")


def rows(request: Request) -> Response:
    """The list's rows, or nothing where they are as the page has them."""
    office: Office = request.app.state.office
    if request.query_params.get("change") == office.desk.change():
        return Response(status_code=204)
    return _shown(request, "list_rows.html")


def place(request: Request) -> tuple[Shelf, str, int]:
    """Which list the address asks for: shelf, search, page."""
    shelf: Shelf = next((one for one in SHELVES if one == request.query_params.get("shelf")), "all")
    number = request.query_params.get("page", "1")
    return (
        shelf,
        request.query_params.get("find", "").strip()[:200],
        max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1,
    )


def query(shelf: Shelf, search: str, number: int = 1) -> str:
    """The same as an address's query, "?shelf=ready&find=tea"; empty for the first page of all."""
    told: dict[str, str] = {}
    if shelf != "all":
        told["shelf"] = shelf
    if search:
        told["find"] = search
    if number > 1:
        told["page"] = str(number)
    return f"?{urlencode(told)}" if told else ""


def _shown(request: Request, template: str) -> Response:
    office: Office = request.app.state.office
    shelf, search, number = place(request)
    listing = office.desk.listing(request.state.visitor.who, shelf=shelf, search=search, page=number)
    return page(
        request, template, listing=listing, titles=TITLES, query=query, leaving=leaving(request),
        done=DONE.get(request.query_params.get("done", "")),
    )  # fmt: skip
