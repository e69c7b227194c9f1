"""Words from the rules and templates to text, in Jinja's sandbox and within bounds. What they may hold: sandbox.py."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import jinja2
from jinja2.exceptions import TemplateError

from assistant.drafting.pieces import unmarked
from assistant.drafting.sandbox import WORDS, environment, template_fault, words_fault
from assistant.errors import RulesError
from assistant.rules import references

QUOTED = ("terms", "texts")  # what is Jinja source itself
Values = Mapping[str, Mapping[str, str]]
MAX_WORDS = 4_000  # characters that one statement may come to
MAX_LETTER = 40_000  # and a whole letter

class Unsayable(RulesError):
    """Words that could not be rendered with the values at hand. The question they answer becomes a gap."""


def in_language(templates: Mapping[str, str], language: str) -> Mapping[str, str]:
    """The templates of a language, those in its own folder (`de/ordinary.txt.j2`) before the others."""
    own = {name.partition("/")[2]: text for name, text in templates.items() if name.startswith(f"{language}/")}
    return {**{name: text for name, text in templates.items() if "/" not in name}, **own}


@lru_cache(maxsize=4096)
def _compiled(source: str) -> jinja2.Template:
    fault = words_fault(source)
    if fault is not None:
        raise Unsayable(f"line {fault[0]}, column {fault[1]}: {fault[2]}")
    try:
        return WORDS.from_string(source)
    except TemplateError as error:
        raise Unsayable(str(error)) from error


def _bounded(template: jinja2.Template, values: Mapping[str, object], limit: int) -> str:
    """The template's output, stopped once it is longer than any letter."""
    produced: list[str] = []
    length = 0
    try:
        for piece in template.generate(**values):
            produced.append(piece)
            length += len(piece)
            if length > limit:
                raise Unsayable(f"it comes to more than {limit} characters")
    except (TemplateError, RecursionError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise Unsayable(str(error) or type(error).__name__) from error
    return "".join(produced)


def render_words(source: str, values: Values) -> str:
    """Words from the rules as text. Terms and texts in `values` are Jinja source themselves, rendered on the way.

    Raises Unsayable where a name is undefined, or the words are not allowed or too long.
    """
    return _rendered(source, tuple((name, tuple(row.items())) for name, row in values.items()))


@lru_cache(maxsize=256)  # the same words are said in letter after letter, and said again by the checks
def _rendered(source: str, rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> str:
    values = {name: dict(row) for name, row in rows}
    clean: dict[str, object] = {name: _nested(row) for name, row in values.items() if name not in QUOTED}
    wanted = {name.partition(".")[2] for name in references(source)}
    quoted = {room: values.get(room, {}) for room in QUOTED}
    # A text may quote terms, so those that it names are said as well.
    for text in [quoted["texts"][name] for name in wanted if name in quoted["texts"]]:
        wanted |= {name.partition(".")[2] for name in references(text)}
    for room in QUOTED:
        clean[room] = {
            name: _bounded(_compiled(words), clean, MAX_WORDS).strip()
            for name, words in quoted[room].items()
            if name in wanted
        }
    return _bounded(_compiled(source), clean, MAX_WORDS).strip()


def _nested(row: Mapping[str, str]) -> dict[str, object]:
    """A row by its names, those with a dot as names within names. What would stand in another's place is left out."""
    made: dict[str, object] = {name: unmarked(value) for name, value in row.items() if "." not in name}
    for name, value in row.items():
        *above, last = name.split(".")
        inner = made
        for step in above:
            below = inner.setdefault(step, {})
            if not isinstance(below, dict):
                break
            inner = below
        else:
            inner.setdefault(last, unmarked(value))
    return made


@lru_cache(maxsize=8)
def _loaded(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """An environment that has read these templates, each found free of faults."""
    for file, source in templates:
        fault = template_fault(source)
        if fault is not None:
            raise RulesError(f"templates/{file}:{fault[0]}: {fault[2]}.")
    return environment(jinja2.DictLoader(dict(templates)), pieces=True)


def render_template(templates: Mapping[str, str], name: str, context: Mapping[str, object]) -> str:
    """One of the templates, by its file name, with everything in `context`. RulesError names the file and the line."""
    if name not in templates:
        raise RulesError(f"templates/{name} is missing. Put it back, or take the one that came with the program.")
    letters = (item for item in templates.items() if not item[0].endswith(".html.j2"))
    reader = _loaded(tuple(sorted(letters)))
    try:
        return _bounded(reader.get_template(name), context, MAX_LETTER)
    except Unsayable as error:
        raise RulesError(f"templates/{name}: {error}.") from error
    except TemplateError as error:
        raise RulesError(f"templates/{name}: {error}.") from error
