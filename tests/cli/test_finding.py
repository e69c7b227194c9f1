"""Findings as lines and objects, the exit status they come to, and the limit in time."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest

from assistant.cli.finding import Finding, State, exit_code, from_error, within
from assistant.errors import CertificateError, ConfigError, RulesError, ServerUnreachable

FINE = Finding("", "rules", "ok", "fine")


def test_a_finding_is_one_line_whatever_it_says() -> None:
    """A server's answer in several lines stays within the one."""
    assert Finding("pedal", "connect", "failed", "no\r\nanswer").line() == "FAILED  pedal: connect: no answer"
    assert FINE.line() == "ok      rules: fine"


def test_a_finding_is_an_object_for_programs() -> None:
    """The account is null for what concerns the machine."""
    assert json.loads(FINE.as_json()) == {"account": None, "check": "rules", "state": "ok", "text": "fine"}
    assert json.loads(Finding("pedal", "tls", "ok", "é").as_json())["account"] == "pedal"


@pytest.mark.parametrize(
    ("error", "state"),
    [(ServerUnreachable(""), "failed"), (CertificateError(""), "failed"), (ConfigError(""), "fault"),
     (RulesError(""), "fault")],
)  # fmt: skip
def test_an_error_says_who_can_mend_it(error: Exception, state: State) -> None:
    """As its exit code does."""
    assert from_error("pedal", "connect", error).state == state  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("states", "status"),
    [([], 0), (["ok", "warning"], 0), (["failed", "ok"], 3), (["failed", "fault"], 1), (["fault"], 1)],
)
def test_the_status_is_that_of_the_worst(states: list[State], status: int) -> None:
    """What you can mend comes before what only the server can; a warning is no failure."""
    assert exit_code([Finding("", "x", state, "") for state in states]) == status


def test_what_was_found_before_the_time_was_up_is_told() -> None:
    """One that never ends is given up; the others are whole, in the order in which they were given."""
    never = threading.Event()

    def stuck() -> Iterator[Finding]:
        yield Finding("slow", "connect", "ok", "answers")
        never.wait()

    try:
        told = list(within(3.0, {"slow": stuck(), "": iter([FINE])}))
    finally:
        never.set()
    assert [(one.about, one.check, one.state) for one in told] == [
        ("slow", "connect", "ok"), ("slow", "time", "failed"), ("", "rules", "ok"),
    ]  # fmt: skip
    assert "3 seconds" in told[1].text


def test_a_fault_of_the_program_is_not_swallowed() -> None:
    """An exception that nobody expected comes out where the findings are read."""

    def broken() -> Iterator[Finding]:
        yield FINE
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(within(60, {"": broken()}))
