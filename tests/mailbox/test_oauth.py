"""Signing in with tokens on a real Dovecot, which asks a real sign-in server about each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

import pytest

from assistant.errors import ServerRefused, SignInError
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import connect
from tests.conftest import _require
from tests.servers import dovecot as dovecot_server
from tests.servers import signin
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Caller, scripted, signed_in
from tests.servers.signin import SignInServer

pytestmark = pytest.mark.dovecot


@dataclass(slots=True)
class Asked:
    """Gives one token, and another when that was refused."""

    first: str
    second: str = "none"
    refused: list[str] = field(default_factory=list)

    def renew(self, refused: str) -> str:
        """The other one."""
        self.refused.append(refused)
        return self.second

    def on(self, settings: ServerSettings) -> ServerSettings:
        """Settings that sign in with these."""
        return replace(settings, secret=lambda: self.first, renew=self.renew)


@dataclass(frozen=True, slots=True)
class Place:
    """A Dovecot and the sign-in server that it asks."""

    mail: Dovecot
    tokens: SignInServer

    def token(self, value: str, user: str) -> str:
        """A token of the user's that is valid."""
        self.tokens.access[value] = user
        return value


@pytest.fixture(scope="module", params=["xoauth2 oauthbearer", "xoauth2", "oauthbearer"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Dovecot with both mechanisms, and with each alone."""
    _require(dovecot_server.missing())
    with (
        signin.running() as tokens,
        dovecot_server.running(introspection=f"{tokens.base}/introspect", mechanisms=request.param) as mail,
    ):
        yield Place(mail, tokens)


def test_a_valid_token_signs_in(place: Place, fresh_user: str) -> None:
    """And the mailbox is the user's; with TLS too."""
    asked = Asked(place.token(f"good-{fresh_user}", fresh_user))
    for tls in (False, True):
        with closing(connect(asked.on(place.mail.settings(fresh_user, tls=tls)))) as account:
            assert account.drafts_mailbox() == "Drafts"
    assert asked.refused == []


def test_a_token_that_was_taken_back_is_renewed_once(place: Place, fresh_user: str) -> None:
    """The server's refusal is enough; the account is then open."""
    asked = Asked("gone", place.token(f"new-{fresh_user}", fresh_user))
    with closing(connect(asked.on(place.mail.settings(fresh_user)))) as account:
        assert account.select("INBOX").exists == 0
    assert asked.refused == ["gone"]


def test_a_sign_in_that_is_refused_twice_is_told(place: Place, fresh_user: str) -> None:
    """Without the tokens, and with the command to run."""
    asked = Asked("gone-one", "gone-two")
    with pytest.raises(SignInError) as caught:
        connect(asked.on(place.mail.settings(fresh_user)))
    assert asked.refused == ["gone-one"]
    assert "assistant signin" in str(caught.value)
    assert "gone-" not in str(caught.value)


def test_a_token_of_somebody_else_is_refused(place: Place, fresh_user: str) -> None:
    """Whoever signed in as another user than the settings name."""
    token = place.token(f"other-{fresh_user}", "somebody-else")
    with pytest.raises(SignInError, match="user in your settings is the one who signed in"):
        connect(Asked(token, token).on(place.mail.settings(fresh_user)))


def test_a_password_still_signs_in(place: Place, fresh_user: str) -> None:
    """The same server takes both."""
    connect(place.mail.settings(fresh_user)).close()


def test_a_server_without_oauth_is_told(dovecot: Dovecot, fresh_user: str) -> None:
    """Nothing is sent to it."""
    with pytest.raises(SignInError, match="does not offer sign-in by OAuth 2"):
        connect(Asked("secret-token").on(dovecot.settings(fresh_user)))


def test_a_server_that_cannot_check_just_now_is_tried_again() -> None:
    """RFC 5530: UNAVAILABLE is no refusal of the token, so it is not renewed."""

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready")
        while True:
            tag, command = caller.command()
            if command.startswith("AUTHENTICATE"):
                caller.say("+ ")
                caller.command()
                caller.say(f"{tag} NO [UNAVAILABLE] later")
            else:
                caller.say("* CAPABILITY IMAP4rev1 AUTH=XOAUTH2", f"{tag} OK done")

    asked = Asked("token")
    with scripted(script) as port, pytest.raises(ServerRefused, match="It is tried again"):
        connect(asked.on(ServerSettings(host="127.0.0.1", port=port, user="u", secret=str, security="plain")))
    assert asked.refused == []


def test_a_user_name_with_signs_of_its_own_is_escaped() -> None:
    """RFC 5801 4: "," and "=" in a saslname."""
    import base64

    heard: list[bytes] = []

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER] ready")
        while True:
            tag, command = caller.command()
            if command.startswith("AUTHENTICATE"):
                caller.say("+ ")
                heard.append(base64.b64decode(caller.command()[0]))
                caller.say(f"{tag} OK [CAPABILITY IMAP4rev1] welcome")
            else:
                caller.say("* CAPABILITY IMAP4rev1 AUTH=OAUTHBEARER", f"{tag} OK done")

    settings = ServerSettings(host="127.0.0.1", port=1, user="a=b,c", secret=str, security="plain")
    with scripted(script) as port:
        connect(replace(Asked("T").on(settings), port=port)).close()
    assert heard == [b"n,a=a=3Db=2Cc,\x01auth=Bearer T\x01\x01"]


def test_an_account_with_a_password_is_never_renewed() -> None:
    """A wrong password is told at once."""

    def refuse(caller: Caller, tag: str, command: str) -> None:
        caller.say(f"{tag} NO no")

    with scripted(signed_in(refuse)) as port:
        connect(ServerSettings(host="127.0.0.1", port=port, user="u", secret=lambda: "p", security="plain")).close()
