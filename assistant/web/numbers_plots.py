"""Figures to plots: where each bar, point and mark stands in a drawing. The templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

WIDTH, HEIGHT = 460, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 6, 10, 24        # room around the plot for its axes
_MOST_LABELS = 6
# Seconds: 1, 2, 4, 10, 20, 40 minutes, 1, 2, 4, 8, 12, 24 hours, 2, 4 days.
_TIMES = (60, 120, 240, 600, 1200, 2400, 3600, 7200, 14400, 28800, 43200, 86400, 172800, 345600)
_LONGEST = 24                                       # characters beside a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a bar. `series` counts from 1; `title` says what it is when pointed at."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, broken where there is none."""

    series: int
    paths: tuple[str, ...]
    points: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at `at` along it."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing and the table that says the same. `rows` are texts, the first of each its name."""

    name: str
    title: str
    names: tuple[str, ...]                          # of the series, for the legend and the table's head
    rows: tuple[tuple[str, ...], ...]
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    base: int = HEIGHT - _BOTTOM

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.bars and not self.lines


def stacked(
    name: str, title: str, names: Sequence[str], days: Sequence[date], values: Sequence[Sequence[int]]
) -> Plot:
    """Bars over time, their pieces one upon the other: `values` holds for each day a count for each of the names."""
    top = _nice(max((sum(each) for each in values), default=0))
    step = _step(len(days))
    bars = []
    for number, (day, counts) in enumerate(zip(days, values, strict=True)):
        below = 0
        for series, (what, count) in enumerate(zip(names, counts, strict=True), start=1):
            if count:
                y = _y(below + count, top)
                bars.append(Bar(
                    round(_LEFT + number * step + step * 0.12, 1), y, round(step * 0.76, 1),
                    round(_y(below, top) - y, 1), series, f"{day}: {count} {what}",
                ))  # fmt: skip
            below += count
    rows = tuple((str(day), *(str(count) for count in counts)) for day, counts in zip(days, values, strict=True))
    return Plot(name, title, tuple(names), rows, _ticks(top, _count), _labels(days), bars=tuple(bars))


def lines(
    name: str, title: str, names: Sequence[str], days: Sequence[date], values: Sequence[Sequence[float | None]],
    say: Callable[[float | None], str],
) -> Plot:  # fmt: skip
    """Lines over time. `values` holds for each day seconds for each of the names, None where there are none."""
    top = _nice_time(max((value for each in values for value in each if value is not None), default=0))
    step = _step(len(days))
    drawn = []
    for series, what in enumerate(names):
        points = [
            (round(_LEFT + (number + 0.5) * step, 1), _y(value, top), f"{days[number]}: {say(value)}, {what}")
            if (value := each[series]) is not None else None
            for number, each in enumerate(values)
        ]  # fmt: skip
        drawn.append(Line(series + 1, tuple(_paths(points)), tuple(each for each in points if each is not None)))
    rows = tuple((str(day), *(say(value) for value in each)) for day, each in zip(days, values, strict=True))
    there = tuple(line for line in drawn if line.points)
    return Plot(name, title, tuple(names), rows, _ticks(top, say), _labels(days), lines=there)


def across(name: str, title: str, names: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Plot:
    """Bars that lie, one a row with its name beside it, their pieces one after the other."""
    top = max((sum(counts) for _, counts in rows), default=0)
    left, high = 165, 26
    bars = []
    for number, (what, counts) in enumerate(rows):
        at = 0
        for series, (kind, count) in enumerate(zip(names, counts, strict=True), start=1):
            if count:
                scale = (WIDTH - left - 50) / top
                bars.append(Bar(
                    round(left + at * scale, 1), number * high + 5, round(count * scale, 1), high - 9, series,
                    f"{what}: {count} {kind}",
                ))  # fmt: skip
            at += count
    labels = tuple(Tick(number * high + 17.5, _short(what)) for number, (what, _) in enumerate(rows))
    table = tuple((what, *(str(count) for count in counts)) for what, counts in rows)
    return Plot(
        name, title, tuple(names), table, (), labels, bars=tuple(bars), height=max(1, len(rows)) * high, left=left,
    )  # fmt: skip


def _short(what: str) -> str:
    return what if len(what) <= _LONGEST else f"{what[: _LONGEST - 1].rstrip()}…"


def _paths(points: Sequence[tuple[float, float, str] | None]) -> list[str]:
    """The runs of points as SVG paths."""
    paths, run = [], ""
    for point in (*points, None):
        if point is None:
            paths += [run] if " L" in run else []
            run = ""
        else:
            run += f"{' L' if run else 'M'}{point[0]} {point[1]}"
    return paths


def _step(count: int) -> float:
    return (WIDTH - _LEFT - _RIGHT) / max(1, count)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / top, 1)


def _nice(value: float) -> float:
    """The least round number that is not less and has a round half: 1, 2, 4, 10, 20, 40, ..."""
    if value <= 0:
        return 1
    power = 10.0 ** floor(log10(value))
    return next(factor * power for factor in (1, 2, 4, 10) if factor * power >= value * 0.999)


def _nice_time(seconds: float) -> float:
    """The same for stretches of time."""
    return next((size for size in _TIMES if size >= seconds), 86400 * _nice(seconds / 86400))


def _ticks(top: float, say: Callable[[float | None], str]) -> tuple[Tick, ...]:
    values = (0.0, top / 2, top) if top > 1 else (0.0, top)
    return tuple(Tick(_y(value, top), say(value) if value else "0") for value in values)


def _count(value: float | None) -> str:
    return f"{value:g}"


def _labels(days: Sequence[date]) -> tuple[Tick, ...]:
    """Some of the days, evenly apart."""
    every = max(1, ceil(len(days) / _MOST_LABELS))
    step = _step(len(days))
    return tuple(
        Tick(round(_LEFT + (number + 0.5) * step, 1), f"{day.day} {day:%b}")
        for number, day in enumerate(days) if number % every == 0
    )  # fmt: skip
