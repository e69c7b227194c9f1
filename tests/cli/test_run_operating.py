"""`assistant run` as a service: what systemd is told, the log for machines, the figures, and the unit."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, FOREIGN, UNCOVERED, deliver, lay, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.ports import free_ports

SECRET = {"PEDAL_PASSWORD": PASSWORD}
UNIT = program.ROOT / "docs" / "email-reply-assistant.service"


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """A socket as systemd opens it, at `tmp_path / "notify"`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as made:
        made.bind(str(tmp_path / "notify"))
        made.settimeout(program.HANG)
        yield made


@pytest.mark.dovecot
def test_systemd_is_told_of_the_beginning_the_life_and_the_end(
    dovecot: Dovecot, fresh_user: str, tmp_path: Path, systemd: socket.socket
) -> None:
    """READY when mail is watched, signs of life, STOPPING when it was told to."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    environ = {**SECRET, "NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
    with program.started("run", cwd=folder, env=environ) as running:
        assert systemd.recv(4096).decode() == "READY=1\nSTATUS=Watching INBOX of pedal, every 1 seconds."
        assert systemd.recv(4096) == systemd.recv(4096) == b"WATCHDOG=1"
        running.stop(signal.SIGTERM)
    told = b""
    while told != b"STOPPING=1":
        told = systemd.recv(4096)


@pytest.mark.dovecot
def test_the_log_for_machines_and_the_figures(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """Every event is an object on standard error, without a word of a customer's; the figures are there meanwhile."""
    folder, port = lay(tmp_path / "shop", dovecot, fresh_user), free_ports(1)[0]
    settings = folder / "assistant.toml"
    settings.write_text(f'metrics = "127.0.0.1:{port}"\n' + settings.read_text())
    deliver(dovecot, fresh_user, *(written(text, number=n) for n, text in enumerate((COVERED, UNCOVERED, FOREIGN))))
    with program.started("run", "--log", "json", cwd=folder, env=SECRET) as running:
        assert running.process.stderr is not None
        lines = [running.process.stderr.readline().decode() for _ in range(4)]
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as page:
            figures = page.read().decode()
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as page:
            assert json.loads(page.read()) == {"status": "ok", "accounts": {"pedal": "ok"}}
        ended = running.stop(signal.SIGTERM)
    assert ended.status == 0, ended.err
    assert ended.out == ""
    events = [json.loads(line) for line in [*lines, *ended.err.splitlines()]]
    assert [one["event"] for one in events] == ["watching", "handled", "handled", "handled", "stopped"]
    assert all({"time", "level", "event"} <= set(one) for one in events)
    assert events[1] | {"time": "", "delay_seconds": 0} == {
        "time": "", "level": "info", "event": "handled", "account": "pedal", "mailbox": "INBOX", "uid": 1,
        "disposition": "draft", "reasons": ["answered"], "ready": True, "gaps": 0, "delay_seconds": 0,
    }  # fmt: skip
    assert [one.get("gaps") for one in events[1:4]] == [0, 1, None]
    assert events[4]["messages"] == {"draft": 2, "hold": 1}
    assert not re.search(r"tandem|Fahrrad|Brandt|lea\.|bicycle", json.dumps(events), re.IGNORECASE)
    assert 'assistant_messages_total{account="pedal",outcome="draft"} 2.0' in figures
    assert 'assistant_holds_total{account="pedal",reason="language-not-served"} 1.0' in figures


@pytest.mark.dovecot
def test_trouble_and_a_failure_are_events(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """With the same words and the same status as for people."""
    folder = lay(tmp_path / "shop", dovecot, fresh_user)
    told = program.run("run", "--once", "--log", "json", cwd=folder, env={"PEDAL_PASSWORD": "wrong"})
    trouble, last = (json.loads(line) for line in told.err.splitlines())
    assert (told.status, trouble["event"], trouble["kind"], last["event"]) == (3, "trouble", "SignInError", "stopped")
    (folder / "rules.yaml").write_text("answers: 3\n")
    told = program.run("run", "--once", "--log", "json", cwd=folder, env=SECRET)
    (failed,) = (json.loads(line) for line in told.err.splitlines())
    assert (told.status, failed["event"], failed["kind"]) == (1, "failed", "RulesError")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """Before any mail is touched."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        (tmp_path / "rules.yaml").write_text("version: 1\nbusiness: {name: X, signature: Y}\nanswers: []\n")
        (tmp_path / "assistant.toml").write_text(
            f'store = "s.db"\nsemantic = "off"\nmetrics = "127.0.0.1:{taken.getsockname()[1]}"\n'
            '[account.a]\nhost = "localhost"\nport = 1\nsecurity = "plain"\nuser = "a@x.example"\npassword_env = "P"\n'
        )
        told = program.run("run", cwd=tmp_path, env={"P": "p"})
    assert told.status == 1
    assert "Name another port as metrics" in told.err


def unit() -> configparser.ConfigParser:
    """The unit, read; a key that stands several times keeps its last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def test_the_unit_fits_the_program() -> None:
    """It waits for READY, feeds a watchdog, runs a command that exists, and gives the end its five seconds."""
    service = unit()["Service"]
    assert (service["Type"], service["NotifyAccess"]) == ("notify", "main")
    assert int(service["WatchdogSec"]) >= 30
    assert int(service["TimeoutStopSec"]) > program.STOP
    words = service["ExecStart"].split()
    assert words[0].endswith("/bin/assistant")
    assert words[1:] == ["run", "--config", "/etc/email-reply-assistant/assistant.toml", "--log", "json"]
    assert service["RestartPreventExitStatus"] == "2"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """Its own check finds nothing, but that the program is not installed there."""
    copy = tmp_path / UNIT.name
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(), flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False, timeout=60)
    assert [line for line in done.stderr.splitlines() if UNIT.name in line] == []
