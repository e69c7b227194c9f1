"""A rules file and the files it includes as one: their values joined, and for each value the file it stands in.

Names under facts, terms, texts, lookups and goodwill are given once in all files; lists are joined in the order of
the files. business, conduct and version are the first file's alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from assistant.rules.decoding import Unread
from assistant.rules.fault import Fault, meant
from assistant.rules.grammar import File
from assistant.rules.keys import keys
from assistant.rules.source import Path, Source, read

_NAMED = ("facts", "terms", "texts", "lookups", "goodwill")
_FIRST_ALONE = ("business", "conduct")
_JOINED = (*_NAMED, "answers", "closings", "complaint", "senders", "in")


@dataclass(frozen=True, slots=True)
class Piece:
    """One of the files: the path that faults name it by, and what it says."""

    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class Whole:
    """All files of a rulebook, the first of them first. Places are asked for by the path in the joined values."""

    pieces: tuple[Piece, ...]
    values: Any
    homes: Mapping[Path, tuple[int, Path]] = field(repr=False)   # joined path -> the piece, and the path in it
    faults: tuple[Fault, ...] = ()                  # of the joining itself

    @property
    def lost(self) -> frozenset[str]:
        """The sections that could not be read."""
        return frozenset().union(*(piece.source.lost for piece in self.pieces))

    def home(self, where: Path) -> tuple[Piece, Path]:
        """The file that the value at a path stands in, and its path there."""
        for length in range(len(where), 0, -1):
            found = self.homes.get(where[:length])
            if found is not None:
                number, inner = found
                return self.pieces[number], (*inner, *where[length:])
        return self.pieces[0], where

    def path(self, where: Path) -> str:
        """The path of the file that the value at `where` stands in."""
        return self.home(where)[0].path

    def at(self, where: Path, *, key: bool = False, offset: int | None = None) -> tuple[int, int]:
        """Line and column, in its own file, of the value at a path, of its key, or of a character of its text."""
        piece, inner = self.home(where)
        return piece.source.at(inner, key=key, offset=offset)

    def plain(self, where: Path) -> bool:
        """Whether the text at a path stands without quotes."""
        piece, inner = self.home(where)
        return piece.source.plain(inner)

    def after(self, where: Path) -> str:
        """What stands behind the value at a path, to the end of its line."""
        piece, inner = self.home(where)
        return piece.source.after(inner)


def whole(text: str | Unread, path: str, files: Mapping[str, str | Unread]) -> Whole:
    """A rules file and what it includes. `files` are the texts of other files by the names they are included by."""
    return _Joiner(path, files).join(text)


class _Joiner:
    """Reads the files one after the other; lives for one call of `whole`."""

    def __init__(self, path: str, files: Mapping[str, str | Unread]) -> None:
        self.path = path
        self.files = files
        self.pieces: list[Piece] = []
        self.homes: dict[Path, tuple[int, Path]] = {}
        self.faults: list[Fault] = []
        self.began: dict[str, tuple[str, int]] = {}

    def join(self, text: str | Unread) -> Whole:
        """The first file and, where it is one, all that it includes."""
        first = Piece(self.path, read("" if isinstance(text, Unread) else text))
        self.pieces.append(first)
        if isinstance(text, Unread):
            self._fault(0, (), "unreadable-file", text.text)
        values = first.source.values
        if isinstance(values, dict) and "include" in values:
            values = dict(values)
            self._include(0, ())
            for number in range(1, len(self.pieces)):
                self._add(values, number)
        return Whole(tuple(self.pieces), values, self.homes, tuple(self.faults))

    def _include(self, number: int, above: tuple[str, ...]) -> None:
        """Read what a file includes, and what that includes in turn."""
        given = self.pieces[number].source.values
        names = given.get("include") if isinstance(given, dict) else None
        for index, each in enumerate([names] if isinstance(names, str) else names if isinstance(names, list) else ()):
            where: Path = ("include",) if isinstance(names, str) else ("include", index)
            name = each.strip() if isinstance(each, str) else ""
            if not name:
                continue                            # told by its shape, where it is the first file's
            said = self._refused(name, above)
            if said is not None:
                self._fault(number, where, *said)
                continue
            self.began[name] = (self.pieces[number].path, self.pieces[number].source.at(where)[0])
            text = self.files[name]
            assert isinstance(text, str), "what cannot be read was refused"
            piece = Piece(str(PurePosixPath(self.path).parent / name), read(text))
            self.pieces.append(piece)
            self._include(len(self.pieces) - 1, (*above, name))

    def _refused(self, name: str, above: tuple[str, ...]) -> tuple[str, str] | None:
        """Why a file is not included: a code, and what is wrong."""
        if refused := outside(name):
            return "include-outside", f'"{name}" {refused}'
        if name in above or name == PurePosixPath(self.path).name:
            return "include-cycle", f'"{name}" includes itself, by way of this file; delete one of the two'
        if name in self.began:
            path, line = self.began[name]
            return "include-twice", f'"{name}" is included twice (first in {path}, line {line}); keep one'
        text = self.files.get(name)
        if text is None:
            more = meant(name, self.files) or "; make it, or delete its name here"
            return "no-included-file", f'there is no file "{name}" beside {PurePosixPath(self.path).name}{more}'
        return ("unreadable-file", f'"{name}": {text.text}') if isinstance(text, Unread) else None

    def _add(self, values: dict[str, Any], number: int) -> None:
        """Join the values of one more file to those before."""
        source = self.pieces[number].source
        if source.root is None and not source.troubles:
            self._fault(number, (), "empty-file", "the file is empty; write answers: in it, or do not include it")
        if source.values is None:
            return
        if not isinstance(source.values, dict):
            self._fault(
                number, (), "wrong-type", 'the file should begin with keys such as "answers:" or "facts:"; if these '
                'are answers, write "answers:" above them',
            )
            return
        for key, value in source.values.items():
            if key in ("version", "include"):
                continue
            if key in _FIRST_ALONE:
                home = PurePosixPath(self.path).name
                self._fault(number, (key,), "not-in-included", f'"{key}" belongs in {home}; move it there', key=True)
            elif key not in _JOINED:
                allowed = [each for each in keys(File) if each in _JOINED]
                text = f'unknown key "{key}"{meant(key, allowed) or "; the keys here are " + ", ".join(allowed)}'
                self._fault(number, (key,), "unknown-key", text, key=True)
            elif value is not None:
                self._put(values, (key,), (key,), value, number)

    def _put(self, into: dict[str, Any], where: Path, inner: Path, value: Any, number: int) -> None:
        """Put a value where it belongs in the joined values."""
        key = where[-1]
        assert isinstance(key, str), "only mappings are put into"
        if into.get(key) is None:
            into[key] = value
            self.homes[where] = (number, inner)
            return
        there = into[key]
        if isinstance(there, dict) and isinstance(value, dict) and _is_section(where):
            into[key] = there = dict(there)
            for name, each in value.items():
                self._put(there, (*where, name), (*inner, name), each, number)
        elif _is_list(where) and not isinstance(there, dict) and not isinstance(value, dict):
            items = [there] if isinstance(there, str) else list(there)
            into[key] = items
            for index, each in enumerate([value] if isinstance(value, str) else value):
                self.homes[(*where, len(items))] = (number, inner if isinstance(value, str) else (*inner, index))
                items.append(each)
        else:
            home, there_at = self._home(where)
            first = f"{self.pieces[home].path}, line {self.pieces[home].source.at(there_at, key=True)[0]}"
            self._fault(number, inner, "duplicate-key", f'"{key}" stands twice (first in {first}); keep one', key=True)

    def _home(self, where: Path) -> tuple[int, Path]:
        for length in range(len(where), 0, -1):
            if where[:length] in self.homes:
                number, inner = self.homes[where[:length]]
                return number, (*inner, *where[length:])
        return 0, where

    def _fault(self, number: int, where: Path, code: str, text: str, *, key: bool = False) -> None:
        piece = self.pieces[number]
        line, column = piece.source.at(where, key=key)
        self.faults.append(Fault(piece.path, line, column, None, code, text))


def outside(name: str) -> str | None:
    """Why a name is none of a file in the folder of the rules, as a predicate; None where it is one."""
    path = PurePosixPath(name)
    if "\\" in name or path.is_absolute() or name.startswith("~") or ":" in name:
        return "should be seen from the folder of the rules file, such as answers/shipping.yaml"
    if ".." in path.parts:
        return 'leads out of the folder of the rules file; move the file into it, and write its path without ".."'
    return None


def _is_section(where: Path) -> bool:
    """Whether two mappings at a path are joined key by key."""
    if where[0] == "in":
        return len(where) < 3 or (len(where) == 3 and where[2] in (*_NAMED, "complaint"))
    return len(where) == 1


def _is_list(where: Path) -> bool:
    """Whether two lists at a path are joined."""
    inner = where[2:] if where[0] == "in" else where
    return inner in (("answers",), ("closings",)) or (len(inner) == 2 and inner[0] in ("complaint", "senders"))
