"""OAuth 2 as values: who asks whom for what, and the tokens that come of it. No I/O.

RFC 6749; for programs on a machine of the user's own RFC 8252, with PKCE (RFC 7636); by device code RFC 8628.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from assistant.errors import ServerRefused

EARLY = 120.0                                       # seconds before its end a token is renewed


class Settings(Protocol):
    """The `oauth` of an account; config.OAuth is one."""

    @property
    def provider(self) -> Literal["google", "microsoft", "custom"]:
        """Whose sign-in it is."""
        ...

    @property
    def client_id(self) -> str:
        """What the provider calls this program."""
        ...

    @property
    def client_secret(self) -> str | None:
        """What the provider gave with it. No secret in a program that users hold (RFC 8252 8.5)."""
        ...

    @property
    def tenant(self) -> str:
        """The organisation, at Microsoft."""
        ...

    @property
    def tokens(self) -> str:
        """The path of the file that the tokens are kept in, or "keyring"."""
        ...

    @property
    def scope(self) -> str | None:
        """What is asked for, if not the provider's own."""
        ...

    @property
    def authorize_url(self) -> str | None:
        """Where a browser goes, if not to the provider's own page."""
        ...

    @property
    def device_url(self) -> str | None:
        """Where a device code comes from, if not from the provider's own place."""
        ...

    @property
    def token_url(self) -> str | None:
        """Where tokens come from, if not from the provider's own place."""
        ...


@dataclass(frozen=True, slots=True)
class Client:
    """This program as the provider knows it, and the provider's places.

    With `device_url` a person signs in by a code on any machine, else by `authorize_url` in a browser on this one.
    """

    account: str
    user: str
    client_id: str
    client_secret: str | None
    scope: str
    token_url: str
    authorize_url: str | None
    device_url: str | None
    also: tuple[tuple[str, str], ...] = ()          # what the provider wants beside the standard's fields
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        if self.authorize_url is None and self.device_url is None:
            raise ValueError("a provider without a place to sign in at")

    def identified(self) -> dict[str, str]:
        """The fields by which the provider knows the program. RFC 6749 2.3.1."""
        secret = {"client_secret": self.client_secret} if self.client_secret is not None else {}
        return {"client_id": self.client_id, **secret}


def client(account: str, user: str, settings: Settings, ca_file: Path | None = None) -> Client:
    """The client of an account: the provider's own places, unless the settings name others."""
    base = f"https://login.microsoftonline.com/{settings.tenant}/oauth2/v2.0"
    scope, token, authorize, device = {
        # The scope for IMAP is refused to device codes, so it is the browser.
        "google": (
            "https://mail.google.com/", "https://oauth2.googleapis.com/token",
            "https://accounts.google.com/o/oauth2/v2/auth", None,
        ),
        "microsoft": (
            "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
            f"{base}/token", None, f"{base}/devicecode",
        ),
        "custom": ("", "", None, None),
    }[settings.provider]  # fmt: skip
    # Without these two Google gives a refresh token the first time only.
    also = (("access_type", "offline"), ("prompt", "consent")) if settings.provider == "google" else ()
    return Client(
        account=account,
        user=user,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scope=settings.scope or scope,
        token_url=settings.token_url or token,
        authorize_url=settings.authorize_url or authorize,
        device_url=settings.device_url or device,
        also=also,
        ca_file=ca_file,
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a sign-in gave. `ends` is when the access token does, in seconds since 1970; None where nobody said."""

    access: str
    refresh: str
    ends: float | None

    def __repr__(self) -> str:
        return "<tokens>"

    def fresh(self, now: float) -> bool:
        """Whether the access token will do for a while yet."""
        return self.ends is None or now < self.ends - EARLY

    def over(self, now: float) -> bool:
        """Whether the access token has ended."""
        return self.ends is not None and now >= self.ends

    def as_json(self) -> str:
        """For keeping."""
        return json.dumps(asdict(self))


def kept(text: str) -> Tokens | None:
    """The tokens that `as_json` wrote; None where they are not."""
    try:
        found = json.loads(text)
        return Tokens(str(found["access"]), str(found["refresh"]), None if found["ends"] is None else found["ends"])
    except (ValueError, TypeError, KeyError):
        return None


def granted(answer: Mapping[str, Any], *, now: float, refresh: str | None, whose: str) -> Tokens:
    """The tokens in a successful answer (RFC 6749 5.1). `refresh` is the one had before: it stays where none is given.

    Raises ServerRefused where the answer cannot be used; `whose` is the sign-in server's name.
    """
    access, given = answer.get("access_token"), answer.get("refresh_token", refresh)
    if not isinstance(access, str) or not access.isascii() or not access.isprintable() or not access:
        raise ServerRefused(f"The sign-in server {whose} gave no access token. It is tried again.")
    if str(answer.get("token_type", "bearer")).lower() != "bearer":
        raise ServerRefused(f"The sign-in server {whose} gave a token of a kind that mail servers do not take.")
    if not isinstance(given, str) or not given:
        raise ServerRefused(
            f"The sign-in server {whose} gave no refresh token, so the sign-in would soon end. "
            "See that the program is registered for it, and that scope in assistant.toml asks for it "
            "(mostly offline_access)."
        )
    lasts = answer.get("expires_in")
    try:
        ends = None if lasts is None else now + float(lasts)
    except (TypeError, ValueError):
        ends = None
    return Tokens(access, given, ends)
