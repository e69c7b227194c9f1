"""Signing in with an access token: OAUTHBEARER (RFC 7628), else XOAUTH2, which Google and Microsoft speak."""

from __future__ import annotations

import json
from collections.abc import Collection

from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from assistant.errors import SignInError
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.trouble import FAULTS, refused_sign_in, translate


def log_in(client: IMAPClient, settings: ServerSettings, token: str, capabilities: Collection[bytes]) -> None:
    """Sign in. Raises SignInError where the token is refused, ServerUnreachable and ServerRefused."""
    if b"AUTH=OAUTHBEARER" in capabilities:
        mechanism = "OAUTHBEARER"
    elif b"AUTH=XOAUTH2" in capabilities:
        mechanism = "XOAUTH2"
    else:
        raise SignInError(
            f"{settings.host} does not offer sign-in by OAuth 2 on this connection. "
            "Check host, port and security in assistant.toml, or sign in with a password."
        )
    conversation = _Conversation(mechanism, settings.user, token)
    try:
        client.sasl_login(mechanism, conversation)
    except LoginError as fault:
        raise refused_sign_in(fault, settings, told=conversation.told) from fault
    except FAULTS as fault:
        raise translate(fault, doing=f"sign in to {settings.host}", settings=settings) from fault


class _Conversation:
    """What the client says to each of the server's challenges; `told` is why the server refused, as far as it says."""

    def __init__(self, mechanism: str, user: str, token: str) -> None:
        self.told = ""
        self._asked = False
        self._bearer = mechanism == "OAUTHBEARER"
        if self._bearer:
            name = user.replace("=", "=3D").replace(",", "=2C")     # RFC 5801 4: a saslname
            self._first = f"n,a={name},\1auth=Bearer {token}\1\1"
        else:
            self._first = f"user={user}\1auth=Bearer {token}\1\1"

    def __call__(self, challenge: bytes) -> bytes:
        if not self._asked:
            self._asked = True
            return self._first.encode()
        # RFC 7628 3.2.3: the failure comes as a challenge, and is answered before the server says NO.
        try:
            found = json.loads(challenge)
            self.told = str(found.get("status", ""))[:40] if isinstance(found, dict) else ""
        except ValueError:
            self.told = ""
        return b"\x01" if self._bearer else b""
