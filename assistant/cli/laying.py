"""Lay the settings and the example business down in a folder: all of it, or nothing, and over nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import config
from assistant.errors import OperatorError

_LAID = ("rules.yaml", "templates", "data")


@dataclass(frozen=True, slots=True)
class Answers:
    """What `init` was told. `secret` is a line for `password_file` to hold, None to leave the file to its owner."""

    name: str
    host: str
    user: str
    addresses: Sequence[str]
    kind: str                                       # the key that says where the password is
    where: str | Mapping[str, str]                  # and its value; for "oauth" the keys of its table
    port: int | None = None
    security: str | None = None
    secret: str | None = None


def in_the_way(folder: Path) -> list[str]:
    """What stands where something would be laid."""
    return [name for name in (config.NAME, *_LAID) if os.path.lexists(folder / name)]


def settings(answers: Answers) -> str:
    """The example settings with the answers filled in. Not checked."""
    top, mark, account = config.example().partition("[account.support]")
    keys: dict[str, object] = {"host": answers.host, "user": answers.user, "addresses": list(answers.addresses)}
    keys |= {key: value for key in ("port", "security") if (value := getattr(answers, key)) is not None}
    account = re.sub(r"^password_env", "# password_env", account, flags=re.MULTILINE)
    return top + mark.replace("support", answers.name) + _filled(account, keys | {answers.kind: answers.where})


def lay(folder: Path, text: str, answers: Answers) -> list[Path]:
    """Write the settings `text` and copy the example business. Returns the files made.

    Raises OperatorError if that fails; what was made by then is removed again.
    """
    example = config.example_folder()
    made: list[Path] = []
    try:
        _make_folder(folder, made)
        for name in _LAID:
            _copy(example / name, folder / name, made)
        if isinstance(answers.where, str) and answers.kind == "password_file" and answers.secret is not None:
            path = folder / Path(answers.where).expanduser()
            _write(path, f"{answers.secret}\n".encode(), made, mode=0o600)
        _write(folder / config.NAME, text.encode(), made)
    except OSError as fault:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        place = fault.filename or folder
        raise OperatorError(
            f"Could not set up {folder}: {place}: {fault.strerror}. Nothing was left behind. "
            "Choose a folder in which you may write, and move away what stands there."
        ) from fault
    return [path for path in made if path.is_file()]


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)    # texts, numbers and lists are written the same in TOML


def _filled(text: str, keys: Mapping[str, object]) -> str:
    for key, value in keys.items():
        line = f"{key} = {_toml(value)}"
        found = re.search(rf"^(# )?{key} = .*$", text, flags=re.MULTILINE)
        if found is not None:
            text = text[: found.start()] + line + text[found.end() :]
    return text


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    if not source.is_dir():
        _write(target, source.read_bytes(), made)
        return
    _make_folder(target, made)
    for each in sorted(source.iterdir()):
        if not each.name.startswith((".", "_")):
            _copy(each, target / each.name, made)


def _make_folder(path: Path, made: list[Path]) -> None:
    if not path.is_dir():
        path.mkdir()
        made.append(path)


def _write(path: Path, content: bytes, made: list[Path], *, mode: int = 0o644) -> None:
    # Exclusive: what stands there by now is not written over.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        made.append(path)
        file.write(content)
