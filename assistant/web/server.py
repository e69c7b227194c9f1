"""The page on an address: who may reach it there, and uvicorn serving it until it is told to stop."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from assistant.errors import OperatorError

_GRACE = 2                                          # seconds for answers that are being given when it stops


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served. `url`: how people reach it, where that is by way of a proxy."""

    host: str = "127.0.0.1"
    port: int = 8750
    url: str | None = None
    certificate: Path | None = None
    key: Path | None = None

    @property
    def here_only(self) -> bool:
        """Whether only this machine reaches it."""
        return self.url is None and loopback(self.host)

    @property
    def secure(self) -> bool:
        """Whether it is reached by https."""
        return self.certificate is not None or (self.url or "").startswith("https://")

    @property
    def names(self) -> tuple[str, ...]:
        """The host names it goes by."""
        known = (self.host, urlsplit(self.url).hostname if self.url else None)
        return tuple(name for name in known if name)

    def address(self, port: int) -> str:
        """What to type into a browser."""
        if self.url is not None:
            return self.url
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{port}/"


def loopback(host: str) -> bool:
    """Whether the address is of this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def check(place: Place, *, reviewers: int, plain: bool) -> None:
    """Whether it may be opened there. Raises OperatorError, which says what is missing."""
    if place.url is not None and urlsplit(place.url).scheme not in ("http", "https"):
        raise OperatorError(f"--url {place.url}: an address begins with https:// (or http:// inside a safe network).")
    if place.here_only:
        return
    if not reviewers:
        raise OperatorError(
            "Opened wider than this machine, the desk needs to know who is who, and there are no reviewers yet. "
            "Add one with: assistant reviewers add NAME --role operator"
        )
    if not place.secure and not plain:
        raise OperatorError(
            "Opened wider than this machine without https, passwords and customers' letters could be read on the way. "
            "Give --certificate and --key, or put it behind a proxy that speaks https and name its address with "
            "--url https://..., or, in a network that is safe by itself, say --plain-anywhere."
        )


@contextmanager
def serving(app: ASGIApp, place: Place) -> Iterator[str]:
    """Serve it in a thread while it lasts; gives the address to type into a browser. Raises OperatorError."""
    with _bound(place) as listening:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,                       # addresses hold what was searched for
            server_header=False,
            proxy_headers=place.url is not None,    # believed of a proxy on this machine
            timeout_graceful_shutdown=_GRACE,
            ssl_certfile=place.certificate,
            ssl_keyfile=place.key,
            lifespan="off",
        )
        try:
            config.load()
        except OSError as fault:                    # ssl.SSLError is one
            raise OperatorError(f"The certificate {place.certificate} cannot be used: {fault}.") from fault
        server = uvicorn.Server(config)
        # Away from the main thread, uvicorn leaves the signals to us.
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listening]),), name="page", daemon=True)
        thread.start()
        try:
            yield place.address(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(_GRACE + 2)


@contextmanager
def _bound(place: Place) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((place.host, place.port))
        except OSError as fault:
            raise OperatorError(
                f"The page cannot be served on {place.host}:{place.port}: {fault.strerror}. "
                "Choose another --port or --host."
            ) from fault
        listening.listen(128)
        yield listening
