"""Whom and when the words of a rules file reach: open lookups, words that never hold, languages without words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from assistant.rules import Fault, Loaded
from assistant.rules.rulebook import Rulebook, When
from assistant.rules.source import Path

_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]+@")


def faults(loaded: Loaded, today: date, templates: Collection[str] | None = None) -> Iterator[Fault]:
    """Warnings, with all of which the rules still load. `templates` are names of files; None: they are not known."""
    rulebook = loaded.rulebook
    if rulebook is None:
        return
    for name, lookup in rulebook.lookups.items():
        if lookup.anyone:
            yield _warning(
                loaded, ("lookups", name, "anyone_may_be_told_this"), "open-lookup", f'lookup "{name}": whoever writes '
                "a number is told what is found, whoever they are; if it is about a person, write belongs_to instead",
            )
        if lookup.database is not None and _PASSWORD.search(lookup.database.url):
            yield _warning(
                loaded, ("lookups", name, "database"), "secret-in-rules", f'lookup "{name}": a password stands in this '
                "file; put the whole URL in an environment variable, and write its name: database: $SHOP_DATABASE",
            )
    for index, answer in enumerate(rulebook.answers):
        where: Path = ("answers", index)
        whens = [((*where, "when"), answer.when)] if answer.when is not None else []
        whens += [((*where, "cases", number, "when"), case.when) for number, case in enumerate(answer.cases)]
        for place, when in whens:
            yield from _when(loaded, rulebook, place, when, answer.name, today)
    yield from _languages(loaded, rulebook)
    if templates is not None:
        yield from _letters(loaded, rulebook, templates)


def _warning(loaded: Loaded, where: Path, code: str, text: str, rule: str | None = None) -> Fault:
    return Fault(*loaded.place(*where, key=True), rule, code, text, "warning")


def _when(loaded: Loaded, rulebook: Rulebook, where: Path, when: When, rule: str, today: date) -> Iterator[Fault]:
    if when.ends is not None and when.ends < today:
        yield _warning(
            loaded, (*where, "until"), "ended", f"this ended with {when.ends} and is never said again; write a new "
            "date, or delete it", rule,
        )
    if when.open is not None and not rulebook.business.open:
        yield _warning(
            loaded, (*where, "open"), "no-opening-hours", "the rules do not say when the business is open; under "
            'business write, for example: open: {monday to friday: "9:00 to 17:00"}', rule,
        )


def _languages(loaded: Loaded, rulebook: Rulebook) -> Iterator[Fault]:
    for language in rulebook.business.languages[1:]:
        without = [
            answer.name for answer in rulebook.answers
            if language not in {words.language for words in answer.spoken}
            and language not in {words.language for case in answer.cases for words in case.spoken}
        ]
        if without:
            named = ", ".join(without[:3]) + (", ..." if len(without) > 3 else "")
            yield _warning(
                loaded, ("business", "languages"), "language-without-words", f'{len(without)} of '
                f"{len(rulebook.answers)} answers have no words in \"{language}\" ({named}), so their questions are "
                f"gaps in that language; add them under in: {{{language}: ...}}",
            )


def _letters(loaded: Loaded, rulebook: Rulebook, templates: Collection[str]) -> Iterator[Fault]:
    """Languages without the letter around their answers, in which nothing is ever drafted."""
    for number, language in enumerate(rulebook.business.languages):
        letter = f"{language}/ordinary.txt.j2"
        if number and letter not in templates:
            yield Fault(
                *loaded.place("business", "languages", number), None, "language-without-letter", "there is no letter "
                f'in "{language}", so all mail in it waits for a person; translate templates/ordinary.txt.j2, and what '
                f"you need of those beside it, into templates/{letter}", "warning",
            )
