"""`assistant rules test`: the `tests:` of every answer, run like the tests of a program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.cli.rules import files
from assistant.cli.rules.bar import bar


@click.command(short_help="Run the tests of the answers.")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("-k", "keyword", default="", metavar="WORDS", help="Only where the answer's name or the test has WORDS.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every test.")
def test(file: Path | None, keyword: str, as_json: bool) -> None:
    """Match the phrasings under `tests` of every answer, and say which do not come out as they should.

    FILE is the rules file, or its folder; without it, ./rules.yaml. Ends with 0 when all is as expected, and with 1
    when something is not, or when there is nothing to test.

    \b
    Examples:
      assistant rules test
      assistant rules test shop/rules.yaml -k opening
      assistant rules test --json
    """
    from assistant.authoring import trials
    from assistant.authoring.trying import tests, untested
    from assistant.authoring.trying import trials as tried

    path = files.source(file)
    loaded = files.load(path)
    passages = tests(loaded, keyword)
    if keyword and not passages:
        raise click.UsageError(f'No test has "{keyword}" in the name of its answer or in its words.')
    found, reader = [], "minilm"
    if passages and loaded.rulebook is not None:
        ready = files.index(loaded.rulebook)
        reader = ready.meaning.name
        with bar("Testing", len(passages)) as done:
            found = list(tried(passages, ready, done=done))
    bare = () if keyword else untested(loaded)
    click.echo(trials.as_json(found, bare) if as_json else trials.people(found, bare, reader=reader))
    sys.exit(0 if found and all(trial.ok for trial in found) else 1)
