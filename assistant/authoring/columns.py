"""The columns of the files that lookups read: the first line of a CSV file, for checking what words say of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

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
        with path.open(encoding="utf-8-sig", newline="") as lines:
            names = next(csv.reader(lines), [])
    except FileNotFoundError:
        return Columns(trouble=f"there is no file {path}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return Columns(trouble=f"{path} cannot be read ({error})")
    if not any(name.strip() for name in names):
        return Columns(trouble=f"{path} has no first line with the names of its columns")
    return Columns(tuple(name.strip() for name in names))
