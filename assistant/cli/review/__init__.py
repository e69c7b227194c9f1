"""`assistant review`: the owner's desk in the terminal. A module for what belongs together."""

from __future__ import annotations

import click

from assistant.cli.review.proposals import accept, dismiss, proposals


@click.group()
def review() -> None:
    """The owner's desk in the terminal.

    \b
    Examples:
      assistant review proposals
    """


for command in (proposals, accept, dismiss):
    review.add_command(command)
