"""The thread that delivers what is due, beside the desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Self

from assistant.errors import AssistantError, ProgramFault
from assistant.reviewing.delivering import Delivery, Event, unforeseen
from assistant.reviewing.outbox import Route
from assistant.store.store import Store

EVERY = 1.0                                         # seconds between two looks at the outbox
AFTER_TROUBLE = 15.0                                # seconds, when the outbox could not be looked after
PATIENCE = 4.0                                      # seconds that a letter on its way has when the program stops


def _nobody(_: object) -> None:
    """Nobody wants to be told."""


class Courier:
    """Looks every second, and at once when rung. Use it as a context manager.

    It stops within five seconds, in which a letter on its way is sent and filed. One for which the server has no word
    by then is left as it is, and the next courier finds it unknown if it had begun to flow, else waiting. `trouble`
    hears of each kind of trouble with the store, or in the program, once, and None when it is over.
    """

    def __init__(
        self,
        store: Store,
        routes: Mapping[str, Route],
        *,
        tell: Callable[[Event], None] = _nobody,
        trouble: Callable[[AssistantError | None], None] = _nobody,
    ) -> None:
        self._stop = threading.Event()
        self._bell = threading.Event()
        self._delivery = Delivery(store, routes, stop=self._stop, tell=tell)
        self._trouble = trouble
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def alive(self) -> bool:
        """Whether letters are being delivered."""
        return self._thread.is_alive()

    def ring(self) -> None:
        """Something was put in, or decided."""
        self._bell.set()

    def stop(self) -> bool:
        """End, within five seconds. Whether nothing was left on its way."""
        self._stop.set()
        self._bell.set()
        self._thread.join(PATIENCE)
        return not self._thread.is_alive()

    def _run(self) -> None:
        last = ""
        while not self._stop.is_set():
            wait = EVERY
            try:
                self._delivery.deliver_due()
                if last:
                    self._trouble(None)
                last = ""
            except Exception as error:              # nothing ends it: what is in the outbox is tried again
                known = error if isinstance(error, AssistantError) else ProgramFault(unforeseen(error))
                if str(known) != last and not self._stop.is_set():
                    self._trouble(known)
                last, wait = str(known), AFTER_TROUBLE
            self._bell.wait(wait)
            self._bell.clear()
