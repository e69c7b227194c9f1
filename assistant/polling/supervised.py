"""What systemd, or whatever else speaks its protocol, is told: ready, alive, stopping. sd_notify(3).

Where $NOTIFY_SOCKET is not set nobody is told anything.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

PATIENCE = 1.0                                      # seconds for the other end to take what it is told
SILENCE = 1800.0                                    # seconds at least without a sign of life: then we are taken to hang


class Pulse:
    """When the daemon last did anything: began a round, handled a message, had trouble.

    `rests`: the longest that it waits between two rounds, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, rests: float = 0.0) -> None:
        self._clock = clock
        self._silence = max(SILENCE, 2 * rests)
        self._last = clock()

    def beat(self) -> None:
        """A sign of life."""
        self._last = self._clock()

    def silent(self) -> float:
        """Seconds since the last one."""
        return self._clock() - self._last

    def alive(self) -> bool:
        """Whether the last one is recent. The longest wait between two rounds, and for a server, are shorter."""
        return self.silent() < self._silence


class Supervisor:
    """The other end of the socket. What it cannot be told is not told: that is no reason to stop working."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self._every = _watchdog(environ)
        self._ended = threading.Event()

    def ready(self, status: str) -> None:
        """Work has begun."""
        self._tell(f"READY=1\nSTATUS={status}")

    def stopping(self) -> None:
        """The end has begun; no further sign of life is sent."""
        self._ended.set()
        self._tell("STOPPING=1")

    def watch(self, pulse: Pulse) -> None:
        """From now on tell twice in each of the watchdog's periods that we live, as long as the pulse says so."""
        if self._every is not None and self._address:
            threading.Thread(target=self._watch, args=(pulse, self._every / 2), daemon=True).start()

    def _watch(self, pulse: Pulse, every: float) -> None:
        while not self._ended.wait(every):
            if pulse.alive():
                self._tell("WATCHDOG=1")

    def _tell(self, state: str) -> None:
        if not self._address:
            return
        # "@" stands for the zero byte with which an abstract address begins.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.settimeout(PATIENCE)                 # its queue is short: who does not read does not hold us up
            to.sendto(state.encode(), address)


def _watchdog(environ: Mapping[str, str]) -> float | None:
    """The watchdog's period in seconds; None where there is none, or it is another process's."""
    micro, pid = environ.get("WATCHDOG_USEC", ""), environ.get("WATCHDOG_PID", "")
    if not micro.isdigit() or not int(micro) or (pid and pid != str(os.getpid())):
        return None
    return int(micro) / 1e6
