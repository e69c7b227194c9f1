"""From an account's settings to a connection: how its server is reached, and where its secret is."""

from __future__ import annotations

import os

from assistant import signin
from assistant.config import Account as Settings
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import ImapAccount, connect


def server(settings: Settings) -> ServerSettings:
    """How the account's server is reached. The secret is fetched at each sign-in, not here."""
    token = None
    if settings.oauth is not None:
        token = signin.access_token(settings.name, settings.user, settings.oauth, settings.ca_file)
    return ServerSettings(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        ca_file=settings.ca_file,
        user=settings.user,
        secret=token or signin.secret(settings, os.environ),
        renew=token.renew if token else None,
        timeout=settings.timeout,
    )


def open_account(settings: Settings) -> ImapAccount:
    """A signed-in connection as the settings say. Raises what mailbox.imap.connect raises."""
    return connect(server(settings))
