"""Proposals for the rules as a page: what would change, who speaks for it, its effect, and deciding."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import ReviewError, RulesError
from assistant.store.proposals import Proposal, Proposals
from assistant.store.proposals import Shown as Witnessed
from assistant.web.outbox import leaving
from assistant.web.pages import fragment, page
from assistant.web.rules_bench import Bench, bench
from assistant.web.rules_editing import difference
from assistant.web.rules_page import DONE

TITLES = {"words": "Other words for", "fact": "Another value of the fact", "answer": "A new rule",
          "look": "Look at"}  # fmt: skip
_MOST_SHOWN = 6                                     # letters of the evidence


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal as it is shown. `fault` says why it cannot be written as it is."""

    proposal: Proposal
    evidence: tuple[Witnessed, ...]
    differs: list[tuple[str, str]]
    fault: str
    letters: int


def proposals(request: Request) -> Response:
    """What is open."""
    return _shown(request)


def decide(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """Accept or dismiss one."""
    at, number, verb = bench(request), request.path_params["number"], request.path_params["verb"]
    proposal = _known(at, number)
    who = request.state.visitor.who
    try:
        if verb == "accept":
            at.proposing.of(proposal).accept(number, who=who)
            return RedirectResponse("/proposals?done=accepted", 303)
        if verb == "dismiss":
            at.proposing.of(proposal).dismiss(number, who=who)
            return RedirectResponse("/proposals?done=dismissed", 303)
    except (ReviewError, RulesError) as fault:
        return _shown(request, said=str(fault), status=409)
    raise HTTPException(404, "There is no such verb.")


def effect(request: Request) -> Response:
    """What the rules with the proposal in them would make of the questions that came lately."""
    at = bench(request)
    proposal = _known(at, request.path_params["number"])
    try:
        files = at.proposing.of(proposal)
        home, text = files.proposed(proposal)
        before, after = at.prepared(files).rulebook, files.checked(home.name, text)
    except (ReviewError, RulesError) as fault:
        return HTMLResponse(fragment(request, "rule_effect.html", effect=None, said=str(fault)))
    found = at.effects.of(before, after, account=proposal.account)
    speaks = found.used.get(str(proposal.rule or proposal.words.get("name")))
    return HTMLResponse(fragment(request, "rule_effect.html", effect=found, said="", speaks=speaks))


def _known(at: Bench, number: int) -> Proposal:
    found = Proposals(at.office.store.access).get(number)
    if found is None:
        raise HTTPException(404, f"There is no proposal {number}.")
    return found


def _shown(request: Request, *, said: str = "", status: int = 200) -> Response:
    at = bench(request)
    kept = Proposals(at.office.store.access)
    faults = at.proposing.refresh()
    offered = [_offered(at, kept, each) for each in kept.all()]
    return page(
        request, "proposals.html", status=status, offered=offered, titles=TITLES, most=_MOST_SHOWN, said=said,
        broken=sorted(faults.items()), done=DONE.get(request.query_params.get("done", "")), leaving=leaving(request),
    )  # fmt: skip


def _offered(at: Bench, kept: Proposals, proposal: Proposal) -> Offered:
    differs, fault = [], ""
    if proposal.kind == "look":
        fault = str(proposal.words["why"])
    else:
        try:
            home, text = at.proposing.of(proposal).proposed(proposal)
            differs = difference(home.text, text)
        except (ReviewError, RulesError) as error:
            fault = str(error)
    return Offered(proposal, kept.shown(proposal), differs, fault, len({each.draft for each in proposal.evidence}))
