"""An access token whenever one is wanted: the one that is kept, or a new one for the refresh token (RFC 6749 6).

Many connections make one refresh: who comes second finds the token that the first one got.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.errors import ConfigError, PassingError, SignInError
from assistant.signin import endpoint
from assistant.signin.keeping import Keeping
from assistant.signin.oauth import Client, Tokens, granted


class AccessToken:
    """Called, it gives an access token; shown, it does not.

    Raises ConfigError where nobody has signed in yet, SignInError where the sign-in was taken back, PassingError
    where the sign-in server is in trouble and the token at hand has ended.
    """

    __slots__ = ("_client", "_clock", "_keeping")

    def __init__(self, client: Client, keeping: Keeping, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._keeping = keeping
        self._clock = clock

    def __repr__(self) -> str:
        return f"<the access token of account.{self._client.account}>"

    def __call__(self) -> str:
        """The token at hand, renewed where its end is near."""
        found = self._found()
        return found.access if found.fresh(self._clock()) else self._renewed(found.access, needed=False)

    def renew(self, refused: str) -> str:
        """Another token than the one that the mail server refused, though its time had not come."""
        return self._renewed(refused, needed=True)

    def _renewed(self, old: str, *, needed: bool) -> str:
        with self._keeping.alone():
            found = self._found()
            if found.access != old:
                return found.access                 # somebody was faster
            try:
                answer = endpoint.ask(
                    self._client.token_url,
                    {"grant_type": "refresh_token", "refresh_token": found.refresh, **self._client.identified()},
                    ca_file=self._client.ca_file,
                )
                new = granted(answer, now=self._clock(), refresh=found.refresh, whose=self._client.token_url)
            except endpoint.Refused as refusal:
                raise self._refused(refusal) from None
            except PassingError:
                if needed or found.over(self._clock()):
                    raise
                return found.access                 # it has some time left, and so has the server
            self._keeping.write(new)
            return new.access

    def _found(self) -> Tokens:
        found = self._keeping.read()
        if found is None:
            raise ConfigError(
                f"Nobody has signed in for account.{self._client.account} yet. No message was touched. "
                f"Run: assistant signin {self._client.account}"
            )
        return found

    def _refused(self, refusal: endpoint.Refused) -> SignInError:
        said = f"{refusal.code}{f': {refusal.said}' if refusal.said else ''}"
        if refusal.code == "invalid_grant":         # RFC 6749 5.2: revoked, expired, or another client's
            return SignInError(
                f"The sign-in of account.{self._client.account} is valid no more ({said}). No message was touched. "
                f"Sign in again with: assistant signin {self._client.account}"
            )
        return SignInError(
            f"The sign-in of account.{self._client.account} could not be renewed ({said}). No message was touched. "
            "Check client_id and client_secret in assistant.toml, then sign in again with: "
            f"assistant signin {self._client.account}"
        )
