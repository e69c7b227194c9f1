"""`assistant signin` as a process, against a real sign-in server and a Dovecot that asks it; then the daemon's run."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener, urlopen

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, mailbox, written
from tests.conftest import _require
from tests.servers import dovecot as dovecot_server
from tests.servers import signin
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.signin import CLIENT, CLIENT_SECRET, DEVICE_GRANT, SignInServer

pytestmark = pytest.mark.dovecot


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop that signs in by OAuth 2."""

    folder: Path
    mail: Dovecot
    tokens: SignInServer

    @property
    def file(self) -> Path:
        """Where its tokens are kept."""
        return self.folder / "pedal.tokens.json"


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[SignInServer, Dovecot]]:
    """A sign-in server, and a Dovecot that asks it."""
    _require(dovecot_server.missing())
    with signin.running() as tokens, dovecot_server.running(introspection=f"{tokens.base}/introspect") as mail:
        yield tokens, mail


@pytest.fixture
def shop(servers: tuple[SignInServer, Dovecot], fresh_user: str, tmp_path: Path) -> Shop:
    """A shop of the test's own; nobody has signed in yet."""
    tokens, mail = servers
    tokens.user, tokens.pending, tokens.declines, tokens.asked = fresh_user, [], False, []
    made = Shop(tmp_path / "shop", mail, tokens)
    configure(made, "authorize_url")
    deliver(mail, fresh_user, written(COVERED))
    return made


def configure(shop: Shop, place: str) -> None:
    """Sign in by a browser ("authorize_url") or by device code ("device_url")."""
    base, path = shop.tokens.base, {"authorize_url": "authorize", "device_url": "devicecode"}[place]
    lay(
        shop.folder, shop.mail, shop.tokens.user,
        f'oauth = {{provider = "custom", client_id = "{CLIENT}", client_secret = "{CLIENT_SECRET}", scope = "mail", '
        f'token_url = "{base}/token", {place} = "{base}/{path}"}}',
    )  # fmt: skip


def address(running: program.Running) -> str:
    """The address that is to be opened."""
    found = re.search(r"^http\S+$", running.until("code_challenge"), re.MULTILINE)
    assert found
    return found[0]


def sign_in(shop: Shop) -> program.Ended:
    """By a browser on this machine."""
    with program.started("signin", "pedal", "--no-browser", cwd=shop.folder) as running:
        with urlopen(address(running), timeout=60) as page:
            assert b"close this window" in page.read()
        return running.end()


def test_a_browser_signs_in_and_the_daemon_drafts(shop: Shop) -> None:
    """What is given is kept for its owner alone, tried at the mail server, and then a run goes without a password."""
    before = program.run("run", "--once", cwd=shop.folder)
    assert before.status == 1
    assert "Run: assistant signin pedal" in before.err
    told = sign_in(shop)
    assert (told.status, told.err) == (0, "")
    assert told.out.splitlines()[-2:] == [
        f"ok: signed in as {shop.tokens.user}; what was given is kept in {shop.file}, readable by you alone.",
        "ok: 127.0.0.1 takes it.",
    ]
    assert stat.S_IMODE(shop.file.stat().st_mode) == 0o600
    assert program.run("run", "--once", cwd=shop.folder).out.endswith("1 message: 1 draft (1 ready).\n")
    assert len(mailbox(shop.mail, shop.tokens.user, "Drafts")) == 1
    doctor = program.run("doctor", cwd=shop.folder)
    assert (doctor.status, "pedal: sign-in: signed in as" in doctor.out) == (0, True)


def test_a_token_that_has_ended_is_renewed_by_the_run(shop: Shop) -> None:
    """Taken back before its time, too."""
    sign_in(shop)
    shop.tokens.access.clear()
    assert program.run("run", "--once", cwd=shop.folder).status == 0
    assert shop.tokens.grants("refresh_token") == 1
    assert program.run("run", "--once", cwd=shop.folder).status == 0
    assert shop.tokens.grants("refresh_token") == 1


def test_a_sign_in_that_was_taken_back_names_the_command(shop: Shop) -> None:
    """And after it all is well again; no message was lost."""
    sign_in(shop)
    shop.tokens.revoke_all()
    told = program.run("run", "--once", cwd=shop.folder)
    assert told.status == 3
    assert "Sign in again with: assistant signin pedal" in told.err.splitlines()[0]
    sign_in(shop)
    assert program.run("run", "--once", cwd=shop.folder).out.endswith("1 message: 1 draft (1 ready).\n")


def test_a_device_code_signs_in(shop: Shop) -> None:
    """The page and the code are shown; the only account needs no name."""
    configure(shop, "device_url")
    shop.tokens.pending = ["authorization_pending"]
    told = program.run("signin", cwd=shop.folder)
    assert (told.status, told.err) == (0, "Waiting...\n")
    assert f"Open {shop.tokens.base}/device" in told.out
    assert "\n    BDWP-HQPK\n" in told.out
    assert shop.tokens.grants(DEVICE_GRANT) == 2
    assert program.run("run", "--once", cwd=shop.folder).status == 0


def test_with_the_browser_elsewhere_its_address_is_pasted(shop: Shop) -> None:
    """It ends on an address of this machine that it cannot reach."""

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object, **__: object) -> None:
            return

    with program.started("signin", "--paste", cwd=shop.folder) as running:
        try:
            build_opener(Stay).open(address(running), timeout=60)
            raise AssertionError("no redirect")
        except HTTPError as redirect:
            with redirect:
                running.write(redirect.headers["Location"])
        told = running.end()
    assert told.status == 0, told.err
    assert shop.file.exists()


def test_who_declines_is_not_signed_in(shop: Shop) -> None:
    """Nothing is kept."""
    shop.tokens.declines = True
    told = sign_in(shop)
    assert told.status == 3
    assert "was declined. Nothing was kept." in told.err
    assert not shop.file.exists()


def test_a_sign_in_as_somebody_else_is_told(shop: Shop) -> None:
    """The mail server does not take it for the user of the settings."""
    user, shop.tokens.user = shop.tokens.user, "somebody-else"
    told = sign_in(shop)
    shop.tokens.user = user
    assert told.status == 3
    assert "user in your settings is the one who signed in" in told.err


def test_an_account_with_a_password_has_nothing_to_sign_in(shop: Shop) -> None:
    """It is told, and so is an account that is not there."""
    lay(shop.folder, shop.mail, shop.tokens.user)
    told = program.run("signin", "pedal", cwd=shop.folder, env={"PEDAL_PASSWORD": PASSWORD})
    assert told.status == 1
    assert "signs in with a password" in told.err
    assert program.run("signin", "pedla", cwd=shop.folder).status == 2
