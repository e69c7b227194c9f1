"""Listeners as one, when one of them cannot write any more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.cli.log import JsonLog
from assistant.errors import ServerRefused
from assistant.polling.daemon import Listener
from assistant.polling.together import together


def test_a_full_disk_under_the_log_keeps_nobody_from_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others hear of it, and whoever tells it goes on."""
    heard: list[str] = []
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        all_of = together(JsonLog().listener(), Listener(trouble=lambda name, _: heard.append(name)))
        all_of.trouble("pedal", ServerRefused("no"))
        monkeypatch.undo()
        with pytest.raises(OSError, match="No space left"):
            full.close()
    assert heard == ["pedal"]


def test_whoever_closes_the_pipe_is_noticed() -> None:
    """A reader that went away is no full disk."""

    def gone(*_: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        together(Listener(all_clear=gone)).all_clear("pedal")
