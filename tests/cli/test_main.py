"""`assistant` itself: help, version, wrong usage, and what it does not load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import __version__
from assistant.cli.main import COMMANDS
from tests.cli import program

HEAVY = ["numpy", "onnxruntime", "textblob", "sqlalchemy", "pydantic", "rich", "jinja2", "imapclient"]


def test_help_names_every_command_and_where_to_begin(tmp_path: Path) -> None:
    """Each command has its line, and the two to begin with stand above them."""
    told = program.run("--help", cwd=tmp_path, cold=True)
    assert (told.status, told.err) == (0, "")
    assert "assistant demo " in told.out
    assert "assistant init " in told.out
    for name, (_, _, text) in COMMANDS.items():
        assert f"  {name} " in told.out
        assert text in told.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path: Path, name: str) -> None:
    """--help of each shows a command to copy, and changes nothing."""
    told = program.run(name, "--help", cwd=tmp_path)
    assert (told.status, told.err) == (0, "")
    assert f"\n    assistant {name}" in told.out or f"| assistant {name}" in told.out
    assert list(tmp_path.iterdir()) == []


def test_help_loads_no_big_library() -> None:
    """--help is quick because it imports nothing that only the commands need."""
    script = f"""
import sys
sys.argv = ["assistant", "--help"]
from assistant.cli.main import main
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
print("loaded:", *sorted(set(sys.modules) & set({HEAVY!r})))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=program.ROOT, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_the_version_is_told(tmp_path: Path) -> None:
    """--version names the program and its version."""
    assert program.run("--version", cwd=tmp_path).out == f"assistant, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        ([], "Usage: assistant"),
        (["--frob"], "No such option"),
        (["explain"], "Which message?"),
        (["explain", "nowhere.eml"], "nowhere.eml"),
        (["draft"], "Missing argument 'FILE'"),
        (["run", "--frob"], "No such option"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    """What is wrong stands on standard error, nothing on standard output."""
    told = program.run(*arguments, cwd=tmp_path)
    assert (told.status, told.out) == (2, "")
    assert said in told.err


def test_an_error_that_is_known_is_one_line_with_its_status(tmp_path: Path) -> None:
    """Here: no settings. Standard error says what to do; the status is 1."""
    told = program.run("run", "--once", cwd=tmp_path, cold=True)
    assert (told.status, told.out) == (1, "")
    assert len(told.err.splitlines()) == 1
    assert "assistant init" in told.err


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path, rules: Path) -> None:
    """As in `assistant explain ... | head -1`: nothing is said about it."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        program.command("explain", "--jsonl", "--rules", rules), cwd=tmp_path, env=program.environment(),
        input=b'{"id": 1, "text": "Hi"}\n', stdout=write, stderr=subprocess.PIPE, timeout=program.HANG, check=False,
    )  # fmt: skip
    os.close(write)
    assert done.stderr == b""
