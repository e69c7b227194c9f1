"""`assistant draft`: one message in, its reply draft out, as RFC 5322 on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from assistant.cli.session import open_session
from assistant.drafting.compose import compose, message_id
from assistant.drafting.marking import mark
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
    made, plan = outcome.draft, outcome.plan
    for reason in plan.reasons:
        _say(plan.disposition, reason.text, reason.code)
    for reason in plan.warnings:
        if reason not in plan.reasons:
            _say("note", reason.text, reason.code)
    if made is None:
        sys.exit(1 if plan.disposition == "hold" else 0)
    domain = made.sender.address.rpartition("@")[2] if made.sender else "localhost"
    identity = message_id(outcome.reading.message, account="", revision=0, domain=domain)
    around, rules_used = session.circumstances, session.prepared
    marker = mark(plan, made, rules_used.rulebook, rules_used.templates, around)
    raw = compose(made, date=around.now, message_id=identity, marker=str(marker))
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()
    for check in made.checks:
        if check.ok is False:
            _say("needs work", check.text, check.code)
    sys.exit(0 if made.ready else 1)


def _say(word: str, text: str, code: str) -> None:
    """A line on standard error, which is beside the draft and not in it."""
    click.echo(f"{word}: {text} ({code})", err=True)
