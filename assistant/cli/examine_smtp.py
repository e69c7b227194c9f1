"""Where an account's letters are sent from, examined: connection, certificate, sign-in. Nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from assistant import config
from assistant.cli.examine_account import CERTIFICATE_DAYS
from assistant.cli.finding import Finding, from_error
from assistant.errors import AssistantError
from assistant.opening import smtp_server
from assistant.sending.smtp import greet


def examine(settings: config.Account, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """One line: how it goes, or that sending is off, which is no fault."""
    name, smtp = settings.name, settings.smtp
    server = smtp_server(settings)
    if smtp is None or server is None:
        yield Finding(
            name, "smtp", "ok",
            f"sending is off; approved drafts are sent from your mail program. [account.{name}.smtp] switches it on.",
        )  # fmt: skip
        return
    try:
        welcome = greet(server)
    except AssistantError as error:
        yield from_error(name, "smtp", error)
        return
    place = f"{smtp.host}:{smtp.port}"
    who = f"signed in as {smtp.user}" if welcome.by_password else "it asks for no sign-in"
    filed = "what is sent is copied to Sent" if smtp.copies else "it is left to the server to put it into Sent"
    ends = welcome.certificate_ends
    if ends is None and smtp.security == "plain-anywhere":
        yield Finding(
            name, "smtp", "warning",
            f"{place}: {who}, without TLS: the password and all letters can be read on the way. "
            'Set security = "tls" or "starttls" under smtp in assistant.toml.',
        )  # fmt: skip
    elif ends is not None and (ends - clock()).days < CERTIFICATE_DAYS:
        yield Finding(
            name, "smtp", "warning",
            f"{place}: {who}, and the certificate ends on {ends:%Y-%m-%d}. Ask its operator to renew it.",
        )  # fmt: skip
    else:
        yield Finding(name, "smtp", "ok", f"{place}: {who}; {filed}. Nothing was sent.")
