"""`assistant signin`: sign in by OAuth 2, keep the tokens, and try them at the mail server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from assistant import config
from assistant.errors import OperatorError


@click.command()
@click.argument("account", required=False)
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
@click.option("--paste", is_flag=True, help="The browser runs on another machine: paste the address it ends on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Where the browser comes back to, if not anywhere.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--test/--no-test", default=True, help="Whether to try the mail server with what was given.")
def signin(
    account: str | None, settings: Path | None, paste: bool, port: int | None, no_browser: bool, test: bool
) -> None:
    """Sign in to ACCOUNT by OAuth 2: once, before the first run, and again if it was taken back.

    Gmail: a browser opens, and comes back to this machine. Microsoft 365: a page to open on any machine, and a code
    to type there. What is given is kept where `tokens` in the settings says, readable by you alone.

    \b
    Examples:
      assistant signin support
      assistant signin support --paste      on a server, with the browser elsewhere
    """
    chosen = _chosen(config.load(settings), account)
    oauth = chosen.oauth
    if oauth is None:
        raise OperatorError(
            f"account.{chosen.name} signs in with a password; there is nothing to do. "
            "To sign in by OAuth 2, set oauth in assistant.toml: see docs/settings.md."
        )
    from assistant.signin import browser, device
    from assistant.signin.keeping import Keeping
    from assistant.signin.oauth import client

    known = client(chosen.name, chosen.user, oauth, chosen.ca_file)
    if known.device_url is not None:
        tokens = device.sign_in(known, _show)
    else:
        with closing(browser.Visit(known, port or 0)) as visit:
            _send(visit.address, open_it=not (no_browser or paste))
            if paste:
                tokens = visit.pasted(click.prompt("The address that the browser ended on", hide_input=True))
            else:
                tokens = visit.wait()
    keeping = Keeping(chosen.name, oauth.tokens)
    with keeping.alone():
        keeping.write(tokens)
    where = "in the keyring" if oauth.tokens == "keyring" else f"in {oauth.tokens}, readable by you alone"
    click.echo(f"ok: signed in as {chosen.user}; what was given is kept {where}.")
    if test:
        from assistant.opening import open_account

        open_account(chosen).close()
        click.echo(f"ok: {chosen.host} takes it.")


def _chosen(settings: config.Config, account: str | None) -> config.Account:
    """The account named; without a name, the only one that signs in so."""
    if account is not None:
        if account not in settings.account:
            raise click.UsageError(f"There is no account {account!r}. There are: {', '.join(settings.account)}.")
        return settings.account[account]
    able = [one for one in settings.accounts if one.oauth is not None]
    if len(able) == 1 or len(settings.accounts) == 1:
        return (able or list(settings.accounts))[0]
    names = ", ".join(one.name for one in able or settings.accounts)
    raise click.UsageError(f"Which account? There are: {names}.")


def _show(page: str, code: str) -> None:
    click.echo(f"Open {page} on any machine, sign in as the mailbox's user, and type this code:\n\n    {code}\n")
    click.echo("Waiting...", err=True)


def _send(address: str, *, open_it: bool) -> None:
    opened = False
    if open_it:
        import webbrowser

        opened = webbrowser.open(address)
    said = "A browser was opened. If it was not, open" if opened else "Open"
    click.echo(f"{said} this address, and sign in as the mailbox's user:\n\n{address}\n")
