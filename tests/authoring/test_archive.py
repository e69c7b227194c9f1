"""Mail on disk, in each of its shapes."""

from __future__ import annotations

import mailbox
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.authoring.archive import LONGEST, archive
from assistant.errors import OperatorError
from tests.authoring.post import letter, mbox


def read(path: Path, limit: int | None = None) -> list[tuple[str, bytes | None]]:
    """The places and the bytes of all messages; their number is the one that was promised."""
    found = archive(path, limit)
    letters = [(each.place, each.raw) for each in found.letters]
    assert found.total == len(letters)
    return letters


def test_an_mbox_is_read_message_by_message(tmp_path: Path) -> None:
    """Each message comes as it was written, its line in the file for a name."""
    first, second = letter("One?\n\nFrom here on it is easy.", 1), letter("Two?", 2)
    path = tmp_path / "june.mbox"
    path.write_bytes(mbox(first, second))
    places = read(path)
    assert [raw.rstrip(b"\n") for _, raw in places if raw is not None] == [first.rstrip(b"\n"), second.rstrip(b"\n")]
    lines = path.read_bytes().splitlines()
    assert [lines[int(place.split(":")[1]) - 1][:5] for place, _ in places] == [b"From ", b"From "]


def test_an_mbox_of_the_standard_library_is_read(tmp_path: Path) -> None:
    """What Python's own mailbox module writes is read as it reads it."""
    made = mailbox.mbox(tmp_path / "made.mbox")
    for number in range(5):
        made.add(mailbox.mboxMessage(letter(f"Number {number}?", number)))
    made.close()
    bodies = [raw for _, raw in read(tmp_path / "made.mbox") if raw is not None]
    assert [f"Number {number}?".encode() in raw for number, raw in enumerate(bodies)] == [True] * 5


def test_a_line_that_only_begins_like_a_message_is_text(tmp_path: Path) -> None:
    """"From here to 2026" in a letter, not stuffed, is no new message: it has no blank line before it, or no year."""
    path = tmp_path / "odd.mbox"
    path.write_bytes(mbox(letter("Yes.\nFrom me in 2026", 1))[:-1].replace(b">From", b"From") + b"\n\nFrom Anna\n")
    assert len(read(path)) == 1


@given(st.lists(st.binary(max_size=80), max_size=6))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    """Nothing in an mbox stops the reading of it."""
    path = tmp_path_factory.mktemp("any") / "any.mbox"
    path.write_bytes(b"From a Fri Nov 20 09:00:00 2026\n" + b"\n\nFrom b 2026\n".join(parts))
    assert len(read(path)) >= 1


def test_a_maildir_is_read_with_the_newest_last(tmp_path: Path) -> None:
    """`new` and `cur` both, by the second of delivery; `tmp` is not yet mail, and nothing is moved."""
    made = mailbox.Maildir(tmp_path / "Maildir")
    made.add(letter("One?", 1))
    for part, name in (("new", "1700000000.M1.host"), ("cur", "1600000000.M2.host:2,S"), ("tmp", "1800000000.M3.host")):
        (tmp_path / "Maildir" / part / name).write_bytes(letter("Two?", 2))
    before = sorted(path for path in (tmp_path / "Maildir").rglob("*"))
    places = [place for place, _ in read(tmp_path / "Maildir")]
    assert places[:2] == ["cur/1600000000.M2.host:2,S", "new/1700000000.M1.host"]
    assert len(places) == 3
    assert [place for place, _ in read(tmp_path / "Maildir", limit=1)] == places[-1:]
    assert sorted(path for path in (tmp_path / "Maildir").rglob("*")) == before


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    """All .eml files at any depth, in the order of their names; other files are not mail."""
    (tmp_path / "b" / "deep").mkdir(parents=True)
    for name in ("b/deep/two.EML", "a.eml", "b/notes.txt"):
        (tmp_path / name).write_bytes(letter(name))
    assert [place for place, _ in read(tmp_path)] == ["a.eml", "b/deep/two.EML"]
    assert [place for place, _ in read(tmp_path / "a.eml")] == ["a.eml"]


def test_a_file_that_cannot_be_read_is_a_trouble(tmp_path: Path) -> None:
    """One bad file does not stop the others."""
    (tmp_path / "a.eml").symlink_to(tmp_path / "gone")
    (tmp_path / "b.eml").write_bytes(letter("Two?"))
    bad, good = archive(tmp_path).letters
    assert (bad.raw, bad.trouble) == (None, os.strerror(2))
    assert good.raw is not None


def test_a_huge_message_is_cut(tmp_path: Path) -> None:
    """Memory is bounded whatever lies there."""
    path = tmp_path / "huge.eml"
    with path.open("wb") as file:
        file.truncate(LONGEST + 1000)
    [(_, raw)] = read(path)
    assert raw is not None and len(raw) == LONGEST


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_no_mail_is_told(tmp_path: Path, name: str) -> None:
    """A path without mail is the operator's to mend, and the text says what may be named."""
    with pytest.raises(OperatorError, match=r"\.eml"):
        archive(tmp_path / name)
