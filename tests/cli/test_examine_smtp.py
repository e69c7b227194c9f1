"""What is found where letters are sent from, on real servers. Nothing is ever sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import config
from assistant.cli.examine_smtp import examine
from assistant.cli.finding import Finding
from tests.servers import smtp
from tests.servers.certificates import Certificate
from tests.servers.smtp import PASSWORD, SmtpPlace

NOW = datetime.now(UTC)


def found(table: str, *, now: datetime = NOW, secret: str = PASSWORD, folder: Path) -> Finding:
    """The one finding for an account with this line about SMTP."""
    (folder / "secret").write_text(secret)
    (folder / "secret").chmod(0o600)
    account = '[account.pedal]\nhost = "imap.example.com"\nuser = "help@pedal.example"\npassword_file = "secret"\n'
    read = config.read(account + table, path=folder / "assistant.toml", environ={})
    (one,) = examine(read.account["pedal"], lambda: now)
    assert (one.about, one.check) == ("pedal", "smtp")
    return one


def table(place: SmtpPlace, **more: str) -> str:
    """The settings of a server."""
    given = {"host": "127.0.0.1" if place.manner == "plain" else "localhost", "security": place.manner} | more
    if place.manner != "plain":
        given["ca_file"] = str(place.ca_file)
    lines = "".join(f'{key} = "{value}"\n' for key, value in given.items())
    return f"[account.pedal.smtp]\nport = {place.port}\ntimeout = 60.0\n{lines}"


def test_without_the_table_sending_is_off(tmp_path: Path) -> None:
    """That is well, and it says how to switch it on."""
    one = found("", folder=tmp_path)
    assert one.state == "ok"
    assert "[account.pedal.smtp] switches it on" in one.text


def test_a_sound_server_is_told(post: SmtpPlace, tmp_path: Path) -> None:
    """With who was signed in, and who puts into Sent what is sent; nothing was sent."""
    one = found(table(post), folder=tmp_path)
    assert (one.state, one.text) == (
        "ok",
        f"127.0.0.1:{post.port}: signed in as help@pedal.example; what is sent is copied to Sent. Nothing was sent.",
    )
    assert "left to the server" in found(table(post, copy_to_sent="no"), folder=tmp_path).text
    assert post.received == []


def test_a_wrong_password_and_a_server_that_is_not_there(post: SmtpPlace, tmp_path: Path) -> None:
    """The server's doing, each with what to do; a password that cannot be had is for the operator to mend."""
    one = found(table(post), secret="wrong", folder=tmp_path)
    assert one.state == "failed" and "app password" in one.text
    assert found(table(post, host="smtp.nowhere.invalid", security="tls"), folder=tmp_path).state == "failed"
    none = found(table(post, password_file="none"), folder=tmp_path)
    assert none.state == "fault" and "No password for account.pedal.smtp" in none.text


@pytest.mark.parametrize("manner", ["tls", "starttls"])
def test_a_certificate_that_ends_soon_is_a_warning(
    certified: tuple[Certificate, Path], manner: smtp.Manner, tmp_path: Path
) -> None:
    """It says when."""
    with smtp.running(*certified, manner) as place:
        assert found(table(place), now=NOW - timedelta(days=30), folder=tmp_path).state == "ok"
        soon = found(table(place), folder=tmp_path)
    assert soon.state == "warning" and re.search(r"the certificate ends on \d{4}-\d\d-\d\d\.", soon.text)


def test_no_tls_to_another_machine_is_a_warning(certified: tuple[Certificate, Path], tmp_path: Path) -> None:
    """Where it was asked for by name; a server that wants no sign-in is told as such."""
    with smtp.running(*certified, sign_in=False) as place:
        one = found(table(place, security="plain-anywhere"), folder=tmp_path)
        assert one.state == "warning" and "can be read on the way" in one.text
        assert "it asks for no sign-in" in found(table(place), folder=tmp_path).text
