"""Mail on disk to messages, one at a time: an mbox (RFC 4155), a Maildir, a folder of .eml files, or one of them.

Nothing is written, and no more than one message is held in memory. A message that cannot be read comes as its trouble.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.errors import OperatorError

LONGEST = 10_000_000                # bytes of a message that are read; the rest is passed over
# RFC 4155, appendix A: a line "From ", an address and a date with its year. Others begin so in a letter's own text.
_FROM = re.compile(rb"From [^\n]{1,300}\b\d{4}\s*$")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message where it lies. `raw` is None where it could not be read, and `trouble` says why.

    `arrived` is when a server took it in, where one tells.
    """

    place: str
    raw: bytes | None
    trouble: str = ""
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """The messages of a place, and how many they are."""

    total: int
    letters: Iterator[Letter]


def archive(path: Path, limit: int | None = None) -> Archive:
    """What lies at a path; of more than `limit` messages the last ones. OperatorError where there is no mail."""
    last = -limit if limit else None
    try:
        if path.is_dir():
            files = _maildir(path) if (path / "cur").is_dir() or (path / "new").is_dir() else _folder(path)
            files = files[last:]
            return Archive(len(files), (_file(file, path) for file in files))
        with path.open("rb") as beginning:
            mbox = beginning.read(5) == b"From "
        if not mbox:
            return Archive(1, iter((_file(path, path.parent),)))
        places = _places(path)[last:]
        return Archive(len(places), _mbox(path, places))
    except FileNotFoundError as error:
        raise OperatorError(
            f"There is no mail at {path}. Name an mbox, a Maildir, a folder of .eml files, one .eml file, or a mailbox "
            "of assistant.toml, such as imap:support/INBOX."
        ) from error
    except OSError as error:
        raise OperatorError(f"{path} cannot be read: {error.strerror}.") from error


def _maildir(path: Path) -> list[Path]:
    """The messages of a Maildir, the newest last: their names begin with the second of their delivery."""
    files = [file for part in ("cur", "new") if (path / part).is_dir() for file in (path / part).iterdir()]
    return sorted((file for file in files if not file.name.startswith(".")), key=_delivered)


def _delivered(file: Path) -> tuple[int, str]:
    second = re.match(r"\d{1,18}", file.name)
    return int(second[0]) if second else 0, file.name


def _folder(path: Path) -> list[Path]:
    files = [
        Path(folder, name) for folder, _, names in os.walk(path) for name in names if name.lower().endswith(".eml")
    ]
    if not files:
        raise OperatorError(f"There is no .eml file in {path}, and it is no Maildir (which holds cur and new).")
    return sorted(files)


def _file(file: Path, base: Path) -> Letter:
    place = file.relative_to(base).as_posix()
    try:
        with file.open("rb") as opened:
            return Letter(place, opened.read(LONGEST))
    except OSError as error:
        return Letter(place, None, error.strerror or "it cannot be read")


def _places(path: Path) -> list[tuple[int, int, int]]:
    """Of each message in an mbox: where its header begins and where it ends, in bytes, and the line it stands on."""
    found: list[tuple[int, int, int]] = []
    begun: tuple[int, int] | None = None
    offset, number, blank, whole = 0, 1, True, True
    with path.open("rb") as opened:
        while line := opened.readline(1_000_000):
            if whole and blank and _FROM.match(line):
                if begun is not None:
                    found.append((begun[0], offset, begun[1]))
                begun = offset + len(line), number
            offset += len(line)
            whole = line.endswith(b"\n")
            number += whole
            blank = whole and not line.strip()
    if begun is not None:
        found.append((begun[0], offset, begun[1]))
    return found


def _mbox(path: Path, places: list[tuple[int, int, int]]) -> Iterator[Letter]:
    """The messages of an mbox, each named by its line: "june.mbox:120"."""
    with path.open("rb") as opened:
        for start, end, line in places:
            opened.seek(start)
            raw = opened.read(min(end - start, LONGEST))
            yield Letter(f"{path.name}:{line}", _STUFFED.sub(rb"\1", raw))
