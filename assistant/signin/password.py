"""Where a password is, to the password: the environment, a command that prints it, a file, or the keyring.

It is fetched anew at each sign-in, kept nowhere, and shown in no log, no error and no repr.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from assistant.errors import ConfigError
from assistant.signin import ring

COMMAND_SECONDS = 30.0
_MOST_BYTES = 64 * 1024                             # of a file: what is longer is no password
_MOST_SAID = 300                                    # characters of a command's own error that are passed on


class Source(Protocol):
    """Says where the password of an account is; config.Account does. Exactly one of the four is given."""

    @property
    def name(self) -> str:
        """The account's."""
        ...

    @property
    def user(self) -> str:
        """The name to sign in with."""
        ...

    @property
    def password_env(self) -> str | None:
        """The name of an environment variable."""
        ...

    @property
    def password_command(self) -> tuple[str, ...] | None:
        """A command and its arguments."""
        ...

    @property
    def password_file(self) -> Path | None:
        """The path of a file."""
        ...

    @property
    def password_keyring(self) -> str | None:
        """The service under which the keyring keeps the user's password."""
        ...


def secret(source: Source, environ: Mapping[str, str]) -> Callable[[], str]:
    """A function that fetches the password. It raises ConfigError where there is none; `secret` itself never does."""
    return _Secret(source, environ)


class _Secret:
    """Called, it gives the password; shown, it does not."""

    __slots__ = ("_environ", "_source")

    def __init__(self, source: Source, environ: Mapping[str, str]) -> None:
        self._source = source
        self._environ = environ

    def __repr__(self) -> str:
        return f"<the password of account.{self._source.name}>"

    def __call__(self) -> str:
        source = self._source
        try:
            if source.password_env is not None:
                return _from_environment(source.password_env, self._environ)
            if source.password_command is not None:
                return _from_command(source.password_command)
            if source.password_file is not None:
                return _from_file(source.password_file, self._environ.get("CREDENTIALS_DIRECTORY"))
            if source.password_keyring is not None:
                return _from_keyring(source.password_keyring, source.user)
            raise _NoPassword(
                "the settings do not say where it is",
                "Set password_env, password_command, password_file or password_keyring in assistant.toml.",
            )
        except _NoPassword as fault:
            # `from None`: nothing of what was read is carried along.
            raise ConfigError(
                f"No password for account.{source.name}: {fault.why}. No message was touched. {fault.remedy}"
            ) from None


class _NoPassword(Exception):
    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    found = environ.get(name, "")
    if not found:
        state = "is empty" if name in environ else "is not set"
        raise _NoPassword(f"the environment variable {name} {state}", "Set it where the assistant is started.")
    return found


def _from_command(command: tuple[str, ...]) -> str:
    program = command[0]                            # all that is named: arguments may hold something secret
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _NoPassword(
            f"the command {program} gave no answer in {COMMAND_SECONDS:g} seconds",
            "It has no terminal to ask at: let it answer by itself, or unlock its store first.",
        ) from None
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "it cannot be started"
        raise _NoPassword(f"the command {program} could not be run: {why}", "Check password_command.") from None
    printed = _first_line(done.stdout, f"what the command {program} printed", "Let it print UTF-8.")
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        if printed:
            said = said.replace(printed, "***")
        said = " ".join(said.split())[:_MOST_SAID].rstrip(".")
        raise _NoPassword(
            f"the command {program} failed (status {done.returncode}){f', saying: {said}' if said else ''}",
            "Try it by hand, as the user who runs the assistant.",
        )
    if not printed:
        raise _NoPassword(f"the command {program} printed nothing", "It must print the password as its first line.")
    return printed


def _from_file(path: Path, handed_over: str | None) -> str:
    """The first line. `handed_over` is the folder in which systemd keeps a service's secrets.

    Nobody else may enter that folder; the files in it may bear the bits of a group, for their readers are named in
    an access control list.
    """
    shown = shlex.quote(str(path))
    guarded = handed_over is not None and path.parent == Path(handed_over)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())        # of what was opened, not of what may lie there by now
            if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO) and not guarded:
                raise _NoPassword(f"others than its owner may use the file {path}", f"Run: chmod 600 {shown}")
            found = file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise _NoPassword(f"the file {path} is not there", f"Make it with: (umask 077; cat > {shown})") from None
    except OSError as fault:
        raise _NoPassword(f"the file {path} cannot be read: {fault.strerror}", "Check password_file.") from None
    password = _first_line(found, f"the file {path}", "Save it as UTF-8.")
    if not password:
        raise _NoPassword(f"the file {path} has nothing in its first line", "Write the password there.")
    return password


def _from_keyring(service: str, user: str) -> str:
    try:
        found = ring.get(service, user)
    except ring.NoRing as fault:
        raise _NoPassword(fault.why, fault.remedy) from None
    if not found:
        raise _NoPassword(
            f"the keyring has none for {user} under {service}",
            f"Put it there, as the user who runs the assistant, with: keyring set {shlex.quote(service)} "
            f"{shlex.quote(user)}",
        )
    return found


def _first_line(found: bytes, what: str, remedy: str) -> str:
    try:
        return found.decode("utf-8-sig").split("\n", maxsplit=1)[0].rstrip("\r")
    except UnicodeDecodeError:
        raise _NoPassword(f"{what} is not UTF-8", remedy) from None
