"""Every number, amount, date, percentage, link and address comes from the rules, a fact or a lookup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from assistant.drafting.checks.case import Case, gaps, outside
from assistant.model import Check, Part, Span

CODE = "only-approved-facts"

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    "aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_FIGURE = re.compile(
    rf"""(?ix)
    https?://[^\s<>"']+ | www\.[^\s<>"']+                   # links
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                          # addresses
    | [$€£¥]\s?\d[\d.,]*\d|[$€£¥]\s?\d                      # amounts
    | \d[\d.,:/]*\d\s?%|\d\s?%                              # percentages
    | \b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b      # days of the week
    | \b(?:{_MONTHS})\b(?=\s+\d)|(?<=\d\s)(?:{_MONTHS})\b   # months beside a number
    | [A-Za-z]{{1,5}}-?\d[\w-]*                             # references, voucher codes
    | \d[\d.,:/-]*\d|\d                                     # bare numbers, times, dates
    | \b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|
        hundred|thousand|half|twice|double|tomorrow|today|tonight|yesterday)\b
    """
)


def figures(text: str) -> list[tuple[str, Span]]:
    """Each figure in the text, in the form it is compared in, with its place."""
    return [
        (re.sub(r"\s", "", found.group()).lower().rstrip(".,:/-"), Span(found.start(), found.end()))
        for found in _FIGURE.finditer(text)
    ]


@lru_cache(maxsize=4096)
def _figures_of(source: str) -> frozenset[str]:
    """The figures of a text that is looked at for every draft: a template, a rule's words, a fact."""
    return frozenset(figure for figure, _ in figures(source))


def check(case: Case) -> Check:
    """Fails for a figure in a part that the part's own words and values do not hold."""
    text = case.draft.text
    open_gaps = gaps(text)
    # Templates are wording, not facts: a figure in one is approved nowhere.
    always = {figure for own in (case.plan.reference, case.rulebook.business.name) for figure, _ in figures(own)}
    wrong: list[Span] = []
    for figure, place in figures(text):
        if not outside(place, open_gaps) or figure in always:
            continue
        part = next((p for p in case.draft.parts if p.span.meets(place)), None)
        if part is not None and part.kind == "greeting":
            continue  # the customer's own name; well-addressed sees to it
        if figure not in _approved(part, case):
            wrong.append(place)
    if wrong:
        return Check(CODE, False, f"“{wrong[0].of(text)}” is approved nowhere.", tuple(wrong))
    return Check(CODE, True, "Every figure comes from the rules, a fact or a lookup.")


def _approved(part: Part | None, case: Case) -> set[str]:
    """The figures that this part may state: those of its own words and of the values they use."""
    if part is None or part.source is None:
        return set()
    statement = case.plan.statements[part.source]
    sources = [statement.words]
    for name in statement.facts:
        room, _, key = name.partition(".")
        value = statement.values.get(room, {}).get(key) or _shared(case.plan.values, room, key)
        sources.append(value)
    return {figure for source in sources for figure in _figures_of(source)}


def _shared(values: Mapping[str, Mapping[str, str]], room: str, key: str) -> str:
    return values.get(room, {}).get(key, "")
