"""Changed rules are taken between two rounds; broken ones are refused, told once, and the old ones stay in force."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import config
from assistant.mailbox.contract import Account
from assistant.mailbox.memory import MemoryServer
from assistant.polling.daemon import Daemon, Listener
from assistant.store.store import Store
from tests.builders import RULES
from tests.polling.conftest import eml
from tests.store.blank import blank

SETTINGS = """
store = "store.db"
semantic = "off"
[account.one]
host = "one.example"
user = "one@pedal.example"
password_env = "P"
addresses = ["help@pedal.example"]
"""


class Bench:
    """One account on a server in memory, its rules on disk, and what the daemon told."""

    def __init__(self, folder: Path, settings: str = SETTINGS) -> None:
        self.folder = folder
        self.server = MemoryServer()
        self.told: list[str] = []
        self.store = Store(blank(folder / "store.db"))
        self.settings = config.read(settings, path=folder / "assistant.toml", environ={})
        self.number = 0
        self.start()

    def start(self) -> None:
        """The daemon starts, with a listener that writes down what it hears of the rules."""
        listener = Listener(
            rules_refused=lambda path, error: self.told.append(f"refused {path.name}: {error}"),
            rules_taken=lambda path: self.told.append(f"taken {path.name}"),
        )
        self.daemon = Daemon(self.settings, self.store, listener, open_account=self.open)
        self.daemon.prepare()

    def open(self, _settings: Any = None) -> Account:
        """Sign in."""
        return self.server.account("one@pedal.example")

    def write(self, name: str, text: str) -> None:
        """Save a file as an editor does, by a new file in its place."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}~").write_text(text, encoding="utf-8")
        (self.folder / f"{name}~").rename(self.folder / name)

    def reply(self, text: str = "When are you open?", mailbox: str = "INBOX") -> str:
        """What is drafted to a customer who writes now."""
        self.number += 1
        raw = eml(text, message_id=f"<{self.number}@x.example>")
        world = self.open()
        world.append(world.ensure(mailbox), raw, flags=())
        self.daemon.once()
        found = [one for one in self.within("Drafts") if one["In-Reply-To"] == f"<{self.number}@x.example>"]
        return str(found[-1].get_body(("plain",)).get_content()) if found else ""

    def within(self, mailbox: str) -> list[Any]:
        """The messages of a mailbox."""
        world = self.open()
        name = world.ensure(mailbox)
        world.select(name)
        fetched = world.fetch(name, world.new_uids(name, 0))
        return [email.message_from_bytes(one.raw, policy=email.policy.default) for one in fetched]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Closed by the test's end."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    made = Bench(tmp_path)
    yield made
    made.daemon.close()
    made.store.close()


OTHER = RULES.replace("Monday to Saturday from 8:30 to 18:00", "every day from 10:00 to 12:00")
BROKEN = RULES.replace("answer: We are open", "anwser: We are open")


def test_a_changed_file_is_in_force_in_the_next_round(bench: Bench) -> None:
    """Without a restart, and it is told."""
    assert "8:30" in bench.reply()
    bench.write("rules.yaml", OTHER)
    assert "10:00 to 12:00" in bench.reply()
    assert bench.told == ["taken rules.yaml"]


def test_a_file_that_was_not_changed_is_not_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round costs no reading of rules."""
    bench.reply()
    monkeypatch.setattr("assistant.ruleset.prepare", None)
    assert "8:30" in bench.reply()


def test_broken_rules_are_refused_and_the_old_ones_stay(bench: Bench) -> None:
    """Each message is answered as before; the fault is told once, with its line, though there are many rounds."""
    bench.write("rules.yaml", BROKEN)
    for _ in range(3):
        assert "8:30" in bench.reply()
    (told,) = bench.told
    assert told.startswith("refused rules.yaml: ")
    assert 'rules.yaml:19:5: answer "hours": unknown key "anwser" (did you mean "answer"?)' in told


def test_one_note_stands_while_the_rules_are_refused(bench: Bench) -> None:
    """It names the fault, is there once, is another for another fault, and goes when the rules are mended."""
    bench.write("rules.yaml", BROKEN)
    bench.reply()
    bench.reply()
    (note,) = bench.within("Assistant")
    assert "anwser" in note.get_body(("plain",)).get_content()
    bench.write("rules.yaml", BROKEN.replace("anwser", "anser"))
    bench.reply()
    (note,) = bench.within("Assistant")
    assert '"anser"' in note.get_body(("plain",)).get_content()
    bench.write("rules.yaml", OTHER)
    assert "10:00" in bench.reply()
    assert bench.within("Assistant") == []
    assert bench.told[-1] == "taken rules.yaml"


def test_a_note_that_an_earlier_run_left_is_taken_down(bench: Bench) -> None:
    """The daemon was stopped while the rules were broken; it starts with mended ones."""
    bench.write("rules.yaml", BROKEN)
    bench.reply()
    bench.write("rules.yaml", RULES)
    bench.start()
    bench.reply()
    assert bench.within("Assistant") == []


def test_an_included_file_is_watched(bench: Bench) -> None:
    """It is taken when it appears in `include`, when it changes, and its fault is told under its name."""
    bench.write("more/extra.yaml", "answers:\n  - {name: pump, asks: [Do you sell pumps?], answer: We sell pumps.}\n")
    bench.write("rules.yaml", RULES + "include: [more/extra.yaml]\n")
    assert "We sell pumps." in bench.reply("Do you sell pumps?")
    bench.write("more/extra.yaml", "answers:\n  - {name: pump, asks: [Do you sell pumps?], answer: We mend pumps.}\n")
    assert "We mend pumps." in bench.reply("Do you sell pumps?")
    bench.write("more/extra.yaml", "answers:\n  - {name: pump, asks: [Do you sell pumps?]}\n")
    assert "We mend pumps." in bench.reply("Do you sell pumps?")
    assert "more/extra.yaml:2:5" in bench.told[-1]
    bench.write("more/extra.yaml", "answers:\n  - {name: pump, asks: [Do you sell pumps?], answer: No more pumps.}\n")
    assert "No more pumps." in bench.reply("Do you sell pumps?")


def test_an_included_file_that_goes_is_a_fault(bench: Bench) -> None:
    """And when it is there again, all is well."""
    bench.write("extra.yaml", "facts: {b: one}\n")
    bench.write("rules.yaml", RULES + "include: [extra.yaml]\n")
    bench.reply()
    (bench.folder / "extra.yaml").unlink()
    assert "8:30" in bench.reply()
    assert "there is no file" in bench.told[-1]
    bench.write("extra.yaml", "facts: {b: one}\n")
    bench.reply()
    assert bench.told[-1] == "taken rules.yaml"


def test_templates_are_watched(bench: Bench) -> None:
    """A template that appears beside the rules is taken; a broken one is refused."""
    bench.reply()
    own = "{{ greet('Dear {name},', 'Hello,') }}\n\nThank you so much.\n\n{{ answers }}\n\n{{ signature }}\n"
    bench.write("templates/ordinary.txt.j2", own)
    assert "Thank you so much." in bench.reply()
    bench.write("templates/ordinary.txt.j2", own + "{% if %}")
    assert "Thank you so much." in bench.reply()
    assert "templates/ordinary.txt.j2:8" in bench.told[-1]


def test_rules_that_are_gone_are_refused(bench: Bench) -> None:
    """The file was removed: the daemon goes on with what it has."""
    (bench.folder / "rules.yaml").unlink()
    assert "8:30" in bench.reply()
    assert "There is no rules file" in bench.told[-1]


def test_a_file_in_another_encoding_is_refused_with_its_remedy(bench: Bench) -> None:
    """Windows' "Unicode" is UTF-16."""
    (bench.folder / "rules.yaml").write_bytes(RULES.encode("utf-16"))
    assert "8:30" in bench.reply()
    assert "is written in UTF-16" in bench.told[-1]


def test_a_mailbox_may_have_rules_of_its_own(tmp_path: Path) -> None:
    """The same question gets another answer there, and those rules are watched as well."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "workshop.yaml").write_text(OTHER, encoding="utf-8")
    settings = SETTINGS + 'mailboxes = ["INBOX", "Workshop"]\nmailbox_rules = {Workshop = "workshop.yaml"}\n'
    bench = Bench(tmp_path, settings)
    bench.open().ensure("Workshop")
    try:
        assert "8:30" in bench.reply()
        assert "10:00" in bench.reply(mailbox="Workshop")
        bench.write("workshop.yaml", BROKEN)
        assert "10:00" in bench.reply(mailbox="Workshop")
        assert "workshop.yaml:19:5" in bench.told[-1]
        bench.write("workshop.yaml", RULES)
        assert "8:30" in bench.reply(mailbox="Workshop")
    finally:
        bench.daemon.close()
        bench.store.close()
