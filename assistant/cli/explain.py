"""`assistant explain`: why a message gets the draft it gets, for people, as JSON, or line by line for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any

import click

from assistant.cli.lines import answer_lines, write
from assistant.cli.rows import row
from assistant.cli.session import open_session
from assistant.model import Message
from assistant.parsing import parse, parse_html, parse_text


@click.command()
@click.argument("files", nargs=-1, type=click.File("rb"), metavar="FILE...")
@click.option("--rules", type=click.Path(path_type=Path, dir_okay=False), help="Rules to use instead of ./rules.yaml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "text" | "html" | "eml"} a line, write one object a line.')
def explain(files: tuple[IO[bytes], ...], rules: Path | None, as_json: bool, jsonl: bool) -> None:
    """Say what was read in each message, what becomes of it, and why.

    FILE is a message as mail programs save it (.eml); - is standard input. Nothing is changed anywhere.

    \b
    Examples:
      assistant explain question.eml
      assistant explain --json question.eml | jq .questions
      echo '{"id": 1, "text": "When do you open?"}' | assistant explain --jsonl
    """
    if jsonl:
        if files:
            raise click.UsageError("--jsonl reads its messages from standard input, so it takes no FILE.")
        session = open_session(rules)
        answer_lines(lambda wanted, identity: row(session.outcome(_message(wanted)), identity))
        return
    if not files:
        raise click.UsageError("Which message? Name a file, or - for standard input, or use --jsonl.")
    session = open_session(rules)
    for file in files:
        outcome = session.outcome(parse(file.read()))
        if as_json:
            write(row(outcome, file.name))
        else:
            from assistant.cli.telling import tell

            click.echo(tell(outcome, file.name, color=sys.stdout.isatty()))


def _message(wanted: Any) -> Message:
    """The message that one line asks about."""
    if not isinstance(wanted, dict):
        raise ValueError("a line is a JSON object")
    kinds = [kind for kind in ("text", "html", "eml") if kind in wanted]
    if len(kinds) != 1 or not isinstance(wanted[kinds[0]], str):
        raise ValueError('a line holds exactly one of "text", "html" and "eml", each a string')
    value: str = wanted[kinds[0]]
    if kinds[0] == "eml":
        return parse(Path(value).read_bytes())
    value = value.encode("utf-8", "replace").decode()  # lone surrogates cannot be written out again
    return parse_text(value) if kinds[0] == "text" else parse_html(value)
