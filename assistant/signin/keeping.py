"""Where tokens are kept: a file that only its owner can read, or the keyring. One at a time may change them."""

from __future__ import annotations

import os
import shlex
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import ConfigError
from assistant.signin import ring
from assistant.signin.oauth import Tokens, kept

SERVICE = "email-reply-assistant"                   # under which the keyring keeps them
_LOCKS: dict[str, threading.Lock] = {}
_LOCKS_LOCK = threading.Lock()


class Keeping:
    """The tokens of one account, in `place`: a path, or "keyring"."""

    def __init__(self, account: str, place: str) -> None:
        self._account = account
        self._path = None if place == "keyring" else Path(place)

    def read(self) -> Tokens | None:
        """What is kept; None where nothing is, or nothing that can be used. Raises ConfigError."""
        return self._from_ring() if self._path is None else self._from_file(self._path)

    def write(self, tokens: Tokens) -> None:
        """Keep these, whole or not at all. Raises ConfigError."""
        if self._path is None:
            try:
                ring.put(SERVICE, self._account, tokens.as_json())
            except ring.NoRing as fault:
                raise self._fault(fault.why, fault.remedy) from None
            return
        try:
            _replace(self._path, tokens.as_json())
        except OSError as fault:
            raise self._fault(
                f"{self._path} cannot be written: {fault.strerror}",
                "See that the user who runs the assistant may write there, or name another file as tokens.",
            ) from fault

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While this lasts, no other thread changes them; with a file, no other process of this machine either."""
        with _LOCKS_LOCK:
            lock = _LOCKS.setdefault(str(self._path or self._account), threading.Lock())
        with lock:
            if self._path is None:
                yield
                return
            with _locked(self._path):
                yield

    def _from_ring(self) -> Tokens | None:
        try:
            found = ring.get(SERVICE, self._account)
        except ring.NoRing as fault:
            raise self._fault(fault.why, fault.remedy) from None
        return None if found is None else kept(found)

    def _from_file(self, path: Path) -> Tokens | None:
        try:
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                    raise self._fault(
                        f"others than its owner may use the file {path}", f"Run: chmod 600 {shlex.quote(str(path))}"
                    )
                found = file.read()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise self._fault(f"{path} cannot be read: {fault.strerror}", "Check tokens in assistant.toml.") from fault
        return kept(found.decode("utf-8", "replace"))

    def _fault(self, why: str, remedy: str) -> ConfigError:
        return ConfigError(f"No sign-in for account.{self._account}: {why}. No message was touched. {remedy}")


def _replace(path: Path, text: str) -> None:
    """The file appears whole, readable by its owner alone. mkstemp makes it so from the first byte."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """A lock that the kernel lets go of when we die. Where none can be had, threads alone are kept apart."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.fdopen(os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError:
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
