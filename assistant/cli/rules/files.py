"""Which rules file is meant, what it says, and that made ready for matching."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:                                   # slow to import
    from assistant.planning.matching import Index
    from assistant.rules import Loaded, Rulebook

RULES = "rules.yaml"


def source(named: Path | None) -> Path:
    """The rules file that is meant: a file, or the one in a folder, or ./rules.yaml. UsageError where there is none."""
    path = Path(RULES) if named is None else named / RULES if named.is_dir() else named
    if path.is_file():
        return path
    if named is None:
        raise click.UsageError(f"There is no {RULES} here. Name one after the command, or run: assistant init")
    raise click.UsageError(f"There is no rules file at {path}.")


def load(path: Path) -> Loaded:
    """A rules file, read. RulesError with every fault where it cannot be used."""
    from assistant import rules, ruleset
    from assistant.errors import RulesError

    text, files = ruleset.read_rules(path)
    found = rules.load(text, path=str(path), files=files)
    if found.rulebook is None:
        raise RulesError("\n".join(str(fault) for fault in found.errors))
    return found


def index(rulebook: Rulebook) -> Index:
    """The phrasings of a rulebook, made ready for matching; long work is told of on a terminal."""
    from assistant import meaning, preparing
    from assistant.cli.waiting import told

    return preparing.index(rulebook, meaning.load(), told)
