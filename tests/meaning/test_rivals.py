"""The nearest vector of another owner."""

from __future__ import annotations

import pytest

from assistant import meaning
from assistant.meaning.rivals import rivals

READER = meaning.load()
pytestmark = pytest.mark.skipif(READER.name != "minilm", reason="needs the extra [semantic]")


def test_own_vectors_do_not_count() -> None:
    """The nearest is looked for among the others' alone."""
    rows = READER.vectors(["Where do I park?", "Where can I park?", "Where may I park?", "Do you sell cake?"])
    assert rows is not None
    found = rivals(rows, [0, 0, 1, 2])
    assert [place for place, _ in found[:3]] == [2, 2, 0] or found[2][0] == 1
    assert found[0][1] > 0.8 > found[3][1]


def test_alone_there_is_none() -> None:
    """With one owner the cosine is -1."""
    rows = READER.vectors(["Where do I park?", "Where can I park?"])
    assert rows is not None
    assert [cosine for _, cosine in rivals(rows, [0, 0])] == [-1.0, -1.0]
