"""What the pages of the rules work with: the rules of the settings, made ready, and what other rules would change."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request

from assistant import preparing, ruleset
from assistant.authoring.check import Checked
from assistant.authoring.check import check as checked
from assistant.pipeline import Prepared
from assistant.reviewing.effect import Effects
from assistant.reviewing.proposing import Proposing
from assistant.reviewing.rulefiles import RuleFile, RuleFiles
from assistant.ruleset import Ruleset
from assistant.web.office import Office

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Line:
    """A fault with the line that it stands in, and the caret's place under it."""

    line: int
    file: str
    text: str
    error: bool
    code: str
    caret: str


class Bench:
    """One for the whole page; keeps the rules that are in force made ready."""

    def __init__(self, office: Office) -> None:
        self.office = office
        access = office.store.access
        self.proposing = Proposing(office.config, access, lambda: office.meaning, clock=office.now)
        self.effects = Effects(access, lambda: office.meaning, clock=office.now)
        self.paths = self.proposing.paths()
        self._ready: dict[Path, tuple[ruleset.Stamp, Prepared]] = {}

    def files(self, book: int) -> RuleFiles:
        """The rules of this number among those of the settings."""
        if not 0 <= book < len(self.paths):
            raise HTTPException(404, "There are no such rules.")
        return self.proposing.files(self.paths[book])

    def prepared(self, files: RuleFiles) -> Prepared:
        """The rules as they stand on disk, made ready. RulesError where they have faults."""
        stamp = ruleset.stamp(files.path, files.templates)
        known = self._ready.get(files.path)
        if known is None or known[0] != stamp:
            known = stamp, ruleset.prepare(files.read(), self.office.meaning)[1]
            self._ready[files.path] = known
        return known[1]

    def checked(self, tried: Ruleset, today: date, *, deep: bool) -> Checked:
        """Every fault of rules, as `assistant rules check` finds them; `deep` matches phrasings as well."""
        return checked(
            tried.text, path=str(tried.path), today=today, templates=tried.templates, base=tried.base,
            files=tried.files, ready=(lambda book: preparing.index(book, self.office.meaning)) if deep else None,
        )  # fmt: skip


def bench(request: Request) -> Bench:
    """The page's bench, made when it is first wanted."""
    state = request.app.state
    with _LOCK:
        if not hasattr(state, "bench"):
            state.bench = Bench(state.office)
        found: Bench = state.bench
    return found


def book_of(value: str | None) -> int:
    """The number of the rules that an address or a form asks for."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 4 else 0


def faults(found: Checked, file: RuleFile) -> tuple[Line, ...]:
    """The faults of a check, those of the file first, each with its line."""
    made = []
    for fault in found.faults:
        text = found.sources.get(fault.path, "")
        lines = text.splitlines()
        shown = lines[fault.line - 1] if fault.line <= len(lines) else ""
        start = max(0, min(fault.column - 1, len(shown)) - 60)
        piece = shown[start : start + 120]
        here = fault.path == str(file.path)
        name = "" if here else Path(fault.path).name
        caret = piece + "\n" + " " * (fault.column - 1 - start) + "^" if piece.strip() else ""
        made.append(Line(fault.line, name, fault.message, fault.severity == "error", fault.code, caret))
    return tuple(sorted(made, key=lambda each: (bool(each.file), not each.error)))
