"""The daemon around the rounds: trouble of one account is told once, holds up no other, and an all-clear follows."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from assistant import config
from assistant.errors import ProgramFault, ServerUnreachable
from assistant.mailbox.contract import Account
from assistant.mailbox.memory import MemoryServer
from assistant.polling import daemon as daemon_module
from assistant.polling import trouble as trouble_module
from assistant.polling.daemon import Daemon, Listener
from assistant.polling.handling import Result
from assistant.polling.watched import Stopped
from assistant.store.store import Store
from tests.builders import OURS, RULES
from tests.polling.conftest import eml

PATIENCE = 60.0                                     # seconds after which a test gives up
SETTINGS = """
store = "store.db"
poll = 3600
semantic = "off"
rules = "rules.yaml"
[account.one]
host = "one.example"
user = "one@pedal.example"
password_env = "P"
addresses = ["help@pedal.example"]
[account.two]
host = "two.example"
user = "two@pedal.example"
mailboxes = ["INBOX", "Returns"]
password_env = "P"
addresses = ["help@pedal.example"]
"""


class Fleet:
    """Two accounts on two servers in memory, and what the daemon told of them."""

    def __init__(self, folder: Path) -> None:
        (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
        (folder / "jobs.csv").write_text("number,email,ready,price\n", encoding="utf-8")
        self.servers = {"one": MemoryServer(), "two": MemoryServer()}
        self.servers["two"].create(self.servers["two"].mailboxes("two@pedal.example"), "Returns")
        self.told: list[str] = []
        self.opened = Counter[str]()
        self.hangs: str | None = None
        self.breaks: str | None = None
        self.at_end = Event()
        self.store = Store(folder / "store.db")
        chosen = config.read(SETTINGS, path=folder / "assistant.toml", environ={})
        listener = Listener(
            result=lambda name, result: self.told.append(f"{name} {self._word(result)}"),
            trouble=lambda name, _error: self.told.append(f"{name} trouble"),
            all_clear=lambda name: self.told.append(f"{name} all clear"),
        )
        self.daemon = Daemon(chosen, self.store, listener, open_account=self._open)
        self.daemon.prepare()

    @staticmethod
    def _word(result: Result) -> str:
        return str(result.disposition)

    def _open(self, settings: config.Account) -> Account:
        self.opened[settings.name] += 1
        if settings.name == self.hangs:
            self.at_end.wait(PATIENCE)
        if settings.name == self.breaks:
            raise KeyError("lea@mail.example")
        if self.servers[settings.name].down:
            raise ServerUnreachable("It does not answer.")
        return self.servers[settings.name].account(settings.user)

    def deliver(self, name: str, number: int) -> None:
        """A customer writes to an account."""
        self.servers[name].deliver(f"{name}@pedal.example", question(number))

    @contextmanager
    def running(self) -> Iterator[None]:
        """The daemon in a thread of its own, stopped at the end; it must end in time."""

        def run() -> None:
            with suppress(Stopped):
                self.daemon.forever()

        thread = Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            self.daemon.stopper.asked = True
            thread.join(PATIENCE)
            self.at_end.set()
            assert not thread.is_alive()

    def until(self, *told: str) -> None:
        """Wait until all of this has been told, each as often as it stands here."""
        eventually(lambda: not Counter(told) - Counter(self.told))


def question(number: int) -> bytes:
    """What a customer writes."""
    return eml("When are you open?", message_id=f"<{number}@x.example>", author=f"lea.{number}@mail.example")


def eventually(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; fail when it does not."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fleet]:
    """Closed by the test's end."""
    monkeypatch.setattr(daemon_module, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(daemon_module, "PARTING", 1.0)
    made = Fleet(tmp_path)
    yield made
    made.daemon.close()
    made.store.close()


def test_once_serves_every_account(fleet: Fleet) -> None:
    """Each account has its round."""
    fleet.deliver("one", 1)
    fleet.deliver("two", 2)
    fleet.daemon.once()
    assert fleet.told == ["one draft", "two draft"]


def test_once_raises_the_trouble_after_the_others_had_their_turn(fleet: Fleet) -> None:
    """A dead server does not keep the second account from its drafts, and the exit status will tell."""
    fleet.deliver("two", 2)
    fleet.servers["one"].down = True
    with pytest.raises(ServerUnreachable):
        fleet.daemon.once()
    assert fleet.told == ["one trouble", "two draft"]


def test_once_raises_a_fault_of_ours_after_the_others_had_their_turn(fleet: Fleet) -> None:
    """It is told as trouble, without its text."""
    fleet.deliver("two", 2)
    fleet.breaks = "one"
    with pytest.raises(ProgramFault, match="KeyError in _open"):
        fleet.daemon.once()
    assert fleet.told == ["one trouble", "two draft"]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses after trouble are short."""
    monkeypatch.setattr(trouble_module, "SHORTEST", 0.02)
    monkeypatch.setattr(trouble_module, "LONGEST", 0.1)


@pytest.mark.usefixtures("quick")
def test_trouble_is_told_once_and_then_an_all_clear(fleet: Fleet) -> None:
    """While a server is down the others go on; it is said once that it is down, and once that it is back."""
    fleet.deliver("one", 1)
    with fleet.running():
        fleet.until("one draft")
        fleet.servers["one"].down = True
        fleet.until("one trouble")
        fleet.deliver("two", 5)
        fleet.until("two draft")
        opened = fleet.opened["one"]
        eventually(lambda: fleet.opened["one"] > opened + 3)    # tried again and again, in silence
        fleet.servers["one"].down = False
        fleet.until("one all clear")
    assert fleet.told == ["one draft", "one trouble", "two draft", "one all clear"]


def test_mail_is_handled_when_it_comes(fleet: Fleet) -> None:
    """Long before the next round is due: the poll of these settings is an hour."""
    with fleet.running():
        for number in range(3):
            fleet.deliver("one", number)
            fleet.until(*["one draft"] * (number + 1))


def test_mail_in_a_second_mailbox_is_handled_when_it_comes(fleet: Fleet) -> None:
    """An ear beside the account's own connection hears it."""
    with fleet.running():
        for number in range(2):
            fleet.servers["two"].deliver("two@pedal.example", question(number), mailbox="Returns")
            fleet.until(*["two draft"] * (number + 1))


def test_an_account_that_hangs_holds_up_no_other(fleet: Fleet) -> None:
    """One that never answers, and the end comes all the same."""
    fleet.hangs = "one"
    fleet.deliver("two", 1)
    with fleet.running():
        fleet.until("two draft")


def test_an_account_that_floods_holds_up_no_other(fleet: Fleet) -> None:
    """A new message of one account does not wait until another has handled its hundreds."""
    for number in range(300):
        fleet.deliver("one", number)
    with fleet.running():
        fleet.until("one draft")
        fleet.deliver("two", 1)
        fleet.until("two draft")
    assert fleet.told.index("two draft") < 300


@pytest.mark.usefixtures("quick")
def test_a_fault_of_ours_in_one_account_holds_up_no_other(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as trouble, without its text."""
    real = fleet.servers["one"].account

    def broken(user: str) -> Account:
        account = real(user)
        monkeypatch.setattr(account, "new_uids", lambda *_, **__: 1 / 0, raising=False)
        return account

    monkeypatch.setattr(fleet.servers["one"], "account", broken)
    fleet.deliver("two", 1)
    with fleet.running():
        fleet.until("one trouble", "two draft")


def test_each_account_answers_from_its_own_address(fleet: Fleet) -> None:
    """The draft stands in the account that was written to."""
    fleet.deliver("one", 1)
    fleet.daemon.once()
    drafts = fleet.servers["one"].mailboxes("one@pedal.example")["Drafts"].messages
    assert len(drafts) == 1
    assert f"<{OURS[0]}>".encode() in next(iter(drafts.values())).raw
