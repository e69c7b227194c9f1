"""Customers of every kind who write to a mail server, and the account of what became of each of their messages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from assistant import config
from assistant.store.store import Store
from tests.cli.shop import COVERED, FOREIGN, UNCOVERED, Server, deliver, lay, mailbox, written
from tests.servers import poor
from tests.servers.faulty import Faulty, before
from tests.store.databases import empty

Ground = Literal["dovecot", "postgresql", "poor"]
GROUNDS = (
    pytest.param("dovecot", marks=pytest.mark.dovecot),
    pytest.param("postgresql", marks=pytest.mark.dovecot),
    pytest.param("poor", marks=pytest.mark.poor_server),
)
# What a message says, its header, and what must become of it.
KINDS: tuple[tuple[str, dict[str, str], str], ...] = (
    (COVERED, {}, "drafted"),
    (UNCOVERED, {}, "drafted"),
    (COVERED, {"Auto_Submitted": "auto-replied"}, "skipped"),
    (FOREIGN, {}, "noted"),
)


class Customers:
    """A shop in a folder, reached by way of `port`, and what was delivered to it."""

    def __init__(self, folder: Path, server: Server, user: str, port: int, store: str = "store.db") -> None:
        self.folder = lay(folder, server, user, "timeout = 60.0")
        self._server, self._user = server, user
        settings = folder / "assistant.toml"
        told = settings.read_text(encoding="utf-8").replace(f"port = {server.port}", f"port = {port}")
        told = told.replace('store = "store.db"', f'store = "{store}"')
        settings.write_text(f"{told}[limits]\nin_all_per_hour = 0\n", encoding="utf-8")
        self._expected: dict[str, str] = {}

    @property
    def secret(self) -> str:
        """The password of the shop's mailbox."""
        return self._server.password

    def write(self, count: int) -> None:
        """So many of them write, each another one."""
        for _ in range(count):
            number = len(self._expected)
            text, headers, became = KINDS[number % len(KINDS)]
            identity = f"<{number}@mail.example>"
            deliver(self._server, self._user, written(text, number=number, Message_ID=identity, **headers))
            self._expected[identity] = became

    def account_for_all(self) -> None:
        """Each message has its one draft, its one note, or its record; none was lost, doubled or marked."""
        with Store(config.load(self.folder / "assistant.toml").store) as store:
            rows = [row for row in store.export() if row["table"] == "messages"]
        recorded = Counter(row["message_id"] for row in rows)
        assert recorded == Counter(self._expected.keys()), "each is recorded once"
        assert {row["message_id"]: row["outcome"] for row in rows} == self._expected
        for name, became in (("Drafts", "drafted"), ("Assistant", "noted")):
            standing = mailbox(self._server, self._user, name)
            wanted = Counter(identity for identity, expected in self._expected.items() if expected == became)
            assert Counter(re.sub(r"\s", "", one["In-Reply-To"]) for one in standing) == wanted, name
        for draft in mailbox(self._server, self._user, "Drafts"):
            gap = "ANSWER NEEDED" in draft.message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            assert draft.flags == {r"\Draft", r"\Seen", *([r"\Flagged"] if gap else [])}
        assert not any(one.flags for one in mailbox(self._server, self._user, "INBOX")), "customers' mail is unmarked"


@contextmanager
def ground(kind: Ground, ask: Callable[[str], object], folder: Path, user: str) -> Iterator[tuple[Customers, Faulty]]:
    """A shop, and the proxy before its mail server. `ask` gives a fixture.

    On a Dovecot with the store in a file, the same with the store in PostgreSQL, or on the poor server.
    """
    server: Server
    if kind == "poor":
        embedded = ask("poor_server")
        server, user = poor.Poor(embedded.port, embedded.password), poor.fresh_user()  # type: ignore[attr-defined]
    else:
        server = ask("dovecot")  # type: ignore[assignment]
    with before(server.port) as proxy:
        if kind == "postgresql":
            with empty(ask("postgresql")) as store:  # type: ignore[arg-type]
                yield Customers(folder, server, user, proxy.port, store), proxy
        else:
            yield Customers(folder, server, user, proxy.port), proxy
