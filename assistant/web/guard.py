"""What holds for every request and every answer: whose page it is asked as, from where, and what it may do.

Host is checked against DNS rebinding, Origin against other sites' forms; the answers carry a policy under which the
page runs its own script and style files and asks nobody else for anything.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MOST_BYTES = 30_000_000                             # of a request: an enclosed file, mostly
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


class Guard:
    """An ASGI layer around the whole page. `names` are the host names that it is known by.

    What nobody foresaw has had its page when it comes here; `failed` is told of it, and the server is not, for it
    would write down the error's text, which may hold a customer's.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str], failed: Callable[[Exception], None]) -> None:
        self._app = app
        self._failed = failed
        self._names = {name.lower().strip("[]") for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and put the headers on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(Headers(scope=scope), scope)
        if refused is None:
            try:
                await self._app(scope, receive, guarded)
            except Exception as error:
                self._failed(error)
        else:
            status, said = refused
            await PlainTextResponse(said, status)(scope, receive, guarded)

    def _refused(self, headers: Headers, scope: Scope) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._known(host):
            # A name that leads here but is not ours: another site may have pointed it at this machine.
            return 421, (
                f"This desk does not go by the name {host[:100]!r}. Open it by the address that `assistant serve` "
                "printed, or start it with --url and the address that people use.\n"
            )
        if int(headers.get("content-length") or 0) > MOST_BYTES:
            return 413, f"That is more than {MOST_BYTES // 1_000_000} MB.\n"
        if scope["method"] in ("GET", "HEAD"):
            return None
        if "content-length" not in headers:
            return 411, "The request does not say how long it is.\n"
        origin = headers.get("origin")
        same = origin is None or _netloc(origin) == host.lower()
        if not same or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "This came from another site and was not done.\n"
        return None

    def _known(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:                          # a bracket that is not closed
            return False
        if name in self._names or name == "localhost":
            return True
        try:
            # Rebinding needs a name; who comes by a number comes to this machine.
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _netloc(origin: str) -> str:
    """Host and port of an origin; empty where it is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
