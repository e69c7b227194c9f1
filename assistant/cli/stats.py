"""`assistant stats`: the figures of the page Numbers, as tables or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant import config
from assistant.store.store import Store

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.reviewing.numbers import Bucket, Numbers

_DAYS = 30
_KINDS = ("changed", "added", "removed")
_WHOLE = ("from", "mail", "answered", "ready", "edited", "discarded")  # never broken, though the terminal be narrow


class _Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "DAY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = date.max
        if day.year == MAXYEAR:
            self.fail(f"{value!r} is not a day; write it as 2026-11-30.", param, ctx)
        return day


@click.command()
@click.option("--since", type=_Day(), help=f"The first day (UTC). Without it, {_DAYS} days up to the last.")
@click.option("--until", type=_Day(), help="The last day (UTC). Without it, today.")
@click.option("--account", metavar="NAME", help="Of one account. Without it, of all together.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; times in seconds, shares from 0 to 1.")
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
def stats(
    since: date | None, until: date | None, account: str | None, as_json: bool, settings: Path | None
) -> None:
    """Figures over what was done: questions answered, drafts ready, letters sent as written, how long people waited.

    \b
    Examples:
      assistant stats
      assistant stats --since 2026-01-01 --until 2026-03-31
      assistant stats --json
    """
    from assistant.reviewing.numbers import numbers

    known = config.load(settings)
    if account is not None and account not in known.account:
        raise click.BadParameter(f"there is no account {account!r}; there are {', '.join(known.account)}.",
                                 param_hint="--account")  # fmt: skip
    last = until or datetime.now(UTC).date()
    first = since or last - timedelta(days=_DAYS - 1)
    if first > last:
        raise click.BadParameter(f"{first} is later than the last day, {last}.", param_hint="--since")
    with Store(known.store) as store:
        found = numbers(store.access, first, last, account=account)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        _show(found)


def _show(found: Numbers) -> None:
    from rich.console import Console

    from assistant.reviewing.numbers import lasting, percent

    console = Console(highlight=False, soft_wrap=False)
    total, of = found.total, f" of {found.account}" if found.account else ""
    console.print(f"[bold]{found.since} to {found.until}[/bold] (UTC){of}")
    sent = total.as_written + total.edited + total.rewritten
    _table(console, None, ("", ""), [
        ("Messages", f"{total.messages}"),
        ("Questions answered", f"{total.answered} of {total.questions}, {percent(total.answered, total.questions)}"),
        ("Drafts ready", f"{total.ready} of {total.drafts}, {percent(total.ready, total.drafts)}"),
        ("Sent as written", f"{total.as_written} of {sent}, {percent(total.as_written, sent)}"),
        ("Sent edited", f"{total.edited}"),
        ("Sent rewritten", f"{total.rewritten}"),
        ("Discarded", f"{total.discarded}"),
        ("From message to reply", f"{lasting(total.median)} for half of them, {lasting(total.p90)} for nine tenths"),
    ])  # fmt: skip
    if not total.messages and not found.sent:
        console.print("Nothing was recorded in this time.")
        return
    _table(
        console, f"By {found.step}",
        ("from", "mail", "answered", "ready", "as written", "edited", "discarded", "half within"),
        [_line(bucket) for bucket in found.buckets if bucket.messages or bucket.drafts or bucket.median is not None],
    )  # fmt: skip
    _counts(console, "What became of messages", found.dispositions)
    _counts(console, "How they sound", found.tones)
    if found.rules:
        rows = [(rule, *(str(kinds.get(kind, 0)) for kind in _KINDS)) for rule, kinds in [*found.rules.items()][:20]]
        _table(console, "Answers that people edited", ("rule", *_KINDS), rows)
    if found.gaps:
        _table(console, "Questions without an answer", ("count", "like"), [(str(g.count), g.text) for g in found.gaps])


def _line(bucket: Bucket) -> tuple[str, ...]:
    from assistant.reviewing.numbers import lasting, percent

    return (
        f"{bucket.start}", f"{bucket.messages}", percent(bucket.answered, bucket.questions),
        percent(bucket.ready, bucket.drafts), f"{bucket.as_written}", f"{bucket.edited + bucket.rewritten}",
        f"{bucket.discarded}", lasting(bucket.median),
    )  # fmt: skip


def _counts(console: Console, title: str, counts: dict[str, int]) -> None:
    from assistant.reviewing.numbers import percent

    whole = sum(counts.values())
    if whole:
        rows = [(name, str(count), percent(count, whole)) for name, count in counts.items()]
        _table(console, title, ("", "messages", "share"), rows)


def _table(console: Console, title: str | None, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from assistant.cli.review.paper import tame

    made = Table(box=box.SIMPLE_HEAD if any(names) else None, show_header=any(names), pad_edge=False)
    for number, name in enumerate(names):
        left = number == 0 or name == "like" or not any(names)
        made.add_column(name, justify="left" if left else "right", overflow="fold", no_wrap=name in _WHOLE)
    for row in rows:
        made.add_row(*(Text(tame(cell)) for cell in row))
    if title:
        console.print(f"\n[bold]{title}[/bold]")
    console.print(made)
