"""What is shown in the terminal: in colour there, plain in a pipe. Strangers' text cannot steer the terminal."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import click

from assistant.model import Span

# Controls could move the cursor or answer for the terminal; directions of writing could turn a line around.
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
COLOURS = {"good": "green", "warn": "yellow", "bad": "red", "quiet": "bright_black"}


def plain(text: str, longest: int | None = None) -> str:
    """A stranger's text on one line, without what steers a terminal."""
    flat = " ".join(tame(text).split())
    return flat if longest is None or len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"


def tame(text: str) -> str:
    """A stranger's text, without what steers a terminal."""
    return _STEERS.sub("\ufffd", text)


def style(text: str, colour: str | None = None, **more: Any) -> str:
    """The text in a colour; `click.echo` takes it away again in a pipe."""
    return click.style(text, fg=colour, **more)


def head(text: str) -> None:
    """A heading."""
    click.echo()
    click.echo(style(text, bold=True))


def body(text: str, indent: str = "  ") -> None:
    """Lines as they are, wrapped where they are long."""
    width = _width()
    for line in text.rstrip("\n").split("\n"):
        bare = click.unstyle(line)
        lines = [line] if len(bare) <= width else textwrap.wrap(line, width, break_long_words=False) or [""]
        for each in lines:
            click.echo(f"{indent}{each}".rstrip())


def _width() -> int:
    return max(40, min(100, shutil.get_terminal_size((100, 24)).columns - 4))


def marked(text: str, marks: Iterable[tuple[Span, str, str | None]]) -> str:
    """The text with marks behind places: (span, mark, colour of the place). Places that overlap are left unmarked."""
    out, at = "", 0
    for span, mark, colour in sorted(marks, key=lambda each: each[0]):
        if span.start < at:
            continue
        out += tame(text[at : span.start]) + style(tame(span.of(text)), colour, underline=colour is not None)
        out += style(mark, colour, bold=True) if mark else ""
        at = span.end
    return out + tame(text[at:])


def ago(when: datetime, now: datetime) -> str:
    """How long ago, in one unit: "4 min", "3 h", "12 d"."""
    minutes = max(0, int((now - when).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} d"


def on_terminal() -> bool:
    """Whether a person looks."""
    return sys.stdout.isatty()


def as_json(value: Any) -> None:
    """A value of the desk as one JSON object."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False))


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
