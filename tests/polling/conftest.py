"""The bicycle shop at work on every kind of server: `shop` handles what customers deliver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import meaning, pipeline
from assistant.mailbox.contract import Account, Fetched
from assistant.polling.handling import Result
from assistant.polling.round import run_round
from assistant.polling.watched import Watched
from assistant.store.store import Store
from tests.builders import OURS, RULES, templates
from tests.mailbox.conftest import Place, account, other, place  # noqa: F401  (fixtures)
from tests.store.blank import blank

PREPARED = pipeline.prepare(RULES, templates(), meaning.load("off"))


def eml(
    body: str,
    *,
    message_id: str | None = "<m1@mail.example>",
    subject: str = "My bicycle",
    author: str = "Lea Brandt <lea@mail.example>",
    headers: str = "",
) -> bytes:
    """A customer's message."""
    identity = f"Message-ID: {message_id}\r\n" if message_id else ""
    return (
        f"From: {author}\r\nTo: {OURS[0]}\r\nSubject: {subject}\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n"
        f"{identity}{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()


@dataclass(slots=True)
class Shop:
    """The daemon's side (`watched`) and the world's (`world`, another connection of the same user)."""

    watched: Watched
    world: Account
    connect: Callable[[], Account]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def deliver(self, raw: bytes, *flags: str, days_ago: float = 0) -> int | None:
        """A message arrives in INBOX; its UID."""
        return self.world.append("INBOX", raw, flags=flags, internal_date=self.now - timedelta(days=days_ago)).uid

    def run(self) -> list[Result]:
        """One round."""
        return list(run_round(self.watched))

    def restart(self) -> None:
        """The daemon starts anew: another connection, the same store."""
        self.watched = replace(self.watched, account=self.connect(), staying=set(), tried={})

    def within(self, mailbox: str) -> list[Fetched]:
        """All messages of a mailbox, as the owner's mail program sees them."""
        self.world.select(mailbox)
        return list(self.world.fetch(mailbox, self.world.new_uids(mailbox, 0)))

    def drafts(self) -> list[Fetched]:
        """What stands in Drafts."""
        return self.within(self.watched.drafts)

    def notes(self) -> list[Fetched]:
        """What stands in the mailbox of notes."""
        return self.within(self.watched.account.ensure(self.watched.notes))


@pytest.fixture
def shop(place: Place, tmp_path: Path) -> Iterator[Shop]:  # noqa: F811
    """A bicycle shop whose store is new."""
    (tmp_path / "jobs.csv").write_text(
        "number,email,ready,price\nPC1234,lea@mail.example,5 March,£60\n", encoding="utf-8"
    )
    own = place.connect()
    with Store(blank(tmp_path / "store.db")) as store:
        watched = Watched(
            "shop", own, store, PREPARED, tmp_path, OURS,
            drafts=own.drafts_mailbox(None if place.special_use else place.name("Drafts")),
            sent=own.sent_mailbox(), first_run_days=7,
        )  # fmt: skip
        yield Shop(watched, place.connect(), place.connect)
