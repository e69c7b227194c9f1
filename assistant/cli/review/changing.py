"""`assistant review answer, choose, edit, check`: a letter is changed and saved in Drafts at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from assistant.cli.review import paper
from assistant.cli.review.common import at_desk, json_option, name, number_argument, settings_option, who_option

if TYPE_CHECKING:
    from assistant.reviewing.desk import Desk
    from assistant.reviewing.values import Letter


@click.command()
@number_argument
@click.argument("question", metavar="N", type=click.IntRange(min=0))
@click.argument("text", required=False)
@who_option
@settings_option
def answer(number: int, question: int, text: str | None, who: str | None, settings: Path | None) -> None:
    """Answer question N, which waits for you. TEXT may be -, for what comes in a pipe. N is 0 for the first gap
    that belongs to no question.

    \b
    Examples:
      assistant review answer 17 2 "Yes, every Thursday."
      assistant review answer 17 2 - < answer.txt
    """
    words = _words(text)
    _changed(number, who, settings, lambda desk, me: desk.fill(number, me, question - 1, words))


@click.command()
@number_argument
@click.argument("question", metavar="N", type=click.IntRange(min=1))
@click.argument("rule")
@who_option
@settings_option
def choose(number: int, question: int, rule: str, who: str | None, settings: Path | None) -> None:
    """Answer question N by another RULE. What was edited elsewhere in the letter is kept.

    \b
    Example:
      assistant review choose 17 2 valuation-days
    """
    _changed(number, who, settings, lambda desk, me: desk.choose(number, me, question - 1, rule))


@click.command()
@number_argument
@click.argument("file", type=click.File("r", encoding="utf-8"), required=False)
@who_option
@settings_option
def edit(number: int, file: IO[str] | None, who: str | None, settings: Path | None) -> None:
    """Edit the letter in $EDITOR, or take it from FILE (- for a pipe). It is checked and saved.

    \b
    Examples:
      assistant review edit 17
      assistant review edit 17 letter.txt
    """
    from assistant.errors import Conflict

    me = name(who)
    with at_desk(settings) as desk:
        opened = desk.open(number, me)
        if opened.letter is None:
            raise click.ClickException(_no_letter(number))
        text = file.read() if file is not None else _edited(opened.letter.text)
        if text is None or text.strip() == opened.letter.text.strip():
            click.echo("Nothing was changed.")
            return
        try:
            saved = desk.save(number, me, opened.version, text)
        except Conflict as told:
            kept = Path(f"letter-{number}.txt")
            kept.write_text(text, encoding="utf-8")
            raise click.ClickException(
                f"{told} Yours is kept in {kept}; theirs:\n\n{paper.tame(told.text)}\n"
                f"To save yours all the same: assistant review edit {number} {kept}"
            ) from told
        finally:
            desk.leave(number, me)
    _report(saved.letter)


@click.command()
@number_argument
@json_option
@who_option
@settings_option
def check(number: int, as_json: bool, who: str | None, settings: Path | None) -> None:
    """Say what stops the letter, and what would mend it. Ends with 1 if it is not ready.

    \b
    Example:
      assistant review check 17
    """
    me = name(who)
    with at_desk(settings) as desk:
        letter = desk.open(number, me).letter
        desk.leave(number, me)
    if letter is None:
        raise click.ClickException(_no_letter(number))
    if as_json:
        for line in letter.checks:
            paper.as_json(line)
    else:
        _report(letter)
    sys.exit(0 if letter.ready else 1)


def _changed(
    number: int, who: str | None, settings: Path | None, change: Callable[[Desk, str], Letter]
) -> None:
    """Change a letter, save it, and say how it stands."""
    me = name(who)
    with at_desk(settings) as desk:
        version = desk.open(number, me).version
        change(desk, me)
        saved = desk.save(number, me, version)
        desk.leave(number, me)
    _report(saved.letter)


def _report(letter: Letter | None) -> None:
    """How the letter stands now."""
    from assistant.cli.review.shown import checks

    if letter is not None:
        checks(letter)


def _words(text: str | None) -> str:
    if text is not None and text != "-":
        return text
    if text is None and sys.stdin.isatty():
        return _edited("") or ""
    return sys.stdin.read()


def _edited(text: str) -> str | None:
    edited: str | None = click.edit(text, extension=".txt", require_save=False)
    return edited


def _no_letter(number: int) -> str:
    return f"Message {number} has no letter to change. See why with: assistant review show {number}"
