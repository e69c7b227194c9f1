"""The desk's own connections to the mail servers: one an account, for one thread at a time, renewed when it broke."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.config import Account as Settings
from assistant.errors import ServerUnreachable
from assistant.mailbox.contract import Account
from assistant.opening import open_account

T = TypeVar("T")


@dataclass(slots=True)
class _Line:
    lock: threading.Lock = field(default_factory=threading.Lock)
    account: Account | None = None


class Mailboxes:
    """Signed-in accounts by the names of the settings."""

    def __init__(
        self, accounts: Mapping[str, Settings], opened: Callable[[Settings], Account] = open_account
    ) -> None:
        self._settings = accounts
        self._open = opened
        self._lines = {name: _Line() for name in accounts}

    def use(self, name: str, work: Callable[[Account], T]) -> T:
        """Do some work with an account. Where an older connection turns out to be broken, once more with a new one.

        So the work must come out the same when it is begun again. Raises what it raises, and what connecting raises.
        """
        line = self._lines[name]
        with line.lock:
            older = line.account is not None
            try:
                return self._work(line, name, work)
            except ServerUnreachable:
                if not older:
                    raise
            return self._work(line, name, work)

    def close(self) -> None:
        """Let go of all of them."""
        for line in self._lines.values():
            with line.lock:
                if line.account is not None:
                    line.account.close()
                line.account = None

    def _work(self, line: _Line, name: str, work: Callable[[Account], T]) -> T:
        if line.account is None:
            line.account = self._open(self._settings[name])
        try:
            return work(line.account)
        except ServerUnreachable:
            line.account.close()
            line.account = None
            raise
