"""Rounds without end over all accounts: connect, run, wait; after trouble, wait longer and say so once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant import meaning
from assistant.config import Account as Settings
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.mailbox.contract import Account
from assistant.meaning import Meaning
from assistant.polling.handling import Result
from assistant.polling.in_force import InForce, load
from assistant.polling.opening import open_account
from assistant.polling.round import Progress, run_round
from assistant.polling.rules_note import tell
from assistant.polling.watched import Stopper, Watched
from assistant.store.store import Store

MAX_WAIT = 300.0  # seconds between tries after trouble
PARTING = 1.5  # seconds for signing out of all accounts
Files = tuple[Path, Path | None]                    # a rules file, and the folder of templates if one is named


def _files(settings: Settings) -> tuple[Files, ...]:
    """The rules of an account: its own, then those of single mailboxes."""
    paths = dict.fromkeys((settings.rules, *settings.mailbox_rules.values()))
    return tuple((path, settings.templates) for path in paths)


@dataclass(slots=True)
class Listener:
    """Whom the daemon tells what happens. Each is a plain function; the default tells nobody."""

    result: Callable[[str, Result], None] = lambda _name, _result: None
    progress: Callable[[Progress], None] = lambda _progress: None
    trouble: Callable[[str, Exception], None] = lambda _name, _error: None
    all_clear: Callable[[str], None] = lambda _name: None
    round_began: Callable[[str], None] = lambda _name: None
    round_done: Callable[[str], None] = lambda _name: None
    rules_refused: Callable[[Path, Exception], None] = lambda _path, _error: None
    rules_taken: Callable[[Path], None] = lambda _path: None


@dataclass(slots=True)
class Daemon:
    """All accounts of a Config, with their rules made ready. `open_account` can be replaced in trials."""

    config: Config
    store: Store
    listener: Listener = field(default_factory=Listener)
    stopper: Stopper = field(default_factory=Stopper)
    open_account: Callable[[Settings], Account] | None = None
    _rules: dict[Files, InForce] = field(default_factory=dict)
    _noted: dict[str, str] = field(default_factory=dict)     # account -> the faults that its note tells of
    _connected: dict[str, Watched] = field(default_factory=dict)
    _troubled: dict[str, int] = field(default_factory=dict)

    def prepare(self) -> Meaning:
        """Read every account's rules. Raises RulesError and OperatorError before anything is touched."""
        reader = meaning.load(
            self.config.semantic, str(self.config.semantic_model) if self.config.semantic_model else None
        )
        for settings in self.config.accounts:
            for files in _files(settings):
                if files not in self._rules:
                    self._rules[files] = load(*files, reader)
        return reader

    def once(self) -> None:
        """One round over every account. Trouble is raised, after the other accounts have had their turn."""
        first: Exception | None = None
        for name in self.config.account:
            try:
                self._round(name)
            except AssistantError as error:
                self._drop(name)
                self.listener.trouble(name, error)
                first = first or error
        self.close()
        if first is not None:
            raise first

    def forever(self) -> None:
        """Rounds until the stopper is asked. Trouble of one account holds up no other."""
        due: dict[str, float] = dict.fromkeys(self.config.account, 0.0)
        while True:
            self.stopper.check()
            name = min(due, key=lambda one: due[one])
            time.sleep(max(0.0, due[name] - time.monotonic()))
            due[name] = time.monotonic() + self._turn(name)

    def _turn(self, name: str) -> float:
        """One round of one account in which trouble is told, not raised. Returns the seconds to its next turn."""
        try:
            self._round(name)
        except AssistantError as error:
            self._drop(name)
            tries = self._troubled[name] = self._troubled.get(name, 0) + 1
            if tries == 1:
                self.listener.trouble(name, error)
            return min(MAX_WAIT, self.config.poll * 2.0 ** (tries - 1)) * random.uniform(0.8, 1.2)
        if self._troubled.pop(name, 0):
            self.listener.all_clear(name)
        return self.config.poll

    def _round(self, name: str) -> None:
        self.listener.round_began(name)
        self._refresh(name)
        watched = self._watched(name)
        self._note(watched)
        for result in run_round(watched, self.listener.progress):
            self.listener.result(name, result)
        self.listener.round_done(name)

    def _refresh(self, name: str) -> None:
        """Take the account's rules where they were changed on disk; a broken change is told once."""
        settings = self.config.account[name]
        for files in _files(settings):
            rules = self._rules[files]
            if rules.refresh():
                if rules.refused is not None:
                    self.listener.rules_refused(rules.path, rules.refused)
                else:
                    self.listener.rules_taken(rules.path)
        watched = self._connected.get(name)
        if watched is not None:
            self._give(watched, settings)

    def _give(self, watched: Watched, settings: Settings) -> None:
        """Hand the rules in force to an account."""
        rules = self._rules[settings.rules, settings.templates]
        watched.prepared, watched.base = rules.prepared, rules.base
        special = {mailbox: self._rules[path, settings.templates] for mailbox, path in settings.mailbox_rules.items()}
        watched.by_mailbox = {mailbox: (each.prepared, each.base) for mailbox, each in special.items()}

    def _note(self, watched: Watched) -> None:
        """Leave the owner a note while changed rules are refused, and take it down when they are mended.

        After a start, and after each new fault, the mailbox is looked at; else not.
        """
        broken = [
            rules for files in _files(self.config.account[watched.name])
            if (rules := self._rules[files]).refused is not None
        ]
        faults = "\n".join(str(rules.refused) for rules in broken)
        if self._noted.get(watched.name) != faults:
            tell(watched, broken)
            self._noted[watched.name] = faults

    def _watched(self, name: str) -> Watched:
        if name not in self._connected:
            settings = self.config.account[name]
            account = (self.open_account or open_account)(settings)
            try:
                self._connected[name] = self._introduce(name, settings, account)
                self._give(self._connected[name], settings)
            except BaseException:
                account.close()
                raise
        return self._connected[name]

    def _introduce(self, name: str, settings: Settings, account: Account) -> Watched:
        rules = self._rules[settings.rules, settings.templates]
        limits = self.config.limits
        return Watched(
            name=name,
            account=account,
            store=self.store,
            prepared=rules.prepared,
            base=rules.base,
            addresses=settings.addresses,
            mailboxes=settings.mailboxes,
            drafts=account.drafts_mailbox(settings.drafts),
            sent=account.sent_mailbox(settings.sent),
            notes=settings.notes,
            authserv_id=settings.authserv_id,
            per_sender_per_hour=limits.per_sender_per_hour,
            in_all_per_hour=limits.in_all_per_hour,
            max_message_bytes=limits.max_message_bytes,
            first_run_days=limits.first_run_days,
            stopper=self.stopper,
        )

    def _drop(self, name: str) -> None:
        """Close an account that had trouble; its next turn connects anew."""
        watched = self._connected.pop(name, None)
        if watched is not None:
            watched.account.close()

    def close(self) -> None:
        """Close every connection, all at once: a silent server among them holds up nobody's end."""
        leaving = [threading.Thread(target=one.account.close, daemon=True) for one in self._connected.values()]
        self._connected.clear()
        for one in leaving:
            one.start()
        until = time.monotonic() + PARTING
        for one in leaving:
            one.join(max(0.0, until - time.monotonic()))
