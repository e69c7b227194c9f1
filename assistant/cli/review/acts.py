"""`assistant review approve, discard, hold, release, snooze, assign, settle`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from assistant.cli.review.common import at_desk, name, number_argument, settings_option, who_option

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@click.command()
@number_argument
@who_option
@settings_option
def approve(number: int, who: str | None, settings: Path | None) -> None:
    """Approve the draft for whoever sends it from a mail program: it bears the keyword $Ready then.

    \b
    Example:
      assistant review approve 17
    """
    me = name(who)
    with at_desk(settings) as desk:
        opened = desk.open(number, me)
        desk.approve(number, me, opened.version)
        desk.leave(number, me)
    click.echo(f"{number}: approved. It stands in Drafts, marked $Ready where the server keeps marks.")


@click.command()
@number_argument
@click.option("--reason", required=True, help="Why it is of no use; it is kept, and learned from.")
@who_option
@settings_option
def discard(number: int, reason: str, who: str | None, settings: Path | None) -> None:
    """Remove the draft from Drafts. It is not made again.

    \b
    Example:
      assistant review discard 17 --reason "answered by telephone"
    """
    me = name(who)
    with at_desk(settings) as desk:
        opened = desk.open(number, me)
        desk.leave(number, me)
        desk.discard(number, me, opened.version, reason)
    click.echo(f"{number}: discarded.")


@click.command()
@number_argument
@click.option("--reason", required=True, help="What a person should look at.")
@who_option
@settings_option
def hold(number: int, reason: str, who: str | None, settings: Path | None) -> None:
    """Put it on the shelf for a person, with why.

    \b
    Example:
      assistant review hold 17 --reason "ask Mina about the price"
    """
    with at_desk(settings) as desk:
        desk.hold(number, name(who), reason)
    click.echo(f"{number}: held.")


@click.command()
@number_argument
@who_option
@settings_option
def release(number: int, who: str | None, settings: Path | None) -> None:
    """Take it off the shelf for a person again.

    \b
    Example:
      assistant review release 17
    """
    with at_desk(settings) as desk:
        desk.hold(number, name(who), "")
    click.echo(f"{number}: no longer held.")


@click.command()
@number_argument
@click.argument("until", required=False)
@click.option("--now", "wake", is_flag=True, help="Bring it back.")
@who_option
@settings_option
def snooze(number: int, until: str | None, wake: bool, who: str | None, settings: Path | None) -> None:
    """Put it away UNTIL a time: 30m, 2h, 3d, 1w, a date, or a date and a time (of this machine's zone).

    \b
    Examples:
      assistant review snooze 17 2h
      assistant review snooze 17 2027-01-04T08:30
      assistant review snooze 17 --now
    """
    if wake == (until is not None):
        raise click.UsageError("Say until when, or --now.")
    when = None if until is None else moment(until, datetime.now(UTC))
    with at_desk(settings) as desk:
        desk.snooze(number, name(who), when)
    told = "back in the list." if when is None else f"away until {when.astimezone():%Y-%m-%d %H:%M}."
    click.echo(f"{number}: {told}")


@click.command()
@number_argument
@click.argument("to", metavar="NAME", required=False)
@click.option("--nobody", is_flag=True, help="Nobody in particular.")
@who_option
@settings_option
def assign(number: int, to: str | None, nobody: bool, who: str | None, settings: Path | None) -> None:
    """Say who takes care of it.

    \b
    Example:
      assistant review assign 17 Mina
    """
    if nobody == (to is not None):
        raise click.UsageError("Name who takes care of it, or say --nobody.")
    with at_desk(settings) as desk:
        desk.assign(number, name(who), to)
    click.echo(f"{number}: for {to}." if to else f"{number}: for nobody in particular.")


@click.command()
@number_argument
@who_option
@settings_option
def settle(number: int, who: str | None, settings: Path | None) -> None:
    """A held message is taken care of: its note is removed from the mailbox.

    \b
    Example:
      assistant review settle 17
    """
    with at_desk(settings) as desk:
        desk.settle(number, name(who))
    click.echo(f"{number}: settled.")


def moment(text: str, now: datetime) -> datetime:
    """A time as people write it, seen from `now`. UsageError where it is none."""
    found = re.fullmatch(r"(\d{1,4})([mhdw])", text.strip().lower())
    if found:
        return now + int(found[1]) * _UNITS[found[2]]
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise click.UsageError(f"“{text}” is no time. Write 30m, 2h, 3d, 1w or 2027-01-04T08:30.") from error
    return when.astimezone(UTC)
