"""Signing in to a submission server: RFC 4954 with PLAIN or LOGIN, or with an access token (RFC 7628, XOAUTH2)."""

from __future__ import annotations

import json
import smtplib
from base64 import b64decode, b64encode

from assistant.errors import ServerRefused, SignInError
from assistant.sending.contract import SmtpServer
from assistant.sending.trouble import AGAIN, FAULTS, reply, translate

_CHALLENGE, _WELCOME = 334, 235


def offered(client: smtplib.SMTP) -> frozenset[str]:
    """The ways of signing in that the server names after EHLO, in capitals."""
    return frozenset(client.esmtp_features.get("auth", "").upper().replace("=", " ").split())


def log_in(client: smtplib.SMTP, server: SmtpServer, secret: str) -> None:
    """Sign in. Raises SignInError where the server says no; ServerUnreachable and ServerRefused where time may mend."""
    if any(ord(c) < 32 or ord(c) == 127 for c in server.user + secret):
        raise SignInError("The user name or the password holds a line break or another control character. Remove it.")
    ways = offered(client)
    try:
        if server.renew is not None:
            code, text = _by_token(client, server, secret, ways)
        elif "PLAIN" in ways:
            code, text = client.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{server.user}{chr(0)}{secret}')}")
        elif "LOGIN" in ways:
            code, text = _login(client, server, secret)
        else:
            raise SignInError(
                f"{server.host} takes no password on this connection. "
                'Set security to "tls" or "starttls" under smtp in assistant.toml.'
            )
    except FAULTS as fault:
        raise translate(fault, doing=f"sign in to {server.host}", server=server) from fault
    if code == _WELCOME:
        return
    said = reply(code, text)
    if not 500 <= code < 600:                       # RFC 4954 6: 454, the server cannot check it just now
        raise ServerRefused(f"Could not sign in to {server.host} as {server.user}: {said}. {AGAIN}")
    if server.renew is not None:
        raise SignInError(
            f"{server.host} did not accept the sign-in of {server.user} by OAuth 2 ({said}). "
            "See that sending by SMTP is allowed for that mailbox; then sign in again with: assistant signin"
        )
    raise SignInError(
        f"{server.host} did not accept the user {server.user} with this password ({said}). "
        "Check user and password in your settings; many providers want an app password here."
    )


def _by_token(
    client: smtplib.SMTP, server: SmtpServer, token: str, ways: frozenset[str]
) -> tuple[int, bytes]:
    if "OAUTHBEARER" in ways:
        name = server.user.replace("=", "=3D").replace(",", "=2C")      # RFC 5801 4: a saslname
        way, first, last = "OAUTHBEARER", f"n,a={name},\1auth=Bearer {token}\1\1", _coded("\1")
    elif "XOAUTH2" in ways:
        way, first, last = "XOAUTH2", f"user={server.user}\1auth=Bearer {token}\1\1", ""
    else:
        raise SignInError(
            f"{server.host} does not offer sign-in by OAuth 2 on this connection. "
            "Check host, port and security under smtp in assistant.toml, or sign in with a password."
        )
    code, text = client.docmd("AUTH", f"{way} {_coded(first)}")
    if code != _CHALLENGE:
        return code, text
    # RFC 7628 3.2.3: the failure comes as a challenge, and is answered before the server says no.
    why = _status(text)
    code, text = client.docmd(last)
    return code, text + (f"; status {why}".encode() if why else b"")


def _login(client: smtplib.SMTP, server: SmtpServer, secret: str) -> tuple[int, bytes]:
    code, text = client.docmd("AUTH", "LOGIN")
    for word in (server.user, secret):
        if code != _CHALLENGE:
            break
        code, text = client.docmd(_coded(word))
    return code, text


def _coded(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


def _status(challenge: bytes) -> str:
    try:
        found = json.loads(b64decode(challenge))
    except ValueError:
        return ""
    return str(found.get("status", ""))[:40] if isinstance(found, dict) else ""
