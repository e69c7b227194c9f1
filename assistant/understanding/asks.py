"""One clause to what its wording asks: the kind, how surely, and whether it says anything by itself.

The voices are tried from the surest down; each is a pattern with a name, so that a decision can be explained.
Whole messages (what refers to what, what is said twice) are read in questions.py, problems in problems.py.
Clauses are bounded by sentences.py, and each pattern here is anchored or bounded, so time stays linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.model import QuestionKind
from assistant.understanding import asking, not_asking
from assistant.understanding.problems import problem

READ = 600                          # characters of a clause


@dataclass(frozen=True, slots=True)
class Voice:
    """What one clause seems to ask. `strength` is in [0, 1]; `bare` asks lean on the words around them."""

    kind: QuestionKind
    strength: float
    name: str
    bare: bool = False


@lru_cache(maxsize=4096)
def voice(clause: str) -> Voice | None:
    """What the wording of `clause` asks, or None. Of a long one, its beginning and its end are read."""
    text = clause if len(clause) <= READ else clause[: READ * 2 // 3] + " " + clause[-READ // 3 :]
    marked = "?" in text[-12:]
    if text.startswith(">") or (len(text) > 80 and " " not in text):
        return None
    if not_asking.COURTESY.search(text) and len(text) < 80:
        return None
    if not_asking.RHETORICAL.search(text):
        return None
    if len(text) <= 160 and not_asking.BARE.match(not_asking.RUN.sub(r"\1", text)):
        if not_asking.NEXT.match(text):
            return Voice("question", 0.9, "following")
        return Voice("question" if marked else "request", 0.9 if marked else 0.7, "bare", bare=True)
    inviting = bool(not_asking.INVITING.search(text))
    if marked:
        if inviting:
            return Voice("question", 0.35, "inviting")
        shaped = (
            asking.ELLIPTIC.match(text) or asking.OPENS_WITH_A_VERB.match(text) or asking.TO_ME.match(text)
            or asking.DIRECT.match(text) or asking.INVERTED.search(text)
            or asking.KNOWN.search(text) or asking.REQUEST.search(text) or asking.INTERROGATIVE.search(text)
        )
        return Voice(_kind(text), 1.0, "question-mark" if shaped else "marked")
    if not_asking.CLOSING.match(text) and not asking.REQUEST.search(text[20:]):
        return None
    if inviting:
        return None
    if not_asking.REPORTED.match(text):
        return None
    return _unmarked(text)


def _kind(text: str) -> QuestionKind:
    return "request" if asking.FAVOUR.search(text) or asking.TO_ME.match(text) else "question"


def idle(text: str) -> bool:
    """Whether `text` is a courtesy, a figure of speech, a thanks or somebody else's question."""
    return bool(
        not_asking.COURTESY.search(text) or not_asking.RHETORICAL.search(text)
        or not_asking.REPORTED.match(text) or not_asking.CLOSING.match(text)
    )


def given(text: str) -> bool:
    """Whether `text` only gives a particular: "My order number is 4711"."""
    return bool(not_asking.GIVEN.match(text))


def _unmarked(text: str) -> Voice | None:
    if asking.DIRECT.match(text) and not asking.NOT_DIRECT.match(text) and not asking.RELATIVE.match(text):
        return Voice(_kind(text), 0.9, "direct")
    if asking.WONDERING.search(text):
        return Voice("question", 0.7, "wondering")
    if asking.KNOWN.search(text):
        return Voice("question", 0.66, "indirect")
    if asking.INVERTED.search(text) and not asking.EMBEDDED.search(text):
        return Voice(_kind(text), 0.7, "direct")
    if asking.INDIRECT.search(text):
        return Voice("question", 0.56, "indirect")
    if asking.REQUEST.search(text):
        return Voice("request", 0.62, "request")
    if asking.TO_ME.match(text):
        return Voice("request", 0.64, "imperative")
    if asking.IMPERATIVE.match(text):
        return Voice("request", 0.56, "imperative")
    if asking.LACK.match(text):
        return Voice("request", 0.7, "want")
    if (asking.WANT.search(text) or asking.WANT_START.match(text)) and not not_asking.POLITE.search(text):
        return Voice("request", 0.6 if asking.FIRM.search(text) else 0.55, "want")
    if given(text):
        return None
    strength = problem(text)
    return Voice("problem", strength, "problem") if strength else None
