"""A letter in the outbox, seen out by who waits at the terminal: sent and filed, stuck, or taken back by Ctrl-C."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.review import paper
from assistant.cli.review.common import desk_of, store_of

if TYPE_CHECKING:
    from assistant.reviewing.delivering import Event
    from assistant.reviewing.desk import Desk
    from assistant.reviewing.values import InOutbox

_PATIENCE = 90.0                                    # seconds for a server to take a letter
_FILING = 10.0                                      # seconds for the mailboxes, when it has
_LOOK = 0.1                                         # seconds between two looks
Pressed = Callable[[], bool]                        # whether Ctrl-C was


@contextmanager
def at_desk_with_courier(settings: Path | None) -> Iterator[Desk]:
    """The desk of these settings, beside which letters go out."""
    from assistant.reviewing.courier import Courier
    from assistant.reviewing.outbox import routes

    with (
        store_of(settings) as (chosen, store),
        Courier(store, routes(chosen), tell=_urgent) as courier,
        desk_of(chosen, store, courier.ring) as desk,
    ):
        yield desk


def _urgent(event: Event) -> None:
    """What else a person should hear of a letter that was sent."""
    if event.urgent:
        click.echo(paper.plain(f"A letter was sent: {event.told}"), err=True)


@contextmanager
def ctrl_c() -> Iterator[Pressed]:
    """Ctrl-C is noted within this block, and breaks in only if it is pressed a second time."""
    pressed: list[int] = []

    def press(number: int, _frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    earlier = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, earlier)


def see_out(desk: Desk, outbox: int, who: str, name: str, pressed: Pressed) -> str:
    """Wait until a letter is sent and filed, or taken back, and say so in a sentence.

    `outbox` is its number there, `name` what the sentence calls it. Raises ClickException where it is stuck, and
    ReviewError where it is too late to take it back.
    """
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        if pressed():
            desk.unsend(outbox, who)
            return f"{name}: taken back."
        entry = next((each for each in desk.outbox() if each.outbox == outbox), None)
        if entry is None:
            back = desk.filing(outbox) == "not sent"
            return f"{name}: taken back." if back else see_filed(desk, outbox, f"{name}: sent", pressed)
        if entry.state in ("unknown", "refused"):
            raise click.ClickException(_stuck(entry))
        time.sleep(_LOOK)
    raise click.ClickException(
        f"{name}: it still waits in the outbox, for its server does not answer. It is tried again while "
        "`assistant serve` runs, or at the next send. See: assistant review outbox"
    )


def see_filed(desk: Desk, outbox: int, done: str, pressed: Pressed) -> str:
    """Wait until what was sent stands in Sent and its draft is gone. A sentence that begins with what is `done`."""
    ends = time.monotonic() + _FILING
    while time.monotonic() < ends and not pressed():
        match desk.filing(outbox):
            case "filed":
                return f"{done}."
            case "put off":
                break
        time.sleep(_LOOK)
    return (
        f"{done}; the copy in Sent and the draft's removal follow when the mailbox answers, while `assistant serve` "
        "runs or at the next send."
    )


def _stuck(entry: InOutbox) -> str:
    told = f" ({paper.plain(entry.told)})" if entry.told else ""
    if entry.state == "refused":
        return f"Not sent: the server refused it{told}. To try again: assistant review outbox --again {entry.outbox}"
    return (
        f"Nobody knows whether it arrived{told}. Look in Sent or ask the customer, then: "
        f"assistant review outbox --arrived {entry.outbox}, or --again {entry.outbox}"
    )
