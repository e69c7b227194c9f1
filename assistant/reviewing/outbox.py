"""Approved letters on their way: put in, taken back, decided about by a person; and for each account, how they go.

What is put in waits ten seconds, in which it can be taken back. delivering.py sends it then, courier.py sees to that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

from assistant.config import Config
from assistant.drafting.outgoing import open_gaps, outgoing
from assistant.errors import NotReady, ReviewError
from assistant.mailbox.contract import Account
from assistant.opening import open_account, smtp_server
from assistant.sending.contract import SmtpServer
from assistant.store import outbox as kept
from assistant.store.letters import Entry, Letter, State
from assistant.store.store import Store

Filing = Literal["not sent", "under way", "put off", "filed"]
UNDO = timedelta(seconds=10)                        # in which a letter can be taken back


@dataclass(frozen=True, slots=True)
class Route:
    """How the letters of an account go out, and where they are filed. Without `server` sending is off."""

    server: SmtpServer | None
    open_account: Callable[[], Account]
    drafts: str | None = None                       # as the settings name these mailboxes
    sent: str | None = None
    copies: bool = True                             # whether we put what was sent into Sent


def routes(config: Config) -> dict[str, Route]:
    """The routes of all accounts, by name."""
    return {
        one.name: Route(
            smtp_server(one), partial(open_account, one), one.drafts, one.sent, one.smtp is None or one.smtp.copies
        )
        for one in config.accounts
    }


def utc_now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


class Outbox:
    """The outbox as a reviewer knows it. May be used by several threads. `ring` is called when something was put in."""

    def __init__(
        self,
        store: Store,
        routes: Mapping[str, Route],
        *,
        clock: Callable[[], datetime] = utc_now,
        ring: Callable[[], None] = lambda: None,
    ) -> None:
        self._kept = kept.Outbox(store.access)
        self._routes = routes
        self._clock = clock
        self._ring = ring

    def can_send(self, account: str) -> bool:
        """Whether sending is switched on for this account."""
        route = self._routes.get(account)
        return route is not None and route.server is not None

    def ready(self, account: str) -> None:
        """Raises ReviewError where sending is off for this account."""
        if not self.can_send(account):
            raise ReviewError(
                f"Nothing was sent: sending is off for account.{account}. "
                f"Switch it on with a table [account.{account}.smtp] in assistant.toml that names the host, "
                "or approve the draft and send it from your mail program."
            )

    def still_here(self, answers: int) -> None:
        """Raises ReviewError where an answer to this message (the store's number) is on its way."""
        going = self._kept.going(answers)
        if going is not None:
            raise ReviewError(f"Nothing was changed: {_standing(going)}")

    def enqueue(
        self,
        account: str,
        raw: bytes,
        *,
        by: str,
        answers: int | None = None,
        fails: Sequence[str] = (),
        confirmed: bool = False,
    ) -> Entry:
        """Put in a letter, as it stands in Drafts or as it was edited. It is due in ten seconds.

        `answers` is the store's number of the message it answers, `fails` what its checks say. Raises NotReady where
        a gap is open, or where it fails something and is not `confirmed`; ReviewError where sending is off, it names
        no recipient, or an answer to the message is on its way already; StoreError.
        """
        self.ready(account)
        gaps = open_gaps(raw)
        if gaps:
            many = "a line still waits" if gaps == 1 else f"{gaps} lines still wait"
            raise NotReady(f"Nothing was sent: {many} for an answer. Fill it in, or take it out.", gaps=True)
        if fails and not confirmed:
            raise NotReady(
                f"Nothing was sent: the letter is not ready. {' '.join(fails)} Mend it, or confirm that it is to go.",
                fails=tuple(fails),
            )
        now = self._clock()
        out = outgoing(raw, date=now)
        missing = [name for name, value in (("recipient", out.recipients), ("sender", out.sender)) if not value]
        if missing or not out.message_id:
            lacks = " and no ".join(missing) or "Message-ID"
            raise ReviewError(f"Nothing was sent: the letter names no {lacks}. Save it anew, or send it by hand.")
        letter = Letter(account, out.message_id, out.sender, out.recipients, out.raw, answers)
        entry, new = self._kept.put(letter, by=by, now=now, due=now + UNDO)
        if not new:
            raise ReviewError(f"Nothing was sent a second time: {_standing(entry)}")
        self._ring()
        return entry

    def undo(self, number: int) -> None:
        """Take back a letter that is not on its way yet, or was refused; its draft is as it was. Raises ReviewError."""
        if not self._kept.undo(number):
            raise ReviewError(f"Nothing was taken back: {_standing(self._entry(number))}")

    def let_go(self, answers: int) -> None:
        """No refused letter to this message (the store's number) is to be sent any more."""
        self._kept.let_go(answers)

    def arrived(self, number: int) -> None:
        """A person says of a letter of unknown fate that it arrived. Raises ReviewError of any other."""
        if not self._kept.arrived(number, now=self._clock()):
            raise ReviewError(f"Nothing was changed: {_standing(self._entry(number))}")
        self._ring()

    def again(self, number: int, *, by: str) -> Entry:
        """A person wants an unknown or refused letter sent again, in ten seconds. Raises ReviewError of any other."""
        now = self._clock()
        if not self._kept.again(number, by=by, now=now, due=now + UNDO):
            raise ReviewError(f"Nothing was sent again: {_standing(self._entry(number))}")
        self._ring()
        return self._entry(number)

    def entries(self, *states: State) -> tuple[Entry, ...]:
        """The letters in these states, the oldest first; without states, all that a person may want to see."""
        return self._kept.entries(*(states or ("waiting", "sending", "unknown", "refused")))

    def answers(self, number: int) -> int | None:
        """The store's number of the message that a letter answers."""
        return self._entry(number).letter.answers

    def filing(self, number: int) -> Filing:
        """How far a letter is that should be sent; put off: its mailboxes could not be reached, and are later."""
        entry = self._entry(number)
        if entry.state != "sent":
            return "not sent"
        if entry.filed is not None:
            return "filed"
        return "put off" if entry.tries else "under way"

    def _entry(self, number: int) -> Entry:
        found = self._kept.entry(number)
        if found is None:
            raise ReviewError(f"There is no letter {number} in the outbox.")
        return found


def _standing(entry: Entry) -> str:
    """What is with a letter, and what can be done about it, in a sentence or two."""
    match entry.state:
        case "waiting":
            return f"letter {entry.number} of {entry.by} waits to be sent. Take it back first to change it."
        case "sending":
            return f"letter {entry.number} of {entry.by} is being sent."
        case "unknown":
            return (
                f"of letter {entry.number} of {entry.by} nobody knows whether it arrived. "
                "Look in Sent or ask the customer, then say that it arrived, or send it again."
            )
        case "sent":
            return f"letter {entry.number} of {entry.by} was sent."
        case "refused":
            return f"letter {entry.number} of {entry.by} was refused ({entry.told}), or another is on its way."
        case "undone":
            return f"letter {entry.number} was taken back already."
