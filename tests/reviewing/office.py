"""A bicycle shop with a desk: customers write, the daemon drafts, reviewers review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import config, in_force, meaning
from assistant.config import Config
from assistant.drafting.compose import said
from assistant.mailbox.contract import Account, Fetched
from assistant.polling.round import run_round
from assistant.polling.watched import Watched
from assistant.reviewing.desk import Desk
from assistant.store.store import Store
from tests.builders import OURS, RULES
from tests.polling.conftest import eml

SETTINGS = f"""
store = "store.db"
semantic = "off"
[account.shop]
host = "localhost"
user = "shop"
password_env = "PEDAL_PASSWORD"
addresses = ["{OURS[0]}", "{OURS[1]}"]
[account.shop.smtp]
host = "localhost"
"""
TWO = "Good morning,\n\nWhen are you open? What does a service cost?\n\nKind regards,\nLea Brandt"
HALF = "Good morning,\n\nWhen are you open? Do you sell unicycles?\n\nKind regards,\nLea Brandt"
THREAT = "I know where you work and when you close. I will kill you."


@dataclass(slots=True)
class Office:
    """The daemon's side (`watched`), the owner's mail program (`world`), and desks as many as are wanted."""

    folder: Path
    config: Config
    store: Store
    connect: Callable[[], Account]
    watched: Watched
    world: Account
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    desks: list[Desk] = field(default_factory=list)
    delivered: int = 0

    def desk(self) -> Desk:
        """A desk with connections of its own, as another process has it."""
        made = Desk(
            self.config, self.store, meaning.load("off"), clock=lambda: self.now, opened=lambda _: self.connect()
        )
        self.desks.append(made)
        return made

    def deliver(self, body: str, **more: str) -> int:
        """A message comes and is handled; its number on the desk."""
        self.delivered += 1
        fields = {"message_id": f"<m{self.delivered}@mail.example>"} | more
        raw = eml(body, **fields)  # type: ignore[arg-type]
        self.world.append("INBOX", raw, internal_date=self.now - timedelta(minutes=10))
        results = list(run_round(self.watched))
        assert len(results) == 1, results
        lines = self.desk().listing("nobody").rows
        return max(line.number for line in lines)

    def daemon(self) -> None:
        """The daemon looks again."""
        list(run_round(self.watched))

    def within(self, mailbox: str) -> list[Fetched]:
        """All messages of a mailbox, as the owner's mail program sees them."""
        self.world.select(mailbox)
        return list(self.world.fetch(mailbox, self.world.new_uids(mailbox, 0)))

    def drafts(self) -> list[Fetched]:
        """What stands in Drafts."""
        return self.within(self.watched.drafts)

    def letter(self) -> str:
        """The text of the one draft that stands in Drafts."""
        [draft] = self.drafts()
        return said(draft.raw) or ""

    def rewrite(self, before: str, after: str) -> None:
        """The owner edits the one draft in a mail program: it is saved anew, and the old one is gone."""
        [draft] = self.drafts()
        text = (said(draft.raw) or "").replace(before, after)
        head, _, _ = draft.raw.partition(b"\r\n\r\n")
        kept = [
            line for line in head.split(b"\r\n") if not line.lower().startswith((b"content-", b"mime-", b" boundary"))
        ]
        raw = b"\r\n".join(
            [*kept, b"MIME-Version: 1.0", b"Content-Type: text/plain; charset=utf-8", b"", text.encode()]
        )
        self.world.append(self.watched.drafts, raw, flags=("\\Draft", "\\Seen"))
        self.world.remove(self.watched.drafts, draft.uid, uidvalidity=draft.uidvalidity)


def office(folder: Path, store: Store, connect: Callable[[], Account], *, rules: str = RULES) -> Office:
    """A shop whose mailboxes are new."""
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    (folder / "jobs.csv").write_text(
        "number,email,ready,price\nPC1234,lea@mail.example,5 March,£60\n", encoding="utf-8"
    )
    known = config.read(SETTINGS, path=folder / "assistant.toml", environ={})
    force = in_force.load(folder / "rules.yaml", None, meaning.load("off"))
    own = connect()
    watched = Watched(
        "shop", own, store, force.prepared, folder, OURS,
        drafts=own.drafts_mailbox(), sent=own.sent_mailbox(), first_run_days=7,
    )  # fmt: skip
    return Office(folder, known, store, connect, watched, connect())
