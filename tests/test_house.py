"""The stairs and the doors of the house, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent / "assistant"

# From the top down. Rooms on one level do not import each other.
STAIRS = [
    {"cli"},
    {"web"},
    {"polling", "authoring", "reviewing"},
    {"in_force"},
    {"ruleset", "opening"},
    {"preparing"},
    {"mailbox", "signin", "sending", "lookups", "store", "config", "cache"},
    {"tls"},
    {"pipeline"},
    {"drafting"},
    {"planning"},
    {"understanding"},
    {"parsing", "rules"},
    {"meaning"},
    {"model"},
    {"errors"},
]
LEVEL = {room: level for level, rooms in enumerate(STAIRS) for room in rooms}

# Each outside library comes in by named doors: a room, or one module of a room.
DOORS = {
    "imapclient": ["mailbox/"],
    "textblob": ["understanding/tone.py"],
    "onnxruntime": ["meaning/"],
    "numpy": ["meaning/"],
    "ruamel": ["rules/"],
    "click": ["cli/"],
    "rich": ["cli/"],
    "jinja2": ["drafting/sandbox.py", "drafting/render.py", "drafting/page.py", "authoring/", "web/"],
    "pydantic": ["rules/", "config/"],
    "sqlalchemy": ["store/", "lookups/"],
    "alembic": ["store/"],
    "selectolax": ["parsing/"],
    "nupunkt": ["understanding/"],
    "py3langid": ["understanding/"],
    "re2": ["rules/", "planning/"],
    "pymap": ["cli/demo.py", "cli/embedded.py"],
    "platformdirs": ["config/reading.py"],
    "keyring": ["signin/ring.py"],
    "prometheus_client": ["polling/metrics.py"],
    "starlette": ["web/"],
    "uvicorn": ["web/"],
    "nh3": ["web/"],
    "argon2": ["web/"],
}

CORE = {"meaning", "parsing", "understanding", "rules", "planning", "drafting", "pipeline", "model", "errors"}
IMPURE = {"logging", "random", "socket", "time", "subprocess", "secrets", "uuid", "requests", "urllib.request"}


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """Each (path under assistant/, absolute module imported)."""
    return tuple(_imports())


def _imports() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        here = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((here, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{here}: imports are absolute here"
                module = node.module or ""
                yield here, module
                if module == "assistant":
                    yield from ((here, f"assistant.{alias.name}") for alias in node.names)


def room(path: str) -> str:
    """The room that a path under assistant/ lies in."""
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def test_stairs_go_down_only() -> None:
    """No room imports one above it or beside it."""
    wrong = []
    for here, module in imports():
        if not module.startswith("assistant."):
            continue
        mine, theirs = room(here), module.split(".")[1]
        if mine in LEVEL and theirs in LEVEL and mine != theirs and LEVEL[theirs] <= LEVEL[mine]:
            wrong.append(f"{here} imports {module}")
    assert not wrong


def test_every_room_is_on_the_stairs() -> None:
    """A new room is added to the stairs before it is used."""
    rooms = {room(path.relative_to(ROOT).as_posix()) for path in ROOT.rglob("*.py")} - {"__init__", "__main__"}
    assert rooms <= set(LEVEL)


def test_libraries_come_in_by_their_doors() -> None:
    """Each outside library is imported in the rooms named for it and nowhere else."""
    wrong = []
    for here, module in imports():
        doors = DOORS.get(module.split(".")[0])
        if doors is not None and not any(here.startswith(door) for door in doors):
            wrong.append(f"{here} imports {module}")
    assert not wrong


def test_the_core_knows_no_clock_no_chance_no_network() -> None:
    """The pure rooms import nothing that logs, waits, connects or rolls dice."""
    assert not [f"{here} imports {module}" for here, module in imports() if room(here) in CORE and module in IMPURE]
