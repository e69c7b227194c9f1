"""`assistant run`: the daemon in the foreground, or one round and an end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from assistant import config
from assistant.cli.log import JsonLog
from assistant.cli.screen import Screen, Tally
from assistant.cli.stopping import INTERRUPTED, stoppable
from assistant.errors import AssistantError, OperatorError, PassingError
from assistant.polling.daemon import Daemon
from assistant.polling.supervised import Pulse, Supervisor
from assistant.polling.together import heard_by, together
from assistant.polling.watched import Stopper
from assistant.store.store import Store

NOT_LOST = "No message is lost: what was not handled is taken up by the next run."


@click.command()
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
@click.option("--once", is_flag=True, help="One round over every mailbox, then end.")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a message instead of a line for people.")
@click.option("--quiet", is_flag=True, help="Only troubles and the summary.")
@click.option(
    "--log", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="json: every event as a JSON object on standard error, and no lines for people.",
)
def run(settings: Path | None, once: bool, json_lines: bool, quiet: bool, form: str) -> None:
    """Watch the mailboxes of assistant.toml and write a draft for each new message.

    Each message is handled exactly once. Ctrl-C or SIGTERM stops it within five seconds; nothing is lost.

    \b
    Examples:
      assistant run              until it is stopped
      assistant run --once       one round, for a timer
      assistant run --log json   for a log that machines read
    """
    log = JsonLog() if form == "json" else None
    with _told_in(log):
        _run(config.load(settings), log, once=once, json_lines=json_lines, quiet=quiet)


def _run(chosen: config.Config, log: JsonLog | None, *, once: bool, json_lines: bool, quiet: bool) -> None:
    tally, stopper, status = Tally(), Stopper(), 0
    supervisor, pulse = Supervisor(os.environ), Pulse(rests=chosen.poll)
    said = None if log else "Stopped. What was not finished is taken up again next time."
    with (
        stoppable(stopper, said, status=INTERRUPTED if once else 0),
        Store(chosen.store) as store,
        store.alone(),
        ExitStack() as stack,
    ):
        daemon = Daemon(chosen, store, stopper=stopper)
        reader = daemon.prepare()
        screen = stack.enter_context(Screen(json_lines=json_lines, quiet=quiet or log is not None, tally=tally))
        listeners = [heard_by(pulse), screen.listener(troubles=log is None)]
        if chosen.metrics is not None and not once:
            from assistant.polling.metrics import Metrics
            from assistant.polling.monitor import serving

            metrics = Metrics(chosen.account, reader=reader.name)
            stack.enter_context(serving(chosen.metrics, metrics, pulse))
            listeners.append(metrics.listener())
        if log is not None:
            listeners.append(log.listener())
        daemon.listener = together(*listeners)
        try:
            if once:
                daemon.once()
            else:
                watching = f"Watching {_mailboxes(chosen)}, every {chosen.poll:g} seconds."
                supervisor.ready(watching)
                supervisor.watch(pulse)
                if log is not None:
                    log.event("watching", mailboxes=_mailboxes(chosen), poll_seconds=chosen.poll, meaning=reader.name)
                else:
                    click.echo(f"{watching} Stop with Ctrl-C.", err=True)
                daemon.forever()
        except (PassingError, OperatorError) as error:  # told already, with the account's name
            if log is None:
                click.echo(NOT_LOST, err=True)
            status = error.exit_code
        finally:
            supervisor.stopping()
            daemon.close()
    if log is not None:
        log.stopped(asked=stopper.asked)
    elif not json_lines and (tally.became or not status):
        click.echo(tally.summary())
    if once and stopper.asked:
        sys.exit(INTERRUPTED)
    sys.exit(status or int(bool(tally.became[None])))


@contextmanager
def _told_in(log: JsonLog | None) -> Iterator[None]:
    """With a log, what keeps the run from its work is an event there as well."""
    if log is None:
        yield
        return
    log.take_over()
    try:
        yield
    except AssistantError as error:
        log.event("failed", "error", kind=type(error).__name__, text=str(error))
        sys.exit(error.exit_code)


def _mailboxes(chosen: config.Config) -> str:
    return ", ".join(f"{mailbox} of {account.name}" for account in chosen.accounts for mailbox in account.mailboxes)
