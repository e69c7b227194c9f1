"""`assistant review list`: what waits, the most urgent first, ready ones apart."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.review import paper
from assistant.cli.review.common import at_desk, json_option, name, settings_option, who_option

if TYPE_CHECKING:
    from assistant.reviewing.values import Listing, Row, Shelf

SHELVES: tuple[Shelf, ...] = ("all", "ready", "needs-work", "for-a-person", "snoozed", "mine")
_SHORTENED = ("who", "what")


@click.command("list")
@click.option("--shelf", type=click.Choice(SHELVES), default="all", show_default=True)
@click.option("--search", default="", metavar="WORDS", help="In subjects, names, addresses, reasons and rules.")
@click.option("--page", type=click.IntRange(min=1), default=1)
@json_option
@who_option
@settings_option
def listed(shelf: Shelf, search: str, page: int, as_json: bool, who: str | None, settings: Path | None) -> None:
    """List what waits for a person, the most urgent first. Drafts that are ready stand last.

    \b
    Examples:
      assistant review list
      assistant review list --shelf needs-work --search norway
    """
    with at_desk(settings) as desk:
        listing = desk.listing(name(who), shelf=shelf, search=search, page=page)
    if as_json:
        paper.as_json(listing)
        return
    counts = "   ".join(f"{each} {listing.counts[each]}" for each in SHELVES if listing.counts[each] or each == "all")
    click.echo(paper.style(counts, bold=True))
    if not listing.rows:
        click.echo("Nothing waits here." if not search else "Nothing found. Search for fewer words.")
        return
    if paper.on_terminal():
        _table(listing)
    else:
        for row in listing.rows:
            click.echo(_line(row))
    if listing.pages > 1:
        more = f": --page {listing.page + 1} for the next" if listing.page < listing.pages else ""
        click.echo(f"Page {listing.page} of {listing.pages}{more}.")


def _tags(row: Row) -> str:
    return ", ".join(paper.plain(tag.text) for tag in row.tags)


def _who(row: Row) -> str:
    shown = paper.plain(row.name, 40)
    return shown if row.name == (row.address or row.name) else f"{shown} <{paper.plain(row.address or '', 60)}>"


def _line(row: Row) -> str:
    since = paper.ago(row.since, datetime.now(UTC))
    said = [_who(row), paper.plain(row.subject, 80) or "(no subject)", paper.plain(row.says, 120), _tags(row), since]
    return "\t".join([str(row.number), *said])


def _table(listing: Listing) -> None:
    """The list as people like to look at it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for column in ("id", "who", "what", "tags", "since"):
        # In a narrow terminal the name and the subject are cut short; the number, the tags and the time are not.
        table.add_column(column, justify="right" if column == "since" else "left", no_wrap=column not in _SHORTENED)
    apart = False
    for row in listing.rows:
        if row.ready and row.kind != "hold" and not apart and row is not listing.rows[0]:
            table.add_row("", "", "", "", "")
        apart = apart or row.ready
        what = Text(paper.plain(row.subject) or "(no subject)", style="bold", no_wrap=True, overflow="ellipsis")
        what.append(f"  {paper.plain(row.says)}", style="not bold dim")
        tags = Text()
        for tag in row.tags:
            colour = paper.COLOURS[tag.weight]
            tags.append(f"{paper.plain(tag.text)}  ", style="dim" if colour == "bright_black" else colour)
        who = Text(paper.plain(row.name, 28), no_wrap=True, overflow="ellipsis")
        table.add_row(Text(str(row.number), style="bold"), who, what, tags, paper.ago(row.since, datetime.now(UTC)))
    Console(highlight=False).print(table)
