"""`assistant review`: the owner's desk in the terminal. Each module imports what is slow when it is called."""

from __future__ import annotations

import click

from assistant.cli.review.acts import approve, assign, discard, hold, release, settle, snooze
from assistant.cli.review.changing import answer, check, choose, edit
from assistant.cli.review.listed import listed
from assistant.cli.review.proposals import accept, dismiss, proposals
from assistant.cli.review.sending import outbox, send, undo
from assistant.cli.review.shown import show


@click.group()
def review() -> None:
    """Review drafts: see what waits and why, answer what is open, approve and send.

    ID is the number that the list shows; N the number of a question. What you type counts as approved by you.

    \b
    Examples:
      assistant review list
      assistant review show 17
      assistant review answer 17 2 "Yes, every Thursday."
      assistant review send 17
    """


for command in (
    listed, show, answer, choose, edit, check, approve, send, undo, outbox, discard, hold, release, snooze, assign,
    settle, proposals, accept, dismiss,
):  # fmt: skip
    review.add_command(command)
