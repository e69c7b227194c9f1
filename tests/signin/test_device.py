"""A sign-in by device code against a real server: it waits as it is told to, and no longer."""

from __future__ import annotations

import pytest

from assistant.errors import ServerRefused, SignInError
from assistant.signin import device
from assistant.signin.oauth import Tokens
from tests.servers.signin import DEVICE_GRANT, SignInServer
from tests.signin.conftest import client


class Person:
    """Sees the page and the code; time goes by only when the program waits."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.waited: list[float] = []
        self.now = 1_000_000.0

    def show(self, page: str, code: str) -> None:
        """The page, and the code to type there."""
        self.shown.append((page, code))

    def sleep(self, seconds: float) -> None:
        """The program waits."""
        self.waited.append(seconds)
        self.now += seconds

    def sign_in(self, server: SignInServer) -> Tokens:
        """The whole of it."""
        return device.sign_in(client(server, device=True), self.show, sleep=self.sleep, clock=lambda: self.now)


def test_it_waits_as_the_server_says_and_gives_tokens(server: SignInServer) -> None:
    """RFC 8628 3.5: five seconds longer after each slow_down, from then on."""
    server.pending = ["authorization_pending", "slow_down", "authorization_pending", "slow_down"]
    person = Person()
    tokens = person.sign_in(server)
    assert person.shown == [(f"{server.base}/device", "BDWP-HQPK")]
    assert person.waited == [2, 2, 7, 7, 12]
    assert server.grants(DEVICE_GRANT) == 5
    assert (tokens.access in server.access, tokens.refresh in server.refresh) == (True, True)
    assert tokens.ends == person.now + 3600


def test_a_code_that_nobody_types_is_given_up(server: SignInServer) -> None:
    """When its life is over."""
    server.waits, server.pending = 60, ["authorization_pending"] * 100
    person = Person()
    with pytest.raises(SignInError, match="not used in time"):
        person.sign_in(server)
    assert sum(person.waited) == 60


@pytest.mark.parametrize(
    ("code", "said"),
    [("access_denied", "was declined"), ("expired_token", "not used in time"), ("invalid_scope", "client_id, tenant")],
)
def test_a_refusal_ends_it(server: SignInServer, code: str, said: str) -> None:
    """No further question is asked."""
    server.pending = ["authorization_pending", code, "authorization_pending"]
    with pytest.raises(SignInError, match=said):
        Person().sign_in(server)
    assert server.grants(DEVICE_GRANT) == 2


def test_a_server_in_trouble_is_told(server: SignInServer) -> None:
    """It gave no code at all."""
    server.broken = 503
    with pytest.raises(ServerRefused, match="status 503"):
        Person().sign_in(server)


def test_a_sign_in_that_would_end_soon_is_none(server: SignInServer) -> None:
    """Without a refresh token the daemon would be shut out within the hour."""
    server.gives_refresh = False
    with pytest.raises(ServerRefused, match="no refresh token"):
        Person().sign_in(server)
