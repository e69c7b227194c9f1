"""A bell that one thread rings and another hears while it waits for a socket."""

from __future__ import annotations

import selectors
import socket
from contextlib import suppress


class Waker:
    """Rung by `ring` from any thread; heard by the one that waits, at once or the next time it waits."""

    def __init__(self) -> None:
        self._hears, self._rings = socket.socketpair()
        self._hears.setblocking(False)
        self._rings.setblocking(False)

    def ring(self) -> None:
        """Wake whoever waits. Never blocks, never raises."""
        with suppress(OSError):  # full: it is ringing already; closed: nobody waits any more
            self._rings.send(b"\0")

    def wait(self, seconds: float, *, beside: socket.socket | None = None) -> str | None:
        """Wait until it rings ("rung"), or there is something to read `beside` it ("read"), or the time is over."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._hears, selectors.EVENT_READ, "rung")
            if beside is not None:
                selector.register(beside, selectors.EVENT_READ, "read")
            ready = sorted(key.data for key, _ in selector.select(max(0.0, seconds)))
        if "rung" in ready:
            with suppress(OSError):
                while self._hears.recv(4096):
                    pass
            return "rung"
        return ready[0] if ready else None

    def __del__(self) -> None:
        self._hears.close()
        self._rings.close()
