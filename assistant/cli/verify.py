"""`assistant verify`: a saved draft derived anew from its message, the rules and its date, and what differs."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from assistant import config, meaning, ruleset
from assistant.drafting.compose import header
from assistant.mailbox.contract import Account
from assistant.meaning import Meaning
from assistant.model import Circumstances
from assistant.opening import open_account
from assistant.polling import verifying
from assistant.polling.verifying import Verified
from assistant.store.records import Handled
from assistant.store.store import Store


@click.command()
@click.argument("draft", type=click.File("rb"), required=False)
@click.option("--all", "every", is_flag=True, help="Every draft that stands in the mailboxes as it was saved.")
@click.option("--parent", type=click.File("rb"), help="The message it answers. Without it: looked up in the mailbox.")
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False), help="Rules to use instead of ./rules.yaml.")
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
def verify(
    draft: IO[bytes] | None, every: bool, parent: IO[bytes] | None, rules: Path | None, settings: Path | None
) -> None:
    """Derive a DRAFT anew (an .eml saved from Drafts) and say what differs. Nothing is changed anywhere.

    Exit status 0: it is as it was made, and would be made so again. 1: something differs.

    \b
    Examples:
      assistant verify reply.eml --parent question.eml
      assistant verify --all
    """
    if every == (draft is not None):
        raise click.UsageError("Name a DRAFT, or --all.")
    if draft is None:
        found = _standing(settings)
        if not found:
            click.echo("No draft stands as it was saved.")
    else:
        found = [_one(draft.read(), parent.read() if parent else None, rules, settings)]
    for each in found:
        _tell(each)
    sys.exit(1 if any(each.differences for each in found) else 0)


def _tell(verified: Verified) -> None:
    name = verified.reference or "draft"
    if not verified.differences:
        click.echo(f"{name}: ok, derived anew it is the same")
    for reason in verified.differences:
        click.echo(f"{name}: {reason.text} ({reason.code})")


def _standing(path: Path | None) -> list[Verified]:
    """Every standing draft of every account."""
    known = config.load(path)
    reader = _reader(known)
    found: list[Verified] = []
    with Store(known.store) as store:
        for settings in known.accounts:
            account = open_account(settings)
            try:
                found += verifying.standing(account, settings, store, reader)
            finally:
                account.close()
    return found


def _one(draft: bytes, parent: bytes | None, rules: Path | None, path: Path | None) -> Verified:
    """One draft, with the settings of the account that made it where there are any."""
    if path is None and not config.whereabouts(None, os.environ).is_file():
        return _alone(draft, parent, rules)
    known = config.load(path)
    identity = header(draft, "Message-ID")
    with Store(known.store) as store:
        for settings in known.accounts:
            told = store.draft(settings.name, identity)
            if told is None:
                continue
            if parent is None:
                account: Account = open_account(settings)
                try:
                    parent = verifying.parent_of(account, told)
                finally:
                    account.close()
            if parent is None:
                return Verified("", (verifying.PARENT_GONE,))
            return _derived(draft, parent, rules or _rules(settings, told), settings, told, _reader(known))
    return _alone(draft, parent, rules)


def _derived(
    draft: bytes, parent: bytes, rules: Path, settings: config.Account, told: Handled, reader: Meaning
) -> Verified:
    read, prepared = ruleset.load(reader, rules, settings.templates)
    return verifying.verify(draft, parent, prepared, read.base, verifying.us(settings), told)


def _rules(settings: config.Account, told: Handled) -> Path:
    return settings.mailbox_rules.get(told.message.mailbox, settings.rules)


def _alone(draft: bytes, parent: bytes | None, rules: Path | None) -> Verified:
    """A draft that no store knows, such as one of `assistant draft`."""
    if parent is None:
        raise click.UsageError("No store knows this draft. Name the message that it answers with --parent.")
    read, prepared = ruleset.load(meaning.load(), rules)
    return verifying.verify(draft, parent, prepared, read.base, Circumstances(datetime.now(UTC)), None)


def _reader(known: config.Config) -> Meaning:
    return meaning.load(known.semantic, str(known.semantic_model) if known.semantic_model else None)

