"""The remedy they ask for comes first where the rules grant it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.checks.case import Case, lowered, sentences
from assistant.model import Check, Place, Span

CODE = "their-wish-first"

# How a letter names each remedy, over `lowered` text. Only these can be told from words alone.
_SAID = {
    "refund": re.compile(
        r"\b(?:refund\w*|reimburs\w+|money back|repay\w*|(?:back )?(?:on|to|into|onto) your (?:card|account)"
        r"|(?:give|pay|hand) you (?:the \S+|it all|everything|your \w+) back"
        r"|(?:pay|paid|return|transfer|give)\w* (?:you |it |back |the \S+ |your money )(?:in full )?"
        r"(?:back|to your (?:card|account|bank)))\b"
    ),
    "replacement": re.compile(
        r"\b(?:replac\w+|(?:new|second|another|fresh|perfect|sound|flawless|undamaged)"
        r" (?:cop(?:y|ies)|one|pair|set|piece)"
        r"|exchang\w+|swap\w*|sen[dt] (?:it |you )?(?:a new|another|the right|it again)|lend you)\b"
    ),
    "repair": re.compile(r"\b(?:repair\w*|mend(?:s|ed|ing)?|fix(?:es|ed|ing)?|workshop)\b"),
    "cancellation": re.compile(r"\bcancel\w*|\bcall (?:it|the order) off\b"),
    "credit": re.compile(
        r"\b(?:vouchers?|store credit|credit (?:note|towards|for)|discount\w*|gift (?:card|voucher)s?)\b"
    ),
}
_DENIED = re.compile(
    r"\b(?:cannot|can't|can not|could not|unable to|will not|won't|do not|don't|does not|not (?:be )?able to|instead of"
    r"|rather than|without|never|no)(?: \w+){0,4} $"
)


def check(case: Case) -> Check:
    """Fails where another remedy is offered before the one that was wished for and is granted."""
    wish = case.plan.wish
    if wish is None or not case.plan.wish_granted or wish not in _SAID:
        return Check(CODE, None, "They ask for no remedy that the rules grant.")
    wished = case.reading.understanding.wish
    about: tuple[tuple[Place, Span], ...] = ((wished.place, wished.span),) if wished else ()
    granting = {rule.name for rule in case.rulebook.answers if wish in rule.grants}
    if not any(one.state == "answered" and one.answer in granting for one in case.plan.planned) and any(
        one.state in ("asked", "gap") for one in case.plan.planned
    ):
        return Check(CODE, None, "What grants it waits for something that is missing.", (), about)
    if _refused(wish, case):
        return Check(CODE, None, f"The rules say why there is no {wish} here.", (), about)
    parts = case.parts("answer", "choice", "instead", "decline")
    offers: dict[str, Span] = {}
    for remedy in _SAID:
        for part in parts:
            for start, end in _offers(remedy, lowered(case.said(part))):
                offers.setdefault(remedy, Span(part.span.start + start, part.span.start + end))
    if wish not in offers:
        text = f"They ask for a {wish}, the rules grant it, and the draft does not offer it. Offer it first."
        return Check(CODE, False, text, (), about)
    earlier = sorted((place, remedy) for remedy, place in offers.items() if place < offers[wish])
    if earlier:
        text = f"They ask for a {wish}, and a {earlier[0][1]} is offered first. Put the {wish} before it."
        return Check(CODE, False, text, (earlier[0][0],), about)
    return Check(CODE, True, f"The {wish} that they ask for comes first.", (offers[wish],), about)


def _offers(remedy: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text in lower case offers a remedy; to say that it is not given is no offer."""
    for sentence in sentences(text, Span(0, len(text))):
        words = sentence.of(text)
        for found in _SAID[remedy].finditer(words):
            if not _DENIED.search(words[: found.start()]):
                yield sentence.start + found.start(), sentence.start + found.end()


def _refused(wish: str, case: Case) -> bool:
    """Whether the words of the rules say only that the remedy is not given, as for an order that has left."""
    statements = zip(case.plan.statements, case.approved, strict=True)
    words = [lowered(text) for statement, text in statements if statement.kind in ("answer", "choice", "decline")]
    spoken = wish == "cancellation" or any(_SAID[wish].search(text) for text in words)
    return spoken and not any(True for text in words for _ in _offers(wish, text))
