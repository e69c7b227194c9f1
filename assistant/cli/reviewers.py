"""`assistant reviewers`: who may use the desk's page where it is behind a login."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import config
from assistant.cli.needing import needs
from assistant.store.reviewers import ROLES, Reviewers, Role
from assistant.store.store import Store

_SETTINGS = click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)


@click.group()
def reviewers() -> None:
    """Who may use the desk's page. Once there is anybody, the page asks for a name and a password.

    A reviewer reads and sends; an author also changes the rules; an operator also sees the trail of who did what.

    \b
    Examples:
      assistant reviewers add Hester --role author
      assistant reviewers list
    """


@reviewers.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="reviewer", show_default=True)
@_SETTINGS
def add(name: str, role: Role, settings: Path | None) -> None:
    """Add a person. The password is asked for, or read from a pipe as one line."""
    if not name.strip() or name != name.strip() or len(name) > 100 or not name.isprintable():
        raise click.UsageError("A name has 1 to 100 characters that can be seen, and no blank around it.")
    with Store(config.load(settings).store) as store:
        Reviewers(store.access).add(name, _asked(), role, datetime.now(UTC))
    click.echo(f"{name} may sign in, as {role}.")


@reviewers.command()
@click.argument("name")
@_SETTINGS
def passwd(name: str, settings: Path | None) -> None:
    """Give a person another password. Wherever they are signed in, they are signed out."""
    with Store(config.load(settings).store) as store:
        Reviewers(store.access).change(name, _asked())
    click.echo(f"{name} has another password.")


@reviewers.command()
@click.argument("name")
@_SETTINGS
def remove(name: str, settings: Path | None) -> None:
    """Let a person no longer in. What they did stays in the trail."""
    with Store(config.load(settings).store) as store:
        Reviewers(store.access).remove(name)
    click.echo(f"{name} may no longer sign in.")


@reviewers.command("list")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a person.")
@_SETTINGS
def list_(settings: Path | None, json_lines: bool) -> None:
    """List everybody, with their role."""
    with Store(config.load(settings).store) as store:
        known = Reviewers(store.access).all()
    for one in known:
        row = {"name": one.name, "role": one.role, "created": one.created.isoformat()}
        told = f"{one.name}: {one.role}, since {one.created:%Y-%m-%d}"
        click.echo(json.dumps(row, ensure_ascii=False) if json_lines else told)
    if not known and not json_lines:
        click.echo("Nobody: the page is served to this machine alone, without a login.")


def _asked() -> str:
    """A new password's hash."""
    needs("argon2", "starlette")
    from assistant.web.passwords import SHORTEST, hashed

    if sys.stdin.isatty():
        password = click.prompt(
            f"Password (at least {SHORTEST} characters)", hide_input=True, confirmation_prompt=True, err=True
        )
    else:
        password = sys.stdin.readline().rstrip("\n")
    return hashed(password)
