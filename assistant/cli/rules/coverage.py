"""`assistant rules coverage`: real mail replayed, and what the rules do and do not cover of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from assistant.cli.rules import mail
from assistant.cli.rules.bar import bar


@click.command(short_help="Replay real mail and see what the rules cover.")
@click.argument("source", metavar="SOURCE")
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False),
              help="Rules to use instead of ./rules.yaml, or of those of the account.")
@click.option("--groups", "most", type=click.IntRange(min=0), default=10, show_default=True, metavar="N",
              help="Show the N largest groups of uncovered questions; 0 shows all.")
@mail.options
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every group.")
def coverage(
    source: str, rules: Path | None, most: int, settings: Path | None, ours: tuple[str, ...], since: datetime | None,
    limit: int | None, as_json: bool,
) -> None:
    """Replay mail as if it came in today, and say what the rules cover: nothing is saved or sent.

    SOURCE is an mbox, a Maildir, a folder of .eml files (and the folders in it), one .eml file, or a mailbox of
    assistant.toml: imap:ACCOUNT/MAILBOX, or imap:ACCOUNT for its first. A server is only read from; nothing there
    changes, not even what is unread.

    Shows the share of questions answered, which rules were used and which never, and the questions that no rule
    covers, grouped by likeness, with a block for rules.yaml that lacks only your answer.

    \b
    Examples:
      assistant rules coverage june.mbox
      assistant rules coverage imap:support/INBOX --since "30 days"
      assistant rules coverage mail/ --ours help@shop.example --json > coverage.json
    """
    from assistant import ruleset
    from assistant.authoring import covered
    from assistant.authoring.coverage import Coverage, groups
    from assistant.authoring.replay import Count, Rules, replay
    from assistant.cli.waiting import told
    from assistant.model import Circumstances

    count = Count()
    with mail.opened(source, limit=limit, ours=ours, settings=settings) as letters:
        templates = None if rules else letters.templates
        read, prepared = ruleset.load(letters.reader(), rules or letters.rules, templates, told=told)
        found = Coverage(tuple(answer.name for answer in prepared.rulebook.answers))
        around = Circumstances(datetime.now(UTC), letters.ours, letters.account)
        replaying = (Rules(prepared, read.base),)
        with bar("Replaying", letters.archive.total) as done:
            for replayed in replay(letters.archive, replaying, around, count, since=since, done=done):
                found.add(replayed)
    with bar("Grouping", len(found.uncovered)) as done:
        grouped = groups(found.uncovered, prepared.meaning, found.rules, done=done)
    click.echo(covered.as_json(found, count, grouped) if as_json else covered.people(found, count, grouped, most=most))
