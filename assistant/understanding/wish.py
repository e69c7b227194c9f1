"""The remedy that the customer asks for, with its place: their own words, asking; never what they only mention.

"I want my money back" is a wish for a refund; "the refund arrived" and "I do not want a refund" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import Place, Question, Remedy, Span, Wish
from assistant.understanding.patterns import compiled, pattern
from assistant.understanding.sifting import Sifted

REMEDIES: tuple[tuple[Remedy, Sifted], ...] = (
    ("refund", pattern(
        r"\b(?:refund(?:ed|ing|s)?|re-fund|money back|reimburse\w*|my (?:\w+ )?money|credit (?:me|my (?:card|account))|"
        r"credit(?:ed)? back|pay me back|compensat\w+|money returned|store credit)\b"
    )),
    ("replacement", pattern(
        r"\b(?:replace(?:d|ment|ments)?|replacing|exchange(?:d)?|swap(?:ped)?|re-?send|re-?sent|re-?ship\w*|"
        r"(?:new|another|second|fresh|undamaged) (?:one|copy|copies|unit|pair)|"
        r"send (?:me |it |them |us )?(?:again|a new|another|the (?:right|correct|missing)))\b"
    )),
    ("repair", pattern(
        r"\b(?:repair(?:ed|s|ing)?|fix(?:ed|ing)?|mend(?:ed)?|servic(?:ed|ing) it|get it working|technician|engineer)\b"
    )),
    ("cancellation", pattern(
        r"\b(?:cancel(?:l)?(?:ed|ing|ation)?|terminate|close my account|stop my (?:order|subscription)|unsubscribe|"
        r"end my (?:subscription|contract|membership)|call off)\b"
    )),
    ("apology", pattern(r"\b(?:apolog(?:y|ies|i[sz]e|ising|izing)|say sorry)\b")),
)  # fmt: skip
_WANTING = pattern(
    r"\b(?:want|wants|like|love|need|needs|demand|demanding|expect|expecting|request|requesting|insist|require|"
    r"please|pls|plz|kindly|can (?:i|you|we|u)|could (?:i|you|we|u)|"
    r"would you|will you|may i|give me|send|get (?:a|my|me|the|it|this)|how (?:do|can|to) (?:i |we )?|deserve|"
    r"entitled|owed?|where(?:’s| is)|when (?:will|do|can|am)|prefer|rather|at least|hoping|looking for|wish|must|"
    r"should|asking for|issue)\b"
)
_OUTRIGHT = pattern(
    r"\b(?:i|we) (?:\w+ )?(?:want|demand|expect|insist|would like|request|require|need|deserve)\b|"
    r"\b(?:i|we)’d (?:\w+ )?(?:like|prefer)\b"
)
# What else a sentence that asks nothing wants a remedy with: "Just refund me, please", "A refund would be nice".
_WANTED = pattern(
    r"\b(?:please|pls|plz|kindly|would rather|’d rather|(?:hoping|asking|waiting|looking) for|time to|"
    r"would be (?:\w+ )?(?:nice|good|great|fine|best|fair|welcome|appreciated|enough|in order))\b|"
    r"^\W*(?:just |simply |and |also |then |so )*(?:refund|reimburse|credit|pay me|replace|exchange|swap|resend|repair|"
    r"fix|mend|cancel|terminate|give me|send me|issue)\b"
)
_SENTENCE = re.compile(r"[^.!?\n]{1,600}")
_AGAINST = compiled(
    r"\b(?:do(?: not|n’?t)|did(?: not|n’?t)|no longer|without|instead of|rather than|not|never|"
    r"wouldn’?t)(?: \w{1,20}){0,3} ?$"
)
_PAST = compiled(
    r"\b(?:was|were|has been|have been|had been|been|got|already|you|they|i|we|which|that|seller|airline|it) $"
)
_TO_BE_DONE = compiled(r"\b(?:want|need|like|have|get|expect)(?: \w{1,20}){1,3} $")  # "I want it replaced"
_DONE = re.compile(r"(?:ed|led|swapped|mended|sent)$", re.IGNORECASE)


def wish(text: str, subject: str, questions: tuple[Question, ...]) -> Wish | None:
    """The remedy asked for, the body's before the subject's; "information" where they only ask a question."""
    for place, words in (("body", text), ("subject", subject)):
        found = _asked(words, tuple(q for q in questions if q.place == place), "body" if place == "body" else "subject")
        if found is not None:
            return found
    for question in questions:
        if question.kind == "question":
            return Wish("information", question.span, question.place)
    for question in questions:
        if question.kind == "request":
            return Wish("other", question.span, question.place)
    return None


def named(text: str) -> frozenset[Remedy]:
    """The remedies that are named in the text."""
    return frozenset(remedy for remedy, words_of in REMEDIES if words_of.search(text))


def wanted(sentence: str) -> frozenset[Remedy]:
    """The remedies that a sentence by itself wants, where it asks nothing: "I want to cancel"; "Refund me, please"."""
    if not (_OUTRIGHT.search(sentence) or _WANTED.search(sentence)):
        return frozenset()
    return frozenset(remedy for remedy, words_of in REMEDIES if next(_meant(words_of, sentence), None))


def _meant(words_of: Sifted, text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Where `text` names a remedy from `start` on; not where it is refused or was there already."""
    for match in words_of.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        done = _DONE.search(match[0]) and _PAST.search(before) and not _TO_BE_DONE.search(before)
        if match.start() >= start and not done and not _AGAINST.search(before):
            yield match


def _asked(text: str, questions: tuple[Question, ...], place: Place) -> Wish | None:
    best: tuple[int, int, Wish] | None = None
    for question in questions:
        words = question.text[:2000]
        for rank, (remedy, words_of) in enumerate(REMEDIES):
            for match in _meant(words_of, words):
                wanting = bool(_WANTING.search(words)) or len(words.split()) <= 4
                if not wanting and question.kind != "request":
                    continue
                span = Span(question.span.start + match.start(), question.span.start + match.end())
                candidate = (question.kind != "request", rank, Wish(remedy, span, place))
                if best is None or candidate[:2] < best[:2]:
                    best = candidate
    return best[2] if best else _stated(text, place)


def _stated(text: str, place: Place) -> Wish | None:
    """A remedy that is wanted outright in a sentence that asks nothing else: "I expect an apology." """
    for sentence in _SENTENCE.finditer(text[:20_000]):
        outright = _OUTRIGHT.search(sentence[0])
        if outright is None:
            continue
        for remedy, words_of in REMEDIES:
            match = next(_meant(words_of, sentence[0], outright.end()), None)
            if match:
                return Wish(remedy, Span(sentence.start() + match.start(), sentence.start() + match.end()), place)
    return None
