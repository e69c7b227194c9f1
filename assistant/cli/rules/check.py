"""`assistant rules check`: every fault of rules files, for people, for programs, or in lines for editors and CI."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.rules import files

if TYPE_CHECKING:                                   # slow to import
    from assistant.authoring.check import Checked


@click.command(short_help="Find every fault of a rules file.")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE]...")
@click.option("--strict", is_flag=True, help="Warnings count as faults.")
@click.option(
    "--format", "form", type=click.Choice(["people", "short"]), default="people", show_default=True,
    help="short: one line a fault (path:line:column: severity: text), as editors and CI read it.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a SOURCE, with every fault.")
def check(sources: tuple[Path, ...], strict: bool, form: str, as_json: bool) -> None:
    """Find every fault of a rules file, with its line and what to do about it.

    SOURCE is a rules file, or its folder; without it, ./rules.yaml. Templates in the folder `templates` beside
    it are checked as well. Where nothing is wrong, phrasings are matched, and what finds another answer is told.
    Ends with 0 when there are no faults, with 1 when there are.

    \b
    Examples:
      assistant rules check
      assistant rules check shop/rules.yaml --strict
      assistant rules check --format short
    """
    from assistant.authoring import report

    bad = False
    for source in sources or (None,):
        checked = _checked(files.source(source))
        if as_json:
            click.echo(report.as_json(checked, strict=strict))
        elif form == "people":
            click.echo(report.people(checked))
        elif checked.faults:
            click.echo(report.short(checked))
        bad = bad or bool(checked.errors or (strict and checked.warnings))
    sys.exit(1 if bad else 0)


def _checked(path: Path) -> Checked:
    from datetime import date

    from assistant import ruleset
    from assistant.authoring.check import check as find
    from assistant.cli.waiting import tried

    read = ruleset.read(path)
    own = ruleset.template_files(path.parent / "templates")
    templates = {name: text for name, text in read.templates.items() if name in own}
    return find(
        read.text, path=str(path), today=date.today(), templates=templates, base=path.parent, files=read.files,
        ready=files.index, tried=tried,
    )
