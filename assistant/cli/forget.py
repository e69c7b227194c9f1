"""`assistant forget`: remove a person from the store."""

from __future__ import annotations

from pathlib import Path

import click

from assistant import config
from assistant.store.store import Store


@click.command()
@click.argument("address")
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
def forget(address: str, settings: Path | None) -> None:
    """Remove what the store holds of the person with this ADDRESS, in every account.

    Their old messages do not become new: what tells them apart stays, and it names nobody. Mail and drafts in the
    mailboxes are yours to delete. It may be used while the assistant runs.

    \b
    Examples:
      assistant forget dana@example.com
    """
    with Store(config.load(settings).store) as store:
        states, known = store.clear(address), store.forget(address)
    if not known and not states:
        raise click.ClickException(f"The store holds nothing of {address}. See: assistant export")
    click.echo(f"{address}: forgotten, with {known} {'message' if known == 1 else 'messages'}.")
