"""All that can be said of a rules file before it meets a message: its faults, Jinja's, and what is unwise in it.

The day, the templates and the matcher come as arguments; of the disk, only the first lines of the lookups' files are
read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant import rules
from assistant.authoring import contests, reach, references, wisdom
from assistant.authoring.columns import columns
from assistant.planning.matching import Index
from assistant.rules import Fault, Loaded, Rulebook, Unread


@dataclass(frozen=True, slots=True)
class Checked:
    """A rules file and every fault of it, in the file's order; those of templates come last.

    `sources` holds the text of each file that was looked at, by the path that the faults name.
    """

    path: str
    loaded: Loaded
    faults: tuple[Fault, ...]
    sources: Mapping[str, str] = field(repr=False)

    @property
    def errors(self) -> int:
        """How many faults keep the file from being used as it stands."""
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """How many faults are merely unwise."""
        return len(self.faults) - self.errors


def check(
    text: str | Unread, *, path: str = "rules.yaml", today: date,
    templates: Mapping[str, str] | None = None, base: Path | None = None,
    files: Mapping[str, str | Unread] | None = None, ready: Callable[[Rulebook], Index] | None = None,
    tried: Callable[[int, int], None] = lambda _done, _all: None,
) -> Checked:
    """Every fault and warning of a rules file. Never raises.

    `files` are the texts of the files that it includes, by the names by which it does.
    `templates` are sources by file name. `base` is the folder that the paths of lookups are seen from; without it
    their files are not looked at. `ready` makes the matcher of a rulebook; without it no phrasing is matched.
    `tried` hears how many tests were matched, of how many.
    """
    loaded = rules.load(text, path=path, files=files)
    found = [*loaded.faults]
    if loaded.source is not None:
        known = columns(loaded.rulebook, base) if loaded.rulebook is not None and base is not None else {}
        found += references.faults(loaded, today, known)
        found += reach.faults(loaded, today, templates)
        found += wisdom.faults(loaded)
        if ready is not None and loaded.rulebook is not None:
            found += contests.faults(loaded, ready(loaded.rulebook), tried)
    sources = {path: "", **loaded.texts}
    order = {name: number for number, name in enumerate(sources)}
    found.sort(key=lambda fault: (order.get(fault.path, 0), fault.line, fault.column))
    for name, source in sorted((templates or {}).items()):
        found += references.template_faults(f"templates/{name}", source, templates or {})
        found += references.untranslated(name, templates or {})
        sources[f"templates/{name}"] = source
    return Checked(path, loaded, tuple(dict.fromkeys(found)), sources)
