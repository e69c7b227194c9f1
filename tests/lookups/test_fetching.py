from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from assistant.lookups import fetching
from assistant.lookups.fetching import fetch
from assistant.lookups.source import Slow
from assistant.model import Found, Wanted
from assistant.rules.rulebook import Lookup

ORDER = Lookup(name="order", find=r"HL-\d{5}", key="number", csv="orders.csv", belongs_to="email")


def look(base: Path, content: str | bytes, key: str = "HL-1") -> Found:
    """What a file of this content brings."""
    raw = content.encode() if isinstance(content, str) else content
    (base / "orders.csv").write_bytes(raw)
    return looked_up(base, key)


def looked_up(base: Path, key: str = "HL-1") -> Found:
    """What the file that is there brings."""
    (found,) = fetch([Wanted("order", key)], {"order": ORDER}, base)
    return found


def row(base: Path, content: str | bytes, key: str = "HL-1") -> dict[str, str]:
    """The row that a file of this content brings."""
    found = look(base, content, key)
    assert found.row is not None, found.reason.text
    assert found.reason.code == "lookup-found"
    return dict(found.row)


def reason(base: Path, content: str | bytes, key: str = "HL-1") -> tuple[str, str]:
    """Why a file of this content brings no row."""
    found = look(base, content, key)
    assert found.row is None
    return found.reason.code, found.reason.text


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, separator: str, mark: str, end: str) -> None:
    """Any of the three separators, line ends of any kind, with or without a byte order mark."""
    lines = [separator.join(cells) for cells in (("number", "email", "due"), ("HL-1", "a@b.example", '" 1; 2, 3 "'))]
    assert row(tmp_path, mark + end.join(lines) + end) == {"number": "HL-1", "email": "a@b.example", "due": "1; 2, 3"}


def test_keys_are_compared_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    """A customer writes the number as they like."""
    assert row(tmp_path, "number,due\n HL-1 ,Monday\n", " hl-1")["due"] == "Monday"


def test_values_and_columns_are_stripped(tmp_path: Path) -> None:
    """Spaces beside a separator are no part of a value or a name."""
    assert row(tmp_path, " number , due \nHL-1 , next Monday \n") == {"number": "HL-1", "due": "next Monday"}


def test_a_value_may_hold_any_character(tmp_path: Path) -> None:
    """A line separator of Unicode ends no row, and a space before a quote does not make it a letter."""
    assert row(tmp_path, 'number,due\nHL-1, "one\u2028two, \x0b"\n')["due"] == "one\u2028two,"


def test_a_short_row_has_empty_values(tmp_path: Path) -> None:
    """What is not written is empty, never missing."""
    assert row(tmp_path, "number,due,total\nHL-1,Monday\n") == {"number": "HL-1", "due": "Monday", "total": ""}


def test_a_value_may_hold_lines_and_quotes(tmp_path: Path) -> None:
    """Quoted values are read as RFC 4180 says."""
    assert row(tmp_path, 'number,note\nHL-0,x\nHL-1,"two\nlines, ""quoted"""\n')["note"] == 'two\nlines, "quoted"'


def test_empty_lines_and_empty_columns_at_the_end_do_no_harm(tmp_path: Path) -> None:
    """Spreadsheets leave both behind."""
    assert row(tmp_path, "\nnumber,due,,\n\n,,,\nHL-1,Monday,,\n") == {"number": "HL-1", "due": "Monday"}


def test_a_file_of_one_column_is_read(tmp_path: Path) -> None:
    """Without a separator there is one column."""
    assert row(tmp_path, "number\nHL-1\n") == {"number": "HL-1"}


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    """The reason names the key and the file; a row without a key is no answer to an empty one."""
    assert reason(tmp_path, "number,due\n,Monday\n") == ("lookup-not-found", "order HL-1 is not in orders.csv.")
    assert reason(tmp_path, "number,due\n,Monday\n", "")[0] == "lookup-not-found"


def test_a_key_that_stands_twice_is_ambiguous(tmp_path: Path) -> None:
    """Neither row is taken, though they differ in case only; the lines are named."""
    code, text = reason(tmp_path, "number,due\nHL-1,Monday\nHL-2,x\nhl-1,Tuesday\n")
    assert (code, text) == ("lookup-ambiguous", "order HL-1 is in orders.csv more than once, in lines 2 and 4.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,due\nHL-1,Monday\n", 'no column "number"; its columns are id, due'),
        ("Number,due\nHL-1,Monday\n", 'no column "number"; its columns are Number'),
        ("number,due,due\nHL-1,a,b\n", 'two columns "due"'),
        ("", "it is empty"),
        ("\n\n", "it is empty"),
        (b"number,due\nHL-1,caf\xe9\n", 'save it as "CSV UTF-8"'),
        ("number,due\nHL-1,Monday,refused\n", "line 2 has more values than there are columns"),
        ('number,due\nHL-1,"Mon"day\n', "line 2 is no CSV"),
        ('number,due\nHL-1,"Monday\n', "is no CSV"),
        ("number,due\nHL-1," + "x" * 200_000, "is no CSV"),
    ],
)
def test_a_file_that_cannot_be_trusted_fails(tmp_path: Path, content: str | bytes, said: str) -> None:
    """The reason names the file and what is wrong with it, and no row is brought."""
    code, text = reason(tmp_path, content)
    assert code == "lookup-failed"
    assert text.startswith("order HL-1 could not be looked up in orders.csv: ")
    assert said in text


def test_a_fault_in_another_row_hurts_nobody_else(tmp_path: Path) -> None:
    """A row with too many values keeps the others usable."""
    assert row(tmp_path, "number,due\nHL-2,1,000\nHL-1,Monday\n")["due"] == "Monday"


def test_a_missing_file_fails(tmp_path: Path) -> None:
    """The reason says that it is not there."""
    found = looked_up(tmp_path)
    assert found.row is None
    assert found.reason.text == "order HL-1 could not be looked up in orders.csv: it is not there."


def test_a_folder_in_the_files_place_fails(tmp_path: Path) -> None:
    """What cannot be read as a file is told, not raised."""
    (tmp_path / "orders.csv").mkdir()
    assert "cannot be read" in looked_up(tmp_path).reason.text


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """A new time is enough, though the size is the same."""
    assert row(tmp_path, "number,due\nHL-1,Monday\n")["due"] == "Monday"
    (tmp_path / "orders.csv").write_text("number,due\nHL-1,Sunday\n")
    os.utime(tmp_path / "orders.csv", ns=(1, 1))
    found = looked_up(tmp_path)
    assert found.row is not None
    assert found.row["due"] == "Sunday"


def table(base: Path, name: str) -> Lookup:
    """A lookup in a file of its own."""
    return Lookup(name, "x", "number", f"{name}.csv", anyone=True)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> fetching._Desk:
    """A desk on which nothing lies."""
    monkeypatch.setattr(fetching, "_DESK", made := fetching._Desk())
    return made


def test_several_lookups_are_fetched_at_once_in_the_time_of_one(tmp_path: Path, desk: fetching._Desk) -> None:
    """The time is for all lookups of a message together, and those that were quick are not lost."""
    release = threading.Event()

    def slow(wanted: Wanted, *_: object) -> dict[str, str]:
        if wanted.lookup != "quick":
            release.wait(60)
        return {"number": wanted.key}

    lookups = {name: table(tmp_path, name) for name in ("a", "quick", "b", "c")}
    wanted = [Wanted(name, "1") for name in lookups]
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "_row", slow)
        found = fetch(wanted, lookups, tmp_path, seconds=2.0)
    release.set()
    assert time.monotonic() - began < 30
    assert [one.wanted for one in found] == wanted
    assert [one.row is not None for one in found] == [False, True, False, False]
    assert all("it took too long" in one.reason.text for one in found if one.row is None)


def test_threads_that_hang_are_bounded(tmp_path: Path, desk: fetching._Desk) -> None:
    """However many messages want a source that hangs, there are no more threads than places."""
    release = threading.Event()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "_row", lambda *_: release.wait(60) and None)
        patch.setattr(fetching, "SLOW_TURNS", 10_000)
        for _ in range(12):
            fetch([Wanted("hung", "1")], {"hung": table(tmp_path, "hung")}, tmp_path, seconds=0.05)
        hanging = [thread for thread in threading.enumerate() if thread.name == "lookup hung"]
        assert len(hanging) == fetching.AT_ONCE
        release.set()
        for thread in hanging:
            thread.join(60)


def test_a_source_that_is_slow_again_is_left_alone(tmp_path: Path, desk: fetching._Desk) -> None:
    """A thousand messages do not wait for it a thousand times; another source is not blamed."""
    asked: list[str] = []

    def slow(wanted: Wanted, *_: object) -> None:
        asked.append(wanted.lookup)
        raise Slow("it took too long")

    lookups = {"a": table(tmp_path, "a"), "b": table(tmp_path, "b")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "_row", slow)
        for _ in range(5):
            (found,) = fetch([Wanted("a", "1")], lookups, tmp_path)
        assert "left alone" in found.reason.text
        fetch([Wanted("b", "1")], lookups, tmp_path)
    assert asked == ["a", "a", "b"]


def test_the_operator_is_told_once_and_when_all_is_well(
    tmp_path: Path, desk: fetching._Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning in the log for the first failure, another when the source answers again; no number in either."""
    for _ in range(3):
        looked_up(tmp_path, "HL-12345")
    (tmp_path / "orders.csv").write_text("number,due\nHL-1,Monday\n")
    looked_up(tmp_path)
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2
    assert said[0].startswith("lookup-failed lookup=order source=orders.csv: it is not there.")
    assert said[1] == "lookup-well-again lookup=order source=orders.csv"
    assert "HL-12345" not in caplog.text


def test_a_surprise_in_a_source_is_a_gap_too(tmp_path: Path, desk: fetching._Desk) -> None:
    """Whatever a driver raises, the mailbox goes on, and its words are not shown."""
    def surprising(*_: object) -> None:
        raise ZeroDivisionError("secret")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "_row", surprising)
        (found,) = fetch([Wanted("a", "1")], {"a": table(tmp_path, "a")}, tmp_path)
    assert found.reason.text == "a 1 could not be looked up in a.csv: it failed with ZeroDivisionError."


def test_nothing_wanted_is_nothing_fetched(tmp_path: Path) -> None:
    """And no thread is begun for it."""
    assert fetch([], {}, tmp_path) == ()
