"""What is unwise in a rules file that could run: a phrasing twice, words that no reply should hold, no closings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.drafting.checks.case import lowered, sentences
from assistant.drafting.checks.contrition import APOLOGY
from assistant.drafting.checks.never_rude import rude_phrases
from assistant.drafting.checks.plain_to_read import MAX_WORDS
from assistant.model import Span
from assistant.rules import Fault, Loaded
from assistant.rules.passages import Passage
from assistant.rules.rulebook import Answer, Rulebook

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"[^\W_][\w'’.,:/@£$€%-]*")


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Warnings, with all of which the rules still load."""
    yield from _phrasings(loaded.passages)
    for passage in loaded.passages:
        if passage.use in ("words", "fact"):
            yield from _rude(passage)
        if passage.use == "words":
            yield from _long(passage)
        if passage.where[0] == "closings" and (found := APOLOGY.search(lowered(passage.text))):
            yield _warning(
                passage, "closing-looks-back", f'"{found.group()}" looks back; a closing looks forward, '
                'such as "We look forward to seeing you again."', found.start(),
            )
    if loaded.rulebook is not None:
        yield from _whole(loaded, loaded.rulebook)


def _warning(passage: Passage, code: str, text: str, offset: int = 0) -> Fault:
    line, column = passage.at(offset)
    return Fault(passage.path, line, column, passage.rule, code, f"{passage.prefix}{passage.place}{text}", "warning")


def alike(phrasing: str) -> str:
    """A phrasing without what matching does not see: case, punctuation, spacing."""
    return " ".join(re.findall(r"\w+", phrasing.casefold()))


def _phrasings(passages: Iterable[Passage]) -> Iterator[Fault]:
    passages = tuple(passages)
    taught: dict[str, Passage] = {}
    for passage in passages:
        words = alike(passage.text) if passage.use == "ask" else ""
        first = taught.setdefault(words, passage) if words else passage
        if first is passage:
            continue
        said = f'"{passage.text.strip()[:60]}" '
        if first.rule == passage.rule:
            yield _warning(passage, "phrasing-twice", f"{said}stands twice in this answer; one is enough")
        else:
            yield _warning(
                passage, "shared-phrasing", f'{said}is also in "{first.rule}" (line {first.at()[0]}); '
                "no question can tell the two apart by it, keep it in one",
            )
    for passage in passages:
        if passage.use != "test":
            continue
        first_taught = taught.get(alike(passage.text))
        if first_taught is None:
            continue
        said = f'"{passage.text.strip()[:60]}" '
        same, wanted = first_taught.rule == passage.rule, "matches" in passage.where
        if same and wanted:
            text = f"{said}is taught under asks, so it proves nothing; put it another way"
            yield _warning(passage, "taught-test", text)
        elif same or wanted:
            text = f'{said}is taught to "{first_taught.rule}" (line {first_taught.at()[0]}), so this cannot hold'
            yield _warning(passage, "impossible-test", text)


def _rude(passage: Passage) -> Iterator[Fault]:
    for place in rude_phrases(passage.text):
        yield _warning(
            passage, "never-rude", f'"{place.of(passage.text)}" is not how we speak to customers; '
            "a reply with it is never ready, put it kindly", place.start,
        )


def _long(passage: Passage) -> Iterator[Fault]:
    text = _BRACES.sub(_one_word, passage.text).replace("\n", " ")
    for place in sentences(text, Span(0, len(text))):
        count = len(_WORD.findall(place.of(text)))
        if count > MAX_WORDS:
            yield _warning(
                passage, "long-sentence", f"a sentence of {count} words is hard to read; "
                f"make two of it, {MAX_WORDS} words are the most", place.start,
            )


def _one_word(braces: re.Match[str]) -> str:
    """A value counts as one word; a condition as none. The length is kept."""
    return ("x" if braces.group().startswith("{{") else " ") * len(braces.group())


def _whole(loaded: Loaded, rulebook: Rulebook) -> Iterator[Fault]:
    if not rulebook.answers:
        yield Fault(
            *loaded.place("answers", key=True), None, "no-answers",
            'there are no answers yet, so every question is a gap; add one under "answers:"', "warning",
        )
    if not rulebook.closings:
        yield Fault(
            *loaded.place("closings", key=True), None, "no-closings",
            "there are no closings, so no reply ends on a good note; add, for example: "
            "closings: [We look forward to seeing you again.]", "warning",
        )
    for index, answer in enumerate(rulebook.answers):
        yield from _answer(loaded, rulebook, index, answer)


def _answer(loaded: Loaded, rulebook: Rulebook, index: int, answer: Answer) -> Iterator[Fault]:
    refund = "refund" in answer.grants or any(choice.remedy == "refund" for choice in answer.choices)
    if answer.complaint and refund and answer.goodwill is None:
        place = loaded.place("answers", index, "grants" if "refund" in answer.grants else "choices", key=True)
        yield Fault(
            *place, answer.name, "refund-alone", "a refund is granted with nothing of value beside it; "
            "name a gesture, for example: goodwill: " + next(iter(rulebook.goodwill), "next-order"), "warning",
        )
    if not answer.complaint:
        for key in ("apology", "understanding", "choices", "assurance", "goodwill"):
            if getattr(answer, key):
                place = loaded.place("answers", index, key, key=True)
                yield Fault(
                    *place, answer.name, "complaint-only",
                    f'"{key}" is only said in the answer to a complaint; add "complaint: true", or delete it',
                    "warning",
                )
    else:
        defaults = rulebook.complaint
        missing = [
            f'"{key}"' for key, own, shared in (
                ("apology", answer.apology, defaults.apologies),
                ("understanding", answer.understanding, defaults.understandings),
                ("assurance", answer.assurance, defaults.assurances),
            ) if own is None and not shared
        ]
        if missing:
            place = loaded.place("answers", index, "complaint", key=True)
            yield Fault(
                *place, answer.name, "complaint-incomplete",
                f"a complaint without {', '.join(missing)} leaves a gap; add it here, or for all under complaint:",
                "warning",
            )
