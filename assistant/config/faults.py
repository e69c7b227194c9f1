"""The problems found in the settings, each a line that says where it is, what it is, and what was expected."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from typing import Any

from assistant.config.tables import Account, Config, Limits, OAuth, Smtp


class Faults:
    """The problems found, each a line that names the place, the key, the fault and what was expected."""

    def __init__(self, text: str, name: str) -> None:
        self._found: list[tuple[int, str]] = []
        self._name = name
        self._lines: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                table = tuple(part.strip(" \"'") for part in header[1].split("."))
                self._lines.setdefault(table, number)
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
                self._lines.setdefault((*table, key[1]), number)

    def add(self, place: tuple[str, ...], said: str) -> None:
        """A problem at a key or a table; the nearest line that is known is named."""
        known = (self._lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in self._lines)
        line = next(known, 0)
        at = f"{self._name}:{line}" if line else self._name
        self._found.append((line, f"{at}: {'.'.join(place)}: {said}" if place else f"{at}: {said}"))

    def told(self) -> str:
        """All of them, in the file's order, a line each; empty if there are none."""
        return "\n".join(said for _, said in sorted(self._found, key=lambda found: found[0]))

    def add_shape(self, fault: Any) -> None:
        """A problem that pydantic found."""
        place = tuple(str(part) for part in fault["loc"] if not isinstance(part, int))
        table, key = ("account", place[2]) if place[0] == "account" and len(place) > 2 else ("", place[0])
        if place[0] == "limits" and len(place) > 1:
            table, key = "limits", place[1]
        if table == "account" and key in ("oauth", "smtp") and len(place) > 3:
            table, key = key, place[3]
        fields = {
            "": Config.model_fields, "limits": Limits.model_fields, "account": Account.model_fields,
            "oauth": OAuth.model_fields, "smtp": Smtp.model_fields,
        }[table]  # fmt: skip
        field = fields.get(key)
        whole = field is None or field.description is None or (place[0] == "account" and len(place) == 2)
        expected = "expected a table of keys and values" if whole or field is None else f"expected {field.description}"
        depth = {"account": 3, "oauth": 4, "smtp": 4}.get(table, 2)
        if fault["type"] == "missing" and table in ("account", "oauth", "smtp"):
            self.add(place[: depth - 1], f"{key} is missing; {expected}")
        else:
            self.add(place[:depth], f"{quoted(fault['input'])} will not do; {expected}{_nearest_choice(fault)}")


def quoted(value: object) -> str:
    """The value as TOML would have it, cut short."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _nearest_choice(fault: Any) -> str:
    if fault["type"] != "literal_error" or not isinstance(fault["input"], str):
        return ""
    return nearest(fault["input"], re.findall(r"'([^']+)'", fault["ctx"]["expected"]))


def nearest(word: str, known: Iterable[str]) -> str:
    """What may have been meant, in brackets; empty where nothing is near."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""
