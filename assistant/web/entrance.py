"""Who is at the page: signing in and out, sessions, roles, and the token that every form carries.

A session is a random token in a cookie; the store keeps its digest. The forms' token is derived from it, so another
site, which cannot read the cookie, cannot make one up. Without reviewers everybody who reaches the page is its user.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.store.reviewers import ROLES, Role
from assistant.web.office import Office
from assistant.web.pages import page
from assistant.web.passwords import fits

LASTS = timedelta(hours=14)                         # a session: a long working day
_LONGEST = 100                                      # characters of a name, as its field has it
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks. `who` is empty before they have signed in; `token` is their cookie's."""

    who: str
    role: Role
    token: str
    signed_in: bool                                 # by a password, so that they can sign out

    @property
    def form_token(self) -> str:
        """What each of their forms must carry."""
        return hmac.digest(self.token.encode(), b"form", "sha256").hex()

    def may(self, role: Role) -> bool:
        """Whether they may do what this role may."""
        return bool(self.who) and ROLES.index(self.role) >= ROLES.index(role)


def cookie_name(office: Office) -> str:
    """With https the browser itself sees to it that the cookie is ours alone."""
    return "__Host-desk" if office.secure else "desk"


def visitor(request: Request) -> Visitor:
    """Who asks, by their cookie. A new token where there is none."""
    office: Office = request.app.state.office
    token = request.cookies.get(cookie_name(office), "")
    if not _TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    known = office.reviewers.session(digest(token), office.now())
    if known:
        return Visitor(known.name, known.role, token, signed_in=True)
    if _open(office):
        return Visitor(office.me, "operator", token, signed_in=False)
    return Visitor("", "reviewer", token, signed_in=False)


def stranger() -> Visitor:
    """Whoever asks, where the store cannot say who it is."""
    return Visitor("", "reviewer", secrets.token_urlsafe(32), signed_in=False)


def _open(office: Office) -> bool:
    """Whether nobody needs to sign in: seen anew each time, for reviewers may be added while the page is served."""
    return office.here_only and not office.reviewers.all()


def digest(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def genuine(visiting: Visitor, form: FormData) -> bool:
    """Whether a form is one that this page gave to this visitor."""
    given = form.get("token")
    return isinstance(given, str) and hmac.compare_digest(given.encode(), visiting.form_token.encode())


def keep(response: Response, visiting: Visitor, office: Office) -> None:
    """Let the browser keep the visitor's token."""
    response.set_cookie(
        cookie_name(office), visiting.token, max_age=int(LASTS.total_seconds()), path="/", httponly=True,
        samesite="strict", secure=office.secure,
    )  # fmt: skip


def sign_in_page(request: Request, *, said: str = "", name: str = "", status: int = 200) -> Response:
    """The page that asks for name and password."""
    return page(request, "sign_in.html", status=status, said=said, name=name)


def sign_in(request: Request, form: FormData) -> Response:
    """Take a name and a password; begin a session with a token of its own."""
    office: Office = request.app.state.office
    if _open(office):
        return RedirectResponse("/", 303)
    # Names that were tried are remembered: not with all that somebody sends.
    name, password = str(form.get("name", "")).strip()[:_LONGEST], str(form.get("password", ""))
    address = request.client.host if request.client else ""
    wait = office.patience.ask(address, name)
    if wait:
        minutes = -(-wait // 60)
        return sign_in_page(request, said=f"Too many tries. Try again in {minutes} min.", name=name, status=429)
    if not fits(office.reviewers.password(name), password):
        return sign_in_page(request, said="This name and password do not go together.", name=name, status=403)
    office.patience.forgive(address, name)
    now, token = office.now(), secrets.token_urlsafe(32)
    office.reviewers.begin(digest(token), name, now, now + LASTS)
    response = RedirectResponse("/", 303)
    keep(response, Visitor(name, "reviewer", token, signed_in=True), office)
    return response


def sign_out(request: Request, form: FormData) -> Response:  # noqa: ARG001
    """End the session."""
    office: Office = request.app.state.office
    office.reviewers.end(digest(request.state.visitor.token))
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(office), path="/", secure=office.secure, httponly=True, samesite="strict")
    return response
