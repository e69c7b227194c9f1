"""The ears beside an account's own connection, on servers that do not let them hear."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant import config
from assistant.mailbox.contract import ServerSettings
from assistant.mailbox.imap import ImapAccount, connect
from assistant.polling import trouble
from assistant.polling.turns import Turns
from tests.polling.test_daemon import SETTINGS, eventually
from tests.servers.scripted import Caller, letting_in, scripted

LOGINS = 8


def test_an_ear_that_may_not_wait_comes_back_ever_more_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server has IDLE and lets it in, and then refuses to wait: each login would also mean a round."""
    monkeypatch.setattr(trouble, "SHORTEST", 0.01)
    logins: list[float] = []

    def refuses(caller: Caller, tag: str) -> None:
        caller.say(f"{tag} NO not now")

    settings = config.read(SETTINGS, path=tmp_path / "assistant.toml", environ={}).account["two"]
    turns = Turns("two", lambda _turns: None, lambda: None)
    others = set(threading.enumerate())             # ears of other tests' accounts may wait still
    with scripted(letting_in(refuses, lambda: logins.append(time.monotonic()))) as port:

        def enter(_settings: config.Account) -> ImapAccount:
            return connect(ServerSettings("127.0.0.1", "u", lambda: "p", port=port, security="plain"))

        turns.listen(settings, enter)
        eventually(lambda: len(logins) >= LOGINS)
        turns.stop()
        ears = [each for each in threading.enumerate() if each.name == "two Returns" and each not in others]
        eventually(lambda: not any(each.is_alive() for each in ears))
    assert logins[LOGINS - 1] - logins[LOGINS - 2] > 0.01 * 2 ** (LOGINS - 2) * 0.79
