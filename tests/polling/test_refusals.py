"""A real server that refuses: a mailbox that is full, or that may not be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import config
from assistant.errors import AssistantError, ServerRefused
from assistant.polling.daemon import Daemon, Listener
from assistant.store.store import Store
from tests.cli.shop import COVERED, deliver, lay, mailbox, signed_in, written
from tests.servers.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.dovecot
QUOTA = 3                                           # as full_dovecot has it


def test_a_full_mailbox_loses_no_message(
    full_dovecot: Dovecot, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What finds no room is told once and comes again; with room, every message has its one draft."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    folder = lay(tmp_path / "shop", full_dovecot, fresh_user)
    chosen = config.load(folder / "assistant.toml")
    told: list[str] = []
    listener = Listener(
        trouble=lambda _, error: told.append(type(error).__name__), all_clear=lambda _: told.append("well")
    )
    deliver(full_dovecot, fresh_user, *(written(COVERED, number=number) for number in range(QUOTA + 2)))
    with Store(chosen.store) as store:
        daemon = Daemon(chosen, store, listener)
        daemon.prepare()
        for _ in range(3):
            daemon._turn("pedal")
        assert told == [ServerRefused.__name__]
        assert len(mailbox(full_dovecot, fresh_user, "Drafts")) == QUOTA
        with signed_in(full_dovecot, fresh_user) as owner:      # who sends or deletes them
            owner.select_folder("Drafts")
            owner.delete_messages(owner.search())
            owner.expunge()
        daemon._turn("pedal")
        daemon.close()
    assert told == [ServerRefused.__name__, "well"]
    assert len(mailbox(full_dovecot, fresh_user, "Drafts")) == 2


def test_drafts_that_may_not_be_written_to(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message stays new until they may."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    deliver(dovecot, fresh_user, written(COVERED))
    chosen = config.load(folder / "assistant.toml")
    with signed_in(dovecot, fresh_user) as owner:
        owner.select_folder("Drafts")
    closed = [dovecot.mail(fresh_user) / ".Drafts", *(dovecot.mail(fresh_user) / ".Drafts").glob("*/")]
    for one in closed:
        one.chmod(0o500)
    with Store(chosen.store) as store:
        daemon = Daemon(chosen, store)
        daemon.prepare()
        with pytest.raises(AssistantError):
            daemon.once()
        assert not store.seen("pedal", "INBOX", 1, [1])
        for one in closed:
            one.chmod(0o700)
        daemon.once()
    assert len(mailbox(dovecot, fresh_user, "Drafts")) == 1
