"""Tokens in a file and in a keyring."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import ConfigError
from assistant.signin.keeping import Keeping
from assistant.signin.oauth import Tokens

ONE, TWO = Tokens("one", "r1", 1.0), Tokens("two", "r2", None)


def test_a_file_is_its_owners_alone(keeping: Keeping, tmp_path: Path) -> None:
    """So is the folder that is made for it; nothing else is left there but the lock."""
    assert keeping.read() is None
    with keeping.alone():
        keeping.write(ONE)
        keeping.write(TWO)
    assert keeping.read() == TWO
    folder = tmp_path / "tokens"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "support.json": 0o600, "support.json.lock": 0o600,
    }  # fmt: skip


def test_a_file_that_others_may_read_is_refused(keeping: Keeping, tmp_path: Path) -> None:
    """The command that closes it is given."""
    keeping.write(ONE)
    (tmp_path / "tokens" / "support.json").chmod(0o640)
    with pytest.raises(ConfigError, match="Run: chmod 600"):
        keeping.read()


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """A folder to read, and below a file to write."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        Keeping("support", str(tmp_path)).read()
    with pytest.raises(ConfigError, match="cannot be written"):
        Keeping("support", str(tmp_path / "file" / "x.json")).write(ONE)


def test_another_process_waits_for_its_turn(keeping: Keeping, tmp_path: Path) -> None:
    """The kernel keeps two programs apart, and lets go of one that dies."""
    path = tmp_path / "tokens" / "support.json"
    keeping.write(ONE)
    script = (
        "import os, sys; from assistant.signin.keeping import Keeping\n"
        f"with Keeping('support', {str(path)!r}).alone():\n"
        "    print('in', flush=True); sys.stdin.read(1); os._exit(9)\n"
    )
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": root},
    ) as other:  # fmt: skip
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == "in\n"
        import fcntl

        with (path.parent / "support.json.lock").open("r+") as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        other.stdin.write("x")
        other.stdin.flush()
        with keeping.alone():
            assert keeping.read() == ONE
    assert other.returncode == 9


def test_a_keyring_keeps_them_too(tmp_path: Path) -> None:
    """By the account's name; what is not there is not there."""
    keyring = pytest.importorskip("keyring")
    file = pytest.importorskip("keyrings.alt.file")
    before, own = keyring.get_keyring(), file.PlaintextKeyring()
    own.file_path = str(tmp_path / "keyring.cfg")
    keyring.set_keyring(own)
    try:
        kept = Keeping("support", "keyring")
        assert kept.read() is None
        with kept.alone():
            kept.write(ONE)
        assert (kept.read(), Keeping("orders", "keyring").read()) == (ONE, None)
    finally:
        keyring.set_keyring(before)
