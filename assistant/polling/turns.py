"""The thread of one account: turn after turn until it is stopped; and ears for the mailboxes beside its first one."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Thread

from assistant.config import Account as Settings
from assistant.errors import AssistantError
from assistant.mailbox.contract import Account
from assistant.mailbox.idle import RENEWED
from assistant.mailbox.waker import Waker
from assistant.polling.trouble import Trouble
from assistant.polling.watched import Stopped, Stopper

MOST_EARS = 8                                       # connections beside the first; servers bound how many one may have


class Turns:
    """One account's thread: `turn` again and again, and `parting` at its end. `stopper` and `waker` are its own.

    `failed` is what ended it, if it was not asked to.
    """

    def __init__(self, name: str, turn: Callable[[Turns], None], parting: Callable[[], None]) -> None:
        self.stopper = Stopper()
        self.waker = Waker()
        self.failed: BaseException | None = None
        self._turn, self._parting = turn, parting
        # Threads that do not keep the process: one that waits for a dead server must not.
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._ears: list[_Ear] = []

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end: at once where it waits, else between two messages."""
        self.stopper.asked = True
        self.waker.ring()
        for ear in self._ears:
            ear.stop()

    def join(self, deadline: float) -> bool:
        """Wait until it has ended, or until then (time.monotonic). Whether it has."""
        self._thread.join(max(0.0, deadline - time.monotonic()))
        return not self._thread.is_alive()

    def listen(self, settings: Settings, open_account: Callable[[Settings], Account]) -> None:
        """Have an ear at each mailbox but the first, which the account's own connection waits in."""
        if not self._ears:
            beside = settings.mailboxes[1 : MOST_EARS + 1]
            self._ears = [_Ear(settings, mailbox, open_account, self) for mailbox in beside]

    def _run(self) -> None:
        try:
            while True:
                self.stopper.check()
                self._turn(self)
        except Stopped:
            self._parting()
        except BaseException as error:  # told by the thread that waits for all of them: it raises it
            self.failed = error


class _Ear:
    """A connection that waits in one mailbox and wakes the account. It only saves time: the rounds find all mail."""

    def __init__(
        self, settings: Settings, mailbox: str, open_account: Callable[[Settings], Account], turns: Turns
    ) -> None:
        self._settings, self._mailbox, self._open, self._turns = settings, mailbox, open_account, turns
        self._waker = Waker()
        self._stopped = False
        Thread(target=self._run, name=f"{settings.name} {mailbox}", daemon=True).start()

    def stop(self) -> None:
        """Let it end soon; nobody waits for it."""
        self._stopped = True
        self._waker.ring()

    def _run(self) -> None:
        trouble = Trouble()
        while not self._stopped:
            with suppress(AssistantError), closing(self._open(self._settings)) as account:
                if "IDLE" not in account.capabilities:
                    return
                self._hear(account, trouble)
            if not self._stopped:                   # the ring that told so may have been heard already
                self._waker.wait(trouble.pause())

    def _hear(self, account: Account, trouble: Trouble) -> None:
        while not self._stopped:
            # Looked at before it rings: what comes after this look ends the next wait, what came before is found.
            known = account.select(self._mailbox)
            self._turns.waker.ring()
            heard = False
            while not heard:
                heard = account.wait(known, RENEWED, self._waker)
                trouble.tries = 0                   # not before: some let one in and then refuse to wait
                if self._stopped:
                    return
