"""A proxy on loopback that does to a connection what networks do: cuts it, stalls it, dribbles, splits lines.

One fault is armed at a time. It strikes once, after so many bytes in one direction, counted from when it was armed.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

Kind = Literal["cut", "stall", "dribble", "split", "act"]
KINDS: tuple[Kind, ...] = ("cut", "stall", "dribble", "split")
SLOW = 400                                          # bytes that dribble, or lines that are split, before it goes on


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens after `after` bytes from the server or to it, then before the first of the words `at`, if any.

    `act` is called for the kind "act".
    """

    kind: Kind
    after: int
    from_server: bool = True
    act: Callable[[], None] | None = None
    at: bytes = b""


class Faulty:
    """The proxy. `seen` counts the bytes from the server (True) and to it (False) since `arm`;
    `accepted` the connections, and `struck` the faults."""

    def __init__(self, port: int) -> None:
        self._behind = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lock = threading.Lock()
        self._fault: Fault | None = None
        self._open: set[socket.socket] = set()
        self.seen = {True: 0, False: 0}
        self.struck = self.accepted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, fault: Fault | None) -> None:
        """From now on count, and strike once."""
        with self._lock:
            self._fault = fault
            self.seen = {True: 0, False: 0}

    def act(self, at: bytes, act: Callable[[], None], *, times: int = 1) -> None:
        """From now on wait for these words of the server's, so many times; the last time `act`, before they go on."""

        def count() -> None:
            if times == 1:
                act()
            else:
                self.act(at, act, times=times - 1)

        self.arm(Fault("act", 0, act=count, at=at))

    def close(self) -> None:
        """Hang up on everybody."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in tuple(self._open):
            self._end(one)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            try:
                server = socket.create_connection(("127.0.0.1", self._behind))
            except OSError:                         # it is down, and may come back
                client.close()
                continue
            for one in (client, server):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._open.add(one)
            for fro, to, from_server in ((client, server, False), (server, client, True)):
                threading.Thread(target=self._pump, args=(fro, to, from_server), daemon=True).start()

    def _pump(self, fro: socket.socket, to: socket.socket, from_server: bool) -> None:
        with suppress(OSError):
            while octets := fro.recv(65536):
                fault, before = self._due(octets, from_server=from_server)
                if fault is None:
                    to.sendall(octets)
                    continue
                to.sendall(octets[:before])
                self._strike(fault, fro, to, octets[before:])
        self._end(fro)
        self._end(to)

    def _due(self, octets: bytes, *, from_server: bool) -> tuple[Fault | None, int]:
        """The fault that strikes within these bytes, and how many of them come before it."""
        with self._lock:
            fault, before = self._fault, self.seen[from_server]
            self.seen[from_server] += len(octets)
            if fault is None or fault.from_server != from_server or before + len(octets) <= fault.after:
                return None, 0
            begins = max(0, fault.after - before)
            place = octets.find(fault.at, begins)
            if place < 0:
                return None, 0
            self._fault = None
            self.struck += 1
            return fault, place

    def _strike(self, fault: Fault, fro: socket.socket, to: socket.socket, rest: bytes) -> None:
        match fault.kind:
            case "cut":
                for one in (fro, to):               # a reset, not a farewell
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self._end(one)
                return
            case "stall":                           # neither side hears of the other, until one of them goes
                while fro.recv(65536):
                    pass
                return
            case "act":
                if fault.act is not None:
                    fault.act()
            case "dribble":
                for octet in rest[:SLOW]:
                    to.sendall(bytes([octet]))
                rest = rest[SLOW:]
            case "split":                           # CR in one packet, LF in the next
                for _ in range(SLOW):
                    line, end, after = rest.partition(b"\r")
                    if not end:
                        break
                    to.sendall(line + end)
                    time.sleep(0.001)
                    rest = after
        to.sendall(rest)

    def _end(self, one: socket.socket) -> None:
        self._open.discard(one)
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def before(port: int) -> Iterator[Faulty]:
    """A proxy before the server on this port."""
    proxy = Faulty(port)
    try:
        yield proxy
    finally:
        proxy.close()
