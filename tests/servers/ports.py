"""Ports for servers that must be told theirs beforehand.

Between the choice and the server's own bind() an outgoing connection, or a server that takes any port, could be given
the same one. So these lie below those that the system gives away by itself.
"""

from __future__ import annotations

import random
import socket
from pathlib import Path

_LOWEST, _DEFAULT = 12_000, 32_768                  # none below is looked at; where Linux begins to give away


def free_ports(count: int) -> list[int]:
    """Ports of this machine that are free, all different."""
    ends = _first_given_away()
    held: list[socket.socket] = []
    try:
        while len(held) < count:
            one = socket.socket()
            held.append(one)
            try:
                # Where hardly any are left below, the system chooses.
                one.bind(("127.0.0.1", random.randrange(_LOWEST, ends) if ends > _LOWEST + 1000 else 0))
            except OSError:                         # in use
                held.pop().close()
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()


def _first_given_away() -> int:
    try:
        return int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    except OSError:
        return _DEFAULT
