"""The text of rules.yaml to a Rulebook, with every fault of the file in one go. Text in, value out; no I/O.

Left to authoring/check.py, which knows more: Jinja's own syntax, the day, other files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assistant.rules.fault import Fault
from assistant.rules.rulebook import Rulebook

if TYPE_CHECKING:                                   # the YAML reader and pydantic are slow to import
    from assistant.rules.passages import Passage


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rules file as read. `rulebook` is None where a fault is an error; warnings leave it standing.

    `faults` are in the file's order. `passages` are the author's texts with their places, for further checks.
    """

    rulebook: Rulebook | None
    faults: tuple[Fault, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults with which the file cannot be used."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def load(text: str, *, path: str = "rules.yaml") -> Loaded:
    """Read a rules file. `path` is only named in the faults. Never raises."""
    from assistant.rules import crossing
    from assistant.rules.building import build
    from assistant.rules.passages import passages
    from assistant.rules.shape import made, shape
    from assistant.rules.source import read

    source = read(text)
    faults = []
    for trouble in source.troubles:
        line, column = source.place(trouble.index)
        rule = _rule_at(source.values, source, line)
        severity = "warning" if trouble.warning else "error"
        faults.append(Fault(path, line, column, rule, trouble.code, trouble.text, severity))  # type: ignore[arg-type]
    if source.root is None:
        if not faults or all(fault.severity == "warning" for fault in faults):
            faults.append(Fault(
                path, 1, 1, None, "empty-file",
                'the file is empty; begin with "version: 1", "business: {name: ...}" and "answers:"',
            ))
        return Loaded(None, _sorted(faults))
    found = tuple(passages(source))
    file, shape_faults = shape(source, path)
    faults += shape_faults
    faults += crossing.faults(source, found, lambda where, code, says, **rest: made(
        source, path, where, code, says, **rest
    ))
    ok = file is not None and all(fault.severity == "warning" for fault in faults)
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    rulebook = build(file, source, digest) if ok and file is not None else None
    return Loaded(rulebook, _sorted(faults), found)


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.line, fault.column)))


def _rule_at(values: Any, source: Any, line: int) -> str | None:
    """The name of the answer in which a line lies, None outside of them."""
    answers = values.get("answers") if isinstance(values, dict) else None
    if not isinstance(answers, list):
        return None
    found = None
    for index, answer in enumerate(answers):
        if source.at(("answers", index))[0] > line:
            return found
        name = answer.get("name") if isinstance(answer, dict) else None
        found = name if isinstance(name, str) and name.strip() else None
    after = [source.at((key,), key=True)[0] for key in values]
    start = source.at(("answers",), key=True)[0]
    return None if any(start < other <= line for other in after) else found
