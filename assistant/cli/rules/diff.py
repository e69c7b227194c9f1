"""`assistant rules diff`: what new rules would change for real mail."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant.cli.rules import files, mail
from assistant.cli.rules.bar import bar


@click.command(short_help="Say what new rules would change for real mail.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("source", metavar="SOURCE")
@mail.options
@click.option("--drafts", is_flag=True, help="Show how each draft changes, line by line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def diff(
    old: Path, new: Path, source: str, settings: Path | None, ours: tuple[str, ...], since: datetime | None,
    limit: int | None, drafts: bool, as_json: bool,
) -> None:
    """Replay mail under the rules OLD and NEW, and say what changes: nothing is saved or sent.

    OLD and NEW are rules files, or their folders. SOURCE is mail, as for `assistant rules coverage`.
    Tells which questions are gained, lost or answered otherwise, and which drafts change. Ends with 1 when a question
    is lost, else with 0.

    \b
    Examples:
      assistant rules diff rules.yaml rules.new.yaml june.mbox
      assistant rules diff live/ work/ imap:support --since "14 days" --drafts
    """
    from assistant import ruleset
    from assistant.authoring import differences
    from assistant.authoring.differing import difference
    from assistant.authoring.replay import Count, Rules, replay
    from assistant.cli.waiting import told
    from assistant.model import Circumstances

    paths = files.source(old), files.source(new)
    found, count = differences.Differences(), Count()
    with mail.opened(source, limit=limit, ours=ours, settings=settings) as letters:
        reader, both = letters.reader(), []
        for path in paths:
            read, prepared = ruleset.load(reader, path, told=told)
            both.append(Rules(prepared, read.base))
        around = Circumstances(datetime.now(UTC), letters.ours, letters.account)
        with bar("Replaying", letters.archive.total) as done:
            for replayed in replay(letters.archive, tuple(both), around, count, since=since, done=done):
                found.add(difference(replayed))
    click.echo(differences.as_json(found, count) if as_json else differences.people(found, count, drafts=drafts))
    sys.exit(1 if found.turns["lost"] else 0)
