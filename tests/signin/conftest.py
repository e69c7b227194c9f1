"""What the tests of OAuth share: a sign-in server, a client of it, and a place for tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.signin.keeping import Keeping
from assistant.signin.oauth import Client
from tests.servers import signin
from tests.servers.signin import CLIENT, CLIENT_SECRET, SignInServer


@pytest.fixture
def server() -> Iterator[SignInServer]:
    """A sign-in server of the test's own."""
    with signin.running() as running:
        yield running


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    """A file for tokens that is not there yet."""
    return Keeping("support", str(tmp_path / "tokens" / "support.json"))


def client(server: SignInServer, *, device: bool = False) -> Client:
    """This program as the server knows it."""
    return Client(
        account="support", user="help", client_id=CLIENT, client_secret=CLIENT_SECRET, scope="mail",
        token_url=f"{server.base}/token", authorize_url=f"{server.base}/authorize",
        device_url=f"{server.base}/devicecode" if device else None,
    )  # fmt: skip
