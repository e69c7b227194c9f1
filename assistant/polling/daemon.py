"""Rounds without end over all accounts: connect, run, wait for mail; after trouble, wait longer and say so once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from assistant import meaning
from assistant.config import Account as Settings
from assistant.config import Config
from assistant.errors import AssistantError, StoreTaken
from assistant.in_force import InForce, load
from assistant.mailbox.contract import Account
from assistant.meaning import Meaning
from assistant.opening import open_account
from assistant.polling.changes import Change
from assistant.polling.handling import Result
from assistant.polling.heap import few_heaps, settled
from assistant.polling.round import Progress, run_round
from assistant.polling.rules_note import tell
from assistant.polling.trouble import Trouble, fault
from assistant.polling.turns import Turns
from assistant.polling.warming import warm
from assistant.polling.watched import Stopper, Watched, utc_now
from assistant.store.store import Store

LOOK_SECONDS = 1.0                                  # between two looks at whether a thread has failed
PARTING = 1.5                                       # seconds for what is being saved, and for signing out
QUICK_SECONDS = 10.0                                # a server that ends a wait sooner is not asked again at once
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
    draft: Callable[[str, Change], None] = lambda _name, _change: None


@dataclass(slots=True)
class Daemon:
    """All accounts of a Config, with their rules made ready. `open_account` can be replaced in trials.

    `forever` serves each account in a thread of its own, with its own connection. What they share is the store,
    which takes several at once, the rules, and the listener, which is told one thing at a time.
    """

    config: Config
    store: Store
    listener: Listener = field(default_factory=Listener)
    stopper: Stopper = field(default_factory=Stopper)
    open_account: Callable[[Settings], Account] = open_account
    _rules: dict[Files, InForce] = field(default_factory=dict)
    _noted: dict[str, str] = field(default_factory=dict)     # account -> the faults that its note tells of
    _connected: dict[str, Watched] = field(default_factory=dict)
    _troubles: dict[str, Trouble] = field(default_factory=dict)
    _turns: dict[str, Turns] = field(default_factory=dict)   # while they go on forever
    _reading: Lock = field(default_factory=Lock)             # of rules that have changed
    _telling: Lock = field(default_factory=Lock)

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
        settled()
        first: AssistantError | None = None
        for name in self.config.account:
            try:
                self._round(name)
                continue
            except AssistantError as error:
                trouble = error
            except Exception as error:  # around one account: a fault of ours in it must not keep the others waiting
                trouble = fault(error)
            self._drop(name)
            self.listener.trouble(name, trouble)
            first = first or trouble
        self.close()
        if first is not None:
            raise first

    def forever(self) -> None:
        """Serve every account in a thread of its own until the stopper is asked. Then raises Stopped.

        Raises StoreTaken, after it was told, where another daemon has taken the store.

        A turn is a round, then a wait: for the server's word that mail has come, for `poll` seconds at most. After
        trouble it is a wait alone, each time longer. Whoever does not end within PARTING is left behind: the
        process ends, and what was not recorded is found again by the next run.
        """
        few_heaps()
        self._turns = {
            name: Turns(name, partial(self._serve, name), partial(self._drop, name)) for name in self.config.account
        }
        try:
            for turns in self._turns.values():
                turns.start()
            self._warm()
            while True:
                self.stopper.check()
                for name, turns in self._turns.items():
                    if turns.failed is not None:
                        if isinstance(turns.failed, AssistantError):
                            self._tell(self.listener.trouble, name, turns.failed)
                        raise turns.failed
                time.sleep(LOOK_SECONDS)            # ended at once by a signal, whose handler asks the stopper
        finally:
            for turns in self._turns.values():
                turns.stop()
            deadline = time.monotonic() + PARTING
            for name, turns in self._turns.items():
                if not turns.join(deadline):
                    self._connected.pop(name, None)  # in use until the process ends

    def _warm(self) -> None:
        """While the accounts connect: the first message is to be answered as soon as the others."""
        for rules in tuple(self._rules.values()):
            warm(rules.prepared, self.store, utc_now())
        settled()

    def _serve(self, name: str, turns: Turns) -> None:
        """One turn of one account and the wait after it."""
        pause = self._turn(name)
        if pause:
            turns.waker.wait(pause)
        else:
            self._await_mail(name, turns)

    def _turn(self, name: str) -> float:
        """One round of one account in which trouble is told, not raised. Returns the seconds to pause after trouble."""
        try:
            self._round(name)
        except StoreTaken:
            raise                                   # two at once would answer twice: this one ends
        except AssistantError as error:
            return self._in_trouble(name, error)
        except Exception as error:  # around one account: a fault of ours in it must not end the others
            return self._in_trouble(name, fault(error))
        if self._troubles.pop(name, None) is not None:
            self._tell(self.listener.all_clear, name)
        return 0.0

    def _in_trouble(self, name: str, error: AssistantError) -> float:
        self._drop(name)
        trouble = self._troubles.setdefault(name, Trouble())
        if trouble.is_news(error):
            self._tell(self.listener.trouble, name, error)
        return trouble.pause()

    def _await_mail(self, name: str, turns: Turns) -> None:
        """Wait until the server says that there is mail, at most until the next round is due."""
        watched = self._connected[name]
        began = time.monotonic()
        turns.listen(self.config.account[name], self.open_account)
        try:
            watched.account.wait(watched.heard[watched.mailboxes[0]], self.config.poll, turns.waker)
        except AssistantError:
            # Servers end a long wait as they like: no trouble yet. It is, if they do not let us in again.
            self._drop(name)
            waited = time.monotonic() - began
            turns.waker.wait(max(0.0, min(self.config.poll, QUICK_SECONDS) - waited))

    def _round(self, name: str) -> None:
        self._tell(self.listener.round_began, name)
        self._refresh(name)
        watched = self._watched(name)
        self._note(watched)
        for result in run_round(watched, partial(self._tell, self.listener.progress)):
            self._tell(self.listener.result, name, result)
            if name in self._troubles:
                self._troubles[name].went_on()
        self._tell(self.listener.round_done, name)

    def _tell(self, listener: Callable[..., None], *told: object) -> None:
        with self._telling:
            listener(*told)

    def _refresh(self, name: str) -> None:
        """Take the account's rules where they were changed on disk; a broken change is told once."""
        settings = self.config.account[name]
        with self._reading:
            for files in _files(settings):
                rules = self._rules[files]
                if rules.refresh():
                    if rules.refused is not None:
                        self._tell(self.listener.rules_refused, rules.path, rules.refused)
                    else:
                        self._tell(self.listener.rules_taken, rules.path)
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
            account = self.open_account(settings)
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
            keep_texts_days=limits.keep_texts_days,
            look_every=self.config.poll,
            tell=partial(self._tell, self.listener.draft, name),
            stopper=self._turns[name].stopper if name in self._turns else self.stopper,
        )

    def _drop(self, name: str) -> None:
        """Close an account that had trouble; its next turn connects anew."""
        watched = self._connected.pop(name, None)
        if watched is not None:
            watched.account.close()

    def close(self) -> None:
        """Close every connection, all at once: a silent server among them holds up nobody's end."""
        leaving = [Thread(target=one.account.close, daemon=True) for one in self._connected.values()]
        self._connected.clear()
        for one in leaving:
            one.start()
        until = time.monotonic() + PARTING
        for one in leaving:
            one.join(max(0.0, until - time.monotonic()))
