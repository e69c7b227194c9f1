"""`assistant rules`: the rule author's bench. A module a command; each imports what is slow when it is called."""

from __future__ import annotations

import click

from assistant.cli.rules.check import check
from assistant.cli.rules.coverage import coverage
from assistant.cli.rules.diff import diff
from assistant.cli.rules.match import match
from assistant.cli.rules.schema import schema
from assistant.cli.rules.test import test


@click.group()
def rules() -> None:
    """The rule author's bench: find faults, try questions, test rules, replay real mail, help an editor.

    \b
    Examples:
      assistant rules check
      assistant rules match "When do you close on Saturdays?"
      assistant rules test
      assistant rules coverage june.mbox
    """


for command in (check, test, match, coverage, diff, schema):
    rules.add_command(command)
