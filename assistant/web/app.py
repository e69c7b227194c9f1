"""The page as an ASGI application: its addresses, and what stands around every endpoint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from assistant.errors import AssistantError, ReviewError
from assistant.polling.trouble import fault
from assistant.store.reviewers import Role
from assistant.web import (
    acts,
    entrance,
    listing,
    message,
    numbers_page,
    outbox,
    rules_editing,
    rules_page,
    rules_proposals,
    strangers,
)
from assistant.web.guard import Guard
from assistant.web.office import Office
from assistant.web.pages import HERE, page


class _Short(IntegerConvertor):
    """A number that every database can look up: nine digits at most."""

    regex = "[0-9]{1,9}"


register_url_convertor("short", _Short())
Getting = Callable[[Request], Response]
Posting = Callable[[Request, FormData], Response]


def application(office: Office) -> ASGIApp:
    """The whole page for this office."""
    app = Starlette(
        routes=_routes(),
        exception_handlers={HTTPException: _told, AssistantError: _failed, Exception: _broken},
    )
    app.state.office = office
    return Guard(app, office.names, lambda error: office.tell(fault(error)))


def _routes() -> list[BaseRoute]:
    one = "/message/{number:short}"
    return [
        Route("/", getting(listing.waiting)),
        Route("/rows", getting(listing.rows)),
        Route("/sign-in", getting(entrance.sign_in_page, needs=None)),
        Route("/sign-in", posting(entrance.sign_in, needs=None), methods=["POST"]),
        Route("/sign-out", posting(entrance.sign_out, needs=None), methods=["POST"]),
        Route("/outbox", getting(outbox.outbox)),
        Route("/outbox/{entry:short}/{verb}", posting(outbox.decide), methods=["POST"]),
        Route("/trail", getting(outbox.trail, needs="operator")),
        Route(one, getting(message.message)),
        Route(one + "/look", posting(message.look), methods=["POST"]),
        Route(one + "/check", posting(message.check), methods=["POST"]),
        Route(one + "/html", getting(strangers.html)),
        Route(one + "/enclosure/{index:int}", getting(strangers.enclosure)),
        Route(one + "/{verb}", posting(acts.act), methods=["POST"]),
        Route(one + "/{verb}", getting(acts.back)),
        *_rules(),
        Mount("/static", StaticFiles(directory=HERE / "static"), name="static"),
    ]


def _rules() -> list[BaseRoute]:
    """The pages of figures, rules and proposals."""
    one = "/proposals/{number:short}"
    return [
        Route("/numbers", getting(numbers_page.numbers)),
        Route("/numbers.json", getting(numbers_page.as_json)),
        Route("/rules", getting(rules_page.rules)),
        Route("/rules/edit", getting(rules_editing.edit, needs="author")),
        Route("/rules/check", posting(rules_editing.check, needs="author"), methods=["POST"]),
        Route("/rules/effect", posting(rules_editing.effect, needs="author"), methods=["POST"]),
        Route("/rules/save", posting(rules_editing.save, needs="author"), methods=["POST"]),
        Route("/rules/history", getting(rules_editing.history, needs="author")),
        Route("/rules/undo/{number:short}", posting(rules_editing.undo, needs="author"), methods=["POST"]),
        Route("/proposals", getting(rules_proposals.proposals)),
        Route(one + "/effect", getting(rules_proposals.effect)),
        Route(one + "/{verb}", posting(rules_proposals.decide, needs="author"), methods=["POST"]),
    ]


def getting(endpoint: Getting, *, needs: Role | None = "reviewer") -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that shows something to whoever may see it."""

    async def answer(request: Request) -> Response:
        refused = await run_in_threadpool(_refused, request, needs)
        return refused or _kept(request, await run_in_threadpool(endpoint, request))

    return answer


def posting(endpoint: Posting, *, needs: Role | None = "reviewer") -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does something, for a form that this page gave to whoever may do it."""

    async def answer(request: Request) -> Response:
        refused = await run_in_threadpool(_refused, request, needs)
        if refused is not None:
            return refused
        async with request.form(max_files=5, max_fields=200, max_part_size=2_000_000) as form:
            if not entrance.genuine(request.state.visitor, form):
                return page(
                    request, "said.html", status=403, title="Not done",
                    said="This form is not of this session: it may have been open for too long. "
                    "Nothing was changed. Go back, load the page again, and repeat what you did.",
                )  # fmt: skip
            return await run_in_threadpool(endpoint, request, form)

    return answer


def _refused(request: Request, needs: Role | None) -> Response | None:
    """See who asks; say no where they may not."""
    request.state.visitor = entrance.stranger()
    visiting = request.state.visitor = entrance.visitor(request)
    if needs is None or visiting.may(needs):
        return None
    if visiting.who:
        said = f"This takes the role {needs}, and yours is {visiting.role}. An operator can give it to you."
        return page(request, "said.html", status=403, title="Not for you", said=said)
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse("/sign-in", 303)


def _kept(request: Request, response: Response) -> Response:
    """Without a session of ours the browser is given a token, for the forms."""
    office: Office = request.app.state.office
    if request.cookies.get(entrance.cookie_name(office)) != request.state.visitor.token:
        entrance.keep(response, request.state.visitor, office)
    return response


async def _told(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """A page that is not there, and what else the framework refuses."""
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    """What went wrong and what to do, as a page."""
    values: dict[str, Any] = {"title": "This did not work", "said": str(error)}
    status = 409 if isinstance(error, ReviewError) else 503
    return await run_in_threadpool(lambda: page(request, "said.html", status=status, **values))


async def _broken(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """What nobody foresaw, without the error's own words."""
    return PlainTextResponse(f"{fault(error)}\n", 500)
