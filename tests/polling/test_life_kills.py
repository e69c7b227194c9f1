"""Killed at every point at which something was changed, in the store or on the server: it ends up the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.mailbox.memory import MemoryAccount, MemoryServer
from assistant.polling.watched import Stopper, Watched
from assistant.store.access import Access
from assistant.store.store import Store
from tests.builders import OURS
from tests.cli.shop import deliver, mailbox
from tests.polling.account_for import Customers
from tests.polling.conftest import PREPARED, Shop, eml
from tests.polling.mail_program import ASK, GAP, MailProgram, again, letter_of
from tests.polling.test_kills import STEP, Runs
from tests.servers.dovecot import Dovecot
from tests.servers.faulty import Fault, before
from tests.store.blank import blank
from tests.store.conftest import NOW

CHANGES = ("append", "remove", "add_flags", "ensure")


class Killed(BaseException):
    """The process died here."""


@dataclass
class Death:
    """Counts the points before and after each change, and kills at one of them."""

    at: int | None = None
    passed: int = 0

    def point(self) -> None:
        """One of them."""
        self.passed += 1
        if self.passed == self.at:
            raise Killed

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """A change of the server's between two points."""

        def changes(*arguments: Any, **more: Any) -> Any:
            self.point()
            told = real(*arguments, **more)
            self.point()
            return told

        return changes

    def writes(self, real: Callable[[Access], Any]) -> Callable[[Access], Any]:
        """A transaction of the store's between two points."""

        @contextmanager
        def writes(access: Access) -> Iterator[Any]:
            self.point()
            with real(access) as connection:
                yield connection
            self.point()

        return writes


def _shop(folder: Path) -> Shop:
    folder.mkdir()
    (folder / "jobs.csv").write_text("number,email,ready,price\n", encoding="utf-8")
    server = MemoryServer()
    own = server.account("shop")
    store = Store(blank(folder / "store.db"))
    watched = Watched(
        "shop", own, store, PREPARED, folder, OURS, drafts="Drafts", sent="Sent", clock=lambda: NOW, first_run_days=None
    )
    return Shop(watched, server.account("shop"), lambda: server.account("shop"), now=NOW)


def _writes_again(shop: Shop, owner: MailProgram) -> None:
    shop.deliver(again("One more thing: what does a service cost?", 2, "<m1@mail.example>"))


def _sends(shop: Shop, owner: MailProgram) -> None:
    owner.send(owner.standing()[0])


def _sends_and_keeps(shop: Shop, owner: MailProgram) -> None:
    owner.send(owner.standing()[0], removes=False)


def _answers(shop: Shop, owner: MailProgram) -> None:
    owner.reply("Come by on Thursday, I will be there and have a look at it with you.")


def _edits(shop: Shop, owner: MailProgram) -> None:
    owner.edit(owner.standing()[0], "We are open, and glad to see you.")


def _deletes(shop: Shop, owner: MailProgram) -> None:
    owner.remove(owner.standing()[0])


@pytest.mark.parametrize(
    ("happens", "states", "notes"),
    [
        (_writes_again, ["replaced", "standing"], 0), (_sends, ["sent"], 1), (_sends_and_keeps, ["sent"], 1),
        (_answers, ["withdrawn"], 0), (_edits, ["touched"], 0), (_deletes, ["discarded"], 0),
    ],
)  # fmt: skip
def test_killed_at_every_change_it_ends_up_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[..., None], states: list[str], notes: int
) -> None:
    """One draft or none, one note or none, the fate once, the flag, whatever was done when the process died."""
    ends = []
    death = Death(0)
    for name in CHANGES:
        monkeypatch.setattr(MemoryAccount, name, death.around(getattr(MemoryAccount, name)))
    monkeypatch.setattr(Access, "writes", death.writes(Access.writes))
    for point in range(1, 200):
        shop = _shop(tmp_path / str(point))
        shop.deliver(eml(f"{ASK} {GAP}"))
        shop.run()
        owner = MailProgram(shop)
        happens(shop, owner)
        death.at, death.passed = point, 0
        try:
            shop.run()
        except Killed:
            died = True
        else:
            died = False
        death.at = None
        shop.watched = replace(shop.watched, account=shop.connect(), stopper=Stopper(), looked=float("-inf"))
        shop.run()
        shop.run()
        fates = [row["how"] for row in shop.watched.store.export() if row["table"] == "fates"]
        ends.append((owner.states(), [letter_of(one) for one in owner.standing()], owner.notes(), owner.inbox(), fates))
        shop.watched.store.close()
        shutil.rmtree(tmp_path / str(point))
        if not died:
            break
    assert len(ends) > 2, "there were points to die at"
    assert not died
    whole = ends[-1]
    assert (whole[0], len(whole[2])) == (states, notes)
    if happens is _deletes:                         # what died between the state and the fate has no fate
        ends = [(*each[:4], whole[4]) for each in ends]
    assert all(each == whole for each in ends)


@pytest.mark.dovecot
def test_the_real_program_killed_while_customers_write_again(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path
) -> None:
    """SIGKILL at points spread over a run that replaces drafts: at the end each thread has its one draft."""
    threads = 3
    with before(dovecot.port) as proxy:
        customers = Customers(tmp_path / "shop", dovecot, fresh_user, proxy.port)
        with (customers.folder / "assistant.toml").open("a", encoding="utf-8") as settings:
            settings.write("per_sender_per_hour = 0\n")
        runs = Runs(customers.folder, customers.secret)
        for number in range(threads):
            deliver(dovecot, fresh_user, _of_thread(number, 0))
        runs.start()
        assert runs.end() == 0
        seen = dict(proxy.seen)
        for kill in range(1, 11):
            for number in range(threads):
                deliver(dovecot, fresh_user, _of_thread(number, kill))
            if kill % 3 == 0:
                proxy.arm(Fault("act", 0, at=b"[APPENDUID", act=runs.kill))
            else:
                proxy.arm(Fault("act", int(seen[True] * (kill * STEP % 1.0)), from_server=True, act=runs.kill))
            runs.start()
            runs.end()
        proxy.arm(None)
        for _ in range(2):
            runs.start()
            assert runs.end() == 0
    _account_for(customers.folder, dovecot, fresh_user, threads)


def _of_thread(thread: int, number: int) -> bytes:
    asks = (ASK, "What does a service cost?", "Do you sell tyres?")
    headers = "".join(f"{name}: <{thread}.{number - 1}@x.example>\r\n" for name in ("In-Reply-To", "References"))
    return eml(
        f"{asks[number % 3]} ({number})", message_id=f"<{thread}.{number}@x.example>", author=f"c{thread}@x.example",
        headers=headers if number else "",
    )  # fmt: skip


def _account_for(folder: Path, dovecot: Dovecot, user: str, threads: int) -> None:
    with Store(folder / "store.db") as store:
        rows = [row for row in store.export() if row["table"] == "drafts"]
    standing = mailbox(dovecot, user, "Drafts")
    assert sorted(one["In-Reply-To"] for one in standing) == [f"<{number}.10@x.example>" for number in range(threads)]
    assert sorted(row["state"] for row in rows) == ["replaced"] * (10 * threads) + ["standing"] * threads
    assert not any(one.flags for one in mailbox(dovecot, user, "INBOX"))
