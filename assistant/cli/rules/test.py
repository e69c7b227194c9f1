"""`assistant rules test`: the `tests:` of every answer, run like the tests of a program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.rules import files
from assistant.cli.rules.bar import bar

if TYPE_CHECKING:                                   # slow to import
    from assistant.authoring.trying import Trial


@click.command(short_help="Run the tests of the answers.")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("-k", "keyword", default="", metavar="WORDS", help="Only where the answer's name or the test has WORDS.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a FILE, with every test.")
def test(sources: tuple[Path, ...], keyword: str, as_json: bool) -> None:
    """Match the phrasings under `tests` of every answer, and say which do not come out as they should.

    FILE is a rules file, or its folder; without it, ./rules.yaml. Ends with 0 when all is as expected, and with 1
    when something is not, or when there is nothing to test.

    \b
    Examples:
      assistant rules test
      assistant rules test shop/rules.yaml -k opening
      assistant rules test --json
    """
    from assistant.authoring import trials

    runs = [_run(files.source(source), keyword) for source in sources or (None,)]
    if keyword and not any(found for found, _, _ in runs):
        raise click.UsageError(f'No test has "{keyword}" in the name of its answer or in its words.')
    for found, bare, reader in runs:
        if found or not keyword:
            click.echo(trials.as_json(found, bare) if as_json else trials.people(found, bare, reader=reader))
    good = all(trial.ok for found, _, _ in runs for trial in found) and (bool(keyword) or all(run[0] for run in runs))
    sys.exit(0 if good else 1)


def _run(path: Path, keyword: str) -> tuple[list[Trial], tuple[str, ...], str]:
    """The tests of one file, the answers without any, and the name of the reader of meaning."""
    from assistant.authoring.trying import tests, trials, untested

    loaded = files.load(path)
    passages = tests(loaded, keyword)
    bare = () if keyword else untested(loaded)
    if not passages or loaded.rulebook is None:
        return [], bare, "minilm"
    ready = files.index(loaded.rulebook)
    with bar("Testing", len(passages)) as done:
        return list(trials(passages, ready, done=done)), bare, ready.meaning.name
