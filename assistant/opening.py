"""From an account's settings to connections: how its servers are reached, and where its secrets are."""

from __future__ import annotations

import os

from assistant import signin
from assistant.config import Account as Settings
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import ImapAccount, connect
from assistant.sending.contract import SmtpServer


def server(settings: Settings) -> ServerSettings:
    """How the account's IMAP server is reached. The secret is fetched at each sign-in, not here."""
    token = _token(settings)
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


def smtp_server(settings: Settings) -> SmtpServer | None:
    """How the account's SMTP server is reached; None where sending is off. The secret as above."""
    smtp = settings.smtp
    if smtp is None:
        return None
    token = None if smtp.own_password else _token(settings)
    return SmtpServer(
        host=smtp.host,
        port=smtp.port,
        security=smtp.security,
        ca_file=smtp.ca_file,
        user=smtp.user,
        secret=token or signin.secret(smtp if smtp.own_password else settings, os.environ),
        renew=token.renew if token else None,
        timeout=smtp.timeout,
    )


def open_account(settings: Settings) -> ImapAccount:
    """A signed-in connection as the settings say. Raises what mailbox.imap.connect raises."""
    return connect(server(settings))


def _token(settings: Settings) -> signin.AccessToken | None:
    if settings.oauth is None:
        return None
    return signin.access_token(settings.name, settings.user, settings.oauth, settings.ca_file)
