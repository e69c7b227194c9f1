"""The columns of the files that lookups read: the first line of a CSV file, for checking what words say of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.lookups import csvfile
from assistant.lookups.source import Unusable
from assistant.rules.fault import meant
from assistant.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a lookup's file, or why they are not known."""

    names: tuple[str, ...] = ()
    trouble: str | None = None


def columns(rulebook: Rulebook, base: Path) -> dict[str, Columns]:
    """What is known of each lookup's file, by the lookup's name. Paths are seen from `base`."""
    return {
        name: _columns(base / lookup.csv) for name, lookup in rulebook.lookups.items() if lookup.csv is not None
    }


def _columns(path: Path) -> Columns:
    try:
        names = csvfile.columns(path)
    except Unusable as fault:
        if not path.exists():
            return Columns(trouble=f"there is no file {path}{_meant(path)}")
        return Columns(trouble=f"{path} cannot be read: {fault}")
    if not any(names):
        return Columns(trouble=f"{path} has no first line with the names of its columns")
    return Columns(names)


def _meant(path: Path) -> str:
    """The file beside it whose name is nearest."""
    return meant(path.name, (each.name for each in path.parent.glob("*.*"))) if path.parent.is_dir() else ""
