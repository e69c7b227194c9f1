"""What the daemon counts, on two accounts in memory, and what the two pages say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from assistant.errors import AssistantError, OperatorError, ServerRefused
from assistant.polling import round as round_module
from assistant.polling.changes import Change
from assistant.polling.metrics import Metrics
from assistant.polling.monitor import health, serving
from assistant.polling.round import Progress
from assistant.polling.supervised import SILENCE, Pulse
from assistant.polling.together import heard_by, together
from assistant.polling.trouble import LONGEST
from tests.polling.conftest import eml
from tests.polling.test_daemon import Fleet


class Watched:
    """A fleet of two accounts with its figures; the clock is the test's."""

    def __init__(self, folder: Path) -> None:
        self.fleet = Fleet(folder)
        self.now = 0.0
        self.pulse = Pulse(lambda: self.now)
        self.metrics = Metrics(["one", "two"], reader="wording", clock=lambda: self.now)
        self.fleet.daemon.listener = together(heard_by(self.pulse), self.fleet.daemon.listener, self.metrics.listener())

    def turn(self, name: str) -> None:
        """One round of an account."""
        self.fleet.daemon._turn(name)

    def figures(self) -> dict[str, float]:
        """All that is told, by name and labels."""
        found = re.findall(r"^(assistant\S+) (\S+)$", self.metrics.text().decode(), re.MULTILINE)
        return {name: float(value) for name, value in found}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Closed by the test's end."""
    made = Watched(tmp_path)
    yield made
    made.fleet.daemon.close()
    made.fleet.store.close()


def test_messages_are_counted_by_what_became_of_them(watched: Watched) -> None:
    """Drafts with and without a gap, a hold with its reason, a skip."""
    server = watched.fleet.servers["one"]
    letters = [
        ("When are you open?", ""), ("Do you mend gear hubs of tandems from before the war?", ""),
        ("I will come and kill you all.", ""), ("When are you open?", "Auto-Submitted: auto-replied\r\n"),
    ]  # fmt: skip
    for number, (text, headers) in enumerate(letters):
        raw = eml(text, message_id=f"<{number}@x.example>", headers=headers)
        server.deliver("one@pedal.example", raw)
    watched.now = 2e9
    watched.turn("one")
    told = watched.figures()
    assert told['assistant_messages_total{account="one",outcome="draft"}'] == 2
    assert told['assistant_messages_total{account="one",outcome="hold"}'] == 1
    assert told['assistant_messages_total{account="one",outcome="skip"}'] == 1
    assert told['assistant_drafts_total{account="one",state="ready"}'] == 1
    assert told['assistant_drafts_total{account="one",state="needs-work"}'] == 1
    assert told['assistant_gaps_total{account="one"}'] == 1
    assert told['assistant_holds_total{account="one",reason="threat-of-violence"}'] == 1
    assert told['assistant_delay_seconds_count{account="one"}'] == 4
    assert told['assistant_delay_seconds_count{account="two"}'] == 0
    assert told['assistant_last_round_timestamp_seconds{account="one"}'] == 2e9
    assert told['assistant_oldest_unhandled_seconds{account="one"}'] == 0


def test_no_word_of_a_customers_is_told(watched: Watched) -> None:
    """Not from the message, not its sender, not its subject."""
    watched.fleet.deliver("one", 1)
    watched.turn("one")
    told = watched.metrics.text().decode()
    assert not re.search(r"brandt|lea@|open\?|bicycle", told, re.IGNORECASE)


def test_trouble_is_counted_and_ages(watched: Watched) -> None:
    """While the server is down nobody knows what came since; then all is well again."""
    watched.now = 1000.0
    watched.turn("one")
    watched.fleet.servers["one"].down = True
    for watched.now in (1030.0, 1060.0, 1120.0):
        watched.turn("one")
    told = watched.figures()
    assert told['assistant_troubles_total{account="one",kind="ServerUnreachable"}'] == 1
    assert told['assistant_in_trouble{account="one"}'] == 1
    assert told['assistant_oldest_unhandled_seconds{account="one"}'] == 120
    assert told['assistant_oldest_unhandled_seconds{account="two"}'] == 0
    assert health(watched.metrics, watched.pulse) == {
        "status": "trouble", "accounts": {"one": "in trouble since 1970-01-01T00:17:10+00:00", "two": "ok"},
    }  # fmt: skip
    watched.fleet.servers["one"].down = False
    watched.turn("one")
    assert watched.figures()['assistant_oldest_unhandled_seconds{account="one"}'] == 0
    assert health(watched.metrics, watched.pulse)["status"] == "ok"


def test_a_message_that_waits_has_its_age(watched: Watched) -> None:
    """From when the server got it; the oldest of all mailboxes counts, until it is handled."""
    heard = watched.metrics.listener().progress
    heard(Progress("one", "INBOX", 0, 2, datetime.fromtimestamp(400, UTC)))
    heard(Progress("one", "Orders", 0, 1, datetime.fromtimestamp(700, UTC)))
    watched.now = 1000.0
    assert watched.metrics.oldest_unhandled("one") == 600
    heard(Progress("one", "INBOX", 0, 2))
    assert watched.metrics.oldest_unhandled("one") == 600
    heard(Progress("one", "INBOX", 2, 2))
    assert watched.metrics.oldest_unhandled("one") == 300
    heard(Progress("one", "Orders", 1, 1, datetime.fromtimestamp(700, UTC)))
    assert watched.metrics.oldest_unhandled("one") == 300


def test_a_message_that_drafts_refuses_keeps_waiting(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The round goes on to the others, and the age is still told."""
    watched.fleet.deliver("one", 1)
    real = round_module.handle

    def refuse(*_: object) -> None:
        raise ServerRefused("NO")

    monkeypatch.setattr(round_module, "handle", refuse)
    watched.now = 4e9
    watched.turn("one")
    assert watched.metrics.oldest_unhandled("one") > 1e9
    monkeypatch.setattr(round_module, "handle", real)
    watched.turn("one")
    assert watched.metrics.oldest_unhandled("one") == 0


def test_every_turn_is_a_sign_of_life(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an account in trouble too: a server that is down for hours is no reason to start anew."""
    watched.fleet.servers["one"].down = True
    for watched.now in range(0, 10 * int(SILENCE), int(SILENCE) - 1):
        assert watched.pulse.alive()
        watched.turn("one")
    assert LONGEST * 1.2 + 600 < SILENCE
    watched.now += SILENCE
    assert health(watched.metrics, watched.pulse)["status"] == "silent"


def get(port: int, path: str) -> tuple[int, str, str]:
    """Status, kind and body of a page."""
    try:
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as fault:
        with fault:
            return fault.code, fault.headers["Content-Type"], fault.read().decode()


def test_the_pages_answer_over_http(watched: Watched) -> None:
    """Figures for Prometheus; 200 or 503 for whoever asks how it goes; nothing else."""
    with serving("127.0.0.1:0", watched.metrics, watched.pulse) as port:
        status, kind, text = get(port, "/metrics")
        assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
        assert "# TYPE assistant_messages_total counter\n" in text
        status, kind, text = get(port, "/healthz")
        assert (status, kind) == (200, "application/json")
        assert json.loads(text) == {"status": "ok", "accounts": {"one": "ok", "two": "ok"}}
        watched.now = SILENCE + 1
        assert get(port, "/healthz")[0] == 503
        assert get(port, "/")[0] == 404
        with pytest.raises(OperatorError, match="Name another port"), serving(
            f"127.0.0.1:{port}", watched.metrics, watched.pulse
        ):
            pass
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60)


def test_what_becomes_of_drafts_is_counted(watched: Watched) -> None:
    """By what it is; each is there from the beginning, so that a first alarm is a rise."""
    assert watched.figures()['assistant_drafts_became_total{account="two",became="gap-sent"}'] == 0
    heard = watched.metrics.listener()
    for became in ("sent", "sent", "late"):
        heard.draft("one", Change("INBOX", 1, became))  # type: ignore[arg-type]
    told = watched.figures()
    assert told['assistant_drafts_became_total{account="one",became="sent"}'] == 2
    assert told['assistant_drafts_became_total{account="one",became="late"}'] == 1


def test_the_errors_kinds_are_ours(watched: Watched) -> None:
    """A label of few values."""
    heard = watched.metrics.listener()
    heard.trouble("one", AssistantError("x"))
    assert watched.figures()['assistant_troubles_total{account="one",kind="AssistantError"}'] == 1
