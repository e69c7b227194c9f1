"""JSON lines in, JSON lines out: one object a line, in order, as it goes, and a bad line stops nothing."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from assistant.errors import AssistantError

Row = dict[str, Any]
AT_ONCE = 2                         # lines: while the model reads one, the words of the other are read
AHEAD = 8                           # lines that may be read before the first of them is answered


def answer_lines(answer: Callable[[Row, object], Row]) -> None:
    """Answer every line of standard input with one on standard output, in order, each as soon as it can be.

    `answer` is given the line's object and its "id", in several threads at once. What it raises becomes
    {"id": ..., "error": ...}. BrokenPipeError where nobody reads the answers any more.
    """
    with ThreadPoolExecutor(AT_ONCE) as answering, ThreadPoolExecutor(1) as writing:
        written: deque[Future[None]] = deque()
        for line in sys.stdin.buffer:
            written.append(writing.submit(_write_made, answering.submit(_answered, answer, line)))
            while written and (len(written) > AHEAD or written[0].done()):
                written.popleft().result()
        for each in written:
            each.result()


def _write_made(made: Future[Row]) -> None:
    write(made.result())


def _answered(answer: Callable[[Row, object], Row], line: bytes) -> Row:
    identity: object = None
    try:
        wanted = json.loads(line)
        identity = _identity(wanted)
        return answer(wanted, identity)
    except Exception as error:  # the format's promise: every line is answered, and the next one goes on
        return {"id": identity, "error": _why(error)}


def write(row: Row) -> None:
    """One line of JSON on standard output, at once.

    UTF-8 whatever the terminal speaks; lone surrogates are escaped, and so is all that some readers take for the end
    of a line.
    """
    line = json.dumps(row, ensure_ascii=False)
    for end in ("\x85", "\u2028", "\u2029"):
        line = line.replace(end, f"\\u{ord(end):04x}")
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _identity(wanted: Any) -> str | float | None:
    """The line's own "id", to be given back."""
    if not isinstance(wanted, dict):
        raise ValueError("a line is a JSON object")
    identity = wanted.get("id")
    if not isinstance(identity, str | float | int | None):
        raise ValueError('an "id" is a string or a number')
    return identity


def _why(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"not JSON: {error}"
        case OSError(strerror=str(reason)):
            return f"{error.filename}: {reason}"
        case ValueError() | AssistantError():
            return str(error)
        case _:
            return f"{type(error).__name__}: {error}"
