"""From ServerSettings to a signed-in imapclient: TLS always verified, a plain connection only where it was asked for.

RFC 8314 (TLS for mail), RFC 9051 6.2 (STARTTLS, AUTHENTICATE, LOGIN).
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress

from imapclient import IMAPClient
from imapclient.exceptions import CapabilityError, LoginError

from assistant import tls
from assistant.errors import ConfigError, OperatorError, SignInError
from assistant.mailbox import oauth
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.trouble import FAULTS, refused_sign_in, translate


def sign_in(settings: ServerSettings) -> IMAPClient:
    """A connection on which the user is signed in.

    Raises ConfigError for a plain connection to another machine, CertificateError, SignInError, ServerUnreachable,
    ServerRefused; no connection is left open then.
    """
    if settings.security == "plain" and not tls.is_this_machine(settings.host):
        raise ConfigError(
            f"Did not connect to {settings.host}: without TLS the password and all mail could be read on the way. "
            'Set security = "tls" in assistant.toml (or "plain-anywhere", if you know that nobody listens).'
        )
    used: list[str] = []

    def secret() -> str:
        used.append(settings.secret())
        return used[-1]

    try:
        return _entered(settings, secret)
    except SignInError:
        renew = settings.renew
        if renew is None or not used:
            raise
    # A token can be taken back before its time; a new connection, for some servers hang up after a refusal.
    return _entered(settings, lambda: renew(used[0]))


def _entered(settings: ServerSettings, secret: Callable[[], str]) -> IMAPClient:
    # At its debug level imapclient logs whole messages; a customer's text is never in a log.
    logging.getLogger("imapclient").setLevel(logging.INFO)
    client = _connect(settings)
    try:
        if settings.security == "starttls":
            _start_tls(client, settings)
        _log_in(client, settings, secret())
    except BaseException:
        shut(client)
        raise
    client.normalise_times = False  # aware times, in the server's zone
    return client


def shut(client: IMAPClient) -> None:
    """Close the connection without a word to the server."""
    with suppress(OSError):  # the other side was faster
        client.shutdown()


def _connect(settings: ServerSettings) -> IMAPClient:
    at_once = settings.security == "tls"
    context = tls.context(settings.ca_file) if at_once else None
    try:
        client = IMAPClient(settings.host, settings.port, ssl=at_once, ssl_context=context, timeout=settings.timeout)
    except FAULTS as fault:
        raise translate(fault, doing=f"connect to {settings.host}", settings=settings) from fault
    # An APPEND goes out in several pieces; without this each waits some 40 ms for the server's delayed ACK.
    with suppress(OSError):  # gone already: the next command will say so
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _start_tls(client: IMAPClient, settings: ServerSettings) -> None:
    try:
        client.starttls(tls.context(settings.ca_file))
    except CapabilityError as fault:
        raise OperatorError(
            f"Did not sign in: {settings.host}:{settings.port} does not offer STARTTLS. "
            'Set security = "tls" and the port for it (usually 993) in assistant.toml.'
        ) from fault
    except FAULTS as fault:
        raise translate(fault, doing=f"start TLS with {settings.host}", settings=settings) from fault


def _log_in(client: IMAPClient, settings: ServerSettings, secret: str) -> None:
    if any(ord(c) < 32 or ord(c) == 127 for c in settings.user + secret):
        raise SignInError("The user name or the password holds a line break or another control character. Remove it.")
    doing = f"sign in to {settings.host}"
    try:
        capabilities = client.capabilities()
    except FAULTS as fault:
        raise translate(fault, doing=doing, settings=settings) from fault
    if settings.renew is not None:
        oauth.log_in(client, settings, secret, capabilities)
        return
    # RFC 9051 6.2.3: LOGIN must not be sent where LOGINDISABLED is announced.
    if b"LOGINDISABLED" in capabilities and b"AUTH=PLAIN" not in capabilities:
        raise SignInError(
            f"{settings.host} takes no password on this connection. "
            'Set security to "tls" or "starttls" in assistant.toml.'
        )
    try:
        if b"LOGINDISABLED" in capabilities or not (settings.user + secret).isascii():
            client.plain_login(settings.user, secret)  # LOGIN knows ASCII only; SASL PLAIN is UTF-8 (RFC 4616)
        else:
            client.login(settings.user, secret)
    except LoginError as fault:
        raise refused_sign_in(fault, settings) from fault
    except FAULTS as fault:
        raise translate(fault, doing=doing, settings=settings) from fault
