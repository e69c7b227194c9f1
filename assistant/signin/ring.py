"""The keyring of this machine: the system's own store of secrets, by the library keyring, which is an extra.

Raises NoRing, which says why and what to do. A keyring that waits for somebody to unlock it is not waited for, and is
asked nothing more until it has answered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

SECONDS = 30.0                                      # that it has to answer
_asking: list[threading.Thread] = []                # at most one: it waits for its answer
_turn = threading.Lock()
_FILE = "Use a file instead: it works on any machine."


class NoRing(Exception):
    """The keyring cannot be used: `why`, and a `remedy`."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def get(service: str, name: str) -> str | None:
    """What is kept for this name of this service; None if nothing is."""
    ring = _ring()
    return _in_time(lambda: ring.get_password(service, name))


def put(service: str, name: str, kept: str) -> None:
    """Keep this for this name of this service, in place of what was there."""
    ring = _ring()
    _in_time(lambda: ring.set_password(service, name, kept))


def _ring() -> Any:
    try:
        import keyring
    except ImportError:
        raise NoRing(
            "the library keyring is not installed", 'Install it with: pip install "email-reply-assistant[keyring]"'
        ) from None
    return keyring


def _in_time(ask: Callable[[], str | None]) -> str | None:
    """What `ask` gives. On a thread of its own: some keyrings wait for a person at a window that nobody sees."""
    from keyring.errors import KeyringError

    given: list[str | None] = []
    failed: list[KeyringError] = []

    def run() -> None:
        try:
            given.append(ask())
        except KeyringError as fault:
            failed.append(fault)

    with _turn:
        for earlier in _asking:
            earlier.join(SECONDS)
            if earlier.is_alive():
                raise _locked()
        asking = threading.Thread(target=run, name="keyring", daemon=True)
        asking.start()
        asking.join(SECONDS)
        _asking[:] = [asking]
    if given:
        return given[0]
    if failed:
        said = " ".join(str(failed[0]).split()) or type(failed[0]).__name__
        raise NoRing(f"the keyring of this machine cannot be used ({said[:200].rstrip('.')})", _FILE)
    if asking.is_alive():
        raise _locked()
    raise NoRing("the keyring of this machine failed", _FILE)


def _locked() -> NoRing:
    return NoRing(f"the keyring gave no answer in {SECONDS:g} seconds", f"Unlock it first. {_FILE}")
