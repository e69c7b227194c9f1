"""`assistant draft`: one message in, its reply draft out, as RFC 5322 on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from assistant.cli.session import open_session
from assistant.drafting.compose import compose, message_id
from assistant.parsing import parse


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False), help="Rules to use instead of ./rules.yaml.")
def draft(file: IO[bytes], rules: Path | None) -> None:
    """Write the reply draft for the message in FILE (- is standard input). No mailbox is touched.

    Exit status 0: the draft is ready, or none is needed. 1: there is something for you to do; standard error says what.

    \b
    Example:
      assistant draft question.eml > reply.eml
    """
    session = open_session(rules)
    outcome = session.outcome(parse(file.read()))
    made, message = outcome.draft, outcome.reading.message
    for reason in outcome.plan.reasons:
        click.echo(f"{outcome.plan.disposition}: {reason.text} ({reason.code})", err=True)
    if made is None:
        sys.exit(1 if outcome.plan.disposition == "hold" else 0)
    domain = made.sender.address.rpartition("@")[2] if made.sender else "localhost"
    identity = message_id(message, account="", revision=0, domain=domain)
    raw = compose(
        made, date=session.circumstances.now, message_id=identity, marker=f"reference={outcome.plan.reference}"
    )
    sys.stdout.buffer.write(raw)
    for check in made.checks:
        if check.ok is False:
            click.echo(f"needs work: {check.text} ({check.code})", err=True)
    sys.exit(0 if made.ready else 1)
