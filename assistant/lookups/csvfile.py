"""A CSV file as rows found by a key (RFC 4180, and what spreadsheets really write).

The separator is told by the header line: comma, semicolon or tab. Values are stripped. Whatever would make a row's
values stand under the wrong columns is refused: a wrong fact in a reply is worse than none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.lookups.source import Several, Unusable

if TYPE_CHECKING:
    from _csv import Reader

_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or `row` None and why it cannot be used. `line` is where it ends in the file, from 1."""

    line: int
    row: Mapping[str, str] | None


def row(path: Path, column: str, key: str) -> Mapping[str, str] | None:
    """The row whose `column` is `key`, None where there is none. Raises Unusable or Several."""
    found = rows(path, column, key)
    if len(found) > 1:
        raise Several(f", in lines {' and '.join(str(each.line) for each in found[:5])}")
    if found and found[0].row is None:
        raise Unusable(f"line {found[0].line} has more values than there are columns")
    return found[0].row if found else None


def rows(path: Path, column: str, key: str) -> tuple[Row, ...]:
    """The rows whose `column` is `key`, in the file's order, whatever the case. Raises Unusable.

    The file is read again when its time or size changes.
    """
    try:
        status = path.stat()
    except FileNotFoundError as fault:
        raise Unusable("it is not there") from fault
    except OSError as fault:
        raise Unusable(f"it cannot be read: {fault.strerror}") from fault
    return _index(path, column, status.st_mtime_ns, status.st_size).get(key.strip().casefold(), ())


def columns(path: Path) -> tuple[str, ...]:
    """The names in the header line; none where there is no such line. Raises Unusable."""
    try:
        for values in (list(map(str.strip, record)) for record in _reader(path)):
            if any(values):
                return tuple(_filled(values))
    except csv.Error as fault:
        raise Unusable(f"it is no CSV ({fault})") from fault
    return ()


@lru_cache(maxsize=16)
def _index(path: Path, column: str, _changed: int, _size: int) -> Mapping[str, tuple[Row, ...]]:
    """Every row by its key, folded. The last two arguments are there to tell a changed file."""
    reader = _reader(path)
    index: dict[str, list[Row]] = {}
    header: list[str] | None = None
    try:
        for values in (list(map(str.strip, record)) for record in reader):
            if not any(values):
                continue
            if header is None:
                header = _header(values, column)
                continue
            place = header.index(column)
            if len(values) <= place or not values[place]:
                continue                            # a row without a key is found by nobody
            fits = len(values) <= len(header) or not any(values[len(header) :])
            filled = values + [""] * (len(header) - len(values))
            row = MappingProxyType(dict(zip(header, filled, strict=False))) if fits else None
            index.setdefault(values[place].casefold(), []).append(Row(reader.line_num, row))
    except csv.Error as fault:
        raise Unusable(f"line {reader.line_num} is no CSV ({fault})") from fault
    if header is None:
        raise Unusable("it is empty")
    return MappingProxyType({key: tuple(found) for key, found in index.items()})


def _header(values: list[str], column: str) -> list[str]:
    values = _filled(values)
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise Unusable(f'it has two columns "{twice}"')
    if column not in values:
        raise Unusable(f'it has no column "{column}"; its columns are {", ".join(values)}')
    return values


def _filled(values: list[str]) -> list[str]:
    """Without the empty columns that spreadsheets leave at the end."""
    return values[: max((place + 1 for place, value in enumerate(values) if value), default=0)]


def _reader(path: Path) -> Reader:
    """The records of a file, whose header line tells the separator. Raises Unusable."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise Unusable(f"it cannot be read: {fault.strerror}") from fault
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unusable('it is a spreadsheet, not CSV; open it there and save it as "CSV UTF-8"')
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unusable('it is not UTF-8; save it as "CSV UTF-8"') from fault
    lines = io.StringIO(text, newline="")           # not splitlines: it parts at characters that a value may hold
    first = next((line for line in lines if line.strip()), "")
    lines.seek(0)
    separator = max(_SEPARATORS, key=first.count)   # of equals the first: a comma
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
