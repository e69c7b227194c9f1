"""Settings, rules, store and the reader of meaning, each sound and each with something wrong."""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import create_engine

from assistant import config, meaning
from assistant.cli import examine_here
from assistant.cli.finding import Finding
from assistant.config import Config
from assistant.errors import OperatorError
from assistant.model import Reason
from assistant.store import opening
from assistant.store.records import Handled, HoldNote, SeenMessage
from assistant.store.store import Store
from tests.cli.shop import RULES

SETTINGS = """\
store = "store.db"
semantic = "off"
[account.pedal]
host = "imap.pedal.example"
user = "help@pedal.example"
password_env = "P"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with sound settings and rules."""
    (tmp_path / "assistant.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def chosen(folder: Path, text: str = SETTINGS) -> Config:
    """The settings of the folder, or others in their place."""
    return config.read(text, path=folder / "assistant.toml", environ={})


def only(found: Iterator[Finding]) -> Finding:
    """The one thing found."""
    (finding,) = found
    return finding


def test_sound_settings_are_counted(folder: Path) -> None:
    """The file is named, and how many accounts it has."""
    read = examine_here.settings(folder / "assistant.toml", {})
    (finding,) = read.findings
    assert finding.state == "ok"
    assert finding.text.endswith("assistant.toml: 1 account.")
    assert [one.name for one in read.config.accounts] == ["pedal"]


def test_each_fault_of_the_settings_is_a_line_and_the_rest_is_used(folder: Path) -> None:
    """An account that cannot be used keeps nobody from the store and the rules that the file names."""
    text = SETTINGS.replace("user = ", "usr = ").replace("host = ", "hots = ").replace("[acc", 'rules = "r.yaml"\n[acc')
    (folder / "assistant.toml").write_text(text, encoding="utf-8")
    read = examine_here.settings(folder / "assistant.toml", {})
    assert {one.state for one in read.findings} == {"fault"}
    assert len(read.findings) == 4 + 1  # a user that is no address leaves no addresses
    assert read.config.accounts == ()
    assert (read.config.rules, read.config.store) == (folder / "r.yaml", str(folder / "store.db"))


@pytest.mark.parametrize("text", ["", "[account.pedal\n", "\xff"])
def test_without_settings_there_are_defaults(folder: Path, text: str) -> None:
    """No account, no TOML, no text: what can be looked at has its usual place."""
    (folder / "assistant.toml").write_text(text, encoding="latin-1")
    read = examine_here.settings(folder / "assistant.toml", {"ASSISTANT_STORE": str(folder / "s.db")})
    assert [one.state for one in read.findings] == ["fault"]
    assert (read.config.rules, read.config.store) == (folder / "rules.yaml", str(folder / "s.db"))


def test_sound_rules_are_told_with_their_templates(folder: Path) -> None:
    """Those that came with the program count too."""
    finding = only(examine_here.rules(chosen(folder)))
    assert finding.state == "ok"
    assert "templates: no faults" in finding.text


def test_faults_of_rules_and_templates_are_counted(folder: Path) -> None:
    """The first of the rules' is told, with where to see them all."""
    (folder / "rules.yaml").write_text(RULES.replace("answer: We", "anwser: We"), encoding="utf-8")
    (folder / "templates").mkdir()
    (folder / "templates" / "ordinary.txt.j2").write_text("{% if %}\n", encoding="utf-8")
    finding = only(examine_here.rules(chosen(folder)))
    assert finding.state == "fault"
    assert "faults" in finding.text
    assert '(did you mean "answer"?)' in finding.text
    assert "assistant rules check" in finding.text


def test_what_is_merely_unwise_is_a_warning(folder: Path) -> None:
    """No closings: the rules can be used."""
    (folder / "rules.yaml").write_text(RULES.partition("closings")[0], encoding="utf-8")
    assert only(examine_here.rules(chosen(folder))).state == "warning"


def test_the_rules_of_single_mailboxes_and_what_they_include_are_examined(folder: Path) -> None:
    """A fault in a file that is included is one of the rules."""
    (folder / "shared.yaml").write_text("facts: {phone: 1234}\nansers: []\n", encoding="utf-8")
    (folder / "returns.yaml").write_text("include: [shared.yaml]\n" + RULES, encoding="utf-8")
    special = 'mailboxes = ["INBOX", "Returns"]\nmailbox_rules = {Returns = "returns.yaml"}\n'
    own, returns = examine_here.rules(chosen(folder, SETTINGS + special))
    assert (own.state, returns.state) == ("ok", "fault")
    assert "shared.yaml" in returns.text


def test_rules_that_are_not_there_are_told(folder: Path) -> None:
    """And each file once, however many accounts share it."""
    (folder / "rules.yaml").unlink()
    two = SETTINGS + SETTINGS.partition("[")[1] + SETTINGS.partition("[")[2].replace("pedal", "wheel")
    finding = only(examine_here.rules(chosen(folder, two)))
    assert finding.state == "fault"
    assert "There is no rules file" in finding.text


def test_a_store_that_is_not_there_is_not_made(folder: Path) -> None:
    """The first run makes it."""
    finding = only(examine_here.store(chosen(folder)))
    assert (finding.state, "not there yet" in finding.text) == ("ok", True)
    assert not (folder / "store.db").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_cannot_be_made_is_told(folder: Path) -> None:
    """The folder is named."""
    folder.chmod(0o500)
    assert only(examine_here.store(chosen(folder))).state == "fault"


def test_a_store_below_a_file_is_told(folder: Path) -> None:
    """It could never be made."""
    settings = chosen(folder, SETTINGS.replace("store.db", "rules.yaml/store.db"))
    assert only(examine_here.store(settings)).state == "fault"


def set_aside(uid: int, note: HoldNote | None = None) -> Handled:
    """A message that could not be handled."""
    return Handled(
        SeenMessage(
            "pedal", "INBOX", 7, uid, f"digest-{uid}", datetime(2026, 3, 2, tzinfo=UTC), "set-aside",
            reasons=(Reason("set-aside", "It could not be handled: KeyError in wish."),),
        ),
        note=note,
    )  # fmt: skip


def test_messages_set_aside_are_listed(folder: Path) -> None:
    """Where each lies, and why; a flood of them is cut short."""
    with Store(folder / "store.db") as store:
        store.record(set_aside(12))
    opened, disk, aside = examine_here.store(chosen(folder))
    assert (opened.state, disk.check) == ("ok", "disk")
    assert (aside.about, aside.state) == ("pedal", "warning")
    assert 'message 12 of "INBOX", 2026-03-02: It could not be handled: KeyError in wish.' in aside.text
    with Store(folder / "store.db") as store:
        store.record(*(set_aside(uid) for uid in range(20, 50)))
    told = [one.text for one in examine_here.store(chosen(folder)) if one.check == "set aside"]
    assert len(told) == examine_here.MOST_LISTED + 1
    assert told[-1].startswith("and 11 more")


def test_what_the_owner_has_seen_to_is_no_longer_listed(folder: Path) -> None:
    """The note of a message that was answered, moved or deleted is settled."""
    with Store(folder / "store.db") as store:
        for uid in (12, 13):
            store.record(set_aside(uid, HoldNote(f"<{uid}.note>", "Assistant", datetime(2026, 3, 2, tzinfo=UTC))))
        store.note_became("pedal", "<12.note>", "settled")
    told = [one.text for one in examine_here.store(chosen(folder)) if one.check == "set aside"]
    assert [text.split(" of ")[0] for text in told] == ["message 13"]


def test_a_store_of_an_older_version_is_told_and_left_as_it_is(folder: Path) -> None:
    """The doctor changes nothing: whoever wants to go back can still make a backup."""
    path = folder / "store.db"
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0001")
    engine.dispose()
    before = path.read_bytes()
    first, *_ = examine_here.store(chosen(folder))
    assert first.state == "warning"
    assert "older version (schema 0001)" in first.text
    assert path.read_bytes() == before
    assert sorted(one.name for one in folder.glob("store.db*")) == ["store.db"]


def test_an_empty_store_is_left_empty(folder: Path) -> None:
    """A file without tables is as good as none."""
    (folder / "store.db").touch()
    first, *_ = examine_here.store(chosen(folder))
    assert (first.state, "the first run makes its tables" in first.text) == ("ok", True)
    assert (folder / "store.db").stat().st_size == 0


def test_a_store_of_a_newer_version_is_refused(folder: Path) -> None:
    """The store's own words say what to do."""
    Store(folder / "store.db").close()
    with sqlite3.connect(folder / "store.db") as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    finding = only(examine_here.store(chosen(folder)))
    assert finding.state == "fault"
    assert "newer version" in finding.text


@pytest.mark.parametrize(("free", "state"), [(1_000, "fault"), (100_000_000, "warning"), (5_000_000_000, "ok")])
def test_room_on_the_disk_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    """Before the store is full."""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(examine_here.shutil, "disk_usage", lambda _folder: usage(free, 0, free))
    Store(folder / "store.db").close()
    assert [one.state for one in examine_here.store(chosen(folder)) if one.check == "disk"] == [state]


def test_the_reader_of_meaning_is_told(folder: Path) -> None:
    """Wording alone because it was asked for, and the model with its hash where it is installed."""
    assert only(examine_here.reader_of_meaning(chosen(folder))).text.startswith("by wording alone, as semantic")
    try:
        meaning.load("on")
    except OperatorError:
        pytest.skip("the extra [semantic] is not installed")
    told = only(examine_here.reader_of_meaning(chosen(folder, SETTINGS.replace('"off"', '"on"'))))
    assert (told.state, "its hash is right" in told.text) == ("ok", True)


def test_a_model_that_is_not_the_one_is_told(folder: Path) -> None:
    """It is never run."""
    (folder / "other.onnx").write_bytes(b"something else")
    settings = chosen(folder, SETTINGS.replace('"off"', '"on"').replace("[acc", 'semantic_model = "other.onnx"\n[acc'))
    assert only(examine_here.reader_of_meaning(settings)).state == "fault"


def test_without_the_extra_it_is_said_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wording alone is a warning where nobody asked for it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    told = only(examine_here.reader_of_meaning(chosen(folder, SETTINGS.replace('"off"', '"auto"'))))
    assert told.state == "warning"
    assert 'pip install "email-reply-assistant[semantic]"' in told.text
