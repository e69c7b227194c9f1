"""A sentence to the clauses that may each ask something, and a clause to the words that carry the ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import Span

_STARTER = (
    r"(?:(?:if so,? )?(?:what|when|where|why|who|how|which)\b(?: (?:much|many|long|far|soon|often|is|are|was|were|"
    r"do|does|did|can|could|will|would|should|time|the|my|i|you|it|about|to|kind|has|have)\b|'s)|"
    r"(?:is|are|do|does|did|can|could|will|would|should|has|have) (?:i|you|we|they|it|there|this|that|the|my|your|"
    r"someone|anyone)\b|"
    r"(?:please|pls|kindly) \w+|(?:i|we)(?:'d| would|'m| am)? (?:also |just |still )?(?:need|want|wanted|like|wonder|"
    r"wondering|wondered)\b)"
)
_JOINT = re.compile(
    (
        r"(?:[,;:–—-]+\s*|\s)(?:(?:and|but|also|plus|then|&|and also)\s+(?:also |then |if so,? )?)(?="
    + _STARTER + r")|[;,]\s+(?=" + _STARTER + ")").replace(
        " "
    , r"\s+"),
    re.IGNORECASE,
)
_ASKING = re.compile((
    r"\b"
+ _STARTER + r"|\b(?:whether|wonder\w*|know|tell|let)\b").replace(
    " "
, r"\s+"), re.IGNORECASE)
# "I was wondering, ..." has nothing to ask before the joint.
_INTRODUCES = re.compile(
    r"(?:\b(?:wonder(?:ing|ed)?|know|question is|question|ask(?:ing)?|tell me|advise|let me know|help(?: me)?|"
    r"please|curious|sure|if|when|that|and|or|hi|hello|"
    r"would|could|can|do|is|are|what|who|how|why|where)|[,:;-])\W*$", re.IGNORECASE,
)
_LEADING = re.compile(
    r"\W*(?:(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))\b(?:\s+(?:there|all|everyone|"
    r"team|guys|folks|sir|madam|again|[A-Z]\w{1,20}))*\s*[,!.:;-]*\s+)",
    re.IGNORECASE,
)


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of `sentence` that may ask one thing each, in order; the whole sentence where it asks but one."""
    words = sentence.of(text)
    start = 0
    for joint in _JOINT.finditer(words):
        left = words[start : joint.start()]
        besides = "also" in words[joint.start() : joint.end() + 12].lower()
        if len(left.split()) >= 3 and (besides or _ASKING.search(left)) and not _INTRODUCES.search(left):
            yield Span(sentence.start + start, sentence.start + joint.start())
            start = joint.end()
    yield Span(sentence.start + start, sentence.end)


def tight(text: str, clause: Span) -> Span:
    """`clause` without a greeting before it and spaces around it."""
    words = clause.of(text)
    lead = _LEADING.match(words)
    start = lead.end() if lead and lead.end() < len(words) else 0
    kept = words[start:]
    start += len(kept) - len(kept.lstrip(" \t\r\n,;:-"))
    end = len(words.rstrip())
    return Span(clause.start + start, clause.start + end) if start < end else clause
