"""What a reviewer does with a message: each verb of its page, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.errors import Conflict, NotReady, ReviewError
from assistant.reviewing.desk import Desk
from assistant.reviewing.values import Manner, Mood
from assistant.web import hands
from assistant.web.comparing import compared
from assistant.web.hands import Hands
from assistant.web.listing import place, query
from assistant.web.message import shown
from assistant.web.office import Office
from assistant.web.pages import page


@dataclass(frozen=True, slots=True)
class _Case:
    """A verb at work."""

    request: Request
    form: FormData
    desk: Desk
    held: Hands
    now: datetime

    @property
    def version(self) -> int:
        """The one that was shown; from the list, where none was, the newest."""
        if self.held.version is not None:
            return self.held.version
        return self.desk.open(self.held.number, self.held.who).version

    def field(self, name: str) -> str:
        return self.held.fields.get(name, "").strip()

    def numbers(self, name: str) -> tuple[int, str]:
        """A field like "3:opening-hours": the number before the colon, and what stands behind."""
        number, _, rest = self.field(name).partition(":")
        if not (number.isascii() and number.removeprefix("-").isdigit() and len(number) < 6):
            raise ReviewError("The page did not say what this is about. Load it again.")
        return int(number), rest


def act(request: Request, form: FormData) -> Response:
    """Do what the address says, and go to where one wants to be then."""
    office: Office = request.app.state.office
    verb = _VERBS.get(request.path_params["verb"])
    if verb is None:
        raise HTTPException(404, "There is no such verb.")
    held = hands.read(request.path_params["number"], request.state.visitor.who, form)
    try:
        return verb(_Case(request, form, office.desk, held, office.now()))
    except Conflict as error:
        if held.typed is None:                      # from the list: nothing was typed that could be kept
            return shown(request, status=409, said=str(error))
        mine = held.typed
        return page(
            request, "conflict.html", status=409, error=error, number=held.number, mine=mine,
            rows=compared(mine, error.text), list=query(*place(request)[:2]), leaving=(),
        )  # fmt: skip
    except NotReady as error:
        return shown(request, status=409, said=str(error), fails=() if error.gaps else error.fails)
    except ReviewError as error:
        return shown(request, status=409, said=str(error))


def back(request: Request) -> Response:
    """A verb's address loaded as a page: nothing is done."""
    return RedirectResponse(f"/message/{request.path_params['number']}", 303)


def _here(case: _Case, done: str = "", *, edit: bool = False) -> Response:
    listed = query(*place(case.request)[:2])
    more = [each for each in (done and f"done={done}", "edit=1" if edit else "") if each]
    sign = "&" if listed else "?"
    return RedirectResponse(f"/message/{case.held.number}{listed}{sign if more else ''}{'&'.join(more)}", 303)


def _onward(case: _Case, verb: Callable[[], object], done: str = "") -> Response:
    """Do something after which one wants to see the next message of the list, or from the list the list."""
    shelf, search, number = place(case.request)
    around = case.desk.around(case.held.number, case.held.who, shelf=shelf, search=search)
    verb()
    following = around.next or around.previous
    if case.field("from") == "list" or following is None:
        listed, where = query(shelf, search, number), "/"
    else:
        listed, where = query(shelf, search), f"/message/{following}"
    sign = "&" if listed else "?"
    return RedirectResponse(f"{where}{listed}{f'{sign}done={done}' if done else ''}", 303)


def _edit(case: _Case) -> Response:
    case.held.keep(case.desk)
    return _here(case, edit=True)


def _keep(case: _Case) -> Response:
    case.held.keep(case.desk)
    return _here(case)


def _choose(case: _Case) -> Response:
    case.held.keep(case.desk)
    question, answer = case.numbers("answer")
    case.desk.choose(case.held.number, case.held.who, question, answer)
    return _here(case)


def _reword(case: _Case) -> Response:
    case.held.keep(case.desk)
    part, nth = case.numbers("wording")
    wordings = case.desk.alternatives(case.held.number, case.held.who, part)
    if not (nth.isascii() and nth.isdigit()) or int(nth) >= len(wordings):
        raise ReviewError("This wording is no longer there. Load the page again.")
    case.desk.reword(case.held.number, case.held.who, part, wordings[int(nth)])
    return _here(case)


def _mood(case: _Case) -> Response:
    case.held.keep(case.desk)
    for mood in get_args(Mood):
        if case.field("mood") == mood:
            case.desk.mood(case.held.number, case.held.who, mood=mood)
    for manner in get_args(Manner):
        if case.field("manner") == manner:
            case.desk.mood(case.held.number, case.held.who, manner=manner)
    return _here(case)


def _remake(case: _Case) -> Response:
    case.held.keep(case.desk)
    case.desk.remake(case.held.number, case.held.who)
    return _here(case)


def _attach(case: _Case) -> Response:
    case.held.keep(case.desk)
    file = case.form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise ReviewError("No file was chosen. Choose one, then attach it.")
    kind = file.content_type or "application/octet-stream"
    case.desk.attach(case.held.number, case.held.who, file.filename, kind, file.file.read())
    return _here(case)


def _detach(case: _Case) -> Response:
    case.held.keep(case.desk)
    case.desk.detach(case.held.number, case.held.who, case.numbers("enclosed")[0])
    return _here(case)


def _undo(case: _Case) -> Response:
    case.desk.undo(case.held.number, case.held.who)
    return _here(case)


def _save(case: _Case) -> Response:
    case.held.keep(case.desk)
    case.desk.save(case.held.number, case.held.who, case.version)
    return _here(case, "saved")


def _approve(case: _Case) -> Response:
    case.held.keep(case.desk)
    return _onward(case, lambda: case.desk.approve(case.held.number, case.held.who, case.version), "approved")


def _send(case: _Case) -> Response:
    case.held.keep(case.desk)
    if case.held.version is None and not case.desk.row(case.held.number, case.held.who).ready:
        return _here(case)                          # the list was older: somebody holds it, or it is not ready
    confirmed = case.field("confirmed") == "1"
    return _onward(
        case, lambda: case.desk.send(case.held.number, case.held.who, case.version, confirmed=confirmed)
    )


def _compare(case: _Case) -> Response:
    """Somebody has saved meanwhile: both texts, or theirs alone where nothing was typed here."""
    case.held.keep(case.desk)
    case.desk.compare(case.held.number, case.held.who, case.version)
    return _here(case)


def _theirs(case: _Case) -> Response:
    """Of two texts the other's: what was typed here is dropped."""
    case.desk.leave(case.held.number, case.held.who)
    return _here(case)


def _discard(case: _Case) -> Response:
    case.held.compare(case.desk)
    reason = case.field("reason") or case.field("why")
    if not reason:
        raise ReviewError("Say why it is discarded: the reason is what the rules can learn from.")
    return _onward(
        case, lambda: case.desk.discard(case.held.number, case.held.who, case.version, reason), "discarded"
    )


def _hold(case: _Case) -> Response:
    case.held.keep(case.desk)
    why = case.field("held")
    if not why:
        raise ReviewError("Say why it is held, so that whoever takes it up knows.")
    case.desk.hold(case.held.number, case.held.who, why)
    return _here(case, "held")


def _unhold(case: _Case) -> Response:
    case.held.keep(case.desk)
    case.desk.hold(case.held.number, case.held.who, "")
    return _here(case, "unheld")


def _snooze(case: _Case) -> Response:
    case.held.keep(case.desk)
    until = _until(case.field("until"), case.field("at"), case.now)
    if until is None:
        case.desk.snooze(case.held.number, case.held.who, None)
        return _here(case, "woken")
    return _onward(case, lambda: case.desk.snooze(case.held.number, case.held.who, until), "snoozed")


def _until(chosen: str, at: str, now: datetime) -> datetime | None:
    """Until when, in the time of this machine's zone; None: no longer."""
    local = now.astimezone()
    # Without a zone until the day is known: nine o'clock stays nine where the clocks are changed in between.
    morning = local.replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    if chosen == "hour":
        return local + timedelta(hours=1)
    if chosen == "tomorrow":
        return (morning + timedelta(days=1)).astimezone()
    if chosen == "monday":
        return (morning + timedelta(days=7 - local.weekday())).astimezone()
    if chosen == "at":
        try:
            until = datetime.fromisoformat(at).astimezone()
        except (ValueError, OverflowError) as fault:
            raise ReviewError("Say until when, as a day and a time.") from fault
        if until <= local:
            raise ReviewError("That time is over. Say a later one.")
        return until
    return None


def _assign(case: _Case) -> Response:
    case.held.keep(case.desk)
    case.desk.assign(case.held.number, case.held.who, case.field("to") or None)
    return _here(case, "assigned")


def _settle(case: _Case) -> Response:
    return _onward(case, lambda: case.desk.settle(case.held.number, case.held.who), "settled")


_VERBS: dict[str, Callable[[_Case], Response]] = {
    "edit": _edit,
    "keep": _keep,
    "choose": _choose,
    "reword": _reword,
    "mood": _mood,
    "remake": _remake,
    "attach": _attach,
    "detach": _detach,
    "undo": _undo,
    "save": _save,
    "approve": _approve,
    "send": _send,
    "compare": _compare,
    "theirs": _theirs,
    "discard": _discard,
    "hold": _hold,
    "unhold": _unhold,
    "snooze": _snooze,
    "assign": _assign,
    "settle": _settle,
}
