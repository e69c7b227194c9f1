"""`assistant rules`: the rule author's bench. check, match, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.lines import answer_lines

if TYPE_CHECKING:                                   # slow to import; each command fetches what it needs
    from assistant.model import Match
    from assistant.planning.matching import Index

RULES = "rules.yaml"


@click.group()
def rules() -> None:
    """The rule author's bench: find faults, try questions, help an editor.

    \b
    Examples:
      assistant rules check
      assistant rules match "When do you close on Saturdays?"
    """


@rules.command(short_help="Find every fault of a rules file.")
@click.argument("source", required=False, type=click.Path(path_type=Path), metavar="[SOURCE]")
@click.option("--strict", is_flag=True, help="Warnings count as faults.")
@click.option(
    "--format", "form", type=click.Choice(["people", "line"]), default="people", show_default=True,
    help="line: one fault a line, as editors and CI read it.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every fault.")
def check(source: Path | None, strict: bool, form: str, as_json: bool) -> None:
    """Find every fault of a rules file, with its line and what to do about it.

    SOURCE is the rules file, or its folder; without it, ./rules.yaml. Templates in the folder `templates` beside
    it are checked as well. Ends with 0 when there are no faults, with 1 when there are.

    \b
    Examples:
      assistant rules check
      assistant rules check shop/rules.yaml --strict
      assistant rules check --format line
    """
    from datetime import date

    from assistant import ruleset
    from assistant.authoring import report
    from assistant.authoring.check import check as find

    path = _source(source)
    read = ruleset.read(path)
    own = ruleset.template_files(path.parent / "templates")
    templates = {name: text for name, text in read.templates.items() if name in own}
    checked = find(
        read.text, path=str(path), today=date.today(), templates=templates, base=path.parent, files=read.files
    )
    if as_json:
        click.echo(report.as_json(checked, strict=strict))
    elif form == "people":
        click.echo(report.people(checked))
    elif checked.faults:
        click.echo(report.lines(checked))
    sys.exit(1 if checked.errors or (strict and checked.warnings) else 0)


@rules.command(short_help="Say which answers fit a question, and why.")
@click.argument("text", required=False)
@click.option("--rules", "source", type=click.Path(path_type=Path), help="Rules to use instead of ./rules.yaml.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--jsonl", is_flag=True, help='Read {"id", "text"} a line, write {"id", "ranked", "accepted"} a line.')
def match(text: str | None, source: Path | None, as_json: bool, jsonl: bool) -> None:
    """Say which answers fit a question, best first, and which one would be used.

    TEXT is taken as one question. A higher score fits better; scores compare from question to question.

    \b
    Examples:
      assistant rules match "When do you close on Saturdays?"
      assistant rules match --json "Do you ship to Norway?" --rules shop/rules.yaml
      echo '{"id": 1, "text": "are you open today"}' | assistant rules match --jsonl
    """
    if jsonl == (text is not None):
        raise click.UsageError('Give either a TEXT, in quotes: assistant rules match "When are you open?", or --jsonl.')
    if text is not None and not text.strip():
        raise click.UsageError("The TEXT is empty; write a question.")
    if jsonl:
        _match_lines(_index(source))
        return
    from assistant.planning.matching import rank

    found = rank(str(text), _index(source))
    if as_json:
        click.echo(json.dumps(_row(found), ensure_ascii=False))
    else:
        _show(found)


@rules.command(short_help="Print the JSON schema, for editors.")
def schema() -> None:
    """Print the JSON schema of rules.yaml, so that an editor completes and checks it.

    \b
    Example:
      assistant rules schema > rules.schema.json
    """
    from assistant.rules import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))


def _source(source: Path | None) -> Path:
    """The rules file that is meant. UsageError where there is none."""
    path = Path(RULES) if source is None else source / RULES if source.is_dir() else source
    if path.is_file():
        return path
    if source is None:
        raise click.UsageError(f"There is no {RULES} here. Name one after the command, or run: assistant init")
    raise click.UsageError(f"There is no rules file at {path}.")


def _index(source: Path | None) -> Index:
    """The rules made ready for matching: those named, else ./rules.yaml, else the example. RulesError for faults."""
    from assistant import meaning, preparing, ruleset
    from assistant.cli.waiting import told
    from assistant.errors import RulesError
    from assistant.rules import load

    path = ruleset.default_rules() if source is None else _source(source)
    text, files = ruleset.read_rules(path)
    loaded = load(text, path=str(path), files=files)
    if loaded.rulebook is None:
        raise RulesError("\n".join(str(fault) for fault in loaded.errors))
    return preparing.index(loaded.rulebook, meaning.load(), told)


def _row(found: Match) -> dict[str, object]:
    return {
        "text": found.question.text,
        "ranked": [{"answer": each.answer, "score": each.score, "why": each.why} for each in found.ranked],
        "accepted": found.accepted,
        "reason": {"code": found.reason.code, "text": found.reason.text},
    }


def _show(found: Match) -> None:
    """The candidates as a table, and the decision with its reason."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if found.ranked:
        table = Table(box=None, pad_edge=False)
        table.add_column("answer", no_wrap=True)
        table.add_column("score", justify="right")
        table.add_column("why", overflow="fold")
        for each in found.ranked:
            sign = "→ " if each.answer == found.accepted else "  "
            table.add_row(Text(sign + each.answer), f"{each.score:.2f}", Text(each.why))
        console.print(table)
    decided = f"Used: {found.accepted}." if found.accepted else "None is used: the question is left for a person."
    console.print(f"{decided} {found.reason.text}", markup=False, highlight=False, soft_wrap=True)


def _match_lines(index: Index) -> None:
    """One question in, its answers out, a line each."""
    from assistant.planning.matching import rank

    def answer(wanted: dict[str, Any], identity: object) -> dict[str, Any]:
        text = wanted.get("text")
        if not isinstance(text, str) or not text.strip():
            raise ValueError('a line holds "text", a string that is not empty')
        # Lone surrogates cannot be written out again.
        found = rank(text.encode("utf-8", "replace").decode(), index)
        ranked = [{"answer": each.answer, "score": round(each.score, 6)} for each in found.ranked]
        return {"id": identity, "ranked": ranked, "accepted": found.accepted}

    answer_lines(answer)

