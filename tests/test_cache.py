"""The cache: what is whole and ours comes back; anything else is as if it were not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import cache
from assistant.cache import Cache

PARTS = {"rows": b"\x00\x01\x02" * 50, "texts": b"", "numbers": b"abc"}


@pytest.fixture
def kept(tmp_path: Path) -> Cache:
    """A cache with one entry, in a folder that was not there before."""
    made = Cache(tmp_path / "deep" / "cache")
    made.write("a1", "program 1", PARTS)
    return made


def test_what_was_written_comes_back(kept: Cache) -> None:
    """The same bytes under the same names."""
    assert kept.read("a1", "program 1") == PARTS
    assert list(kept.others("program 1")) == [PARTS]


def test_another_maker_or_name_finds_nothing(kept: Cache) -> None:
    """A new version of the program starts anew."""
    assert kept.read("a1", "program 2") is None
    assert kept.read("a2", "program 1") is None
    assert list(kept.others("program 2")) == []


def test_only_the_owner_may_read_it(kept: Cache) -> None:
    """The file is 0600 and its folder 0700."""
    (file,) = kept.folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert kept.folder.stat().st_mode & 0o777 == 0o700


@given(st.binary(max_size=300))
def test_a_foreign_file_is_ignored(content: bytes) -> None:
    """Any bytes at all in its place are no entry."""
    folder = Path(os.environ["XDG_CACHE_HOME"]) / "foreign"
    folder.mkdir(exist_ok=True)
    for beginning in (b"", cache._MAGIC):
        (folder / "a1.kept").write_bytes(beginning + content)
        assert Cache(folder).read("a1", "program 1") is None
        assert list(Cache(folder).others("program 1")) == []


def test_a_file_with_one_wrong_byte_or_cut_short_is_ignored(kept: Cache) -> None:
    """Wherever a byte is wrong or the file ends too early, it is no entry; the next write mends it."""
    file = kept.folder / "a1.kept"
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.read("a1", "program 1") is None
        file.write_bytes(whole[:place])
        assert kept.read("a1", "program 1") is None
    kept.write("a1", "program 1", PARTS)
    assert kept.read("a1", "program 1") == PARTS


def test_a_file_that_others_may_write_is_ignored(kept: Cache) -> None:
    """It may hold anything by now."""
    (kept.folder / "a1.kept").chmod(0o666)
    assert kept.read("a1", "program 1") is None


def test_a_pipe_or_a_folder_in_its_place_is_ignored(kept: Cache) -> None:
    """Nothing waits for a pipe that nobody writes to."""
    os.mkfifo(kept.folder / "a2.kept")
    (kept.folder / "a3.kept").mkdir()
    assert kept.read("a2", "program 1") is None
    assert kept.read("a3", "program 1") is None
    assert list(kept.others("program 1")) == [PARTS]


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    """A file stands where the folder should, or nobody may write there: nothing is kept, nothing is raised."""
    (tmp_path / "file").write_text("not a folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "cache", Path("/proc/no-such-place")):
        nowhere = Cache(folder)
        nowhere.write("a1", "program 1", PARTS)
        assert nowhere.read("a1", "program 1") is None
        assert list(nowhere.others("program 1")) == []


def test_a_write_that_fails_leaves_the_old_entry_and_nothing_else(
    kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, say: the entry appears whole or not at all."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept.write("a1", "program 1", {"rows": b"new"})
    monkeypatch.undo()
    assert kept.read("a1", "program 1") == PARTS
    assert [path.name for path in kept.folder.iterdir()] == ["a1.kept"]


def test_the_oldest_entries_go_when_there_are_too_many(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one used last is the last to go."""
    monkeypatch.setattr(cache, "MOST_FILES", 3)
    for number in range(2, 6):
        for age, file in enumerate(sorted(kept.folder.glob("*.kept"), key=lambda path: path.stat().st_mtime)):
            os.utime(file, (1_000_000 + age, 1_000_000 + age))
        assert kept.read("a1", "program 1") == PARTS
        kept.write(f"a{number}", "program 1", PARTS)
    assert sorted(path.name for path in kept.folder.iterdir()) == ["a1.kept", "a4.kept", "a5.kept"]


def test_the_whole_is_bounded_in_size(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large by itself is not kept; what is too much together goes, the oldest first."""
    size = (kept.folder / "a1.kept").stat().st_size
    os.utime(kept.folder / "a1.kept", (1_000_000, 1_000_000))
    monkeypatch.setattr(cache, "MOST_BYTES", size + 50)
    kept.write("a2", "program 1", {"rows": b"x" * 1_000})
    assert kept.read("a2", "program 1") is None
    kept.write("a3", "program 1", PARTS)
    assert [path.name for path in kept.folder.iterdir()] == ["a3.kept"]


def test_what_an_end_in_the_middle_left_behind_is_removed(kept: Cache) -> None:
    """A file that was never finished goes once it is old; a young one is being written by another process."""
    for name, age in (("old.part", 10_000), ("young.part", 0)):
        (kept.folder / name).write_bytes(b"")
        now = (kept.folder / "a1.kept").stat().st_mtime - age
        os.utime(kept.folder / name, (now, now))
    kept.write("a1", "program 1", PARTS)
    assert sorted(path.name for path in kept.folder.iterdir()) == ["a1.kept", "young.part"]
