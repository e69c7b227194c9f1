from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from assistant.errors import ConfigError
from assistant.signin import password, ring
from assistant.signin.password import secret

WORD = "hünter 2 "


@dataclass(frozen=True)
class Source:
    """An account that says where its password is."""

    name: str = "support"
    user: str = "help@example.com"
    password_env: str | None = None
    password_command: tuple[str, ...] | None = None
    password_file: Path | None = None
    password_keyring: str | None = None


def python(program: str) -> Source:
    """A source whose command runs a line of Python."""
    return Source(password_command=(sys.executable, "-c", program))


def fault(source: Source, **environ: str) -> str:
    """What is said where there is no password; the password must be nowhere in the traceback either."""
    fetch = secret(source, environ)
    with pytest.raises(ConfigError) as caught:
        fetch()
    assert "hunter" not in "".join(traceback.format_exception(caught.value))
    assert str(caught.value).startswith("No password for account.support: ")
    return str(caught.value)


def private(path: Path, content: bytes) -> Source:
    """A source whose file only its owner can read."""
    path.write_bytes(content)
    path.chmod(0o600)
    return Source(password_file=path)


def test_a_password_is_taken_from_the_environment_at_each_call() -> None:
    """It is looked up when it is wanted, not before, and is taken as it stands."""
    environ: dict[str, str] = {}
    fetch = secret(Source(password_env="SECRET"), environ)
    environ["SECRET"] = WORD
    assert fetch() == WORD


def test_an_environment_variable_that_is_missing_or_empty_is_told() -> None:
    """The variable is named, and which of the two it is."""
    assert "SECRET is not set. No message was touched. Set it" in fault(Source(password_env="SECRET"))
    assert "SECRET is empty" in fault(Source(password_env="SECRET"), SECRET="")


def test_a_commands_first_line_is_the_password() -> None:
    """The line's end goes, spaces stay, later lines are left out."""
    program = f"import sys; sys.stdout.buffer.write({WORD!r}.encode() + b'\\r\\nuser: help\\n')"
    assert secret(python(program), {})() == WORD


def test_a_failing_command_shows_what_it_said_but_not_the_password() -> None:
    """Its own error is passed on with the password blotted out, and so are its arguments."""
    said = fault(python("import sys; print('hunter2'); sys.exit('gpg: no key for hunter2')"))
    assert "failed (status 1), saying: gpg: no key for ***. No message was touched. Try it by hand" in said


def test_a_command_that_prints_nothing_is_told() -> None:
    """An empty password is never tried on the server."""
    assert "printed nothing" in fault(python("pass"))


def test_a_command_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the command is ended and the error says that it has no terminal."""
    monkeypatch.setattr(password, "COMMAND_SECONDS", 0.2)
    assert "no answer in 0.2 seconds" in fault(python("import time; print('hunter2', flush=True); time.sleep(30)"))


def test_a_command_that_is_not_there_is_told() -> None:
    """The program is named, with the system's reason."""
    source = Source(password_command=("no-such-program-here", "hunter2"))
    assert "no-such-program-here could not be run: No such file" in fault(source)


def test_a_private_files_first_line_is_the_password(tmp_path: Path) -> None:
    """A byte order mark and line ends of any kind do no harm."""
    assert secret(private(tmp_path / "word", b"\xef\xbb\xbf" + WORD.encode() + b"\r\nmore"), {})() == WORD


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    """The error gives the command that closes it, fit to be pasted."""
    source = private(tmp_path / "my word", b"hunter2\n")
    (tmp_path / "my word").chmod(mode)
    assert f"Run: chmod 600 '{tmp_path}/my word'" in fault(source)


def test_a_file_that_systemd_hands_over_is_taken(tmp_path: Path) -> None:
    """It names its readers in an access control list, which shows in the bits of the group."""
    source = private(tmp_path / "password", WORD.encode())
    (tmp_path / "password").chmod(0o440)
    assert secret(source, {"CREDENTIALS_DIRECTORY": str(tmp_path)})() == WORD
    assert "chmod 600" in fault(source, CREDENTIALS_DIRECTORY=str(tmp_path / "other"))


def test_a_file_that_cannot_give_a_password_is_told(tmp_path: Path) -> None:
    """Missing, empty, a folder, or bytes that are no text: each has its words."""
    assert "is not there. No message was touched. Make it with:" in fault(Source(password_file=tmp_path / "none"))
    assert "nothing in its first line" in fault(private(tmp_path / "empty", b"\n"))
    assert "cannot be read: Is a directory" in fault(Source(password_file=tmp_path))
    assert "is not UTF-8" in fault(private(tmp_path / "bytes", b"hunter\xff"))


def test_settings_without_a_place_are_told() -> None:
    """An account that says nothing is told what it may say."""
    assert "password_env, password_command, password_file or password_keyring" in fault(Source())


def test_a_secret_does_not_show_itself() -> None:
    """Printed, it says whose password it is and no more."""
    shown = repr(secret(Source(password_env="SECRET"), {"SECRET": "hunter2"}))
    assert shown == "<the password of account.support>"


@pytest.fixture
def keyring_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A real keyring that keeps what it is given in a file of the test's."""
    keyring = pytest.importorskip("keyring")
    file = pytest.importorskip("keyrings.alt.file")
    before, own = keyring.get_keyring(), file.PlaintextKeyring()
    own.file_path = str(tmp_path / "keyring.cfg")
    keyring.set_keyring(own)
    yield keyring
    keyring.set_keyring(before)


def test_a_password_is_taken_from_the_keyring(keyring_file: ModuleType) -> None:
    """Under the service that the settings name, for the user who signs in."""
    keyring_file.set_password("mail", "help@example.com", WORD)
    assert secret(Source(password_keyring="mail"), {})() == WORD
    assert "has none for help@example.com under other" in fault(Source(password_keyring="other"))
    assert "keyring set other help@example.com" in fault(Source(password_keyring="other"))


def test_a_machine_without_a_keyring_is_told(keyring_file: ModuleType) -> None:
    """Mostly one without a desktop: a file is recommended."""
    fail = pytest.importorskip("keyring.backends.fail")
    keyring_file.set_keyring(fail.Keyring())
    assert "Use a file instead" in fault(Source(password_keyring="mail"))


def test_a_keyring_that_waits_for_somebody_is_not_waited_for(
    keyring_file: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked, with nobody at the window that asks for its password."""
    unlocked = threading.Event()

    class Locked(type(keyring_file.get_keyring())):  # type: ignore[misc]
        """Waits."""

        def get_password(self, *_: str) -> None:
            """Wait for somebody."""
            unlocked.wait(60)

    monkeypatch.setattr(ring, "SECONDS", 0.1)
    keyring_file.set_keyring(Locked())
    try:
        for _ in range(5):
            told = fault(Source(password_keyring="m"))
            assert "gave no answer in 0.1 seconds. No message was touched. Unlock it" in told
        assert sum(thread.name == "keyring" for thread in threading.enumerate()) == 1
    finally:
        unlocked.set()


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library keyring is an extra."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert 'pip install "email-reply-assistant[keyring]"' in fault(Source(password_keyring="mail"))
