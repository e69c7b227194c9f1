"""What the shape of each value alone does not tell: unknown keys, secrets, values that contradict each other."""

from __future__ import annotations

from typing import Any

from assistant.config.faults import Faults, nearest, quoted
from assistant.config.tables import HERE, KEYS, SECRETS, listed


def check(data: dict[str, Any], faults: Faults, *, accounts: bool) -> None:
    """What the shape of each value alone does not tell: unknown keys, secrets, values that contradict each other."""
    _known(data, "", (), faults)
    if isinstance(data.get("limits"), dict):
        _known(data["limits"], "limits", ("limits",), faults)
    given = data.get("account")
    if accounts and (given is None or given == {}):
        faults.add((), "no account; expected a table [account.NAME] with host, user and where the password is")
    watched: dict[tuple[object, ...], str] = {}
    for name, account in given.items() if isinstance(given, dict) else ():
        place = ("account", name)
        if not isinstance(account, dict):
            continue                                # told by its shape
        _known(account, "account", place, faults)
        _secret(account, place, faults)
        if isinstance(account.get("oauth"), dict):
            _oauth(account["oauth"], (*place, "oauth"), faults)
        if isinstance(account.get("smtp"), dict):
            _smtp(account["smtp"], (*place, "smtp"), faults)
        host = account.get("host")
        _plain(account, place, faults)
        mailboxes = listed(account.get("mailboxes", ["INBOX"]))
        if str(account.get("drafts", "")).upper() == "INBOX":
            faults.add((*place, "drafts"), "drafts are never kept in INBOX; expected another mailbox, like \"Drafts\"")
        special, watching = account.get("mailbox_rules"), mailboxes if isinstance(mailboxes, list) else []
        for mailbox in special if isinstance(special, dict) else ():
            if mailbox not in watching:
                near = nearest(mailbox, [str(each) for each in watching])
                faults.add(
                    (*place, "mailbox_rules"), f"{quoted(mailbox)} is not watched; expected one of mailboxes{near}"
                )
        for mailbox in mailboxes if isinstance(mailboxes, list) else ():
            if mailbox in (account.get("drafts"), account.get("sent"), account.get("notes", "Assistant")):
                faults.add((*place, "mailboxes"), f"{quoted(mailbox)} is where we write; it cannot be watched as well")
            key = (host, account.get("port"), account.get("user"), str(mailbox))
            if watched.setdefault(key, name) != name:
                faults.add(place, f"watches {quoted(mailbox)} of {host}, and so does account.{watched[key]}")


def _known(table: dict[str, Any], kind: str, place: tuple[str, ...], faults: Faults) -> None:
    homes = {
        "": "at the top, above the first table", "limits": "in [limits]", "account": "in [account.NAME]",
        "oauth": "in oauth = {...}", "smtp": "in [account.NAME.smtp]",
    }  # fmt: skip
    for key in table:
        if key in KEYS[kind] or (kind in ("account", "smtp") and key == "password"):
            continue
        near = nearest(key, KEYS[kind])
        home = next((home for other, home in homes.items() if other != kind and key in KEYS[other]), None)
        faults.add((*place, key), f"unknown key here; it belongs {home}" if home else f"unknown key{near}")


def _secret(account: dict[str, Any], place: tuple[str, ...], faults: Faults) -> None:
    choice = f"expected one of {', '.join(SECRETS[:-1])} and {SECRETS[-1]}"
    given = [key for key in SECRETS if key in account]
    if not _password(account, place, faults) and not given:
        faults.add(place, f"no password and no other way to sign in; {choice}")
    if len(given) > 1:
        faults.add((*place, given[1]), f"{' and '.join(given)} are given; {choice}")


def _password(table: dict[str, Any], place: tuple[str, ...], faults: Faults) -> bool:
    if "password" not in table:
        return False
    faults.add(
        (*place, "password"),
        "a password does not belong in this file; put it in a file that only you can read and name that as "
        "password_file, or use another of the ways. Then change it: it may have been seen",
    )
    return True


def _plain(table: dict[str, Any], place: tuple[str, ...], faults: Faults) -> None:
    host = table.get("host")
    if table.get("security") == "plain" and isinstance(host, str) and not HERE.fullmatch(host):
        faults.add(
            (*place, "security"),
            f'"plain" would send the password to {host} for all to read; expected "tls" or "starttls" '
            '("plain-anywhere" if you know that nobody listens)',
        )


def _smtp(table: dict[str, Any], place: tuple[str, ...], faults: Faults) -> None:
    _known(table, "smtp", place, faults)
    _plain(table, place, faults)
    _password(table, place, faults)
    given = [key for key in SECRETS if key in table]
    if len(given) > 1:
        faults.add((*place, given[1]), f"{' and '.join(given)} are given; expected one of them, or none")


def _oauth(table: dict[str, Any], place: tuple[str, ...], faults: Faults) -> None:
    _known(table, "oauth", place, faults)
    if table.get("provider") != "custom":
        return
    for key in ("token_url", "scope"):
        if key not in table:
            faults.add(place, f'{key} is missing; the provider "custom" is known by it')
    if "authorize_url" not in table and "device_url" not in table:
        faults.add(place, "authorize_url is missing (or device_url, for a sign-in by code)")
