"""What is due in the outbox is sent, and filed once it is sent. Each letter at most once; none is lost unseen.

The order is: claim, connect, sign in, name sender and recipients; note that it begins to flow; let it flow; note what
the server says. A crash before the note leaves a letter that is sent later, one after it a letter of unknown fate: it
is looked for in Sent, and if it is not there a person decides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from assistant.errors import AssistantError, StoreError
from assistant.mailbox.contract import Account
from assistant.reviewing import filing
from assistant.reviewing.outbox import Route, utc_now
from assistant.sending.contract import Submitted
from assistant.sending.smtp import submit
from assistant.sending.trouble import AGAIN
from assistant.store.fates import Fates
from assistant.store.letters import Entry, State
from assistant.store.outbox import Outbox
from assistant.store.store import Store

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)       # between two tries
OVERDUE = timedelta(minutes=10)                     # after which it may be an old store, and the letter is out
GIVE_UP, TRIES = timedelta(days=1), 24              # after both of which a letter that is put off is refused


class _Halt(Exception):
    """The letter must not begin to flow: its claim is lost, or the program is to stop."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something became of a letter. `told` is for a person: what the server said, why it waits, what went wrong.

    `urgent`: it was sent, and a person should hear of it all the same: the program failed, or somebody did not get it.
    """

    number: int
    account: str
    became: State
    told: str
    urgent: bool = False


class Delivery:
    """Sends and files what is due.

    `stop` ends it before the next letter; what flows is not cut off by it, and what was just sent is filed all the
    same: a draft that still stands is sent a second time by whoever sees it.
    """

    def __init__(
        self,
        store: Store,
        routes: Mapping[str, Route],
        *,
        clock: Callable[[], datetime] = utc_now,
        stop: threading.Event | None = None,
        tell: Callable[[Event], None] | None = None,
    ) -> None:
        self._store = store
        self._outbox = Outbox(store.access)
        self._fates = Fates(store.access)
        self._routes = routes
        self._clock = clock
        self._stop = stop or threading.Event()
        self._tell = tell
        self._fresh: set[int] = set()               # sent in this round
        self._faulty: set[int] = set()              # whose filing met a fault of the program that was told

    def deliver_due(self) -> bool:
        """Do all that is due, unless another process is at it. Whether it was ours to do. Raises StoreError."""
        if not self._outbox.due(self._clock()):
            return True
        with self._store.access.sending() as mine:
            if not mine:
                return False
            self._outbox.recover(self._clock())
            self._fresh.clear()
            self._send_due()
            with ExitStack() as closing:
                self._file_due(_Accounts(self._routes, closing))
        return True

    # ---------------------------------------------------------------- sending

    def _send_due(self) -> None:
        token, silent = uuid4().hex, set[str]()
        while not self._stop.is_set():
            entry = self._outbox.claim(token, self._clock(), but=silent)
            if entry is None:
                return
            try:
                told = self._submit(entry, token)
            except _Halt:
                # Where the claim is another's, this changes nothing.
                self._outbox.later(entry.number, token, entry.told or "", self._clock())
            except StoreError:
                raise
            except AssistantError as error:         # nothing was sent: no server, no sign-in, no certificate
                silent.add(entry.letter.account)
                self._put_off(entry, token, str(error))
            except Exception as error:              # this letter is set aside, and the others go
                self._set_aside(entry, token, unforeseen(error))
            else:
                self._note(entry, token, told)

    def _submit(self, entry: Entry, token: str) -> Submitted:
        letter = entry.letter
        route = self._routes.get(letter.account)
        if route is None or route.server is None:
            told = f"Sending is off for account.{letter.account}: it has no smtp in assistant.toml."
            return Submitted("deferred", told)
        if entry.draft_state in ("sent", "discarded"):
            done = "sent" if entry.draft_state == "sent" else "removed from Drafts"
            told = f"The draft was {done} by a mail program meanwhile, so it was not sent from here."
            return Submitted("refused", f"{told} If it is to go all the same, send it from there.")
        if self._clock() - entry.due > OVERDUE and _in_sent(route, letter.message_id):
            return Submitted("accepted", "It was found in Sent.")

        def begins() -> None:
            if self._stop.is_set() or not self._outbox.begin(entry.number, token, self._clock()):
                raise _Halt

        return submit(route.server, letter.raw, letter.sender, letter.recipients, begins=begins)

    def _note(self, entry: Entry, token: str, told: Submitted) -> None:
        now, number = self._clock(), entry.number
        match told.outcome:
            case "accepted":
                missed = "".join(f"; not to {address}: {why}" for address, why in told.refused)
                if self._outbox.sent(number, token, told.told + missed, now):
                    self._fresh.add(number)
                    self._say(entry, "sent", told.told + missed, urgent=bool(missed))
            case "refused":
                self._refuse(entry, token, told.told)
            case "deferred":
                self._put_off(entry, token, told.told)
            case "unknown":
                if self._outbox.unknown(number, token, told.told, now):
                    self._say(entry, "unknown", told.told)

    def _refuse(self, entry: Entry, token: str, told: str) -> None:
        if self._outbox.refused(entry.number, token, told, self._clock()):
            self._say(entry, "refused", told)

    def _put_off(self, entry: Entry, token: str, told: str) -> None:
        now = self._clock()
        if now - entry.created >= GIVE_UP and entry.tries >= TRIES:
            self._refuse(entry, token, f"It was tried for a day. {told.removesuffix(AGAIN).rstrip()}")
        elif self._outbox.later(entry.number, token, told, now + _wait(entry.tries)):
            self._say(entry, "waiting", told)

    def _set_aside(self, entry: Entry, token: str, told: str) -> None:
        """Nobody foresaw it: if the letter had begun to flow a person decides, else it is tried again later."""
        stands = self._outbox.entry(entry.number)
        if stands is None or stands.began is None:
            self._put_off(entry, token, told)
        elif self._outbox.unknown(entry.number, token, told, self._clock()):
            self._say(entry, "unknown", told)

    def _say(self, entry: Entry, became: State, told: str, *, urgent: bool = False) -> None:
        if self._tell is not None:
            self._tell(Event(entry.number, entry.letter.account, became, told, urgent))

    # ---------------------------------------------------------------- after it

    def _file_due(self, accounts: _Accounts) -> None:
        for entry in self._outbox.to_look_for(self._clock()):
            self._afterwards(entry, accounts, self._look_for)
        for entry in self._outbox.to_file(self._clock()):
            self._afterwards(entry, accounts, self._file)

    def _afterwards(self, entry: Entry, accounts: _Accounts, do: Callable[[Entry, Route, Account], None]) -> None:
        if self._stop.is_set() and entry.number not in self._fresh:
            return
        route = self._routes.get(entry.letter.account)
        try:
            if route is not None:
                do(entry, route, accounts.open(entry.letter.account))
                return
        except StoreError:
            raise
        except AssistantError:                      # the mailboxes are out of reach: whoever watches them tells of it
            accounts.drop(entry.letter.account)
        except Exception as error:
            accounts.drop(entry.letter.account)
            if entry.number not in self._faulty:
                self._faulty.add(entry.number)
                told = f"{unforeseen(error)} What is to be done in its mailboxes is tried again."
                self._say(entry, entry.state, told, urgent=True)
        self._outbox.put_off(entry.number, self._clock() + _wait(entry.tries + 1))

    def _look_for(self, entry: Entry, route: Route, account: Account) -> None:
        """A letter of unknown fate that stands in Sent was put there by the server that sent it."""
        now = self._clock()
        if filing.stands_in_sent(account, route.sent, entry.letter.message_id):
            if self._outbox.arrived(entry.number, now=now, told="It was found in Sent."):
                self._say(entry, "sent", "It was found in Sent.")
        else:
            self._outbox.put_off(entry.number, now + _wait(entry.tries + 1))

    def _file(self, entry: Entry, route: Route, account: Account) -> None:
        if entry.draft is not None:
            at = entry.sent or self._clock()
            self._fates.sent(entry.letter.account, entry.draft, entry.letter.raw, at=at, place="desk")
        filing.file(account, entry, drafts=route.drafts, sent=route.sent, copies=route.copies)
        self._outbox.filed(entry.number, self._clock())


class _Accounts:
    """A connection for each account that is needed, closed at the end."""

    def __init__(self, routes: Mapping[str, Route], closing: ExitStack) -> None:
        self._routes = routes
        self._closing = closing
        self._open: dict[str, Account] = {}

    def open(self, name: str) -> Account:
        """The account's connection. Raises what Route.open_account raises."""
        if name not in self._open:
            self._open[name] = self._routes[name].open_account()
            self._closing.callback(self._open[name].close)
        return self._open[name]

    def drop(self, name: str) -> None:
        """It is of no more use."""
        if name in self._open:
            self._open.pop(name).close()


def _in_sent(route: Route, message_id: str) -> bool:
    """Whether a letter stands in Sent. Raises what Route.open_account raises; then it is not sent either."""
    account = route.open_account()
    try:
        return filing.stands_in_sent(account, route.sent, message_id)
    finally:
        account.close()


def unforeseen(error: Exception) -> str:
    """What nobody foresaw, without its own words, which may be the customer's."""
    return f"A fault of the program itself ({type(error).__name__}). Tell whoever looks after it."


def _wait(tries: int) -> timedelta:
    """How long until the next try, after so many: a minute, two, four, an hour at most."""
    return min(FIRST * int(2 ** min(max(tries - 1, 0), 10)), LONGEST)
