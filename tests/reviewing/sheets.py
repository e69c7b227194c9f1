"""Letters of the bicycle shop in a reviewer's hands, made by the real rooms."""

from __future__ import annotations

from pathlib import Path

from assistant import meaning, pipeline
from assistant.model import Part
from assistant.parsing import parse
from assistant.reviewing.editing import Sheet
from assistant.reviewing.remaking import Ground, Made, make
from tests.builders import RULES, circumstances, templates
from tests.polling.conftest import eml

PREPARED = pipeline.prepare(RULES, templates(), meaning.load("off"))
ANGRY = (
    "I have waited a week for my bicycle, nobody answers the telephone, and I am furious! Are you open on Saturday?\n\n"
    "Lea"
)
THREE = "When are you open? What does a service cost? Do you sell unicycles?\n\nLea"


def ground(body: str) -> Ground:
    """A message that was read."""
    reading = pipeline.read(parse(eml(body)), PREPARED.meaning)
    return Ground(reading, PREPARED, Path(), circumstances())


def made(body: str) -> Made:
    """The letter that the rules make."""
    return make(ground(body))


def sheet(body: str) -> Sheet:
    """The same, to be edited."""
    found = made(body).sheet
    assert found is not None
    return found


def part(letter: Sheet, words: str) -> Part:
    """The part in which these words stand."""
    at = letter.text.index(words)
    return next(each for each in letter.draft.parts if each.span.start <= at < each.span.end)


def fails(letter: Sheet) -> list[str]:
    """The codes of the checks that fail."""
    return [check.code for check in letter.draft.checks if check.ok is False]
