"""Several listeners as one: each hears all, in the order given. A full disk under one keeps nobody from work."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from assistant.polling.daemon import Listener
from assistant.polling.supervised import Pulse

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)     # what they write to is full, or broken


def together(*listeners: Listener) -> Listener:
    """One listener that tells all of these."""

    def all_of(name: str) -> Callable[..., None]:
        told: list[Callable[..., None]] = [getattr(one, name) for one in listeners]

        def tell(*said: Any) -> None:
            for each in told:
                try:
                    each(*said)
                except OSError as fault:
                    if fault.errno not in _FULL:
                        raise

        return tell

    return Listener(**{each.name: all_of(each.name) for each in fields(Listener)})


def heard_by(pulse: Pulse) -> Listener:
    """A listener for which whatever happens is a sign of life."""

    def beat(*_: Any) -> None:
        pulse.beat()

    return Listener(**{each.name: beat for each in fields(Listener)})
