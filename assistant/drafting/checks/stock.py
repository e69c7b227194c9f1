"""What the template of a letter says in its own words, and whether a piece of text is made of that and nothing else.

Templates are read as text, never run: the words outside the braces, and the quoted texts inside them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.drafting.checks.case import Case
from assistant.drafting.render import in_language

_TAG = re.compile(r"\{#.*?#\}|\{[{%](?:\"[^\"]*\"|'[^']*'|[^\"'])*?[%}]\}", re.DOTALL)
_TOKEN = re.compile(r"\"([^\"]*)\"|'([^']*)'|(~)|([\w.]+)|([^\s\w()])")
_INCLUDE = re.compile(r"""\{%-?\s*include\s+["']([^"']+)["']""")
_VALUE = re.compile(r"\{\{-?\s*(?:name|reference|business\.name)\s*-?\}\}")
_SLOT = "§"  # where a template puts a value
_WORD = re.compile(r"§|\w+")


def words(text: str) -> str:
    """The words of a text, in lower case, a space between them."""
    return " ".join(_WORD.findall(text.lower()))


def _quoted(tag: str) -> list[str]:
    """The texts in quotes inside a tag; those that are joined with `~` are one, with a slot for each name between."""
    found: list[str] = []
    joining = False
    for double, single, tilde, name, _ in _TOKEN.findall(tag[2:-2]):
        if tilde:
            joining = True
            continue
        text = (double or single).replace("{name}", _SLOT) if not name else f" {_SLOT} "
        if joining and found:
            found[-1] += text
        elif text.strip():
            found.append(text if not name else "")
        joining = False
    return [text for text in found if text.strip()]


@lru_cache(maxsize=64)
def _units(source: str) -> tuple[str, ...]:
    """The stretches of a template's own words that stand whole in a letter or not at all."""
    texts: list[str] = []
    source = _VALUE.sub(_SLOT, source)
    last = 0
    for tag in _TAG.finditer(source):
        texts.append(source[last : tag.start()])
        if tag.group()[1] != "#" and not _INCLUDE.match(tag.group()):
            texts += _quoted(tag.group())
        last = tag.end()
    texts.append(source[last:])
    return tuple(said for said in map(words, texts) if said)


@lru_cache(maxsize=16)
def _patterns(sources: tuple[str, ...], business: str) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    """One pattern for a stretch, one for several in a row, and all stretches as one text."""
    units = [" ".join(unit.replace(business, _SLOT).split()) for source in sources for unit in _units(source)]
    # A slot whose value is not known holds one word at most.
    each = "|".join(sorted({re.escape(unit).replace(_SLOT, r"(?:§|\w+)") for unit in units}, key=len, reverse=True))
    return re.compile(each), re.compile(rf"(?:{each})(?: (?:{each}))*"), "\n".join(f" {unit} " for unit in units)


def _of(case: Case) -> tuple[re.Pattern[str], re.Pattern[str], str]:
    templates = in_language(case.templates, case.reading.understanding.language)
    wanted, names = [f"{case.plan.shape}.txt.j2"], dict.fromkeys([f"{case.plan.shape}.txt.j2"])
    while wanted:
        inside = _INCLUDE.findall(templates.get(wanted.pop(), ""))
        wanted += [name for name in inside if name not in names]
        names |= dict.fromkeys(inside)
    return _patterns(tuple(templates.get(name, "") for name in names), words(case.rulebook.business.name) or _SLOT)


def _slotted(text: str, case: Case) -> str:
    """The words of a text with the values that any template may put in taken out."""
    for value in (case.plan.reference, case.plan.addressee or "", case.rulebook.business.name):
        if value:
            text = text.replace(value, _SLOT)
    return words(text)


def is_stretch(text: str, case: Case) -> bool:
    """Whether the text is one whole stretch of the template's words."""
    return bool(_of(case)[0].fullmatch(_slotted(text, case)))


def is_stretches(text: str, case: Case) -> bool:
    """Whether the text is nothing but whole stretches of the template's words."""
    said = _slotted(text, case)
    return not said or bool(_of(case)[1].fullmatch(said))


def holds(text: str, case: Case) -> bool:
    """Whether the words of the text stand somewhere in the template, in this order."""
    return f" {_slotted(text, case)} " in _of(case)[2]


def within(text: str, whole: str) -> bool:
    """Whether the words of the text stand in `whole`, in this order."""
    return f" {words(text)} " in f" {words(whole)} "


def is_greeting(text: str, name: str | None, case: Case) -> bool:
    """Whether a greeting is one of the template's, with the name and nothing else in it; without a name, one that
    has no place for any."""
    said = words(text.replace(name, _SLOT, 1)) if name else words(text)
    if (_SLOT in said.split()) != (name is not None):
        return False
    return f"\n {said} \n" in f"\n{_of(case)[2]}\n"
