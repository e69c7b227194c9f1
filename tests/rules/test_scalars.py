"""The written forms: durations, dates, names, patterns."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.rules import scalars


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 days", timedelta(days=14)), ("1 day", timedelta(days=1)), ("2 weeks", timedelta(days=14)),
        ("90 Minutes", timedelta(minutes=90)), (" 4 hours ", timedelta(hours=4)), ("1day", timedelta(days=1)),
        ("9999 weeks", timedelta(weeks=9999)),
    ],
)
def test_a_duration_is_read(text: str, value: timedelta) -> None:
    """Minutes, hours, days and weeks, in the singular or the plural."""
    assert scalars.duration(text) == value


@pytest.mark.parametrize("text", ["1 working day", "2 business days", "4 hours", "1 week"])
def test_a_period_is_kept_as_written(text: str) -> None:
    """Working days count only where the calendar of the business is known, so the words are kept."""
    assert scalars.period(text) == text


@pytest.mark.parametrize("text", ["", "days", "-1 days", "1.5 days", "٣ days", "99999 days", "1 days 2 hours"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """Anything but one number and one unit is refused."""
    with pytest.raises(ValueError, match="should be a length of time"):
        scalars.duration(text)


def test_a_date_is_read() -> None:
    """Year, month, day."""
    assert scalars.day("2027-06-30") == date(2027, 6, 30)


@pytest.mark.parametrize("text", ["20270630", "2027-W26-3", "27-06-30", "2027-6-30", "٢٠٢٧-06-30"])
def test_other_dates_are_refused(text: str) -> None:
    """No other order and no other form of ISO 8601."""
    with pytest.raises(ValueError, match="year-month-day"):
        scalars.day(text)


@pytest.mark.parametrize("text", ["ann@example.com", "@example.com", "a.b+c@mail.example.co.uk"])
def test_senders_are_read(text: str) -> None:
    """An address, or a whole domain."""
    assert scalars.sender(text) == text


@pytest.mark.parametrize("text", ["ann", "ann@", "ann@example", "Ann <ann@example.com>", "a@b@example.com", "@"])
def test_what_is_no_sender_is_refused(text: str) -> None:
    """A name beside the address, or half of one, is refused."""
    with pytest.raises(ValueError, match="e-mail address"):
        scalars.sender(text)


@pytest.mark.parametrize("text", [r"HL-\d{5}", r"(?i)hl-(\d+)", r"(?P<n>[A-Z]{2})\d", r"\bORD\d+\b", "(?:a|b)c"])
def test_patterns_of_the_safe_engine_are_kept(text: str) -> None:
    """RE2's own syntax passes, one group included."""
    assert scalars.pattern(text) == text


def test_refused_patterns_write_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """The engine's own log stays silent; the fault is told in our words."""
    with pytest.raises(ValueError, match="is no pattern"):
        scalars.pattern("HL-(")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+1"])
def test_time_zones_are_kept(text: str) -> None:
    """The form of an IANA name is enough here."""
    assert scalars.timezone(text) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("30.06.2027", "2027-06-30"), ("30 June 2027", "2027-06-30"), ("June 30th, 2027", "2027-06-30"),
        ("30/06/2027", "2027-06-30"), ("06/30/2027", "2027-06-30"), ("2027/06/30", "2027-06-30"), ("05/06/2027", None),
        ("31/02/2027", None), ("summer", None),
    ],
)
def test_a_date_in_another_form_is_told_what_it_means(text: str, meant: str | None) -> None:
    """Only where nothing else can be meant: which of 05/06 is the month, nobody knows."""
    with pytest.raises(ValueError, match="year-month-day") as refused:
        scalars.day(text)
    assert str(refused.value).partition("did you mean ")[2] == (f'"{meant}"?)' if meant else "")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("10am-4pm", "10:00 to 16:00"), ("9-18", "9:00 to 18:00"), ("9 to 5", "9:00 to 17:00"),
        ("9.30am to 12 pm", "9:30 to 12:00"), ("22 to 2", "22:00 to 2:00"), ("mornings", None), ("9am to 17", None),
    ],
)
def test_hours_in_another_form_are_told_what_they_mean(text: str, meant: str | None) -> None:
    """Hours without minutes, or of a clock with twelve of them."""
    with pytest.raises(ValueError, match="should be hours") as refused:
        scalars.hours(text)
    assert str(refused.value).partition("did you mean ")[2] == (f'"{meant}"?)' if meant else "")


def test_the_weekend_is_told_its_days() -> None:
    """What is no day of the week but means some."""
    with pytest.raises(ValueError, match="saturday to sunday"):
        scalars.days("weekend")
