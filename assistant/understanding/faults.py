# ruff: noqa: E501 -- a phrase is one line
"""A text to two kinds of trouble told in it: nobody answered them, and what they bought or had done is bad.

For messages that sound like a complaint, and for a no that must not be said beside a fault. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.patterns import compiled, pattern

# What might be amiss, and is not yet.
_CONDITION = pattern(r"^\W*(?:(?:and|but|so|or) )?(?:if|unless|in case|should|until)\b[^,;]{1,200}[,;]")
_IF = compiled(r"\W*(?:(?:and|but|so|or) )?(?:if|unless|in case|should|until)\b")
_CLAUSE = re.compile(r"(?<=[.!?;\n])")
_MOST = 20_000                      # characters that are read
_SILENCE = pattern(
    r"\b(?:(?:nobody|no[- ]?one|none of you|not a soul)\b(?: \w+){0,3}? (?:repl(?:y|ied|ies)|answer(?:s|ed)?|respon(?:ds|ded)|"
    r"(?:got|gets|gotten|come|came|wrote|rang|called|phoned)(?: \w+)? back)|"
    r"you(?: \w+)? (?:have|did|do)(?:(?: \w+)? not|n’?t|(?: \w+)? never)(?: \w+)? (?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|"
    r"(?:got|get|gotten|come|written|called|rung)(?: \w+)? back)|you never (?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?)|"
    r"(?:had|got|gotten|received|seen|have|with) (?:absolutely )?(?:no|not a|not one|zero)(?: single| kind of| sort of)? "
    r"(?:repl(?:y|ies)|answers?|responses?|acknowledge?ments?)|(?:not|\w+n’?t|never)(?: yet| even| ever)? (?:had|got|received|seen)"
    r" (?:an?|any|one|a single) (?:reply|answer|response|acknowledge?ment)|(?:not|\w+n’?t|never|nothing)(?: yet)? heard(?! of)"
    r"(?: anything| a (?:word|thing))?(?: back)?(?: from (?:you|anyone|anybody))?|heard (?:nothing|not a (?:word|thing))|"
    r"(?:gone|went|left|remains?|still) unanswered|(?:you|your \w+) (?:\w+ ){0,2}ignor(?:e|ed|ing) (?:me|us|my|our))\b"
)
_DEFECT = pattern(
    r"\b(?:broken?|breaks|damaged|defective|defects?|fault(?:y|s)?|crack(?:s|ed)?|torn|tore|ripped|leak\w*|smashed|dented|"
    r"scratched|squeak\w*|rattl\w*|creak\w*|wobbl\w*|rust(?:y|s|ed)|mou?ldy|stained|peel(?:s|ed|ing)|faded|split|burst|bent|"
    r"warped|shrunk|shrank|misprint\w*|f[ae]ll(?:s|en|ing)? (?:apart|out|off|to (?:bits|pieces))|"
    r"c[ao]m(?:e|es|ing) (?:apart|loose|undone|off)|(?:stopped|stops|not|\w+n’?t|never|no longer)(?: \w+)? work(?:s|ed|ing)?|"
    r"malfunction\w*|(?:went|gone|goes) wrong|wrong (?:one|item|book|size|colou?r|order|product|model|part)|"
    r"not (?:as described|what (?:i|we) ordered)|(?:arrived|came|delivered|turned up)(?: \w+){0,3} late|never (?:arrived|came)|"
    r"(?:loose|missing|blank|upside[- ]down) pages|pages? (?:\w+ ){0,2}(?:loose|missing|blank))\b"
)
_DENIED = compiled(r"(?:\b(?:no|not|nor|nothing|never|neither|without|isnt|arent|wasnt)|n’t)(?: \w+){0,2} $")


def unanswered(text: str) -> bool:
    """Whether the text says that we did not answer: a complaint, whatever is asked beside it."""
    return any(_SILENCE.search(clause) for clause in _clauses(text))


def defect(text: str) -> bool:
    """Whether the text tells of something that is broken, bad or wrong: what they bought, or what was done for them."""
    for clause in _clauses(text):
        found = _DEFECT.search(clause)
        if found is not None and not _DENIED.search(clause, 0, found.start()):
            return True
    return False


def _clauses(text: str) -> Iterator[str]:
    """The sentences of a text without what may be one day: "If it breaks, ..."."""
    for clause in _CLAUSE.split(text[:_MOST]):
        condition = _CONDITION.match(clause)
        if condition is not None:
            yield clause[condition.end() :]
        elif not _IF.match(clause):
            yield clause
