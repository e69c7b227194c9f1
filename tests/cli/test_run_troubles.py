"""What can be wrong around `assistant run --once`: one clear line, the right status, and no message lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli import program
from tests.cli.shop import COVERED, deliver, lay, mailbox, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.ports import free_ports

pytestmark = pytest.mark.dovecot
USER = "troubled"
RIGHT = {"PEDAL_PASSWORD": PASSWORD}
LOST = "No message is lost: what was not handled is taken up by the next run."


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong: how it comes about, what the run ends with, and what it says."""

    make: Callable[[Path, Dovecot], dict[str, str]]  # the environment to run in
    status: int
    said: tuple[str, ...]  # all in the first line
    lines: int = 2  # of standard error in all


def _wrong_password(folder: Path, server: Dovecot) -> dict[str, str]:
    return {"PEDAL_PASSWORD": "wrong"}


def _no_password(folder: Path, server: Dovecot) -> dict[str, str]:
    return {}


def _nothing_listens(folder: Path, server: Dovecot) -> dict[str, str]:
    (port,) = free_ports(1)
    _replace(folder / "assistant.toml", f"port = {server.port}", f"port = {port}")
    return RIGHT


def _unknown_authority(folder: Path, server: Dovecot) -> dict[str, str]:
    lay(folder, server, USER, tls=True)
    _replace(folder / "assistant.toml", f'ca_file = "{server.ca_file}"', "")
    return RIGHT


def _password_for_all_to_read(folder: Path, server: Dovecot) -> dict[str, str]:
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    lay(folder, server, USER, 'password_file = "password"')
    return {}


def _no_such_mailbox(folder: Path, server: Dovecot) -> dict[str, str]:
    lay(folder, server, USER, 'mailboxes = ["INBOX", "Orders"]')
    return RIGHT


def _faulty_settings(folder: Path, server: Dovecot) -> dict[str, str]:
    _replace(folder / "assistant.toml", "user = ", "usr = ")
    return RIGHT


def _no_toml(folder: Path, server: Dovecot) -> dict[str, str]:
    (folder / "assistant.toml").write_text("[account.pedal\n")
    return RIGHT


def _faulty_rules(folder: Path, server: Dovecot) -> dict[str, str]:
    _replace(folder / "rules.yaml", "answer: We", "anwser: We")
    return RIGHT


def _faulty_template(folder: Path, server: Dovecot) -> dict[str, str]:
    (folder / "templates").mkdir()
    (folder / "templates" / "ordinary.txt.j2").write_text("Hello\n{% if %}\n")
    return RIGHT


def _store_below_a_file(folder: Path, server: Dovecot) -> dict[str, str]:
    _replace(folder / "assistant.toml", 'store = "store.db"', 'store = "rules.yaml/store.db"')
    return RIGHT


TROUBLES = {
    "wrong-password": Trouble(_wrong_password, 3, ("pedal: ", USER, "password")),
    "no-password": Trouble(_no_password, 1, ("PEDAL_PASSWORD is not set", "Set it where")),
    "password-for-all-to-read": Trouble(_password_for_all_to_read, 1, ("others than its owner", "chmod 600")),
    "nothing-listens": Trouble(_nothing_listens, 3, ("pedal: ", "127.0.0.1", "check host and port")),
    "unknown-authority": Trouble(_unknown_authority, 3, ("certificate of localhost", "ca_file")),
    "faulty-settings": Trouble(_faulty_settings, 1, ("assistant.toml:", "user is missing")),
    "no-toml": Trouble(_no_toml, 1, ("assistant.toml:1:", "not TOML"), lines=1),
    "faulty-rules": Trouble(_faulty_rules, 1, ("rules.yaml:", '"anwser" (did you mean "answer"?)')),
    "faulty-template": Trouble(_faulty_template, 1, ("templates/ordinary.txt.j2:2:",), lines=1),
    "store-below-a-file": Trouble(_store_below_a_file, 1, ("Could not open the store", "name another file"), lines=1),
    # Last: the mailbox that is there is handled before the other one is missed.
    "no-such-mailbox": Trouble(_no_such_mailbox, 1, ('no mailbox "Orders"', "Create it")),
}


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Story:
    """One shop that had every trouble, one after the other, and then a good run."""

    told: dict[str, program.Ended]
    drafts: dict[str, int]
    good: program.Ended


@pytest.fixture(scope="module")
def story(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A message waits all the while, and the store is the same all the while; the good run is over TLS."""
    folder = tmp_path_factory.mktemp("troubled")
    deliver(dovecot, USER, written(COVERED))
    told, drafts = {}, {}
    for name, trouble in TROUBLES.items():
        lay(folder, dovecot, USER)
        environment = trouble.make(folder, dovecot)
        told[name] = program.run("run", "--once", cwd=folder, env=environment)
        drafts[name] = len(mailbox(dovecot, USER, "Drafts"))
        if (folder / "templates").exists():
            (folder / "templates" / "ordinary.txt.j2").unlink()
            (folder / "templates").rmdir()
    deliver(dovecot, USER, written(COVERED, number=2))
    lay(folder, dovecot, USER, tls=True)
    return Story(told, drafts, program.run("run", "--once", cwd=folder, env=RIGHT))


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_is_told_in_a_clear_line(story: Story, name: str) -> None:
    """What is wrong and what to do, and the status that says who can mend it: 1 the operator, 3 the server."""
    told, trouble = story.told[name], TROUBLES[name]
    assert told.status == trouble.status
    first, *rest = told.err.splitlines()
    for words in trouble.said:
        assert words in first
    assert len(rest) < trouble.lines


@pytest.mark.parametrize("name", ["wrong-password", "nothing-listens", "unknown-authority", "no-such-mailbox"])
def test_what_happened_to_the_messages_is_told(story: Story, name: str) -> None:
    """Whoever reads of a trouble need not fear for the mail."""
    assert story.told[name].err.splitlines()[-1] == LOST


def test_nothing_is_said_of_messages_that_were_not_seen(story: Story) -> None:
    """No summary where no message was handled."""
    assert {name: told.out for name, told in story.told.items() if told.out and name != "no-such-mailbox"} == {}


def test_a_good_run_afterwards_handles_what_waited(story: Story) -> None:
    """No trouble lost a message or answered one twice."""
    assert list(story.drafts.values()) == [0] * (len(TROUBLES) - 1) + [1]
    assert story.good == program.Ended(
        0, "pedal INBOX 2: draft ready (answered)\n1 message: 1 draft (1 ready).\n", ""
    )


def test_a_drafts_mailbox_that_is_not_there_is_named(old_dovecot: Dovecot, fresh_user: str, tmp_path: Path) -> None:
    """On a server that marks none as such: those it has are listed, and the next good run drafts."""
    deliver(old_dovecot, fresh_user, written(COVERED))
    folder = lay(tmp_path / "shop", old_dovecot, fresh_user, 'drafts = "Replies"')
    told = program.run("run", "--once", cwd=folder, env=RIGHT)
    assert (told.status, told.out) == (1, "")
    assert 'The server has no mailbox "Replies"' in told.err
    assert '"INBOX.Drafts"' in told.err.splitlines()[0]
    lay(folder, old_dovecot, fresh_user)
    assert program.run("run", "--once", cwd=folder, env=RIGHT).status == 0
    assert len(mailbox(old_dovecot, fresh_user, "INBOX.Drafts")) == 1
