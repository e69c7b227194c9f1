"""`assistant review send, undo, outbox`: a letter goes out in ten seconds, in which it can be taken back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.review import paper
from assistant.cli.review.common import NUMBER, at_desk, json_option, name, number_argument, settings_option, who_option
from assistant.cli.review.seeing_out import at_desk_with_courier, ctrl_c, see_filed, see_out
from assistant.cli.review.shown import goes


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
    me = name(who)
    with at_desk_with_courier(settings) as desk:
        opened = desk.open(number, me)
        with ctrl_c() as pressed:
            approved = desk.send(number, me, opened.version, confirmed=confirm)
            to = goes(opened.letter) if opened.letter else "to them"
            click.echo(f"{number}: {to} in ten seconds. Ctrl-C takes it back.", err=True)
            told = see_out(desk, approved.outbox, me, str(number), pressed)
    click.echo(told)


@click.command()
@number_argument
@who_option
@settings_option
def undo(number: int, who: str | None, settings: Path | None) -> None:
    """Take back a letter that is not sent yet, or let go one that was refused.

    \b
    Example:
      assistant review undo 17
    """
    with at_desk(settings) as desk:
        entries = [each for each in desk.outbox() if each.number == number]
        if not entries:
            raise click.ClickException(f"No letter to message {number} waits to be sent. See: assistant review outbox")
        desk.unsend(entries[-1].outbox, name(who))
    click.echo(f"{number}: taken back.")


@click.command()
@click.option("--arrived", type=NUMBER, metavar="LETTER", help="Of an unknown fate: it did arrive.")
@click.option("--again", type=NUMBER, metavar="LETTER", help="Of an unknown fate, or refused: send it again.")
@json_option
@who_option
@settings_option
def outbox(arrived: int | None, again: int | None, as_json: bool, who: str | None, settings: Path | None) -> None:
    """List letters on their way, and those that a person must decide about. Ends with 1 if there are such.

    With --again it waits until the letter is sent, as `send` does; Ctrl-C takes it back.

    \b
    Examples:
      assistant review outbox
      assistant review outbox --arrived 3
    """
    if arrived is not None and again is not None:
        raise click.UsageError("Say --arrived or --again, not both.")
    me, told = name(who), None
    with at_desk(settings) if arrived is None and again is None else at_desk_with_courier(settings) as desk:
        if arrived is not None:
            with ctrl_c() as pressed:
                desk.arrived(arrived, me)
                told = see_filed(desk, arrived, f"letter {arrived}: it arrived", pressed)
        elif again is not None:
            with ctrl_c() as pressed:
                desk.again(again, me)
                click.echo(f"letter {again}: again in ten seconds. Ctrl-C takes it back.", err=True)
                told = see_out(desk, again, me, f"letter {again}", pressed)
        entries = desk.outbox()
    if told is not None:
        click.echo(told, err=True)
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
