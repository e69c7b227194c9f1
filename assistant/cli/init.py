"""`assistant init`: ask for the mailbox, lay down settings, rules and templates, test the connection."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import click

from assistant import config
from assistant.cli import laying, providers
from assistant.cli.laying import Answers
from assistant.errors import AssistantError, OperatorError

_INBOX = "The e-mail address of the inbox, or the name to sign in with (to try rules alone, any will do)"
_WAYS = {"file": "password_file", "environment": "password_env", "command": "password_command", "oauth": "oauth"}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--user", help="The name to sign in with, mostly the e-mail address.")
@click.option("--host", help="The IMAP server.")
@click.option("--port", type=click.IntRange(1, 65535), help="Its port, if not 993 (143 without TLS).")
@click.option("--security", type=click.Choice(["tls", "starttls", "plain", "plain-anywhere"]), help="If not tls.")
@click.option("--address", "addresses", multiple=True, help="An address of ours; again for each alias.")
@click.option("--password-env", help="The environment variable that holds the password.")
@click.option("--password-command", help="A command that prints the password.")
@click.option("--password-file", help="A file that only you can read, with the password in it.")
@click.option("--name", default="support", show_default=True, help="What to call the account.")
@click.option("--test/--no-test", default=None, help="Whether to try the connection; asked for otherwise.")
@click.option("--yes", is_flag=True, help="Ask nothing: --user and --host are needed, the rest has defaults.")
def init(
    folder: Path,
    user: str | None,
    host: str | None,
    port: int | None,
    security: str | None,
    addresses: tuple[str, ...],
    password_env: str | None,
    password_command: str | None,
    password_file: str | None,
    name: str,
    test: bool | None,
    yes: bool,
) -> None:
    """Set up the assistant for a mailbox in FOLDER (here, if none is named).

    Writes assistant.toml, rules.yaml, templates/ and data/, the last three an example business to make your own.
    Nothing that is there is written over.

    \b
    Examples:
      assistant init
      assistant init shop --yes --user help@shop.example --host imap.shop.example --password-env SHOP_PASSWORD
    """
    if standing := laying.in_the_way(folder):
        verb = "stands" if len(standing) == 1 else "stand"
        raise OperatorError(
            f"Nothing was written: in {folder.absolute()} {verb} {', '.join(standing)} already. "
            "Move that away, or name an empty folder: assistant init FOLDER"
        )
    ways = {"password_env": password_env, "password_command": password_command, "password_file": password_file}
    given = [(kind, where) for kind, where in ways.items() if where]
    if len(given) > 1:
        raise click.UsageError("Say one of --password-env, --password-command and --password-file.")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
        raise click.UsageError("A --name is letters, digits, - and _.")
    if yes and not (user and host):
        raise click.UsageError("With --yes, say --user and --host as well.")
    user = user or click.prompt(_INBOX)
    host = host or _ask_host(user)
    _warn(host, ask=not yes)
    if not addresses:
        addresses = (user,) if yes else _ask_addresses(user)
    where: str | Mapping[str, str]
    kind, where, secret = (*given[0], None) if given else ("password_env", "ASSISTANT_PASSWORD", None)
    if not given and not yes:
        kind, where, secret = _ask_password(host)
    answers = Answers(name, host, user, addresses, kind, where, port, security, secret)
    text = laying.settings(answers)
    settings = config.read(text, path=(folder / config.NAME).absolute(), environ=os.environ)
    for path in laying.lay(folder, text, answers):
        click.echo(f"wrote {path}")
    if kind == "password_file" and secret is not None:
        click.echo(f"Only you can read {where}. Keep it out of version control: echo {where} >> .gitignore")
    if kind == "oauth":
        click.echo(f"Sign in before the first run, with: assistant signin {name}")
        test = False
    if test is None:
        ready = secret is not None or kind != "password_file"
        test = ready and not yes and click.confirm("\nTry the connection now?", default=True)
    if test:
        _try(settings.accounts[0])
    _say_next(folder)


def _ask_host(user: str) -> str:
    known = providers.of_address(user)
    domain = user.rpartition("@")[2]
    guess = known.host if known else f"imap.{domain}" if "@" in user else None
    host: str = click.prompt("The IMAP server", default=guess)
    return host


def _warn(host: str, *, ask: bool) -> None:
    """Say what is to be known of a provider."""
    known = providers.of_host(host)
    if known is None:
        return
    click.echo(known.note, err=True)
    if ask and not known.usable and not click.confirm("Go on all the same?", default=False):
        raise click.Abort


def _ask_addresses(user: str) -> tuple[str, ...]:
    main = user if "@" in user else click.prompt("The e-mail address that customers write to")
    others = click.prompt("Other addresses that arrive there (a comma between them; Enter for none)", default="",
                          show_default=False)
    return (main, *(one.strip() for one in others.split(",") if one.strip()))


def _ask_password(host: str) -> tuple[str, str | Mapping[str, str], str | None]:
    """Where the password is: the key, its value, and the password to write into a file of ours."""
    known = providers.of_host(host)
    click.echo("With oauth there is no password: you sign in by your browser (Microsoft 365, Gmail, your own server).")
    way = click.prompt(
        "Where is the password to be", type=click.Choice(list(_WAYS)),
        default="file" if known is None or known.usable else "oauth",
    )
    if way == "oauth":
        return _WAYS[way], _ask_oauth(host), None
    if way == "environment":
        return _WAYS[way], click.prompt("The variable", default="ASSISTANT_PASSWORD"), None
    if way == "command":
        return _WAYS[way], click.prompt('The command that prints it, like "pass show mail/help"'), None
    secret = click.prompt("The password (it is not shown; Enter to write it there later)", hide_input=True, default="",
                          show_default=False)
    return _WAYS[way], "password", secret or None


def _ask_oauth(host: str) -> dict[str, str]:
    """The table of OAuth 2, for one of the two providers that are known; others are set by hand."""
    guess = "google" if "google" in host or "gmail" in host else "microsoft"
    provider = click.prompt("With whom", type=click.Choice(["google", "microsoft"]), default=guess)
    asked = "The client_id (docs/settings.md says how to come by one)"
    table = {"provider": provider, "client_id": click.prompt(asked)}
    if provider == "google":
        table["client_secret"] = click.prompt("The client_secret that came with it")
    return table


def _try(account: config.Account) -> None:
    """Sign in, find Drafts, look at each mailbox. Changes nothing there. Raises AssistantError."""
    from assistant.opening import open_account

    try:
        opened = open_account(account)
        try:
            click.echo(f"ok: signed in to {account.host} as {account.user}")
            click.echo(f"ok: drafts go to {opened.drafts_mailbox(account.drafts)}")
            for mailbox in account.mailboxes:
                click.echo(f"ok: {mailbox} can be read, {opened.select(mailbox).exists} messages")
        finally:
            opened.close()
    except AssistantError:
        click.echo(
            "The files are written, but the mailbox cannot be used as it is.\n"
            "Mend in assistant.toml what is said below, then go on with: assistant run --once",
            err=True,
        )
        raise


def _say_next(folder: Path) -> None:
    here = "" if folder == Path() else f"cd {folder}, then "
    click.echo(
        f"\nNext: {here}make rules.yaml your own. It speaks for an invented bookshop; a draft says nothing but what\n"
        "stands in it. Check it with: assistant rules check\n"
        "Then draft for what has arrived: assistant run --once\n"
        "All settings are explained in assistant.toml."
    )
