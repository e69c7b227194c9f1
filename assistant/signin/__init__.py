"""How the program proves who it is to a mail server: by a password, or by OAuth 2.

`secret` fetches a password from environment, command, file or keyring; `access_token` gives the token of a sign-in
that `assistant signin` made, renewed when it must be.
"""

from __future__ import annotations

from pathlib import Path

from assistant.signin.keeping import Keeping
from assistant.signin.oauth import Settings, client
from assistant.signin.password import secret
from assistant.signin.tokens import AccessToken

__all__ = ["AccessToken", "access_token", "secret"]


def access_token(account: str, user: str, settings: Settings, ca_file: Path | None = None) -> AccessToken:
    """The access token of an account. Asks nobody yet."""
    return AccessToken(client(account, user, settings, ca_file), Keeping(account, settings.tokens))
