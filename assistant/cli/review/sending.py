"""`assistant review send, undo, outbox`: a letter goes out in ten seconds, in which it can be taken back."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.review import paper
from assistant.cli.review.common import (
    at_desk,
    desk_of,
    json_option,
    name,
    number_argument,
    settings_option,
    store_of,
    who_option,
)

if TYPE_CHECKING:
    from assistant.reviewing.desk import Desk
    from assistant.reviewing.values import Approved, InOutbox

_PATIENCE = 90.0                                    # seconds for a server to take a letter


@click.command()
@number_argument
@click.option("--confirm", is_flag=True, help="Send it although checks fail. A letter with an open gap never goes.")
@who_option
@settings_option
def send(number: int, confirm: bool, who: str | None, settings: Path | None) -> None:
    """Approve the letter and send it, in ten seconds. Ctrl-C takes it back, and so does: assistant review undo ID

    \b
    Example:
      assistant review send 17
    """
    from assistant.reviewing.courier import Courier
    from assistant.reviewing.outbox import routes

    me = name(who)
    with (
        store_of(settings) as (chosen, store),
        Courier(store, routes(chosen)) as courier,
        desk_of(chosen, store, courier.ring) as desk,
    ):
        opened = desk.open(number, me)
        approved = desk.send(number, me, opened.version, confirmed=confirm)
        to = opened.letter.recipient.address if opened.letter and opened.letter.recipient else "them"
        _wait(desk, approved, me, f"{number}: to {paper.plain(to)} in ten seconds. Ctrl-C takes it back.")


def _wait(desk: Desk, approved: Approved, me: str, said: str) -> None:
    """Say where it goes, and see the letter out."""
    from assistant.errors import ReviewError

    number, ends = approved.number, time.monotonic() + _PATIENCE
    try:
        click.echo(said, err=True)
        while time.monotonic() < ends:
            entry = next((each for each in desk.outbox() if each.outbox == approved.outbox), None)
            if entry is None:
                back = any(act.action == "taken back" for act in desk.acts(number=number, most=1))
                click.echo(f"{number}: taken back." if back else f"{number}: sent.")
                return
            if entry.state in ("unknown", "refused"):
                raise click.ClickException(_stuck(entry))
            time.sleep(0.1)
    except KeyboardInterrupt:
        try:
            desk.unsend(approved.outbox, me)
        except ReviewError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"{number}: taken back.")
        return
    raise click.ClickException(
        f"The letter to message {number} still waits in the outbox: its server does not answer. It is tried again "
        "while `assistant serve` runs, or at the next send. See: assistant review outbox"
    )


def _stuck(entry: InOutbox) -> str:
    told = f" ({paper.plain(entry.told)})" if entry.told else ""
    if entry.state == "refused":
        return f"Not sent: the server refused it{told}. To try again: assistant review outbox --again {entry.outbox}"
    return (
        f"Nobody knows whether it arrived{told}. Look in Sent or ask the customer, then: "
        f"assistant review outbox --arrived {entry.outbox}, or --again {entry.outbox}"
    )


@click.command()
@number_argument
@who_option
@settings_option
def undo(number: int, who: str | None, settings: Path | None) -> None:
    """Take back a letter that is not sent yet.

    \b
    Example:
      assistant review undo 17
    """
    with at_desk(settings) as desk:
        entry = next((each for each in desk.outbox() if each.number == number), None)
        if entry is None:
            raise click.ClickException(f"No letter to message {number} waits to be sent. See: assistant review outbox")
        desk.unsend(entry.outbox, name(who))
    click.echo(f"{number}: taken back.")


@click.command()
@click.option("--arrived", type=int, metavar="LETTER", help="Of an unknown fate: it did arrive.")
@click.option("--again", type=int, metavar="LETTER", help="Of an unknown fate, or refused: send it again.")
@json_option
@who_option
@settings_option
def outbox(arrived: int | None, again: int | None, as_json: bool, who: str | None, settings: Path | None) -> None:
    """List letters on their way, and those that a person must decide about. Ends with 1 if there are such.

    \b
    Examples:
      assistant review outbox
      assistant review outbox --arrived 3
    """
    if arrived is not None and again is not None:
        raise click.UsageError("Say --arrived or --again, not both.")
    with at_desk(settings) as desk:
        if arrived is not None:
            desk.arrived(arrived, name(who))
        elif again is not None:
            desk.again(again, name(who))
        entries = desk.outbox()
    for entry in entries:
        if as_json:
            paper.as_json(entry)
        else:
            to = ", ".join(map(paper.plain, entry.recipients))
            told = f": {paper.plain(entry.told)}" if entry.told else ""
            answering = f"answering message {entry.number}, " if entry.number else ""
            click.echo(f"{entry.outbox}: to {to}, {answering}{entry.state}{told} (by {entry.by})")
    if not entries and not as_json:
        click.echo("Empty.")
    sys.exit(1 if any(entry.state in ("unknown", "refused") for entry in entries) else 0)
