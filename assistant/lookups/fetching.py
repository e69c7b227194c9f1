"""Fetch facts about a customer's order from the sources that the rules name, all at once and in bounded time.

Nothing is raised: what could not be found comes back as a Found without a row, with one of the reasons lookup-failed
(the source cannot be used), lookup-not-found and lookup-ambiguous. Whom a row may be told to is judged in planning/.
A source that fails is also told to the operator, as a warning in the log: once, and once more when it is well again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from pathlib import Path

from assistant.lookups import csvfile
from assistant.lookups.source import Row, Several, Slow, Unusable
from assistant.model import Found, Reason, Wanted
from assistant.rules.rulebook import Lookup

SECONDS = 6.0                                       # for all lookups of one message together
AT_ONCE = 8                                         # fetches, whatever became of those that wait for
SLOW_TURNS, REST = 2, 60.0                          # so often slow, a source is left alone for so many seconds
_LOG = logging.getLogger("assistant.lookups")


@dataclass(slots=True)
class _Health:
    """What is known of one source."""

    slow: int = 0
    rests_until: float = 0.0
    told: str = ""


@dataclass(slots=True)
class _Desk:
    """The threads at work, and how the sources have been. One for the whole program."""

    room: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    health: dict[tuple[object, ...], _Health] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_DESK = _Desk()


def fetch(
    wanted: Sequence[Wanted], lookups: Mapping[str, Lookup], base: Path, *, seconds: float = SECONDS
) -> tuple[Found, ...]:
    """One Found for each that is wanted, after `seconds` at the latest.

    `base` is the folder that the rules' paths are relative to.
    """
    if not wanted:
        return ()
    deadline = time.monotonic() + seconds
    begun = [_begin(each, lookups[each.lookup], base, deadline) for each in wanted]
    wait_for([each for each in begun if isinstance(each, Future)], timeout=max(0.0, deadline - time.monotonic()))
    return tuple(
        _found(each, lookups[each.lookup], base, work) for each, work in zip(wanted, begun, strict=True)
    )


def _begin(wanted: Wanted, lookup: Lookup, base: Path, deadline: float) -> Future[Row | None] | Unusable:
    """The fetch, begun in a thread of its own; or why it was not."""
    if _health(lookup, base).rests_until > time.monotonic():
        return Slow("it was slow, and is left alone for a minute")
    room = _DESK.room
    if not room.acquire(timeout=max(0.0, deadline - time.monotonic())):
        return Slow("too many other lookups are still waiting")
    work: Future[Row | None] = Future()

    def fetched() -> None:
        try:
            work.set_result(_row(wanted, lookup, base, deadline))
        except BaseException as error:              # handed over to the one who waits
            work.set_exception(error)
        finally:
            room.release()

    # A daemon thread: one that hangs (in a name server, say) does not keep the program from ending.
    threading.Thread(target=fetched, name=f"lookup {lookup.name}", daemon=True).start()
    return work


def _row(wanted: Wanted, lookup: Lookup, base: Path, deadline: float) -> Row | None:
    left = max(0.05, deadline - time.monotonic())
    if lookup.database is not None:
        from assistant.lookups import database

        return database.row(lookup.database, lookup.key, wanted.key, base, left)
    if lookup.endpoint is not None:
        from assistant.lookups import http

        return http.row(lookup.endpoint, lookup.key, wanted.key, left)
    return csvfile.row(base / str(lookup.csv), str(lookup.key), wanted.key)


def _found(wanted: Wanted, lookup: Lookup, base: Path, work: Future[Row | None] | Unusable) -> Found:
    """What came of a fetch."""
    label, place = f"{lookup.name} {wanted.key}", lookup.place
    try:
        if isinstance(work, Unusable):
            raise work
        row = work.result(timeout=0)
    except TimeoutError:                            # the fetch goes on, and nobody waits for it
        return _failed(wanted, lookup, base, Slow("it took too long"))
    except Unusable as fault:
        return _failed(wanted, lookup, base, fault)
    except Several as several:
        _well(lookup, base)
        return _missing(wanted, "lookup-ambiguous", f"{label} is in {place} more than once{several}.")
    except Exception as error:                      # of a driver that we do not know
        return _failed(wanted, lookup, base, Unusable(f"it failed with {type(error).__name__}"))
    _well(lookup, base)
    if row is None:
        return _missing(wanted, "lookup-not-found", f"{label} is not in {place}.")
    return Found(wanted, row, Reason("lookup-found", f"{label} was found in {place}."))


def _missing(wanted: Wanted, code: str, text: str) -> Found:
    return Found(wanted, None, Reason(code, text))


def _failed(wanted: Wanted, lookup: Lookup, base: Path, fault: Unusable) -> Found:
    """The source is of no use now: told to the operator, and a slow one is left alone after its second time."""
    with _DESK.lock:
        health = _health(lookup, base)
        if isinstance(fault, Slow) and health.rests_until <= time.monotonic():
            health.slow += 1
            if health.slow >= SLOW_TURNS:
                health.rests_until = time.monotonic() + REST
        if not health.told:
            health.told = str(fault)
            _LOG.warning(
                "lookup-failed lookup=%s source=%s: %s. Questions that need it are left for a person.",
                lookup.name, lookup.place, fault,
            )
    label = f"{lookup.name} {wanted.key}"
    return _missing(wanted, "lookup-failed", f"{label} could not be looked up in {lookup.place}: {fault}.")


def _well(lookup: Lookup, base: Path) -> None:
    """The source answered, if only that it has no such row."""
    with _DESK.lock:
        health = _health(lookup, base)
        if health.told:
            _LOG.warning("lookup-well-again lookup=%s source=%s", lookup.name, lookup.place)
        health.slow, health.rests_until, health.told = 0, 0.0, ""


def _health(lookup: Lookup, base: Path) -> _Health:
    return _DESK.health.setdefault((base, lookup.csv, lookup.database, lookup.endpoint), _Health())
