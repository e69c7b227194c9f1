"""Questions to a sign-in server: TLS is verified, redirects are not followed, answers that are none are told."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from assistant.errors import CertificateError, ConfigError, ServerRefused, ServerUnreachable
from assistant.signin import endpoint
from assistant.signin.endpoint import Refused, ask
from tests.servers import signin
from tests.servers.certificates import Certificate, authority, signed_by
from tests.servers.scripted import Caller, scripted
from tests.servers.signin import CLIENT, SignInServer

FORM = {"client_id": CLIENT, "scope": "mail"}


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> tuple[Certificate, Path]:
    """An authority of our own."""
    folder = tmp_path_factory.mktemp("ca")
    return authority(folder), folder


def context(ca: tuple[Certificate, Path], **of: object) -> ssl.SSLContext:
    """A server's side of TLS."""
    certificate = signed_by(*ca, **of)  # type: ignore[arg-type]
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate.cert, certificate.key)
    return made


def test_an_own_authority_is_trusted_where_it_is_named(ca: tuple[Certificate, Path]) -> None:
    """And nowhere else."""
    with signin.running(context(ca)) as server:
        assert "device_code" in ask(f"{server.base}/devicecode", FORM, ca_file=ca[0].cert)
        with pytest.raises(CertificateError, match="ca_file"):
            ask(f"{server.base}/devicecode", FORM)


@pytest.mark.parametrize("of", [{"days": -1}, {"names": "DNS:other.example"}])
def test_a_certificate_that_is_not_right_is_refused(ca: tuple[Certificate, Path], of: dict[str, object]) -> None:
    """Expired, or another's: no form is sent."""
    with signin.running(context(ca, **of)) as server:
        with pytest.raises(CertificateError, match="was not accepted"):
            ask(f"{server.base}/devicecode", FORM, ca_file=ca[0].cert)
        assert server.asked == []


def test_a_file_of_certificates_that_is_none_is_told(tmp_path: Path) -> None:
    """It is for the operator to mend."""
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(ConfigError, match="Correct ca_file"):
        ask("https://127.0.0.1:1/", FORM, ca_file=tmp_path / "ca.pem")


def test_a_refusal_is_told_by_its_code(server: SignInServer) -> None:
    """In one short line."""
    with pytest.raises(Refused) as caught:
        ask(f"{server.base}/token", {"client_id": "nobody"})
    assert (caught.value.code, caught.value.said) == ("invalid_client", "as the test wants it")


@pytest.mark.parametrize("status", [500, 503, 429, 200])
def test_an_answer_without_sense_passes(server: SignInServer, status: int) -> None:
    """It is tried again."""
    server.broken = status
    if status == 200:
        assert ask(f"{server.base}/token", FORM) == {}
        return
    with pytest.raises(ServerRefused, match=f"status {status}"):
        ask(f"{server.base}/token", FORM)


@pytest.mark.parametrize(
    "answer",
    ["HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
     "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"],
)  # fmt: skip
def test_what_is_no_answer_is_told(answer: str) -> None:
    """A redirect is not followed: the form holds secrets."""

    def script(caller: Caller) -> None:
        caller.command()
        caller.send(answer.encode())

    with scripted(script) as port, pytest.raises(ServerRefused, match="cannot be used"):
        ask(f"http://127.0.0.1:{port}/token", FORM)


def test_silence_and_nonsense_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither holds up the program without end."""
    monkeypatch.setattr(endpoint, "SECONDS", 0.2)
    with scripted(Caller.hear_nothing_more) as port, pytest.raises(ServerUnreachable):
        ask(f"http://127.0.0.1:{port}/token", FORM)
    with scripted(lambda caller: caller.say("220 mail ready")) as port, pytest.raises(ServerUnreachable):
        ask(f"http://127.0.0.1:{port}/token", FORM)
