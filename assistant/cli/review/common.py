"""What the commands of `assistant review` share: the desk, who sits at it, and numbers from the command line."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from assistant.config import Config
    from assistant.reviewing.desk import Desk
    from assistant.store.store import Store

F = TypeVar("F", bound=Callable[..., Any])


def settings_option(command: F) -> F:
    """--config."""
    return click.option(
        "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
    )(command)


def who_option(command: F) -> F:
    """--as."""
    return click.option(
        "--as", "who", metavar="NAME", envvar="ASSISTANT_REVIEWER", help="Who reviews; else your name on this machine."
    )(command)


def json_option(command: F) -> F:
    """--json."""
    return click.option("--json", "as_json", is_flag=True, help="For programs.")(command)


NUMBER = click.IntRange(1, 2**31 - 1)               # that every database can look up


def number_argument(command: F) -> F:
    """ID."""
    return click.argument("number", metavar="ID", type=NUMBER)(command)


def name(who: str | None) -> str:
    """Who reviews."""
    if who and who.strip():
        return " ".join(who.split())[:100]
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USER") or "owner"


@contextmanager
def store_of(settings: Path | None) -> Iterator[tuple[Config, Store]]:
    """The settings, and their store."""
    from assistant import config
    from assistant.store.store import Store

    chosen = config.load(settings)
    with Store(chosen.store) as store:
        yield chosen, store


@contextmanager
def at_desk(settings: Path | None) -> Iterator[Desk]:
    """The desk of these settings."""
    with store_of(settings) as (chosen, store), desk_of(chosen, store) as desk:
        yield desk


@contextmanager
def desk_of(chosen: Config, store: Store, ring: Callable[[], None] | None = None) -> Iterator[Desk]:
    """A desk over a store."""
    from assistant import meaning
    from assistant.reviewing.desk import Desk

    reader = meaning.load(chosen.semantic, str(chosen.semantic_model) if chosen.semantic_model else None)
    desk = Desk(chosen, store, reader, ring=ring or _nobody)
    try:
        yield desk
    finally:
        desk.close()


def _nobody() -> None:
    """Nobody waits for letters."""
