"""`assistant export`: all that the store holds, as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assistant import config
from assistant.store.store import Store


@click.command()
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
def export(settings: Path | None) -> None:
    """Write all that the store holds to standard output: one JSON object a row, with the table's name in it.

    It may be used while the assistant runs. It holds customers' addresses and questions: keep it as you keep mail.

    \b
    Examples:
      assistant export > store.jsonl
    """
    with Store(config.load(settings).store) as store:
        for row in store.export():
            click.echo(json.dumps(row, ensure_ascii=False))
