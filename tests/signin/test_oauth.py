"""The providers' own places and scopes, and what an answer must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import pytest

from assistant.errors import ServerRefused
from assistant.signin.oauth import Tokens, client, granted, kept

GOOD: dict[str, Any] = {"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "refresh_token": "r"}


@dataclass(frozen=True)
class Settings:
    """The `oauth` of an account."""

    provider: Literal["google", "microsoft", "custom"]
    client_id: str = "c"
    client_secret: str | None = None
    tenant: str = "common"
    tokens: str = "keyring"
    scope: str | None = None
    authorize_url: str | None = None
    device_url: str | None = None
    token_url: str | None = None


def test_google_goes_by_the_browser() -> None:
    """Its scope for IMAP is refused to device codes; without access_type there is no refresh token."""
    made = client("support", "help@x.example", Settings("google"))
    assert (made.scope, made.device_url) == ("https://mail.google.com/", None)
    assert made.token_url == "https://oauth2.googleapis.com/token"
    assert dict(made.also) == {"access_type": "offline", "prompt": "consent"}


def test_microsoft_goes_by_device_code() -> None:
    """Of the organisation that the settings name."""
    made = client("support", "help@x.example", Settings("microsoft", tenant="x.example"))
    assert made.device_url == "https://login.microsoftonline.com/x.example/oauth2/v2.0/devicecode"
    assert made.scope.split() == [
        "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access",
    ]  # fmt: skip


def test_other_places_go_before_the_providers_own() -> None:
    """And a provider without a place to sign in at cannot be built."""
    own = Settings("custom", scope="mail", token_url="https://t/", authorize_url="https://a/")
    made = client("support", "u", own)
    assert (made.scope, made.token_url, made.authorize_url) == ("mail", "https://t/", "https://a/")
    with pytest.raises(ValueError, match="without a place"):
        client("support", "u", Settings("custom", scope="mail", token_url="https://t/"))


def test_tokens_are_kept_and_read_again() -> None:
    """And never shown."""
    made = granted(GOOD, now=1000.0, refresh=None, whose="x")
    assert made == Tokens("a", "r", 4600.0)
    assert kept(made.as_json()) == made
    assert repr(made) == "<tokens>"
    assert [made.fresh(now) for now in (1000, 4479, 4481)] == [True, True, False]
    assert [made.over(now) for now in (4481, 4599, 4600)] == [False, False, True]


def test_a_refresh_token_that_is_not_given_anew_stays() -> None:
    """RFC 6749 6: the server may leave it out. Nor need it say how long a token lasts."""
    answer = {"access_token": "b"}
    assert granted(answer, now=0, refresh="old", whose="x") == Tokens("b", "old", None)
    assert Tokens("b", "old", None).fresh(1e12)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"access_token": ""}, "no access token"),
        ({"access_token": "a\nb"}, "no access token"),
        ({"access_token": 3}, "no access token"),
        ({"token_type": "mac"}, "of a kind"),
        ({"refresh_token": None}, "offline_access"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(change: dict[str, Any], said: str) -> None:
    """What is missing, and what to ask for."""
    with pytest.raises(ServerRefused, match=said):
        granted(GOOD | change, now=0, refresh=None, whose="x")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"access": "a"}', "null", "\x00"])
def test_a_file_that_holds_no_tokens_holds_none(text: str) -> None:
    """As if nobody had signed in."""
    assert kept(text) is None
