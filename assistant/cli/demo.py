"""`assistant demo`: the main job on this machine, with its own mail server and sample customers."""

from __future__ import annotations

import email
import email.policy
import os
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from assistant import config
from assistant.cli.embedded import EmbeddedServer, embedded_server
from assistant.cli.screen import Tally
from assistant.cli.stopping import INTERRUPTED, stoppable
from assistant.mailbox.contract import Account, ServerSettings
from assistant.mailbox.imap import connect
from assistant.polling.daemon import Daemon, Listener
from assistant.polling.handling import Result
from assistant.polling.watched import Stopper
from assistant.store.store import Store

USER = "hello@mulberryyard.example"
CUSTOMERS = 18  # the first conversations are the demo's sample customers

_WORDS = {
    "draft": ("draft", "green"),
    "calm": ("calm reply", "yellow"),
    "hold": ("HELD", "red"),
    "skip": ("skipped", "bright_black"),
    None: ("set aside", "red"),
}


@click.command()
@click.option("--stay", is_flag=True, help="Keep the server up, to look at it with a mail program.")
def demo(stay: bool) -> None:
    """Deliver sample customers to a mail server of its own, run over them, and show what became of each.

    Nothing to configure; nothing leaves this machine, and nothing is left running.

    \b
    Examples:
      assistant demo
      assistant demo --stay
    """
    started = time.monotonic()
    stopper = Stopper()
    with (
        stoppable(stopper, "Stopped. Nothing is left running."),
        embedded_server(user=USER) as server,
        tempfile.TemporaryDirectory(prefix="assistant-demo-") as folder,
    ):
        click.echo(f"A mail server is up on {server.host}:{server.port}, in memory.")
        with _account(server) as account:
            count = _deliver(account)
        click.echo(f"{count} customers have written to {server.user}. The assistant reads INBOX over IMAP:\n")
        chosen = _settings(server, Path(folder))
        with Store(chosen.store) as store, store.alone():
            results: list[Result] = []
            daemon = Daemon(chosen, store, Listener(result=lambda _account, result: _tell(result, results)), stopper)
            with closing(daemon):
                daemon.prepare()
                daemon.once()
                with _account(server) as account:
                    _show_draft(account, results)
                click.echo(_verdict(results, time.monotonic() - started))
                if stay:
                    _say_how_to_look(server)
                    daemon.forever()
    if stopper.asked and not stay:
        sys.exit(INTERRUPTED)


@contextmanager
def _account(server: EmbeddedServer) -> Iterator[Account]:
    account = connect(
        ServerSettings(server.host, server.user, lambda: server.password, port=server.port, security="plain")
    )
    try:
        yield account
    finally:
        account.close()


def customers() -> Path:
    """The folder of sample customers: in an installed wheel beside the example, in a checkout with the tests."""
    example = config.example_folder()
    packaged = example / "customers"
    return packaged if packaged.is_dir() else example / "tests" / "conversations"


def _deliver(account: Account) -> int:
    """Put the sample customers' messages into INBOX, as a mail server would have delivered them."""
    folders = sorted(path for path in customers().iterdir() if (path / "message.eml").is_file())[:CUSTOMERS]
    for folder in folders:
        account.append("INBOX", (folder / "message.eml").read_bytes(), internal_date=datetime.now(UTC))
    return len(folders)


def _settings(server: EmbeddedServer, folder: Path) -> config.Config:
    """The settings that a person would have written, for the example business."""
    example = config.example_folder()
    text = textwrap.dedent(f"""\
        store = "store.db"
        poll = 2.0
        rules = {str(example / "rules.yaml")!r}
        templates = {str(example / "templates")!r}

        [account.bookshop]
        host = "{server.host}"
        port = {server.port}
        security = "plain"
        user = "{server.user}"
        password_env = "ASSISTANT_DEMO_PASSWORD"
        """)
    os.environ["ASSISTANT_DEMO_PASSWORD"] = server.password
    return config.read(text, path=folder / "assistant.toml", environ={})


def _tell(result: Result, results: list[Result]) -> None:
    """What became of one message and why, in a few lines, as soon as it is recorded."""
    results.append(result)
    word, colour = _WORDS[result.disposition]
    made = result.outcome.draft if result.outcome else None
    author = result.message.author
    who = (author.name or author.address) if author else "somebody"
    if made is not None:
        word += ", ready" if result.ready else ", needs work"
        colour = colour if result.ready else "yellow"
    click.echo(click.style(f"{word:18}", fg=colour, bold=True) + f" {who}: {result.message.subject or '(no subject)'}")
    for reason in result.reasons:
        click.echo(_wrapped(f"{reason.text} ({reason.code})"))
    if result.outcome and made is not None:
        for planned in result.outcome.plan.planned:
            asked = " ".join(planned.question.text.split())
            asked = asked if len(asked) <= 60 else asked[:59] + "…"
            click.echo(_wrapped(f"“{asked}”: {planned.state}{f' by {planned.answer}' if planned.answer else ''}"))
    click.echo()


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent=" " * 19, subsequent_indent=" " * 21, break_on_hyphens=False)


def _show_draft(account: Account, results: list[Result]) -> None:
    """One draft in full, read back from the server's Drafts: a ready reply to a complaint if there is one."""
    made = [r for r in results if r.ready and r.disposition == "draft"]
    best = next((r for r in made if r.outcome and r.outcome.plan.shape == "complaint"), made[0] if made else None)
    if best is None or best.message.message_id is None:
        return
    mailbox = account.drafts_mailbox()
    uids = account.find(mailbox, in_reply_to=best.message.message_id)
    for fetched in account.fetch(mailbox, uids[:1]):
        draft = email.message_from_bytes(fetched.raw, policy=email.policy.default)
        click.echo(click.style("One of them in full, as it stands in Drafts:", bold=True) + "\n")
        for name in ("From", "To", "Subject", "In-Reply-To"):
            click.echo(f"  {name}: {draft[name]}")
        click.echo()
        body = draft.get_body(("plain",))
        for text_line in (body.get_content() if body else "").rstrip("\n").split("\n"):
            click.echo(f"  {text_line}".rstrip())
        click.echo()


def _verdict(results: list[Result], seconds: float) -> str:
    tally = Tally()
    for result in results:
        tally.add(result)
    return f"{tally.summary()} Nothing was sent; a person reviews each draft. It took {seconds:.1f} seconds."


def _say_how_to_look(server: EmbeddedServer) -> None:
    click.echo(
        textwrap.dedent(f"""
        The server stays up. To look at it, add an account to your mail program:

          IMAP server   {server.host}, port {server.port}, no encryption (it never leaves this machine)
          user name     {server.user}
          password      {server.password}

        The drafts are in Drafts, the notes about held messages in Assistant. Copy a message into INBOX,
        and its draft appears within seconds. Stop with Ctrl-C; everything is forgotten then.""")
    )
