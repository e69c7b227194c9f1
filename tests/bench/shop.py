"""The example's shop on a Dovecot, for measurements: its settings, and what is delivered to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from imapclient import IMAPClient

from tests.cli import program
from tests.servers.dovecot import PASSWORD, Dovecot

SECRET = {"SHOP_PASSWORD": PASSWORD}


def lay(folder: Path, server: Dovecot, user: str, reader: str) -> Path:
    """Settings for this user's INBOX, and copies of the example's rules, templates and data."""
    folder.mkdir()
    shutil.copy(program.ROOT / "rules.yaml", folder)
    for name in ("templates", "data"):
        shutil.copytree(program.ROOT / name, folder / name)
    (folder / "assistant.toml").write_text(
        f'store = "store.db"\nsemantic = "{reader}"\npoll = 3600.0\n'
        "[limits]\nin_all_per_hour = 0\nper_sender_per_hour = 0\n"
        f'[account.shop]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "plain"\nuser = "{user}"\n'
        'addresses = ["shop@mulberry.example"]\npassword_env = "SHOP_PASSWORD"\n',
        encoding="utf-8",
    )
    return folder


@contextmanager
def signed_in(server: Dovecot, user: str) -> Iterator[IMAPClient]:
    """A connection of this user's."""
    with IMAPClient("127.0.0.1", port=server.port, ssl=False) as client:
        client.login(user, PASSWORD)
        yield client


def deliver(client: IMAPClient, raw: bytes) -> None:
    """Put a message into INBOX."""
    client.append("INBOX", raw, msg_time=datetime.now(UTC))
