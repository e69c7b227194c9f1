"""What the words in other languages must keep to: languages that are served, names that the main words have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.rules.fault import Fault, meant
from assistant.rules.shape import Make
from assistant.rules.source import Path

_NAMED = {"facts": "fact", "terms": "term", "texts": "text", "goodwill": "gesture"}


def faults(
    values: dict[str, Any], names: Mapping[str, tuple[str, ...] | None], make: Make
) -> Iterator[Fault]:
    """Every fault of `in`, that of the whole file and those of answers and their cases."""
    served = _served(values)
    shared = values.get("in")
    for language, section in shared.items() if isinstance(shared, dict) else ():
        yield from _language(("in", language), language, served, make)
        for key, word in _NAMED.items():
            known = names[key]
            given = section.get(key) if isinstance(section, dict) else None
            for name in given if isinstance(given, dict) and known is not None else ():
                if name not in (known or ()):
                    more = meant(name, known or ()) or f"; add it under {key}: first"
                    text = f'there is no {word} "{name}"{more}'
                    yield make(("in", language, key, name), f"unknown-{word}", text, key=True)
    answers = values.get("answers")
    for index, answer in enumerate(answers if isinstance(answers, list) else ()):
        if not isinstance(answer, dict):
            continue
        cases = answer.get("cases")
        places: list[tuple[Path, Any]] = [(("answers", index), answer)]
        for number, case in enumerate(cases if isinstance(cases, list) else ()):
            places.append((("answers", index, "cases", number), case))
        for where, words in places:
            given = words.get("in") if isinstance(words, dict) else None
            for language, spoken in given.items() if isinstance(given, dict) else ():
                yield from _language((*where, "in", language), language, served, make)
                yield from _lonely((*where, "in", language), spoken, words, make)


def _served(values: dict[str, Any]) -> list[str] | None:
    """The languages served, the main one first; None where they cannot be told."""
    business = values.get("business")
    given = business.get("languages", ["en"]) if isinstance(business, dict) else None
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not given:
        return None
    if not all(isinstance(each, str) and len(each.strip()) == 2 for each in given):
        return None                                 # told by its shape
    return [each.strip().lower() for each in given]


def _language(where: Path, language: str, served: list[str] | None, make: Make) -> Iterator[Fault]:
    if served is None or len(language) != 2:
        return                                      # told by its shape
    if language not in served:
        more = f'[{", ".join([*served, language])}]'
        yield make(
            where, "language-not-served", f'"{language}" is not served; under business write: languages: {more}',
            key=True,
        )
    elif language == served[0]:
        yield make(
            where, "main-language", f'"{language}" is the language of all words without "in", the first under '
            'languages; write these words there', key=True,
        )


def _lonely(where: Path, given: Any, words: dict[str, Any], make: Make) -> Iterator[Fault]:
    """Words in another language for what is not said in the main one."""
    decline = words.get("decline")
    for key in given if isinstance(given, dict) else ():
        there = isinstance(decline, dict) and "instead" in decline if key == "instead" else key in words
        if key in ("answer", "without", "apology", "understanding", "assurance", "choices", "instead") and not there:
            yield make(
                (*where, key), "not-in-main", f'"{key}" is only said in this language; add it to the answer as well, '
                "or delete it here", key=True, severity="warning",
            )
