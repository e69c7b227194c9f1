"""Access tokens against a real server: renewed in time, once for all who ask, and an end that is told clearly."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.errors import ConfigError, ServerRefused, ServerUnreachable, SignInError
from assistant.signin.keeping import Keeping
from assistant.signin.oauth import Tokens
from assistant.signin.tokens import AccessToken
from tests.servers.signin import SignInServer
from tests.signin.conftest import client

NOW = 1_000_000.0


class Account:
    """One who has signed in, with a clock of the test's own."""

    def __init__(self, server: SignInServer, keeping: Keeping) -> None:
        self.server, self.keeping, self.now = server, keeping, NOW
        server.access["first"] = server.refresh["for-ever"] = "help"
        keeping.write(Tokens("first", "for-ever", NOW + 3600))

    def token(self) -> AccessToken:
        """As each connection makes its own."""
        return AccessToken(client(self.server), self.keeping, clock=lambda: self.now)

    @property
    def refreshes(self) -> int:
        """How often the server was asked."""
        return self.server.grants("refresh_token")


@pytest.fixture
def account(server: SignInServer, keeping: Keeping) -> Account:
    """Signed in just now, for an hour."""
    return Account(server, keeping)


def test_a_token_is_used_until_shortly_before_its_end(account: Account) -> None:
    """Then a new one is fetched, kept, and used by whoever comes later."""
    assert account.token()() == "first"
    account.now = NOW + 3600 - 121
    assert account.token()() == "first"
    account.now = NOW + 3600 - 119
    second = account.token()()
    assert second != "first"
    assert account.server.access[second] == "help"
    assert account.token()() == second
    assert account.refreshes == 1


def test_many_connections_make_one_refresh(account: Account) -> None:
    """All get the same new token, whether they came before or while it was fetched."""
    account.now = NOW + 4000
    account.server.slow = threading.Event()
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(account.token()) for _ in range(12)]
        account.server.slow.set()
        assert len({one.result(60) for one in asked}) == 1
    assert account.refreshes == 1


def test_many_that_were_refused_make_one_refresh(account: Account) -> None:
    """A token taken back before its time."""
    with ThreadPoolExecutor(8) as pool:
        renewed = {one.result(60) for one in [pool.submit(account.token().renew, "first") for _ in range(8)]}
    assert (len(renewed), account.refreshes) == (1, 1)
    assert account.token()() in renewed


def test_a_refresh_token_that_changes_is_kept(account: Account) -> None:
    """Each refresh ends the one before."""
    account.server.rotates = True
    for hours in range(1, 4):
        account.now = NOW + hours * 3600
        account.token()()
    assert account.refreshes == 3
    kept = account.keeping.read()
    assert kept is not None
    assert list(account.server.refresh) == [kept.refresh]


def test_a_sign_in_that_was_taken_back_says_which_command_to_run(account: Account) -> None:
    """The command to run is named, and no token."""
    account.server.revoke_all()
    account.now = NOW + 4000
    with pytest.raises(SignInError) as caught:
        account.token()()
    assert "valid no more (invalid_grant" in str(caught.value)
    assert str(caught.value).endswith("Sign in again with: assistant signin support")
    assert "for-ever" not in str(caught.value) + repr(caught.value.__context__)


def test_a_sign_in_server_in_trouble_is_no_trouble_while_the_token_lasts(account: Account) -> None:
    """Once it has ended, or was refused, the trouble is told as one that passes."""
    account.server.broken = 503
    account.now = NOW + 3600 - 60
    assert account.token()() == "first"
    with pytest.raises(ServerRefused):
        account.token().renew("first")
    account.now = NOW + 3601
    with pytest.raises(ServerRefused, match="It is tried again"):
        account.token()()
    account.server.broken = None
    assert account.token()() in account.server.access


def test_a_sign_in_server_that_is_not_there_is_told(account: Account) -> None:
    """As one that passes."""
    account.now = NOW + 4000
    token = account.token()
    account.server.base = "http://127.0.0.1:1"
    with pytest.raises(ServerUnreachable, match="could not be reached"):
        account.token()()
    assert token() in account.server.access


def test_who_has_not_signed_in_is_told_how(server: SignInServer, keeping: Keeping) -> None:
    """Before the first time."""
    with pytest.raises(ConfigError, match="Run: assistant signin support"):
        AccessToken(client(server), keeping)()


def test_a_token_does_not_show_itself(account: Account) -> None:
    """Printed, it says whose it is and no more."""
    assert repr(account.token()) == "<the access token of account.support>"
