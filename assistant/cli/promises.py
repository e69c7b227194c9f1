"""`assistant promises`: what letters promised to find out, by which day, and to whom."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click

from assistant import config
from assistant.store.records import Promise
from assistant.store.store import Store


@click.command()
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a promise.")
@click.option("--kept", "number", type=int, metavar="NUMBER", help="Note that this one is kept.")
def promises(settings: Path | None, json_lines: bool, number: int | None) -> None:
    """List the promises to write again that are not kept yet, the earliest first. Ends with 1 if one is overdue.

    \b
    Examples:
      assistant promises
      assistant promises --kept 4
    """
    today = datetime.now(UTC).date()
    with Store(config.load(settings).store) as store:
        if number is not None:
            if number not in {promise.number for promise in store.promises("open", "told")}:
                raise click.ClickException(f"There is no open promise {number}. See: assistant promises")
            store.promise_became(number, "kept")
            click.echo(f"{number}: kept.")
            return
        waiting = store.promises("open", "told")
    for promise in waiting:
        click.echo(json.dumps(_row(promise), ensure_ascii=False) if json_lines else _line(promise, today))
    if not waiting and not json_lines:
        click.echo("None.")
    if any(promise.due < today for promise in waiting):
        raise SystemExit(1)


def _line(promise: Promise, today: date) -> str:
    late = " (overdue)" if promise.due < today else " (today)" if promise.due == today else ""
    question = " ".join(promise.question.split())
    question = question if len(question) <= 120 else f"{question[:119]}…"
    return f"{promise.number}: by {promise.due}{late}, {promise.account}, {promise.address or 'unknown'}: “{question}”"


def _row(promise: Promise) -> dict[str, object]:
    return {
        "number": promise.number,
        "account": promise.account,
        "address": promise.address,
        "question": promise.question,
        "due": promise.due.isoformat(),
        "made": promise.made.isoformat() if promise.made else None,
        "message_id": promise.parent,
        "told": promise.state == "told",
    }
