"""A folder of files that can be made again: named bytes, read back only where they are whole and ours.

Whatever is wrong with a file or with the folder, a caller never hears of it: there is then nothing kept. A file is
readable by its owner alone, appears whole or not at all, and goes when there are too many or too much.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"email-reply-assistant kept 1\n"
_DIGEST = 16                        # bytes of BLAKE2 over all that follows it
_LENGTH = 8                         # bytes of the header's length
MOST_FILES = 32
MOST_BYTES = 256_000_000            # in all: 5,000 answers of ten phrasings are 170 MB, 50 are 2 MB
_ABANDONED = 3600.0                 # seconds after which a file that was never finished is removed

Parts = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Cache:
    """Files in `folder`, each under a name of letters and digits, made by some `maker` (whose change makes it void)."""

    folder: Path

    def read(self, name: str, maker: str) -> Parts | None:
        """What was written under this name by this maker, or None."""
        path = self._path(name)
        found = _read(path, maker)
        if found is not None:
            with contextlib.suppress(OSError):
                os.utime(path)                      # the one used last is the last to go
        return found

    def others(self, maker: str) -> Iterator[Parts]:
        """All that this maker wrote, the last first."""
        for path in _by_age(self.folder):
            found = _read(path, maker)
            if found is not None:
                yield found

    def write(self, name: str, maker: str, parts: Mapping[str, bytes]) -> None:
        """Keep these bytes under this name; what is too much in all goes, the oldest first."""
        header = json.dumps({"maker": maker, "parts": {part: len(value) for part, value in parts.items()}}).encode()
        chunks = [len(header).to_bytes(_LENGTH, "big"), header, *parts.values()]
        if sum(map(len, chunks)) > MOST_BYTES:
            return
        digest = hashlib.blake2b(digest_size=_DIGEST)
        for chunk in chunks:
            digest.update(chunk)
        # A full disk, a disk that may not be written, no home: then nothing is kept.
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, unfinished = tempfile.mkstemp(suffix=".part", dir=self.folder)  # of mode 0600
            try:
                with os.fdopen(number, "wb") as file:
                    file.writelines([_MAGIC, digest.digest(), *chunks])
                Path(unfinished).replace(self._path(name))
            except BaseException:
                Path(unfinished).unlink(missing_ok=True)
                raise
            _tidy(self.folder)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.kept"


def _by_age(folder: Path) -> list[Path]:
    """The kept files, the youngest first."""
    aged = []
    with contextlib.suppress(OSError):
        for path in folder.glob("*.kept"):
            with contextlib.suppress(OSError):
                aged.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(aged, reverse=True)]


def _read(path: Path, maker: str) -> Parts | None:
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            # Another's file, or one that others may write, is none of ours.
            if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & 0o022):
                return None
            content = file.read(MOST_BYTES + 1_000)
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    body = memoryview(content)[start:]
    if content[: len(_MAGIC)] != _MAGIC:
        return None
    if hashlib.blake2b(body, digest_size=_DIGEST).digest() != content[len(_MAGIC) : start]:
        return None
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    header = json.loads(bytes(body[_LENGTH:end]))   # whole, as the digest says
    if header["maker"] != maker:
        return None
    parts = {}
    for name, size in header["parts"].items():
        parts[name] = bytes(body[end : end + size])
        end += size
    return parts


def _tidy(folder: Path) -> None:
    total = 0
    for count, path in enumerate(_by_age(folder), 1):
        total += path.stat().st_size
        if count > MOST_FILES or total > MOST_BYTES:
            path.unlink(missing_ok=True)
    for path in folder.glob("*.part"):
        if path.stat().st_mtime < time.time() - _ABANDONED:
            path.unlink(missing_ok=True)
