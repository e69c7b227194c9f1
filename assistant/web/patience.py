"""How often a password may be tried: by one address, and for one name."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

BY_ADDRESS = 10
FOR_NAME = 20
SECONDS = 300.0
_MOST_KEYS = 10_000


@dataclass(slots=True)
class Patience:
    """Counts the wrong tries of the last five minutes, in memory. May be used by several threads."""

    clock: Callable[[], float] = monotonic
    _tries: OrderedDict[tuple[str, str], deque[float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, address: str, name: str) -> int:
        """Seconds until a try is taken. 0: now, and it is counted until `forgive`."""
        with self._lock:
            keys = (("address", address), ("name", name))
            wait = max(self._wait(keys[0], BY_ADDRESS), self._wait(keys[1], FOR_NAME))
            if not wait:
                for key in keys:
                    self._tries.setdefault(key, deque(maxlen=FOR_NAME)).append(self.clock())
                    self._tries.move_to_end(key)
                while len(self._tries) > _MOST_KEYS:
                    self._tries.popitem(last=False)
            return wait

    def forgive(self, address: str, name: str) -> None:
        """The last try was right: it does not count."""
        with self._lock:
            for key in (("address", address), ("name", name)):
                times = self._tries.get(key)
                if times:
                    times.pop()

    def _wait(self, key: tuple[str, str], most: int) -> int:
        times = self._tries.get(key)
        if times is None:
            return 0
        while times and times[0] <= self.clock() - SECONDS:
            times.popleft()
        return 0 if len(times) < most else int(times[-most] + SECONDS - self.clock()) + 1
