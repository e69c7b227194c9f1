"""Delivery killed with SIGKILL at points spread over all of it, against a real SMTP server and a real Dovecot.

Some die after so many bytes to or from either server, some at the words where the fate of a letter turns. However it
ends: no letter is delivered twice, and each is sent, waits, or is shown as unknown.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.mailbox.imap import connect
from assistant.store.outbox import Outbox as Kept
from assistant.store.store import Store
from tests.polling.test_kills import Runs
from tests.reviewing.going import STATES, Office
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import Fault, Faulty, before
from tests.servers.smtp import SmtpPlace
from tests.store import databases

KILLS = int(os.environ.get("SOAK_KILLS", "20"))
STEP = 0.618                                        # of the way: each next point is far from those before

DELIVERY = """
from pathlib import Path
from assistant import config
from assistant.reviewing.delivering import Delivery
from assistant.reviewing.outbox import routes
from assistant.store.store import Store
settings = config.load(Path("assistant.toml"))
with Store(settings.store) as store:
    Delivery(store, routes(settings)).deliver_due()
"""
# Words between the client (False) and a server (True), and which server's: where the fate of a letter turns.
TURNS: tuple[tuple[str, bool, bytes], ...] = (
    ("smtp", True, b"220 "), ("smtp", False, b"AUTH"), ("smtp", False, b"MAIL"), ("smtp", False, b"RCPT"),
    ("smtp", False, b"DATA"), ("smtp", True, b"354"), ("smtp", False, b"Subject:"), ("smtp", False, b"\r\n.\r\n"),
    ("smtp", True, b"250 2.0.0 taken"), ("smtp", False, b"quit"), ("imap", True, b"OK"), ("imap", False, b"APPEND"),
    ("imap", True, b"[APPENDUID"), ("imap", False, b"\\Answered"), ("imap", False, b"EXPUNGE"),
)  # fmt: skip


def _settings(store: str, user: str, imap: int, smtp: int) -> str:
    here = 'host = "127.0.0.1"\nsecurity = "plain"\n'
    return (
        f'store = "{store}"\n[account.pedal]\n{here}port = {imap}\nuser = "{user}"\ntimeout = 60.0\n'
        f'addresses = ["help@pedal.example"]\npassword_env = "PEDAL_PASSWORD"\n'
        f"[account.pedal.smtp]\n{here}port = {smtp}\n"
    )


@pytest.mark.dovecot
@pytest.mark.parametrize(("database", "kills", "step"), [("sqlite", KILLS, 1), ("postgresql", max(5, KILLS // 4), 3)])
def test_killed_at_any_point_no_letter_is_lost_or_sent_twice(
    database: str, kills: int, step: int, request: pytest.FixtureRequest, dovecot: Dovecot, fresh_user: str,
    post: SmtpPlace, tmp_path: Path,
) -> None:  # fmt: skip
    """At the end each letter was delivered once and is filed, or is shown to a person; none was delivered twice."""
    with ExitStack() as stack:
        proxies = {
            "imap": stack.enter_context(before(dovecot.port)), "smtp": stack.enter_context(before(post.port))
        }  # fmt: skip
        where = str(tmp_path / "store.db")
        if database == "postgresql":
            where = stack.enter_context(databases.empty(request.getfixturevalue("postgresql")))
        told = _settings(where, fresh_user, proxies["imap"].port, proxies["smtp"].port)
        (tmp_path / "assistant.toml").write_text(told, encoding="utf-8")
        shop = Office(Store(where), lambda: connect(dovecot.settings(fresh_user)), post.settings())
        stack.callback(shop.store.close)
        stack.callback(shop.world.close)
        shop.now = _a_while_ago()
        runs = Runs(tmp_path, PASSWORD, ("-c", DELIVERY))
        letters = [shop.approve(1).letter]
        runs.start()
        assert runs.end() == 0
        seen = {name: dict(proxy.seen) for name, proxy in proxies.items()}
        killed = tried = 0
        while killed < kills:
            shop.now = _a_while_ago()
            letters.append(shop.approve(len(letters) + 1).letter)
            killed += _killed(runs, proxies, tried * step, seen)
            tried += 1
            _let_go(shop)
            _at_once(shop)
            assert tried < 3 * kills + 20, "most deliveries end before they are killed"
        for proxy in proxies.values():
            proxy.arm(None)
        for _ in range(2):
            runs.start()
            assert runs.end() == 0
            _at_once(shop)
        _account_for(shop, post, {letter.message_id for letter in letters})


def _killed(runs: Runs, proxies: dict[str, Faulty], number: int, seen: dict[str, dict[bool, int]]) -> bool:
    """Start a delivery and kill it at the point of this number. Whether it was still running then."""
    for proxy in proxies.values():
        proxy.arm(None)
    if number < len(TURNS):
        name, from_server, words = TURNS[number]
        proxies[name].arm(Fault("act", 0, from_server=from_server, at=words, act=runs.kill))
    else:
        name, from_server = ("smtp", "imap")[number % 2], bool(number // 2 % 2)
        after = int(seen[name][from_server] * (number * STEP % 1.0) * 0.9)
        proxies[name].arm(Fault("act", after, from_server=from_server, act=runs.kill))
    runs.start()
    ended = runs.end()
    assert ended in (0, -signal.SIGKILL)
    return ended == -signal.SIGKILL


def _let_go(shop: Office) -> None:
    """Wait until the database has noticed who died, and lets another send."""
    ends = time.monotonic() + 60
    while True:
        with shop.store.access.sending() as mine:
            if mine:
                return
        assert time.monotonic() < ends, "the dead hold on to the outbox"
        time.sleep(0.01)


def _a_while_ago() -> datetime:
    """What is approved then is due now, and not overdue."""
    return datetime.now(UTC) - timedelta(minutes=1)


def _at_once(shop: Office) -> None:
    """What was put off is due: nobody waits for minutes here."""
    kept = Kept(shop.store.access)
    for entry in (*shop.outbox().entries("unknown", "sent"),):
        kept.put_off(entry.number, shop.now)


def _account_for(shop: Office, post: SmtpPlace, identities: set[str]) -> None:
    """Each letter, by what the SMTP server has, by what the outbox says, and by what stands in the mailboxes."""
    delivered = Counter(_identity(one.raw) for one in post.received)
    assert max(delivered.values()) == 1, "none was delivered twice"
    states = {one.letter.message_id: one.state for one in shop.outbox().entries(*STATES)}
    assert states.keys() == identities, "none was lost"
    assert set(states.values()) == {"sent", "unknown"}, "and none is left lying"
    sent = {identity for identity, state in states.items() if state == "sent"}
    assert sent <= delivered.keys(), "what is said to be sent was sent"
    assert Counter(_identity(one.raw) for one in shop.within(shop.sent)) == Counter(sent)
    assert {_identity(one.raw) for one in shop.within(shop.drafts)} == identities - sent
    answered = [one for one in shop.within("INBOX") if r"\Answered" in one.flags]
    assert len(answered) == len(sent)
    kept = Kept(shop.store.access)
    assert all(one.filed for one in kept.entries("sent"))


def _identity(raw: bytes) -> str:
    with suppress(IndexError):
        return raw.split(b"Message-ID: ", 1)[1].split(b"\r\n", 1)[0].decode()
    return ""
