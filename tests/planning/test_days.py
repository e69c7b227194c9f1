"""Days in words, as letters in each language say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.planning.days import spoken


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Wednesday, 4 November"), ("und", "Wednesday, 4 November"), ("de", "Mittwoch, 4. November"),
        ("fr", "mercredi 4 novembre"), ("es", "miércoles, 4 de noviembre"), ("it", "mercoledì 4 novembre"),
        ("nl", "woensdag 4 november"), ("pt", "quarta-feira, 4 de novembro"), ("da", "onsdag den 4. november"),
        ("sv", "onsdag den 4 november"), ("no", "onsdag 4. november"), ("nb", "onsdag 4. november"),
        ("pl", "4.11.2026"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_people_say_it(language: str, said: str) -> None:
    """By its name, and by its numbers where the names are not known here."""
    assert spoken(date(2026, 11, 4), language) == said


def test_the_first_of_a_month_in_french() -> None:
    """It is "1er", as every Frenchman says it."""
    assert spoken(date(2026, 12, 1), "fr") == "mardi 1er décembre"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "da", "sv", "no"])
def test_every_day_of_a_year_has_its_own_words(language: str) -> None:
    """Seven names of days and twelve of months, none missing and none twice."""
    days = [spoken(date(2026, 1, 1) + timedelta(days=number), language) for number in range(365)]
    assert len(set(days)) == 365
