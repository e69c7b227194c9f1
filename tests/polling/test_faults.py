"""Connections cut, stalled, dribbled and split at points spread over the whole conversation, on real servers.

`make soak` sets SOAK_FAULTS.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant import config
from assistant.errors import PassingError
from assistant.opening import open_account
from assistant.polling.daemon import Daemon
from assistant.store.store import Store
from tests.polling.account_for import GROUNDS, Ground, ground
from tests.servers.faulty import KINDS, Fault

SOAK = int(os.environ.get("SOAK_FAULTS", "0"))
FAULTS: dict[Ground, int] = {"dovecot": SOAK or 50, "postgresql": SOAK // 5 or 5, "poor": SOAK // 5 or 5}
STEP = 0.618                                        # of the way: each next point is far from those before


@pytest.mark.parametrize("where", GROUNDS)
def test_whatever_the_network_does_no_message_is_lost_or_drafted_twice(
    where: Ground, request: pytest.FixtureRequest, fresh_user: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A round in trouble says so, and the next one goes on; slow and cut-up lines are no trouble at all."""
    faults = FAULTS[where]
    with ground(where, request.getfixturevalue, tmp_path / "shop", fresh_user) as (customers, proxy):
        monkeypatch.setenv("PEDAL_PASSWORD", customers.secret)
        chosen = config.load(customers.folder / "assistant.toml")
        with Store(chosen.store) as store, store.alone():
            patience = 60.0
            daemon = Daemon(
                chosen, store, open_account=lambda one: open_account(one.model_copy(update={"timeout": patience}))
            )
            daemon.prepare()
            customers.write(4)
            daemon.once()
            bytes_seen = dict(proxy.seen)
            troubled = 0
            for number in range(faults):
                customers.write(1)
                kind, from_server = KINDS[number % len(KINDS)], number // len(KINDS) % 2 == 0
                after = int(bytes_seen[from_server] * ((number * STEP) % 1.0) * 0.5)
                if number % 6 < 2:                  # the answer to an APPEND is lost: was it carried out?
                    proxy.arm(Fault(kind, 0, at=b"[APPENDUID"))
                else:
                    proxy.arm(Fault(kind, after, from_server=from_server))
                patience = 1.0 if kind == "stall" else 60.0
                try:
                    daemon.once()
                except PassingError:
                    troubled += 1
                    assert kind in ("cut", "stall")
            proxy.arm(None)
            patience = 60.0
            daemon.once()
        assert proxy.struck > faults // 2
        assert troubled > faults // 8
        customers.account_for_all()
