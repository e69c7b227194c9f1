"""Where bars, points and marks of a plot stand, and the table that says the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.reviewing.numbers import lasting
from assistant.web.numbers_plots import WIDTH, across, lines, stacked

DAYS = [date(2026, 3, 1) + timedelta(days=number) for number in range(30)]


def test_pieces_of_a_bar_stand_upon_each_other() -> None:
    """Each as high as its count, none outside the drawing, and none for nothing."""
    plot = stacked("a", "A", ("one", "two"), DAYS[:3], [(1, 3), (0, 0), (4, 0)])
    assert [(bar.series, bar.title) for bar in plot.bars] == [
        (1, "2026-03-01: 1 one"), (2, "2026-03-01: 3 two"), (1, "2026-03-03: 4 one"),
    ]  # fmt: skip
    first, second, third = plot.bars
    assert first.y + first.height == plot.base
    assert round(second.y + second.height, 1) == first.y
    assert round(second.height / first.height) == 3
    assert third.height == pytest.approx(first.height + second.height, abs=0.2)
    assert all(bar.x > 0 and bar.x + bar.width < WIDTH for bar in plot.bars)
    assert plot.rows[0] == ("2026-03-01", "1", "3")
    assert [tick.text for tick in plot.ticks] == ["0", "2", "4"]


def test_axes_have_few_marks() -> None:
    """Of thirty days six, and a nought, a half and a whole."""
    plot = stacked("a", "A", ("one",), DAYS, [(number * 7,) for number in range(30)])
    assert [label.text for label in plot.labels] == ["1 Mar", "6 Mar", "11 Mar", "16 Mar", "21 Mar", "26 Mar"]
    assert [tick.text for tick in plot.ticks] == ["0", "200", "400"]


def test_a_line_is_broken_where_there_is_nothing() -> None:
    """A point alone is a point; what the points say is said in words."""
    values = [(3600, None), (7200, None), (None, None), (60, 600)]
    plot = lines("a", "A", ("half", "most"), DAYS[:4], values, lasting)
    half, most = plot.lines
    assert (len(half.paths), len(half.points)) == (1, 3)
    assert (len(most.paths), len(most.points)) == (0, 1)
    assert half.points[0][2] == "2026-03-01: 60 min, half"
    assert plot.rows[2] == ("2026-03-03", "–", "–")
    assert [tick.text for tick in plot.ticks] == ["0", "60 min", "2.0 h"]


def test_lying_bars_have_their_names_beside_them() -> None:
    """Long ones are cut there, and whole in the table."""
    long = "do you ship large wooden crates to Norway"
    plot = across("a", "A", ("changed", "removed"), [(long, (2, 1)), ("hours", (1, 0))])
    assert plot.labels[0].text == "do you ship large woode…"
    assert plot.rows == ((long, "2", "1"), ("hours", "1", "0"))
    assert plot.bars[1].x == pytest.approx(plot.bars[0].x + plot.bars[0].width, abs=0.2)
    assert all(bar.x + bar.width < WIDTH for bar in plot.bars)


def test_nothing_draws_nothing() -> None:
    """No bars, no lines, no division by nought."""
    assert stacked("a", "A", ("one",), DAYS, [(0,)] * 30).empty
    assert lines("a", "A", ("one",), DAYS, [(None,)] * 30, lasting).empty
    assert across("a", "A", ("one",), []).empty
