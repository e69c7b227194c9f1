"""A letter as HTML, from the paragraphs of its plain text, laid out by templates/letter.html.j2, which owners edit.

The page says what the letter says, word for word; that is held here, for each page and for the template before it is
used. All text is escaped. Only the tags and the styles listed below may stand in the template: nothing is fetched
from anywhere, nothing runs, nothing is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html.parser import HTMLParser

import jinja2
from jinja2.exceptions import TemplateError

from assistant.drafting.sandbox import escaping, template_fault
from assistant.errors import RulesError

FILE = "letter.html.j2"
NAMES = frozenset({"paragraphs", "attribution", "quoted", "language"})
MAX_PAGE = 400_000  # characters: a letter and the quotation below it, escaped
_BLOCKS = frozenset({"p", "br", "hr", "div", "blockquote", "td", "li"})
_TAGS = _BLOCKS | {"html", "head", "meta", "body", "span", "b", "i", "em", "strong", "table", "tbody", "tr", "ul", "ol"}
_ATTRIBUTES = frozenset({
    "style", "lang", "dir", "charset", "width", "align", "valign", "border", "cellpadding", "cellspacing", "role",
    "type",
})  # fmt: skip
_STYLES = frozenset({
    "color", "background", "background-color", "font-family", "font-size", "font-style", "font-weight", "line-height",
    "text-align", "max-width", "width",
})  # fmt: skip
_STYLE = re.compile(r"(?:margin|padding|border)(?:-[a-z]+){0,2}")
_VALUE = re.compile(r"(?!0[a-z%]*$)[\w#%.,'\" -]+")
_BESIDE = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_QUOTE = re.compile(r"(?m)^> ?")


def page(text: str, quotation: str, templates: Mapping[str, str], *, language: str) -> str:
    """The page for a letter and the quotation below it; "" where there is no template for it, or it would be too long.

    Raises RulesError where the template fails, or does not say what the letter says.
    """
    source = templates.get(FILE)
    if source is None:
        return ""
    made = _laid_out(source, _context(text, quotation, language))
    if len(made) > MAX_PAGE:
        return ""                                   # the plain text says it all
    reader = _read(made)
    if "".join(reader.said).split() != _words(text, quotation) or any(tag not in _TAGS for tag, *_ in reader.tags):
        raise RulesError(f"templates/{FILE}: the page does not say what the letter says. {_REMEDY}")
    return made


_REMEDY = "Let it say all of {{ paragraphs }}, {{ attribution }} and {{ quoted }}, in this order, and nothing else."


def page_fault(source: str) -> tuple[int, int, str] | None:
    """What is wrong with the template of the page: line and column, from 1, and a sentence; None if nothing."""
    fault = template_fault(source, NAMES, calls=False) or _forbidden(source)
    if fault is not None:
        return fault
    for quotation in ("", "Jo wrote:\n> One\n>\n> two & three\n"):
        text = 'Dear Jo,\n\nFirst <b>\nsecond.\n\n[[ ANSWER NEEDED: "Why?" ]]\n\nBest,\nUs\n'
        try:
            said = "".join(_read(_laid_out(source, _context(text, quotation, "en"))).said).split()
        except RulesError as error:
            return 1, 1, str(error).removeprefix(f"templates/{FILE}: ").rstrip(".")
        if said != _words(text, quotation):
            return 1, 1, f"it does not say what the letter says. {_REMEDY.rstrip('.')}"
    return None


def _context(text: str, quotation: str, language: str) -> dict[str, object]:
    attribution, _, quoted = quotation.rstrip("\n").partition("\n")
    return {
        "paragraphs": [
            {"lines": block.split("\n"), "waits": "[[ ANSWER NEEDED" in block}
            for block in re.split(r"\n{2,}", text.strip("\n"))
        ],
        "attribution": attribution,
        "quoted": _QUOTE.sub("", quoted).split("\n") if quoted else [],
        "language": language if re.fullmatch(r"[a-z]{2,3}", language) else "",
    }


def _laid_out(source: str, context: Mapping[str, object]) -> str:
    try:
        made = _compiled(source).render(**context)
    except (TemplateError, RecursionError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise RulesError(f"templates/{FILE}: {error}.") from error
    return re.sub(r"\n{2,}", "\n", made).strip() + "\n"


@lru_cache(maxsize=8)
def _compiled(source: str) -> jinja2.Template:
    return escaping().from_string(source)


class _Reader(HTMLParser):
    """Collects the text of a page, and the tags that stand in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.tags: list[tuple[str, list[tuple[str, str | None]], int, int]] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said.append(" " if tag in _BLOCKS else "")
        self.tags.append((tag, attrs, *self.getpos()))

    def handle_endtag(self, tag: str) -> None:
        self.said.append(" " if tag in _BLOCKS else "")


def _read(made: str) -> _Reader:
    reader = _Reader()
    reader.feed(made)
    reader.close()
    return reader


def _words(text: str, quotation: str) -> list[str]:
    attribution, _, quoted = quotation.partition("\n")
    return f"{text}\n{attribution}\n{_QUOTE.sub('', quoted)}".split()


def _forbidden(source: str) -> tuple[int, int, str] | None:
    """The first tag, attribute or style of a template that may not stand there."""
    blank = _BESIDE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)
    blank = _BRACES.sub(lambda found: re.sub(r"[^\n]", "x", found.group()), blank)
    odd = re.search(r"<(?!!doctype html>)[!?]", blank, re.IGNORECASE)
    if odd is not None:
        line = blank.count("\n", 0, odd.start()) + 1
        return line, 1, "“<!” and “<?” cannot be used here; a note is written as {# ... #}"
    for tag, attributes, line, column in _read(blank).tags:
        if tag not in _TAGS:
            return line, column + 1, f"“<{tag}>” cannot be used here; there are {', '.join(sorted(_TAGS))}"
        for name, value in attributes:
            if name not in _ATTRIBUTES:
                there = ", ".join(sorted(_ATTRIBUTES))
                return line, column + 1, f"“{name}” cannot be used in <{tag}>; there are {there}"
            wrong = _wrong_style(value or "") if name == "style" else None
            if wrong is not None:
                said = f"the style “{wrong}” cannot be used here; colours, fonts, widths and margins can"
                return line, column + 1, said
    for found in re.finditer(r"<[^<>]*>", source):
        if found.group().count("{{") and not re.fullmatch(r"<html lang=\"\{\{ ?language ?\}\}\">", found.group()):
            line = source.count("\n", 0, found.start()) + 1
            return line, 1, "a value cannot stand inside a tag; let it stand between tags"
    return None


def _wrong_style(style: str) -> str | None:
    for one in filter(str.strip, style.split(";")):
        name, _, value = one.partition(":")
        known = name.strip().lower() in _STYLES or _STYLE.fullmatch(name.strip().lower())
        if not known or ("size" in name and not _VALUE.fullmatch(value.strip())) or re.search(r"[^\w#%.,'\" -]", value):
            return one.strip()
    return None
