"""Customers of every kind who write to a Dovecot, and the account of what became of each of their messages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from assistant.store.store import Store
from tests.cli.shop import COVERED, FOREIGN, UNCOVERED, deliver, lay, mailbox, written
from tests.servers.dovecot import Dovecot

# What a message says, its header, and what must become of it.
KINDS: tuple[tuple[str, dict[str, str], str], ...] = (
    (COVERED, {}, "drafted"),
    (UNCOVERED, {}, "drafted"),
    (COVERED, {"Auto_Submitted": "auto-replied"}, "skipped"),
    (FOREIGN, {}, "noted"),
)


class Customers:
    """A shop in a folder, reached by way of `port`, and what was delivered to it."""

    def __init__(self, folder: Path, server: Dovecot, user: str, port: int) -> None:
        self.folder = lay(folder, server, user, "timeout = 1.0")
        self._server, self._user = server, user
        settings = folder / "assistant.toml"
        told = settings.read_text(encoding="utf-8").replace(f"port = {server.port}", f"port = {port}")
        settings.write_text(f"{told}[limits]\nin_all_per_hour = 0\n", encoding="utf-8")
        self._expected: dict[str, str] = {}

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
        with Store(self.folder / "store.db") as store:
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
