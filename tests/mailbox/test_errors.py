"""Troubles with servers, on real sockets: each is one clear line of the right kind, and no connection is left open."""

from __future__ import annotations

import ssl
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import (
    AssistantError,
    CertificateError,
    ConfigError,
    MailboxMissing,
    OperatorError,
    ServerRefused,
    ServerUnreachable,
    SignInError,
)
from assistant.mailbox.contract import Security, ServerSettings
from assistant.mailbox.imap import ImapAccount, connect
from tests.servers.certificates import authority, signed_by
from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_ports
from tests.servers.scripted import Caller, Script, scripted, signed_in


def settings(
    port: int,
    *,
    host: str = "127.0.0.1",
    security: Security = "plain",
    secret: str = "secret",
    ca_file: Path | None = None,
    timeout: float = 60.0,
) -> ServerSettings:
    """Settings for a server of this test."""
    return ServerSettings(
        host=host, port=port, user="support", secret=lambda: secret, security=security, ca_file=ca_file, timeout=timeout
    )


def refusal(kind: type[AssistantError], wanted: ServerSettings) -> str:
    """The error's text when connecting fails as it must."""
    with pytest.raises(kind) as raised:
        connect(wanted)
    return one_line(raised.value)


def one_line(error: AssistantError) -> str:
    """The text, which must be one line of readable sentences and nothing of Python's."""
    text = str(error)
    assert "\n" not in text
    assert "b'" not in text and "Traceback" not in text and "[Errno" not in text
    assert text.endswith(".")
    return text


# ---------------------------------------------------------------- signing in


@pytest.mark.dovecot
def test_a_wrong_password(dovecot: Dovecot) -> None:
    """The server's refusal of the password is the operator's to mend, and says where."""
    text = refusal(SignInError, settings(dovecot.port, secret="wrong"))
    assert "support" in text and "password" in text
    assert "wrong" not in text


@pytest.mark.dovecot
def test_a_password_outside_ascii_reaches_the_server(dovecot: Dovecot) -> None:
    """LOGIN cannot carry it, SASL PLAIN can: the server refuses it as any other wrong one."""
    refusal(SignInError, settings(dovecot.port, secret="p\u00e4ssw\u00f6rd"))


def test_a_password_with_a_line_break() -> None:
    """It would end the command in the middle; it is refused here."""
    with scripted(signed_in()) as port:
        assert "line break" in refusal(SignInError, settings(port, secret="secret\nA1 LOGOUT"))


def test_a_server_that_cannot_check_passwords_just_now() -> None:
    """RFC 5530 UNAVAILABLE is no wrong password: it is tried again."""

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1] ready")
        while True:
            tag, command = caller.command()
            if command == "CAPABILITY":
                caller.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
            else:
                caller.say(f"{tag} NO [UNAVAILABLE] the directory is down")

    with scripted(script) as port:
        assert "directory is down" in refusal(ServerRefused, settings(port))


def test_a_server_that_takes_no_password_without_tls() -> None:
    """LOGINDISABLED (RFC 9051 6.2.3) is heeded: the password is not sent."""
    heard: list[str] = []

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready")
        while True:
            tag, command = caller.command()
            heard.append(command)
            caller.say("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED", f"{tag} OK done")

    with scripted(script) as port:
        assert "starttls" in refusal(SignInError, settings(port))
    assert set(heard) <= {"CAPABILITY"}


def test_a_server_that_hangs_up_during_sign_in() -> None:
    """That is no wrong password either."""

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1] ready")
        tag, _ = caller.command()
        caller.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
        caller.command()
        caller.say("* BYE too many connections")

    with scripted(script) as port:
        refusal(ServerUnreachable, settings(port))


# ---------------------------------------------------------------- reaching the server


def test_nothing_listens() -> None:
    """The line names host and port."""
    (port,) = free_ports(1)
    text = refusal(ServerUnreachable, settings(port))
    assert f"127.0.0.1:{port}" in text and "check host and port" in text


def test_a_name_that_leads_nowhere() -> None:
    """RFC 6761 6.4 keeps .invalid for this."""
    text = refusal(ServerUnreachable, settings(993, host="mail.invalid", security="tls"))
    assert '"mail.invalid"' in text


def test_a_server_that_never_greets() -> None:
    """Its silence ends the attempt after the timeout."""
    started = time.monotonic()
    with scripted(Caller.hear_nothing_more) as port:
        assert "0.3 seconds" in refusal(ServerUnreachable, settings(port, timeout=0.3))
    assert time.monotonic() - started < 20  # it does not hang; how fast it is, make bench says


@pytest.mark.parametrize(
    "greeting",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"220 mail.example.com ESMTP\r\n",
        b"\x00\xff\xfe\r\n" * 5,
        b"* \r\n",
        b"",
        b"* BYE go away\r\n",
        b"* OK [CAPABILITY IMAP4rev1",
    ],
)
def test_a_greeting_that_is_not_imap(greeting: bytes) -> None:
    """Another protocol's port, noise, half a line, or nothing: said plainly."""

    def script(caller: Caller) -> None:
        caller.send(greeting)

    with scripted(script) as port, pytest.raises((ServerUnreachable, ServerRefused)) as raised:
        connect(settings(port))
    one_line(raised.value)


# ---------------------------------------------------------------- TLS


@pytest.mark.dovecot
def test_a_certificate_of_an_unknown_authority(dovecot: Dovecot) -> None:
    """Without the CA file the connection is refused, and the setting for it named."""
    text = refusal(CertificateError, settings(dovecot.tls_port, host="localhost", security="tls"))
    assert "ca_file" in text


@pytest.mark.dovecot
def test_an_unknown_authority_is_refused_after_starttls_too(dovecot: Dovecot) -> None:
    """STARTTLS verifies as strictly as TLS from the first byte."""
    text = refusal(CertificateError, settings(dovecot.port, host="localhost", security="starttls"))
    assert "ca_file" in text


@pytest.mark.dovecot
def test_a_certificate_for_another_name(dovecot: Dovecot) -> None:
    """The certificate is for localhost, not for 127.0.0.1."""
    text = refusal(CertificateError, settings(dovecot.tls_port, security="tls", ca_file=dovecot.ca_file))
    assert "another name" in text and "host" in text


def test_an_expired_certificate(tmp_path: Path) -> None:
    """It is said that it has expired."""
    ca = authority(tmp_path)
    old = signed_by(ca, tmp_path, days=-1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(old.cert, old.key)
    with scripted(signed_in(), tls=context) as port:
        text = refusal(CertificateError, settings(port, host="localhost", security="tls", ca_file=ca.cert))
    assert "expired" in text


def test_a_ca_file_that_is_none(tmp_path: Path) -> None:
    """A wrong path and a file of something else are faults in the settings."""
    missing = tmp_path / "missing.pem"
    assert str(missing) in refusal(ConfigError, settings(993, security="tls", ca_file=missing))
    missing.write_text("not a certificate")
    assert str(missing) in refusal(ConfigError, settings(993, security="tls", ca_file=missing))


def test_tls_where_none_is_spoken() -> None:
    """The most common mistake: port 143 with TLS from the first byte."""
    with scripted(signed_in()) as port:
        text = refusal(ServerUnreachable, settings(port, host="localhost", security="tls"))
    assert "starttls" in text


def test_starttls_where_none_is_offered() -> None:
    """It never falls back to a plain connection."""
    heard: list[str] = []

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1] ready")
        while True:
            tag, command = caller.command()
            heard.append(command)
            caller.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")

    with scripted(script) as port:
        assert "STARTTLS" in refusal(OperatorError, settings(port, security="starttls"))
    assert not [command for command in heard if "secret" in command]


@pytest.mark.parametrize("host", ["mail.example.com", "192.0.2.1", "localhost.example.com", "2001:db8::1"])
def test_a_plain_connection_to_another_machine(host: str) -> None:
    """It is refused before anything is sent, and the way to insist is named."""
    text = refusal(ConfigError, settings(143, host=host))
    assert "plain-anywhere" in text


# ---------------------------------------------------------------- in the middle of things


def opened(caller: Caller, tag: str, command: str) -> None:
    """Answer EXAMINE or SELECT of a mailbox with one message."""
    caller.say("* 1 EXISTS", "* OK [UIDVALIDITY 7] valid", "* OK [UIDNEXT 2] next", f"{tag} OK [READ-ONLY] open")


def during_fetch(script: Script, *, timeout: float = 60.0) -> ServerUnreachable:
    """What is raised when the server goes wrong in FETCH; the account is of no more use then, and closes quietly."""
    with scripted(script) as port, closing(connect(settings(port, timeout=timeout))) as account:
        with pytest.raises(ServerUnreachable) as raised:
            list(account.fetch("INBOX", [1]))
        with pytest.raises(ServerUnreachable, match="has ended"):
            account.noop()
    one_line(raised.value)
    return raised.value


def size(caller: Caller, tag: str, command: str) -> None:
    """Answer the question for the size."""
    caller.say("* 1 FETCH (UID 1 RFC822.SIZE 9000)", f"{tag} OK done")


def test_a_connection_cut_in_the_middle_of_a_message() -> None:
    """Half a message is never given out as a message."""

    def cut(caller: Caller, tag: str, command: str) -> None:
        caller.send(b"* 1 FETCH (UID 1 BODY[] {9000}\r\nFrom: dana@example.com\r\n")
        caller.hang_up()

    assert "broke" in str(during_fetch(signed_in(opened, size, cut)))


def test_a_server_silent_in_the_middle_of_a_message() -> None:
    """The wait ends after the timeout, and the connection is not used again."""

    def stall(caller: Caller, tag: str, command: str) -> None:
        caller.send(b"* 1 FETCH (UID 1 BODY[] {9000}\r\nFrom: dana@example.com\r\n")
        caller.hear_nothing_more()

    assert "1 seconds" in str(during_fetch(signed_in(opened, size, stall), timeout=1.0))


@pytest.mark.parametrize(
    "answer",
    [
        "* 1 FETCH (UID one RFC822.SIZE 9000)",
        "* 1 FETCH (UID 1 RFC822.SIZE (",
        "* 1 FETCH UID",
        "* 1 FETCH (UID 1 RFC822.SIZE NIL)",
        "* 1 FETCH (UID 1)",
        "and my PIN is 4711, please",
        "* 1 FETCH (UID 1 BODY[] and my PIN is 4711",
    ],
)
def test_an_answer_that_makes_no_sense(answer: str) -> None:
    """Whatever the libraries stumble over comes out as one of our errors, without what may be a customer's words."""

    def garble(caller: Caller, tag: str, command: str) -> None:
        caller.say(answer, f"{tag} OK done")

    assert "4711" not in str(during_fetch(signed_in(opened, garble)))


def no(text: str) -> Script:
    """A script whose server opens a mailbox and then says NO to everything."""

    def answer(caller: Caller, tag: str, command: str) -> None:
        caller.say(f"{tag} NO {text}")

    return signed_in(opened, answer, answer, answer)


def test_a_refusal_leaves_the_connection_alive() -> None:
    """NO is the server's answer, not its end; its own words are passed on."""
    with scripted(no("[OVERQUOTA] the mailbox is full")) as port, closing(connect(settings(port))) as account:
        account.select("INBOX")
        with pytest.raises(ServerRefused, match="the mailbox is full") as raised:
            account.append("INBOX", b"Subject: a\r\n\r\nb\r\n")
        one_line(raised.value)
        with pytest.raises(ServerRefused):
            account.noop()


def test_a_mailbox_without_uidvalidity_is_refused() -> None:
    """Messages could not be told apart in it."""

    def open_without(caller: Caller, tag: str, command: str) -> None:
        caller.say("* 1 EXISTS", f"{tag} OK [READ-ONLY] open")

    with (
        scripted(signed_in(open_without)) as port,
        closing(connect(settings(port))) as account,
        pytest.raises(ServerRefused, match="UIDVALIDITY"),
    ):
        account.select("INBOX")


def test_a_mailbox_that_became_read_only_is_no_broken_connection() -> None:
    """A SELECT answered by READ-ONLY refuses the writing, not the account."""
    with scripted(signed_in(opened)) as port, closing(connect(settings(port))) as account:
        with pytest.raises(ServerRefused, match="reading only"):
            account.remove("INBOX", 1, uidvalidity=7)
        assert isinstance(account, ImapAccount)


def test_a_server_without_drafts_says_what_to_do() -> None:
    """The remedy names the setting and what the server has."""

    def listing(caller: Caller, tag: str, command: str) -> None:
        caller.say('* LIST () "/" INBOX', '* LIST () "/" Post', f"{tag} OK done")

    with (
        scripted(signed_in(listing)) as port,
        closing(connect(settings(port))) as account,
        pytest.raises(MailboxMissing, match=r'drafts in assistant\.toml.*"Post"'),
    ):
        account.drafts_mailbox()


def test_closing_does_not_wait_for_a_silent_server() -> None:
    """A stop of the daemon must not take as long as the timeout."""

    def stall(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1] ready")
        for _ in range(2):
            tag, _ = caller.command()
            caller.say("* CAPABILITY IMAP4rev1", f"{tag} OK [CAPABILITY IMAP4rev1] done")
        caller.hear_nothing_more()

    with scripted(stall) as port:
        account = connect(settings(port, timeout=60))
        started = time.monotonic()
        account.close()
        assert time.monotonic() - started < 20  # it does not hang; how fast it is, make bench says
