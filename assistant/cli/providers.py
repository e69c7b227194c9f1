"""What is known of large mail providers: where their IMAP server is, and what they want as a password."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, the domains of its addresses, its server, and what to know before signing in."""

    name: str
    domains: tuple[str, ...]
    host: str
    note: str
    usable: bool = True                             # False: it takes no password of any kind


_APP = "wants an app password, not the ordinary one: make one at"
PROVIDERS = (
    Provider(
        "Gmail", ("gmail.com", "googlemail.com"), "imap.gmail.com",
        f"Gmail {_APP} https://myaccount.google.com/apppasswords (two-step verification must be on).",
    ),
    Provider(
        "Microsoft", ("outlook.com", "hotmail.com", "live.com", "msn.com", "office365.com"), "outlook.office365.com",
        "Outlook.com and Microsoft 365 take no passwords for IMAP, only OAuth 2: go on, and answer oauth where the "
        "password is asked for. docs/settings.md says how to come by the client_id.",
        usable=False,
    ),
    Provider(
        "Yahoo", ("yahoo.com", "yahoo.co.uk", "ymail.com"), "imap.mail.yahoo.com",
        f"Yahoo {_APP} https://login.yahoo.com/account/security.",
    ),
    Provider(
        "iCloud", ("icloud.com", "me.com", "mac.com"), "imap.mail.me.com",
        f"iCloud {_APP} https://account.apple.com (App-Specific Passwords).",
    ),
    Provider(
        "Fastmail", ("fastmail.com", "fastmail.fm"), "imap.fastmail.com",
        f"Fastmail {_APP} https://app.fastmail.com/settings/security.",
    ),
    Provider("GMX", ("gmx.net", "gmx.de"), "imap.gmx.net", "GMX wants IMAP to be switched on in its settings."),
    Provider("WEB.DE", ("web.de",), "imap.web.de", "WEB.DE wants IMAP to be switched on in its settings."),
)


def of_address(address: str) -> Provider | None:
    """The provider whose address this is."""
    domain = address.rpartition("@")[2].lower()
    return next((one for one in PROVIDERS if domain in one.domains), None)


def of_host(host: str) -> Provider | None:
    """The provider whose server this is. For Microsoft any server of theirs."""
    host = host.lower().rstrip(".")
    if host.endswith((".office365.com", ".outlook.com")):
        return next(one for one in PROVIDERS if not one.usable)
    return next((one for one in PROVIDERS if one.host == host), None)
