"""Signing in by a code that a person types on any machine: the device authorization grant, RFC 8628."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import ServerRefused, ServerUnreachable, SignInError
from assistant.signin import endpoint
from assistant.signin.oauth import Client, Tokens, granted

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
INTERVAL = 5.0                                      # seconds between two questions, where the server names none
SLOWER = 5.0                                        # seconds more at each slow_down (3.5)
LASTS = 900.0                                       # seconds of a code whose life the server does not tell


def sign_in(
    client: Client,
    show: Callable[[str, str], None],
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
) -> Tokens:
    """Get a code, `show` it with the page to type it in, and wait until the person has.

    Raises SignInError where the person declines or takes too long, PassingError and OperatorError.
    """
    if client.device_url is None:
        raise ValueError("a provider without device codes")
    whose = urlsplit(client.device_url).hostname or client.device_url
    try:
        given = endpoint.ask(
            client.device_url, {"client_id": client.client_id, "scope": client.scope}, ca_file=client.ca_file
        )
    except endpoint.Refused as refusal:
        raise _declined(client, refusal) from None
    code, user_code = given.get("device_code"), given.get("user_code")
    page = given.get("verification_uri", given.get("verification_url"))
    if not (isinstance(code, str) and isinstance(user_code, str) and isinstance(page, str)):
        raise ServerRefused(f"The sign-in server {whose} gave no code. Try again.")
    until = clock() + _seconds(given.get("expires_in"), LASTS)
    interval = max(1.0, _seconds(given.get("interval"), INTERVAL))
    show(page, user_code)
    while clock() < until:
        sleep(interval)
        try:
            answer = endpoint.ask(
                client.token_url,
                {"grant_type": GRANT, "device_code": code, **client.identified()},
                ca_file=client.ca_file,
            )
        except endpoint.Refused as refusal:
            if refusal.code == "slow_down":
                interval += SLOWER
            elif refusal.code != "authorization_pending":
                raise _declined(client, refusal) from None
        except ServerUnreachable:
            interval *= 2                           # 3.5: an exponential backoff, such as doubling the interval
        else:
            return granted(answer, now=clock(), refresh=None, whose=whose)
    raise SignInError(
        f"The code was not used in time. Nothing was kept. Start again with: assistant signin {client.account}"
    )


def _seconds(told: Any, default: float) -> float:
    return float(told) if isinstance(told, (int, float)) and told > 0 else default


def _declined(client: Client, refusal: endpoint.Refused) -> SignInError:
    why = {
        "access_denied": "The sign-in was declined",
        "expired_token": "The code was not used in time",
    }.get(refusal.code, f"The sign-in server refused ({refusal.code}{f': {refusal.said}' if refusal.said else ''})")
    remedy = (
        "Check client_id, tenant and scope in assistant.toml, and how the program is registered there."
        if refusal.code not in ("access_denied", "expired_token")
        else f"Start again with: assistant signin {client.account}"
    )
    return SignInError(f"{why}. Nothing was kept. {remedy}")
