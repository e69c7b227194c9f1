"""`assistant doctor` as a process: what it prints, what it ends with, and that it leaves everything as it was."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, snapshot, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.scripted import Caller, scripted

pytestmark = pytest.mark.dovecot
SECRET = {"PEDAL_PASSWORD": PASSWORD}


@pytest.fixture
def shop(dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> Path:
    """A sound shop with a message that waits."""
    deliver(dovecot, fresh_user, written(COVERED))
    return lay(tmp_path / "shop", dovecot, fresh_user)


def test_a_sound_shop_is_told_line_by_line(dovecot: Dovecot, fresh_user: str, shop: Path) -> None:
    """Every line is ok, the last says so, and nothing has changed anywhere."""
    before, files = snapshot(dovecot, fresh_user), sorted(shop.iterdir())
    told = program.run("doctor", cwd=shop, env=SECRET)
    *lines, last = told.out.splitlines()
    assert (told.status, told.err, last) == (0, "", "All is well.")
    assert {line[:8] for line in lines} == {"ok      "}
    assert 'ok      pedal: mailbox: "INBOX" holds 1 message.' in lines
    assert lines[-1].startswith("ok      pedal: smtp: sending is off")
    assert len(lines) == 15
    assert snapshot(dovecot, fresh_user) == before
    assert sorted(shop.iterdir()) == files


def test_it_may_be_used_while_the_assistant_runs(dovecot: Dovecot, fresh_user: str, shop: Path) -> None:
    """The daemon goes on; its store is looked at all the same."""
    with program.started("run", cwd=shop, env=SECRET) as running:
        running.line()
        told = program.run("doctor", cwd=shop, env=SECRET)
        deliver(dovecot, fresh_user, written(COVERED, number=2))
        assert running.line().startswith("pedal INBOX 2: draft")
    assert (told.status, told.err) == (0, "")
    assert "store.db opens (schema" in told.out


def test_for_programs_each_line_is_an_object(shop: Path) -> None:
    """With the account, the check, the state and what to do."""
    told = program.run("doctor", "--json", cwd=shop, env=SECRET)
    assert (told.status, told.err) == (0, "")
    found = [json.loads(line) for line in told.out.splitlines()]
    assert all(sorted(one) == ["account", "check", "state", "text"] for one in found)
    assert [one["check"] for one in found if one["account"] is None] == ["settings", "rules", "meaning", "store"]
    assert {one["account"] for one in found} == {None, "pedal"}


def test_one_account_can_be_examined_alone(dovecot: Dovecot, shop: Path) -> None:
    """The other, which is broken, is not asked; one that is not there is wrong usage."""
    settings = (shop / "assistant.toml").read_text()
    settings += f'[account.wheel]\nhost = "localhost"\nport = {dovecot.port}\nsecurity = "plain"\n'
    (shop / "assistant.toml").write_text(settings + 'user = "w@x.example"\npassword_env = "NOWHERE"\n')
    assert program.run("doctor", "--account", "pedal", cwd=shop, env=SECRET).status == 0
    both = program.run("doctor", cwd=shop, env=SECRET)
    assert both.status == 1
    assert "FAULT   wheel: sign-in: No password for account.wheel" in both.out
    assert "ok      pedal: test draft:" in both.out
    wrong = program.run("doctor", "--account", "whel", cwd=shop, env=SECRET)
    assert wrong.status == 2
    assert "There are: pedal, wheel" in wrong.err


def test_without_an_account_the_rest_is_examined(shop: Path) -> None:
    """Settings without one, and none at all."""
    text = (shop / "assistant.toml").read_text().partition("[account")[0]
    (shop / "assistant.toml").write_text(text)
    told = program.run("doctor", cwd=shop)
    assert (told.status, told.err) == (1, "")
    assert [line.split(":")[0].split() for line in told.out.splitlines()[:-1]] == [
        ["FAULT", "settings"], ["ok", "rules"], ["ok", "meaning"], ["ok", "store"],
    ]  # fmt: skip
    assert told.out.splitlines()[-1] == "1 fault: see above what to do."
    (shop / "assistant.toml").unlink()
    told = program.run("doctor", cwd=shop, env={"ASSISTANT_STORE": str(shop / "store.db")})
    assert told.status == 1
    assert "assistant init" in told.out.splitlines()[0]


def test_a_server_that_refuses_the_connection_ends_with_3(dovecot: Dovecot, shop: Path) -> None:
    """Nothing is wrong here but the network."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        _lead_to(shop, dovecot, taken.getsockname()[1])
        told = program.run("doctor", cwd=shop, env=SECRET)
    assert (told.status, told.err) == (3, "")
    assert "FAILED  pedal: connect: " in told.out
    assert "check host and port" in told.out


def test_a_silent_server_ends_with_3(dovecot: Dovecot, shop: Path) -> None:
    """After a time that the settings may shorten."""
    with scripted(Caller.hear_nothing_more) as port:
        _lead_to(shop, dovecot, port, "timeout = 1.0")
        told = program.run("doctor", cwd=shop, env=SECRET)
    assert told.status == 3
    assert "gave no answer within 1 seconds" in told.out


def test_a_wrong_password_ends_with_3(shop: Path) -> None:
    """And the password is not shown."""
    told = program.run("doctor", cwd=shop, env={"PEDAL_PASSWORD": "hunter2"})
    assert told.status == 3
    assert "FAILED  pedal: sign-in: " in told.out
    assert "hunter2" not in told.out + told.err


def _lead_to(shop: Path, server: Dovecot, port: int, more: str = "") -> None:
    """The settings lead to another port."""
    text = (shop / "assistant.toml").read_text().replace(f"port = {server.port}", f"port = {port}\n{more}")
    (shop / "assistant.toml").write_text(text)
