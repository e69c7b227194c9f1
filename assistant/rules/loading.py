"""The text of rules.yaml to a Rulebook, with every fault of the file in one go. Text in, value out; no I/O.

Left to authoring/check.py, which knows more: Jinja's own syntax, the day, other files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from assistant.rules.fault import Fault, Severity
from assistant.rules.rulebook import Rulebook

if TYPE_CHECKING:                                   # the YAML reader and pydantic are slow to import
    from assistant.rules.decoding import Unread
    from assistant.rules.passages import Passage
    from assistant.rules.source import Source
    from assistant.rules.whole import Whole


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rules file as read. `rulebook` is None where a fault is an error; warnings leave it standing.

    `faults` are in the order of the files. `passages` are the author's texts with their places, for further checks.
    """

    rulebook: Rulebook | None
    faults: tuple[Fault, ...] = ()
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    source: Whole | None = field(default=None, repr=False, compare=False)     # None where nothing could be read

    def at(self, *path: str | int, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path, or of its key; of what is nearest where it is not there."""
        return (1, 1) if self.source is None else self.source.at(path, key=key)

    def place(self, *path: str | int, key: bool = False) -> tuple[str, int, int]:
        """The file, the line and the column of the value at a path, as `at` gives them."""
        return ("", 1, 1) if self.source is None else (self.source.path(path), *self.at(*path, key=key))

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file that was read, by the path that faults name it by."""
        return {} if self.source is None else {piece.path: piece.source.text for piece in self.source.pieces}

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults with which the file cannot be used."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def load(text: str | Unread, *, path: str = "rules.yaml", files: Mapping[str, str | Unread] | None = None) -> Loaded:
    """Read a rules file. `path` is only named in the faults. Never raises.

    `text` is what `decode` made of it. `files` are the texts of the files that it includes, by the names by which it
    does.
    """
    from assistant.rules import crossing
    from assistant.rules.building import build
    from assistant.rules.passages import passages
    from assistant.rules.pitfalls import pitfalls
    from assistant.rules.shape import made, shape
    from assistant.rules.whole import whole

    source = whole(text, path, files or {})
    faults = [*source.faults]
    for piece in source.pieces:
        faults += _troubles(piece.source, piece.path)
    if source.pieces[0].source.root is None:
        if all(fault.severity == "warning" for fault in faults):
            faults.append(Fault(
                path, 1, 1, None, "empty-file",
                'the file is empty; begin with "version: 1", "business: {name: ...}" and "answers:"',
            ))
        return Loaded(None, _sorted(faults, source))
    found = tuple(passages(source))
    file, shape_faults = shape(source)
    faults += shape_faults
    make = partial(made, source)
    faults += crossing.faults(source, found, make)
    faults += pitfalls(source, found, make)
    ok = file is not None and all(fault.severity == "warning" for fault in faults)
    rulebook = build(file, source, digest(text, files or {})) if ok and file is not None else None
    return Loaded(rulebook, _sorted(faults, source), found, source)


def digest(text: str | Unread, files: Mapping[str, str | Unread]) -> str:
    """sha256 of a rules file and of the files it may include, hex."""
    made = sha256(str(text).encode("utf-8", "surrogatepass"))
    for name, each in sorted(files.items()):
        made.update(f"\0{name}\0{each}".encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def included(text: str | Unread) -> tuple[str, ...]:
    """The names under `include:` of a rules file, read without reading the rest of it."""
    from assistant.rules.source import read

    begin = re.search(r"^\ufeff?include[ \t]*:", text, re.MULTILINE) if isinstance(text, str) else None
    if begin is None:
        return ()
    rest = begin.string[begin.start() :].removeprefix("\ufeff")
    end = re.compile(r"^(?=[^\s#-])", re.MULTILINE).search(rest, 1)
    values = read(rest[: end.start()] if end else rest).values
    names = values.get("include") if isinstance(values, dict) else None
    given = [names] if isinstance(names, str) else names if isinstance(names, list) else []
    return tuple(name.strip() for name in given if isinstance(name, str) and name.strip())


def _troubles(source: Source, path: str) -> Iterator[Fault]:
    """What is wrong with one file as YAML."""
    rules = _Lines(source)
    for trouble in source.troubles:
        line, column = source.place(trouble.index)
        severity: Severity = "warning" if trouble.warning else "error"
        yield Fault(path, line, column, trouble.rule or rules.rule(line), trouble.code, trouble.text, severity)


def _sorted(faults: list[Fault], source: Whole) -> tuple[Fault, ...]:
    """Each fault once, in the order of the files and of their lines."""
    order = {piece.path: number for number, piece in reversed([*enumerate(source.pieces)])}
    return tuple(sorted(dict.fromkeys(faults), key=lambda each: (order.get(each.path, 0), each.line, each.column)))


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
