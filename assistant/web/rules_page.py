"""The rules as a page: read, search, try a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from assistant import rules as grammar
from assistant.errors import RulesError
from assistant.model import Match
from assistant.planning.matching import ranks
from assistant.rules.rulebook import Answer
from assistant.web.outbox import leaving
from assistant.web.pages import page
from assistant.web.rules_bench import Bench, bench, book_of

DONE = {"saved": "Saved. The rules are in force from the next round on.", "undone": "Taken back.",
        "accepted": "Written into the rules.", "dismissed": "Dismissed: it will not be proposed again."}  # fmt: skip
_TRIED = 6
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule as it is shown: what it says in its own words, and where it stands."""

    answer: Answer
    words: str
    file: str | None                                # the name it is included by
    line: int


def rules(request: Request) -> Response:
    """The rules that a search finds, all without one; and what a phrase would find."""
    at = bench(request)
    book = book_of(request.query_params.get("book"))
    find = request.query_params.get("find", "").strip()[:_LONGEST]
    phrase = request.query_params.get("try", "").strip()[:_LONGEST]
    shown, faults, match = _read(at, book, find, phrase)
    return page(
        request, "rules.html", book=book, books=at.paths, shown=shown, faults=faults, find=find, phrase=phrase,
        match=match, most=_TRIED, done=DONE.get(request.query_params.get("done", "")), leaving=leaving(request),
    )  # fmt: skip


def _read(at: Bench, book: int, find: str, phrase: str) -> tuple[list[Shown], str, Match | None]:
    files = at.files(book)
    try:
        prepared = at.prepared(files)
    except RulesError as fault:
        return [], str(fault), None
    found = files.read()
    loaded = grammar.load(found.text, path=str(found.path), files=found.files)
    homes = {files.file(each.name).path: each.name for each in files.files()}
    names = {str(path): name for path, name in homes.items()}
    shown = []
    for number, answer in enumerate(prepared.rulebook.answers):
        path, line, _ = loaded.place("answers", number)
        words = answer.answer or (answer.decline.instead if answer.decline else "") or answer.without or ""
        looked = "\n".join((answer.name, *answer.asks, words)).casefold()
        if all(word in looked for word in find.casefold().split()):
            shown.append(Shown(answer, words, names.get(path), line))
    match = ranks([phrase], prepared.index)[0] if phrase else None
    return shown, "", match
