"""`assistant rules match`: which answers fit a question, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.lines import answer_lines
from assistant.cli.rules.files import index, load
from assistant.cli.rules.files import source as meant

if TYPE_CHECKING:                                   # slow to import
    from assistant.model import Match
    from assistant.planning.matching import Index


@click.command(short_help="Say which answers fit a question, and why.")
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


def _index(source: Path | None) -> Index:
    """The rules made ready for matching: those named, else ./rules.yaml, else the example. RulesError for faults."""
    from assistant import ruleset

    rulebook = load(ruleset.default_rules() if source is None else meant(source)).rulebook
    if rulebook is None:
        raise ValueError("rules that load have a rulebook")
    return index(rulebook)


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


def _match_lines(ready: Index) -> None:
    """One question in, its answers out, a line each."""
    from assistant.planning.matching import rank

    def answer(wanted: dict[str, Any], identity: object) -> dict[str, Any]:
        text = wanted.get("text")
        if not isinstance(text, str) or not text.strip():
            raise ValueError('a line holds "text", a string that is not empty')
        # Lone surrogates cannot be written out again.
        found = rank(text.encode("utf-8", "replace").decode(), ready)
        ranked = [{"answer": each.answer, "score": round(each.score, 6)} for each in found.ranked]
        return {"id": identity, "ranked": ranked, "accepted": found.accepted}

    answer_lines(answer)

