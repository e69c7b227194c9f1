"""Rules edited on the page: faults as one types, what would change, saving, and the history with undo."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import ReviewError, RulesError
from assistant.reviewing.rulefiles import RuleFile, RuleFiles, RulesChanged
from assistant.web.outbox import leaving
from assistant.web.pages import fragment, page
from assistant.web.rules_bench import Bench, bench, book_of, faults

_MOST_LINES = 400                                   # of a difference that is shown


def edit(request: Request) -> Response:
    """A file of the rules in a field."""
    book = book_of(request.query_params.get("book"))
    file = bench(request).files(book).file(request.query_params.get("file") or None)
    line = request.query_params.get("line", "1")
    return _shown(request, book, file, file.text, line=int(line) if line.isdecimal() and len(line) < 8 else 1)


def check(request: Request, form: FormData) -> Response:
    """The faults of what is in the field, for each pause in typing; then once more with phrasings matched."""
    at, book, files, file, text = _given(request, form)
    deep = form.get("deep") == "1"
    found = at.checked(files.with_text(file.name, text), at.office.now().date(), deep=deep)
    more = not deep and not found.errors
    return HTMLResponse(fragment(request, "rule_faults.html", faults=faults(found, file), more=more, book=book))


def effect(request: Request, form: FormData) -> Response:
    """What the rules in the field would make of the questions that came lately."""
    at, _, files, file, text = _given(request, form)
    try:
        after = files.checked(file.name, text)
    except RulesError as fault:
        return HTMLResponse(fragment(request, "rule_effect.html", effect=None, said=str(fault)))
    try:
        before = at.prepared(files).rulebook
    except RulesError:
        before = None
    return HTMLResponse(fragment(request, "rule_effect.html", effect=at.effects.of(before, after), said=""))


def save(request: Request, form: FormData) -> Response:
    """Write the file, where it has no faults and nobody changed it meanwhile."""
    _, book, files, file, text = _given(request, form)
    why = str(form.get("why", "")).strip()[:300] or "edited on the page"
    try:
        files.save(file.name, text, state=str(form.get("state", "")), who=request.state.visitor.who, why=why)
    except RulesChanged as fault:
        return _shown(request, book, file, text, said=str(fault), status=409, theirs=file.text)
    except RulesError:
        return _shown(request, book, file, text, said="Not saved: mend the errors first.", status=409)
    except ReviewError as fault:
        return _shown(request, book, file, text, said=str(fault), status=409)
    return RedirectResponse(f"/rules?book={book}&done=saved", 303)


def history(request: Request) -> Response:
    """What was changed from here, newest first, each change with its lines."""
    book = book_of(request.query_params.get("book"))
    return _history(request, book)


def undo(request: Request, form: FormData) -> Response:
    """Take a change back."""
    book = book_of(str(form.get("book", "")))
    try:
        bench(request).files(book).undo(request.path_params["number"], who=request.state.visitor.who)
    except (ReviewError, RulesError) as fault:
        return _history(request, book, said=str(fault), status=409)
    return RedirectResponse(f"/rules/history?book={book}&done=undone", 303)


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, with one around them: kind ("gone", "come", "same", "far") and text."""
    made: list[tuple[str, str]] = []
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""):
        if line.startswith(("---", "+++")) and not made:
            continue
        kind = {"-": "gone", "+": "come", "@": "far"}.get(line[:1], "same")
        made.append((kind, "…" if kind == "far" else line[1:]))
    return made[1:_MOST_LINES] if made and made[0][0] == "far" else made[:_MOST_LINES]


def _given(request: Request, form: FormData) -> tuple[Bench, int, RuleFiles, RuleFile, str]:
    at = bench(request)
    book = book_of(str(form.get("book", "")))
    files = at.files(book)
    file = files.file(str(form.get("file", "")) or None)
    # Browsers send CRLF.
    return at, book, files, file, str(form.get("text", "")).replace("\r\n", "\n")


def _shown(
    request: Request, book: int, file: RuleFile, text: str,
    *, line: int = 1, said: str = "", status: int = 200, theirs: str = "",
) -> Response:  # fmt: skip
    at = bench(request)
    found = at.checked(at.files(book).with_text(file.name, text), at.office.now().date(), deep=False)
    differs = difference(text.replace("\r\n", "\n"), theirs.replace("\r\n", "\n")) if theirs else []
    return page(
        request, "rule_edit.html", status=status, book=book, file=file, text=text, line=line, said=said,
        files=at.files(book).files(), faults=faults(found, file), more=not found.errors, differs=differs,
        leaving=leaving(request),
    )  # fmt: skip


def _history(request: Request, book: int, *, said: str = "", status: int = 200) -> Response:
    files = bench(request).files(book)
    standing = {str(each.path.resolve()): each.text for each in files.files()}

    def versions() -> Iterator[tuple[object, list[tuple[str, str]], bool]]:
        for version in files.history():
            undoable = standing.get(version.path) == version.after
            yield version, difference(version.before, version.after), undoable

    done = "Taken back." if request.query_params.get("done") == "undone" else None
    return page(
        request, "rule_history.html", status=status, book=book, versions=list(versions()), said=said, done=done,
        leaving=leaving(request),
    )  # fmt: skip
