"""`assistant people`: who was asked to write again when calm, until when that is remembered, and what is parked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import config
from assistant.store.records import Person
from assistant.store.store import Store


@click.command()
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a person.")
@click.option("--clear", "address", metavar="ADDRESS", help="Forget this person's state: the next abuse is the first.")
def people(settings: Path | None, json_lines: bool, address: str | None) -> None:
    """List who was asked to write again when calm. Each is forgotten on the day that is shown.

    \b
    Examples:
      assistant people
      assistant people --clear dana@example.com
    """
    with Store(config.load(settings).store) as store:
        if address is not None:
            gone = store.clear(address)
            if not gone:
                raise click.ClickException(f"Nothing is remembered of {address}. See: assistant people")
            click.echo(f"{address}: cleared, with what was parked.")
            return
        known = store.people(datetime.now(UTC))
    if json_lines:
        for person in known:
            click.echo(json.dumps(_row(person), ensure_ascii=False))
    elif not known:
        click.echo("Nobody.")
    else:
        for person in known:
            click.echo(_line(person))


def _line(person: Person) -> str:
    asked = f"asked on {person.calm_reply_at:%Y-%m-%d} to write when calm" if person.calm_reply_at else "known"
    until = f", until {person.expires:%Y-%m-%d}" if person.expires else ""
    questions = f"{len(person.parked)} question{'' if len(person.parked) == 1 else 's'} parked"
    return f"{person.account} {person.address}: {asked}{until}; {questions}"


def _row(person: Person) -> dict[str, object]:
    return {
        "account": person.account,
        "address": person.address,
        "calm_reply_at": person.calm_reply_at.isoformat() if person.calm_reply_at else None,
        "expires": person.expires.isoformat() if person.expires else None,
        "parked": [{"text": each.text, "asked": each.when.isoformat()} for each in person.parked],
    }
