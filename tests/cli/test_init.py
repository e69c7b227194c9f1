from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant import config
from assistant.cli import laying, providers
from assistant.cli.embedded import EmbeddedServer
from assistant.cli.init import init
from assistant.config import Account
from assistant.errors import ConfigError, OperatorError, SignInError

LAID = ["assistant.toml", "data", "rules.yaml", "templates"]
LEAST = ["--yes", "--user", "help@shop.example", "--host", "imap.shop.example"]


def run(folder: Path, *options: str, typed: str = "") -> Result:
    """The command in a folder, with what a person types."""
    return CliRunner().invoke(init, [str(folder), *options], input=typed)


def there(folder: Path) -> list[str]:
    """The names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def account(folder: Path) -> Account:
    """The account in the settings that were written."""
    return config.load(folder / "assistant.toml", environ={}).accounts[0]


def test_a_folder_is_set_up_without_a_question(tmp_path: Path) -> None:
    """With --yes the settings can be read, the example business lies beside them, and the next step is said."""
    result = run(tmp_path / "shop", *LEAST)
    assert result.exit_code == 0, result.output
    assert there(tmp_path / "shop") == LAID
    assert "assistant rules check" in result.output
    assert account(tmp_path / "shop").password_env == "ASSISTANT_PASSWORD"


def test_the_example_business_is_copied_as_it_is(tmp_path: Path) -> None:
    """Rules, templates and data are the ones that came with the program, byte for byte."""
    run(tmp_path, *LEAST)
    example = config.example_folder()
    laid = [path for name in LAID[1:] for path in (tmp_path / name, *(tmp_path / name).rglob("*")) if path.is_file()]
    assert len(laid) >= 3
    assert [path for path in laid if path.read_bytes() != (example / path.relative_to(tmp_path)).read_bytes()] == []


def test_every_option_finds_its_key(tmp_path: Path) -> None:
    """What was said on the command line is what the settings say, quotes and umlauts included."""
    options = ["--yes", "--name", "buecher", "--user", 'j"örg', "--host", "localhost", "--port", "1143"]
    options += ["--security", "plain", "--address", "a@x.example", "--address", "b@x.example"]
    result = run(tmp_path, *options, "--password-command", "pass show 'my mail'")
    assert result.exit_code == 0, result.output
    told = account(tmp_path)
    assert (told.name, told.user, told.port, told.security) == ("buecher", 'j"örg', 1143, "plain")
    assert told.addresses == ("a@x.example", "b@x.example")
    assert told.password_command == ("pass", "show", "my mail")
    assert told.password_env is None


def test_the_comments_of_the_example_stay(tmp_path: Path) -> None:
    """Every line of the example is in the settings, but for the keys that were filled in."""
    run(tmp_path, *LEAST)
    written = (tmp_path / "assistant.toml").read_text(encoding="utf-8").splitlines()
    lost = [line for line in config.example().splitlines() if line not in written]
    assert [line.split(" = ")[0] for line in lost] == ["host", "user", "# addresses"]


@pytest.mark.parametrize("name", LAID)
def test_what_stands_there_is_never_written_over(tmp_path: Path, name: str) -> None:
    """Whatever stands in the way is named, and nothing at all is written."""
    (tmp_path / name).mkdir()
    result = run(tmp_path, *LEAST)
    assert isinstance(result.exception, OperatorError)
    assert f"stands {name} already" in str(result.exception)
    assert there(tmp_path) == [name]


def test_a_person_is_asked_for_what_is_needed(tmp_path: Path) -> None:
    """Address, server (guessed from it), aliases and password; the password goes into a file of its owner alone."""
    result = run(tmp_path, "--no-test", typed="help@shop.example\n\n orders@shop.example ,\nfile\nhunter2\n")
    assert result.exit_code == 0, result.output
    told = account(tmp_path)
    assert (told.host, told.addresses) == ("imap.shop.example", ("help@shop.example", "orders@shop.example"))
    assert told.password_file == tmp_path / "password"
    assert (tmp_path / "password").read_text() == "hunter2\n"
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
    assert "hunter2" not in result.output + (tmp_path / "assistant.toml").read_text()
    assert "echo password >> .gitignore" in result.output


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("environment\n\n", "password_env", "ASSISTANT_PASSWORD"),
        ("command\npass show x\n", "password_command", ("pass", "show", "x")),
    ],
)
def test_a_person_may_keep_the_password_elsewhere(tmp_path: Path, typed: str, key: str, value: object) -> None:
    """An environment variable or a command is written down instead of a file."""
    result = run(tmp_path, "--no-test", typed="help\nimap.x.example\nhelp@x.example\n\n" + typed)
    assert result.exit_code == 0, result.output
    assert getattr(account(tmp_path), key) == value
    assert account(tmp_path).addresses == ("help@x.example",)


@pytest.mark.parametrize(
    ("host", "typed", "table"),
    [
        ("outlook.office365.com", "y\nhelp@x.example\n\n\n\n12-ab\n", ("microsoft", "12-ab", None)),
        ("imap.gmail.com", "help@x.example\n\noauth\n\n1.apps\nGOCSPX\n", ("google", "1.apps", "GOCSPX")),
    ],
)
def test_a_person_may_sign_in_without_a_password(
    tmp_path: Path, host: str, typed: str, table: tuple[str, str, str | None]
) -> None:
    """OAuth is among the answers, and the proposed one where nothing else will do; the next command is said."""
    result = run(tmp_path, typed=f"help\n{host}\n{typed}")
    assert result.exit_code == 0, result.output
    written = account(tmp_path).oauth
    assert written is not None
    assert (written.provider, written.client_id, written.client_secret) == table
    assert account(tmp_path).password_env is None
    assert "assistant signin support" in result.output
    assert "Try the connection" not in result.output


def test_gmail_is_known(tmp_path: Path) -> None:
    """The server is proposed and the app password mentioned."""
    result = run(tmp_path, "--no-test", typed="shop@gmail.com\n\n\nenvironment\n\n")
    assert "apppasswords" in result.output
    assert account(tmp_path).host == "imap.gmail.com"


def test_microsoft_is_told_not_to_work_before_anything_is_written(tmp_path: Path) -> None:
    """Who has an account that takes no passwords learns it at once."""
    result = run(tmp_path, typed="shop@outlook.com\n\nn\n")
    assert result.exit_code == 1
    assert "OAuth 2" in result.output
    assert there(tmp_path) == []


def test_every_provider_is_found_by_its_address_and_its_server() -> None:
    """The table has no entry that nothing leads to, and strangers are not in it."""
    for one in providers.PROVIDERS:
        assert all(providers.of_address(f"me@{domain.upper()}") is one for domain in one.domains)
        assert providers.of_host(one.host) is one
    assert providers.of_address("me@shop.example") is None
    assert providers.of_host("imap.shop.example") is None


@pytest.mark.parametrize(
    "options",
    [
        ["--yes", "--user", "x@y.example"],
        [*LEAST, "--password-env", "A", "--password-file", "b"],
        [*LEAST, "--name", "a b"],
        [*LEAST, "--port", "0"],
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(tmp_path: Path, options: list[str]) -> None:
    """Exit code 2, and nothing is written."""
    assert run(tmp_path, *options).exit_code == 2
    assert there(tmp_path) == []


def test_settings_that_would_be_refused_are_not_written(tmp_path: Path) -> None:
    """A plain connection to another machine is refused before a file is made."""
    result = run(tmp_path, *LEAST, "--security", "plain")
    assert isinstance(result.exception, ConfigError)
    assert there(tmp_path) == []


def test_a_failure_half_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full after some files, they are removed again and the error says so."""
    write = laying._write

    def full(path: Path, content: bytes, made: list[Path], *, mode: int = 0o644) -> None:
        if path.name == "assistant.toml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write(path, content, made, mode=mode)

    monkeypatch.setattr(laying, "_write", full)
    result = run(tmp_path / "shop", *LEAST)
    assert isinstance(result.exception, OperatorError)
    assert "No space left on device. Nothing was left behind." in str(result.exception)
    assert there(tmp_path) == []


@pytest.mark.poor_server
def test_the_connection_is_tried(tmp_path: Path, poor_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a real server: signed in, Drafts found, the mailbox looked at."""
    monkeypatch.setenv("ASSISTANT_PASSWORD", poor_server.password)
    options = ["--yes", "--user", poor_server.user, "--host", poor_server.host, "--port", str(poor_server.port)]
    result = run(tmp_path, *options, "--address", "help@shop.example", "--security", "plain", "--test")
    assert result.exit_code == 0, result.output
    assert "ok: drafts go to Drafts\nok: INBOX can be read, " in result.output


@pytest.mark.poor_server
def test_a_wrong_password_leaves_the_files_and_says_what_to_do(
    tmp_path: Path, poor_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files stay, the error is the server's, and the next command is named."""
    monkeypatch.setenv("ASSISTANT_PASSWORD", "wrong")
    options = ["--yes", "--user", poor_server.user, "--host", poor_server.host, "--port", str(poor_server.port)]
    result = run(tmp_path, *options, "--address", "help@shop.example", "--security", "plain", "--test")
    assert isinstance(result.exception, SignInError)
    assert "assistant run --once" in result.output
    assert there(tmp_path) == LAID
