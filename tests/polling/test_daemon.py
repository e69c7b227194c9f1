"""The daemon around the rounds: trouble of one account is told once, holds up no other, and an all-clear follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import config
from assistant.errors import ServerUnreachable
from assistant.mailbox.contract import Account
from assistant.mailbox.memory import MemoryServer
from assistant.polling import daemon as daemon_module
from assistant.polling.daemon import Daemon, Listener
from assistant.polling.handling import Result
from assistant.polling.watched import Stopped
from assistant.store.store import Store
from tests.builders import OURS, RULES
from tests.polling.conftest import eml

SETTINGS = """
store = "store.db"
poll = 1.0
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
password_env = "P"
addresses = ["help@pedal.example"]
"""


class Fleet:
    """Two accounts on two servers in memory, and what the daemon told of them."""

    def __init__(self, folder: Path) -> None:
        (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
        (folder / "jobs.csv").write_text("number,email,ready,price\n", encoding="utf-8")
        self.servers = {"one": MemoryServer(), "two": MemoryServer()}
        self.told: list[str] = []
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
        if self.servers[settings.name].down:
            raise ServerUnreachable("It does not answer.")
        return self.servers[settings.name].account(settings.user)

    def deliver(self, name: str, number: int) -> None:
        """A customer writes to an account."""
        self.servers[name].deliver(
            f"{name}@pedal.example", eml("When are you open?", message_id=f"<{number}@x.example>")
        )


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    """Closed by the test's end."""
    made = Fleet(tmp_path)
    yield made  # type: ignore[misc]
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


def test_trouble_is_told_once_and_then_an_all_clear(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a server is down the others go on; it is said once that it is down, and once that it is back."""
    turns = 0

    def sleeps(_seconds: float) -> None:
        nonlocal turns
        turns += 1
        fleet.servers["one"].down = 3 <= turns <= 9
        if turns == 5:
            fleet.deliver("two", 5)
        if turns >= 40:
            raise Stopped

    clock = iter(range(0, 10_000, 7))
    monkeypatch.setattr(daemon_module.time, "sleep", sleeps)
    monkeypatch.setattr(daemon_module.time, "monotonic", lambda: float(next(clock)))
    fleet.deliver("one", 1)
    with pytest.raises(Stopped):
        fleet.daemon.forever()
    assert fleet.told.count("one trouble") == 1
    assert fleet.told.count("one all clear") == 1
    assert fleet.told.index("one trouble") < fleet.told.index("two draft") < fleet.told.index("one all clear")


def test_each_account_answers_from_its_own_address(fleet: Fleet) -> None:
    """The draft stands in the account that was written to."""
    fleet.deliver("one", 1)
    fleet.daemon.once()
    drafts = fleet.servers["one"].mailboxes("one@pedal.example")["Drafts"].messages
    assert len(drafts) == 1
    assert f"<{OURS[0]}>".encode() in next(iter(drafts.values())).raw
