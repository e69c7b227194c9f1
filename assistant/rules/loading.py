"""The text of rules.yaml to a Rulebook, with every fault of the file in one go. Text in, value out; no I/O.

Left to authoring/check.py, which knows more: Jinja's own syntax, the day, other files.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from assistant.rules.fault import Fault, Severity
from assistant.rules.rulebook import Rulebook

if TYPE_CHECKING:                                   # the YAML reader and pydantic are slow to import
    from assistant.rules.passages import Passage
    from assistant.rules.source import Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rules file as read. `rulebook` is None where a fault is an error; warnings leave it standing.

    `faults` are in the file's order. `passages` are the author's texts with their places, for further checks.
    """

    rulebook: Rulebook | None
    faults: tuple[Fault, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    source: Source | None = field(default=None, repr=False, compare=False)     # None where nothing could be read

    def at(self, *path: str | int, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path, or of its key; of what is nearest where it is not there."""
        return (1, 1) if self.source is None else self.source.at(path, key=key)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults with which the file cannot be used."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def load(text: str, *, path: str = "rules.yaml") -> Loaded:
    """Read a rules file. `path` is only named in the faults. Never raises."""
    from assistant.rules import crossing
    from assistant.rules.building import build
    from assistant.rules.passages import passages
    from assistant.rules.pitfalls import pitfalls
    from assistant.rules.shape import made, shape
    from assistant.rules.source import read

    source = read(text)
    rules = _Lines(source)
    faults = []
    for trouble in source.troubles:
        line, column = source.place(trouble.index)
        severity: Severity = "warning" if trouble.warning else "error"
        rule = trouble.rule or rules.rule(line)
        faults.append(Fault(path, line, column, rule, trouble.code, trouble.text, severity))
    if source.root is None:
        if all(fault.severity == "warning" for fault in faults):
            faults.append(Fault(
                path, 1, 1, None, "empty-file",
                'the file is empty; begin with "version: 1", "business: {name: ...}" and "answers:"',
            ))
        return Loaded(None, _sorted(faults))
    found = tuple(passages(source))
    file, shape_faults = shape(source, path)
    faults += shape_faults
    make = partial(made, source, path)
    faults += crossing.faults(source, found, make)
    faults += pitfalls(source, found, make)
    ok = file is not None and all(fault.severity == "warning" for fault in faults)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    rulebook = build(file, source, digest) if ok and file is not None else None
    return Loaded(rulebook, _sorted(faults), found, source)


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column)))


class _Lines:
    """Which answer each line of a file lies in."""

    def __init__(self, source: Source) -> None:
        values = source.values
        answers = values.get("answers") if isinstance(values, dict) else None
        self.begins: list[int] = []
        self.names: list[str | None] = []
        if not isinstance(answers, list):
            return
        for index, answer in enumerate(answers):
            name = answer.get("name") if isinstance(answer, dict) else None
            self.begins.append(source.at(("answers", index))[0])
            self.names.append(name.strip() if isinstance(name, str) and name.strip() else None)
        start = source.at(("answers",), key=True)[0]
        after = [line for key in values if (line := source.at((key,), key=True)[0]) > start]
        self.begins.append(min(after, default=len(source.starts) + 1))
        self.names.append(None)

    def rule(self, line: int) -> str | None:
        """The name of the answer that a line lies in, None outside of them."""
        found = bisect_right(self.begins, line) - 1
        return self.names[found] if found >= 0 else None
