"""`assistant serve`: the owner's desk as a page, until it is stopped."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path

import click

from assistant import config, meaning, ruleset
from assistant.cli.needing import needs
from assistant.cli.review.common import name
from assistant.cli.stopping import stoppable
from assistant.errors import AssistantError
from assistant.meaning import Meaning
from assistant.polling.watched import Stopper
from assistant.reviewing.courier import Courier
from assistant.reviewing.delivering import Event
from assistant.reviewing.desk import Desk
from assistant.reviewing.outbox import routes
from assistant.store.reviewers import Reviewers
from assistant.store.store import Store


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True, help="0: any that is free.")
@click.option("--url", help="How people reach it, where a proxy stands before it: https://desk.example.com")
@click.option("--certificate", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="For https: PEM.")
@click.option("--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Of the certificate: PEM.")
@click.option("--plain-anywhere", is_flag=True, help="Without https beyond this machine, in a network that is safe.")
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
def serve(
    host: str, port: int, url: str | None, certificate: Path | None, key: Path | None, plain_anywhere: bool,
    settings: Path | None,
) -> None:  # fmt: skip
    """Serve the owner's desk: what waits, each draft beside its message, and sending.

    To this machine alone, unless --host or --url opens it wider; then people sign in (assistant reviewers add NAME).

    \b
    Examples:
      assistant serve
      assistant serve --host 0.0.0.0 --certificate desk.pem --key desk.key
      assistant serve --url https://desk.example.com
    """
    needs("starlette", "uvicorn", "nh3", "argon2", "python_multipart")
    from assistant.web.app import application
    from assistant.web.office import Office
    from assistant.web.server import Place, check, serving

    chosen = config.load(settings)
    place = Place(host, port, url, certificate, key)
    stopper = Stopper()
    with stoppable(stopper, "Stopped.", status=0), Store(chosen.store) as store, ExitStack() as stack:
        people = Reviewers(store.access)
        check(place, reviewers=len(people.all()), plain=plain_anywhere)
        reader = meaning.load(chosen.semantic, str(chosen.semantic_model) if chosen.semantic_model else None)
        courier = stack.enter_context(Courier(store, routes(chosen), tell=_letter, trouble=_trouble))
        desk = Desk(chosen, store, reader, ring=courier.ring)
        stack.callback(desk.close)
        office = Office(
            desk, chosen, store, reader, _business(chosen, reader), people, place.here_only, name(None),
            place.secure, place.names, tell=lambda error: click.echo(str(error), err=True),
        )  # fmt: skip
        address = stack.enter_context(serving(application(office), place))
        click.echo(f"The desk is at {address}")
        click.echo("Stop with Ctrl-C.", err=True)
        threading.Event().wait()


def _business(chosen: config.Config, reader: Meaning) -> str:
    """What stands at the top of the page. Rules that cannot be read now are told where they are needed."""
    try:
        _, prepared = ruleset.load(reader, chosen.rules, chosen.templates)
    except AssistantError:
        return chosen.accounts[0].name
    return prepared.rulebook.business.name


def _letter(event: Event) -> None:
    """What became of a letter that a person should hear of."""
    if event.became != "sent" or event.urgent:
        click.echo(f"{event.account}: a letter is {event.became}: {event.told}", err=True)


def _trouble(error: AssistantError | None) -> None:
    click.echo("Letters go out again." if error is None else f"Letters wait: {error}", err=True)
