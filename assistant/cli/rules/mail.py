"""Where the mail to be replayed is: a path, or a mailbox of assistant.toml; and which of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:                                   # slow to import
    from assistant.authoring.archive import Archive
    from assistant.meaning import Meaning

class Since(click.ParamType[datetime]):
    """A day, or a length of time before now."""

    name = "since"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """`2026-06-01`, or `30 days`."""
        from assistant.rules import scalars

        if isinstance(value, datetime):
            return value
        try:
            return datetime.combine(scalars.day(value), time(), UTC)
        except ValueError:
            pass
        try:
            return datetime.now(UTC) - scalars.duration(value)
        except (ValueError, OverflowError):
            said = f'write a day such as 2026-06-01, or a length of time such as "30 days", not "{value}".'
            self.fail(said, param, ctx)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options by which a command says which mail is meant."""
    for option in (
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="No more than the last N messages."),
        click.option("--since", type=Since(), metavar="WHEN", help='Messages since a day, or since "30 days" ago: by '
                     "their arrival on a server, else by their Date."),
        click.option("--ours", multiple=True, metavar="ADDRESS", help="An address of ours, whose mail is passed over. "
                     "May be repeated. Without it: those of the account."),
        click.option("--config", "settings", type=click.Path(path_type=Path, dir_okay=False),
                     help="For imap: instead of ./assistant.toml."),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Mail:
    """The messages, whose they are, and the rules and the reader of meaning that their account is set up with."""

    archive: Archive
    ours: tuple[str, ...]
    account: str = ""
    rules: Path | None = None
    templates: Path | None = None
    semantic: Literal["auto", "on", "off"] = "auto"
    model: str | None = None

    def reader(self) -> Meaning:
        """The reader of meaning."""
        from assistant import meaning

        return meaning.load(self.semantic, self.model)


@contextmanager
def opened(source: str, *, limit: int | None, ours: tuple[str, ...], settings: Path | None) -> Iterator[Mail]:
    """The mail of a SOURCE. OperatorError, or another AssistantError, where it cannot be read."""
    if not source.startswith("imap:"):
        from assistant.authoring.archive import archive

        yield Mail(archive(Path(source), limit), ours)
        return
    from assistant import config
    from assistant.authoring.served import served
    from assistant.opening import open_account

    chosen = config.load(settings)
    named, _, mailbox = re.sub("^imap:(//)?", "", source).partition("/")
    name = named or next(iter(chosen.account))
    if name not in chosen.account:
        known = ", ".join(f"imap:{each}" for each in chosen.account)
        raise click.UsageError(f'There is no account "{name}" in {chosen.path}. There is: {known}')
    account = chosen.account[name]
    connection = open_account(account)
    try:
        longest = chosen.limits.max_message_bytes
        watched = mailbox or account.mailboxes[0]
        found = served(connection, watched, longest=longest, limit=limit)
        model = str(chosen.semantic_model) if chosen.semantic_model else None
        rules, templates = account.mailbox_rules.get(watched, account.rules), account.templates
        yield Mail(found, ours or account.addresses, name, rules, templates, chosen.semantic, model)
    finally:
        connection.close()
