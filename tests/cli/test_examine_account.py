"""An account examined on real servers: what is told, and that nothing of anybody else's is touched."""

from __future__ import annotations

import ssl
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import config
from assistant.cli.embedded import EmbeddedServer
from assistant.cli.examine_account import KEYWORD, TEXT, came_back, examine, parent_id
from assistant.cli.finding import Finding, within
from assistant.config import Account
from assistant.drafting.compose import compose
from assistant.mailbox.contract import Fetched, ServerSettings
from assistant.mailbox.imap import connect
from assistant.model import Address, Draft
from assistant.opening import open_account
from tests.servers import poor
from tests.servers.certificates import Certificate, authority, signed_by
from tests.servers.dovecot import Dovecot
from tests.servers.scripted import Caller, scripted, signed_in

OURS = "help@pedal.example"


def now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)


def account(server: ServerSettings, folder: Path, *more: str) -> Account:
    """Settings that lead to the server; its password is in a file."""
    secret = folder / "password"
    secret.write_text(server.secret() + "\n")
    secret.chmod(0o600)
    lines = ["[account.pedal]", f'host = "{server.host}"', f"port = {server.port}", f'security = "{server.security}"']
    lines += [f'user = "{server.user}"', 'password_file = "password"', f'addresses = ["{OURS}"]', *more]
    lines += [f'ca_file = "{server.ca_file}"'] if server.ca_file else []
    return config.read("\n".join(lines), path=folder / "assistant.toml", environ={}).accounts[0]


def examined(settings: Account, clock: timedelta = timedelta(0)) -> dict[str, Finding]:
    """What is found, by check; the clock may be wrong by so much."""
    return {one.check: one for one in examine(settings, open_account, lambda: now() + clock)}


def standing(server: ServerSettings, mailbox: str) -> dict[int, frozenset[str]]:
    """What stands in a mailbox, with its flags."""
    with closing(connect(server)) as opened:
        opened.select(mailbox)
        return opened.flags(mailbox, opened.new_uids(mailbox, 0))


@pytest.mark.dovecot
def test_a_sound_account_is_sound_in_every_point(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Each check is told once, and Drafts is as empty as before."""
    server = dovecot.settings(fresh_user)
    found = examined(account(server, tmp_path))
    assert list(found) == [
        "connect", "tls", "sign-in", "capabilities", "mailbox", "sent", "drafts", "test draft", "keywords", "clock",
    ]  # fmt: skip
    assert {one.state for one in found.values()} == {"ok"}
    assert r'"Drafts", marked as \Drafts' in found["drafts"].text
    assert found["test draft"].text == "saved, read back in its thread, removed again."
    assert found["keywords"].text == f"keywords such as {KEYWORD} are kept."
    assert standing(server, "Drafts") == {}


@pytest.mark.dovecot
def test_a_certificate_that_ends_soon_is_a_warning(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """That of the tests has two days; it is told when it ends."""
    told = examined(account(dovecot.settings(fresh_user, tls=True), tmp_path))["tls"]
    assert told.state == "warning"
    assert "in 1 day." in told.text or "in 2 days." in told.text
    assert "renew" in told.text


@pytest.mark.dovecot
def test_a_certificate_that_lasts_is_well(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Seen from a month before."""
    found = examined(account(dovecot.settings(fresh_user, tls=True), tmp_path), clock=-timedelta(days=30))
    assert found["tls"].state == "ok"


@pytest.mark.dovecot
@pytest.mark.parametrize(
    ("off", "said"),
    [(timedelta(hours=3), "3 hours ahead of"), (-timedelta(days=9), "9 days behind"), (timedelta(minutes=1), "agree")],
)
def test_a_clock_that_is_wrong_is_told(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path, off: timedelta, said: str
) -> None:
    """Measured against the date that the server gave the test draft."""
    told = examined(account(dovecot.settings(fresh_user), tmp_path), clock=off)["clock"]
    assert said in told.text
    assert told.state == ("ok" if said == "agree" else "warning")


@pytest.mark.dovecot
def test_what_others_have_in_drafts_is_never_touched(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Not a draft of the owner's, not one marked as deleted, not one that only pretends to be ours."""
    server = dovecot.settings(fresh_user)
    settings = account(server, tmp_path)
    long_ago = now() - timedelta(days=2)
    with closing(connect(server)) as owner:
        owner.append("Drafts", b"Subject: Mine\r\n\r\nDear Lea\r\n", flags=[r"\Draft"])
        owner.append("Drafts", b"Subject: Away\r\n\r\nGone soon\r\n", flags=[r"\Draft", r"\Deleted"])
        pretends = f"Message-ID: <mine@pedal.example>\r\nIn-Reply-To: {parent_id(settings)}\r\n\r\nHello\r\n"
        owner.append("Drafts", pretends.encode(), internal_date=long_ago)
    before = standing(server, "Drafts")
    assert examined(settings)["test draft"].state == "ok"
    assert standing(server, "Drafts") == before
    assert len(before) == 3


def left(settings: Account) -> bytes:
    """A test draft that an examination did not come to remove."""
    ours, parent = Address("", OURS), parent_id(settings)
    draft = Draft(
        text=TEXT, subject="Re: Test", recipient=ours, sender=ours, parts=(), in_reply_to=parent, references=(parent,)
    )
    return compose(draft, date=now(), message_id="<doctor.1@assistant.invalid>", marker="doctor")


@pytest.mark.dovecot
@pytest.mark.parametrize(("age", "stays"), [(timedelta(hours=2), 0), (timedelta(minutes=5), 1)])
def test_a_test_draft_that_was_left_is_removed_later(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path, age: timedelta, stays: int
) -> None:
    """One of an examination that may still run is left to it."""
    server = dovecot.settings(fresh_user)
    settings = account(server, tmp_path)
    with closing(connect(server)) as opened:
        opened.append("Drafts", left(settings), flags=[r"\Draft"], internal_date=now() - age)
    examined(settings)
    assert len(standing(server, "Drafts")) == stays


@pytest.mark.dovecot
def test_an_old_server_does_what_it_can(old_dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Names below "INBOX.", no SPECIAL-USE, no UIDPLUS: it is said what that means."""
    server = old_dovecot.settings(fresh_user)
    found = examined(account(server, tmp_path))
    assert {one.state for one in found.values()} == {"ok"}
    assert "no UIDPLUS" in found["capabilities"].text
    assert found["drafts"].text == '"INBOX.Drafts", known by its name.'
    assert r"marked as \Deleted" in found["test draft"].text
    assert [r"\Deleted" in flags for flags in standing(server, "INBOX.Drafts").values()] == [True]


@pytest.mark.poor_server
def test_a_poor_server_keeps_no_keywords(poor_server: EmbeddedServer, tmp_path: Path) -> None:
    """It is told, and is no fault."""
    server = poor.settings(poor_server, poor.fresh_user())
    found = examined(account(server, tmp_path))
    assert found["keywords"].state == "ok"
    assert "not kept" in found["keywords"].text
    assert found["test draft"].state == "ok"
    assert standing(server, "Drafts") == {}


@pytest.mark.dovecot
def test_each_mailbox_that_is_missing_is_told(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """The others are examined all the same."""
    settings = account(dovecot.settings(fresh_user), tmp_path, 'mailboxes = ["INBOX", "Orders", "Claims"]')
    told = [one for one in examine(settings, open_account, now) if one.check == "mailbox"]
    assert [one.state for one in told] == ["ok", "fault", "fault"]
    assert '"Claims"' in told[2].text


@pytest.mark.dovecot
def test_drafts_that_are_not_there_are_told(old_dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """And no draft is tried."""
    found = examined(account(old_dovecot.settings(fresh_user), tmp_path, 'drafts = "Replies"', 'sent = "Out"'))
    assert (found["drafts"].state, found["sent"].state) == ("fault", "fault")
    assert "test draft" not in found


def scripted_account(
    port: int, folder: Path, *more: str, security: str = "plain", ca: Path | None = None, timeout: float = 60.0
) -> Account:
    """Settings that lead to a scripted server."""
    host = "127.0.0.1" if security == "plain" else "localhost"
    reach = ServerSettings(
        host=host, port=port, user="u", secret=lambda: "p", security=security, ca_file=ca,  # type: ignore[arg-type]
    )  # fmt: skip
    return account(reach, folder, f"timeout = {timeout}", *more)


def test_a_silent_server_is_told(tmp_path: Path) -> None:
    """After the time that the settings give it."""
    with scripted(Caller.hear_nothing_more) as port:
        (found,) = examined(scripted_account(port, tmp_path, timeout=1.0)).values()
    assert (found.check, found.state) == ("connect", "failed")
    assert "no answer within 1 seconds" in found.text


def test_a_server_that_dribbles_for_ever_is_given_up(tmp_path: Path) -> None:
    """Each byte comes in time, and no line ever ends."""

    def dribble(caller: Caller) -> None:
        while not ended.wait(0.01):
            caller.send(b".")

    ended = threading.Event()

    with scripted(dribble) as port:
        settings = scripted_account(port, tmp_path)
        told = list(within(1.0, {"pedal": examine(settings, open_account, now)}))
        ended.set()
    assert [one.state for one in told] == ["failed"]


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> tuple[Certificate, Path]:
    """An authority of our own."""
    folder = tmp_path_factory.mktemp("ca")
    return authority(folder), folder


def test_an_expired_certificate_is_told(ca: tuple[Certificate, Path], tmp_path: Path) -> None:
    """Whose it is, and who must renew it."""
    expired = signed_by(*ca, days=-1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired.cert, expired.key)
    with scripted(Caller.hear_nothing_more, tls=context) as port:
        settings = scripted_account(port, tmp_path, security="tls", ca=ca[0].cert)
        (found,) = examined(settings).values()
    assert (found.check, found.state) == ("tls", "failed")
    assert "expired" in found.text


@pytest.mark.dovecot
def test_a_wrong_password_is_told(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """The step is the sign-in."""
    settings = account(dovecot.settings(fresh_user), tmp_path)
    (tmp_path / "password").write_text("wrong\n")
    (found,) = examined(settings).values()
    assert (found.check, found.state) == ("sign-in", "failed")


def test_a_password_that_is_not_there_is_for_you_to_mend(tmp_path: Path) -> None:
    """It is a fault, not the server's failure."""
    with scripted(signed_in()) as port:
        settings = scripted_account(port, tmp_path)
        (tmp_path / "password").unlink()
        (found,) = examined(settings).values()
    assert (found.check, found.state) == ("sign-in", "fault")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((b"In-Reply-To", b"X-Was"), "leave their thread"),
        ((b"Message-ID: <doctor.1@", b"Message-ID: <other@"), "Message-ID was changed"),
        ((b"It is removed at once", b"(scanned)"), "text was changed"),
    ],
)
@pytest.mark.dovecot
def test_a_server_that_changes_what_it_keeps_is_told(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path, change: tuple[bytes, bytes], said: str
) -> None:
    """Read back with something changed on the way."""
    settings = account(dovecot.settings(fresh_user), tmp_path)
    raw = left(settings)
    assert change[0] in raw

    def judged(raw: bytes) -> Finding:
        read = Fetched("Drafts", 1, 1, raw, len(raw), frozenset({r"\Draft"}), now())
        return came_back(
            "pedal", [read], threaded=True, parent=parent_id(settings), identity="<doctor.1@assistant.invalid>",
            removal="expunged",
        )  # fmt: skip

    assert judged(raw).state == "ok"
    assert (judged(raw.replace(*change)).state, said in judged(raw.replace(*change)).text) == ("fault", True)
