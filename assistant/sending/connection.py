"""From an SmtpServer to a conversation on which the user is signed in: TLS always verified. RFC 8314, RFC 3207."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from assistant import tls
from assistant.errors import ConfigError, OperatorError, SignInError
from assistant.sending import auth
from assistant.sending.contract import SmtpServer
from assistant.sending.trouble import FAULTS, translate

PARTING_SECONDS = 2.0                               # how long QUIT may take


@contextmanager
def signed_in(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    """A conversation after sign-in, ended with QUIT.

    Raises ConfigError for a plain connection to another machine, CertificateError, SignInError, OperatorError,
    ServerUnreachable, ServerRefused.
    """
    if server.security == "plain" and not tls.is_this_machine(server.host):
        raise ConfigError(
            f"Did not connect to {server.host}: without TLS the password and all mail could be read on the way. "
            'Set security = "tls" under smtp in assistant.toml (or "plain-anywhere", if you know that nobody listens).'
        )
    client = _welcomed(server)
    try:
        yield client
    finally:
        shut(client)


def certificate_ends(client: smtplib.SMTP) -> datetime | None:
    """When the certificate that the server showed ends; None without TLS."""
    if not isinstance(client.sock, ssl.SSLSocket):
        return None
    shown = client.sock.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)


def shut(client: smtplib.SMTP) -> None:
    """QUIT, and close; never raises."""
    with suppress(*FAULTS):
        if client.sock is not None:
            client.sock.settimeout(PARTING_SECONDS)
            client.quit()
    client.close()


def _welcomed(server: SmtpServer) -> smtplib.SMTP:
    used: list[str] = []

    def secret() -> str:
        used.append(server.secret())
        return used[-1]

    try:
        return _entered(server, secret)
    except SignInError:
        renew = server.renew
        if renew is None or not used:
            raise
    # A token can be taken back before its time; a new connection, for servers may hang up after a refusal.
    return _entered(server, lambda: renew(used[0]))


def _entered(server: SmtpServer, secret: Callable[[], str]) -> smtplib.SMTP:
    client = _connected(server)
    try:
        _say_hello(client, server)
        if server.security == "starttls":
            _start_tls(client, server)
            _say_hello(client, server)              # RFC 3207 4.2: what was said before is forgotten
        if auth.offered(client) or not tls.is_this_machine(server.host):
            auth.log_in(client, server, secret())
    except BaseException:
        shut(client)
        raise
    return client


def _connected(server: SmtpServer) -> smtplib.SMTP:
    # A name is given, for smtplib would ask a name server for ours.
    name, context = "[127.0.0.1]", None
    if server.security == "tls":
        context = tls.context(server.ca_file)
    try:
        if context is not None:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=server.timeout, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, name, timeout=server.timeout)
        client.local_hostname = _literal(client)
    except FAULTS as fault:
        raise translate(fault, doing=f"connect to {server.host}", server=server) from fault
    return client


def _literal(client: smtplib.SMTP) -> str:
    """Our address as EHLO wants it from a client without a name. RFC 5321 4.1.4, 4.1.3."""
    assert isinstance(client.sock, socket.socket)
    own = ipaddress.ip_address(client.sock.getsockname()[0].partition("%")[0])
    return f"[IPv6:{own}]" if own.version == 6 else f"[{own}]"


def _say_hello(client: smtplib.SMTP, server: SmtpServer) -> None:
    doing = f"greet {server.host}"
    try:
        code, text = client.ehlo()
    except FAULTS as fault:
        raise translate(fault, doing=doing, server=server) from fault
    if not 200 <= code < 300:
        raise translate(smtplib.SMTPHeloError(code, text), doing=doing, server=server)


def _start_tls(client: smtplib.SMTP, server: SmtpServer) -> None:
    context = tls.context(server.ca_file)
    if not client.has_extn("starttls"):
        raise OperatorError(
            f"Did not sign in: {server.host}:{server.port} does not offer STARTTLS. "
            'Set security = "tls" and the port for it (usually 465) under smtp in assistant.toml.'
        )
    doing = f"start TLS with {server.host}"
    try:
        # smtplib drops what came in the clear behind the answer, so nobody on the way can put words into TLS.
        client.starttls(context=context)
    except FAULTS as fault:
        raise translate(fault, doing=doing, server=server) from fault
