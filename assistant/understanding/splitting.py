"""A sentence to the clauses that may each ask something, and a clause to the words that carry the ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import Span

# What begins an ask anywhere: "how much", "where is", "can I", "please send", "I need".
_ASK = (
    r"(?:(?:if (?:so|not|yes),? )?(?:(?:what|when|where|why|who|how|which)(?: (?:is|are|was|were|do|does|did|can|"
    r"could|will|would|should|has|have|about|much|many|long|far|soon|often)\b|'s)|"
    r"(?:is|are|do|does|did|can|could|may|shall|will|would|should|has|have) (?:i|you|u|ya|we|they|it|there|this|that|"
    r"the|my|our|your|someone|anyone)\b)|(?:please|pls|kindly) \w+|"
    r"(?:i|we)(?:'d| would|'m| am)? (?:also |just |still )?(?:need|want|wanted|like|wonder|wondering|wondered)\b)"
)
# What begins one after "and" only: "tell me what it costs and when it ships".
_EMBEDDED = r"(?:(?:what|when|where|why|who|how|which) (?:the|my|your|i|you|we|it|they|time|kind|to)\b)"

# What asks for a second deed after "and": "cancel my order and send me a catalogue", but not "check and tell me".
_DEED = (
    r"(?:add|book|cancel|change|check|confirm|exchange|explain|find|give|include|make|move|order|provide|purchase|"
    r"buy|refund|remove|replace|reserve|return|send|transfer|update|upgrade) "
    r"(?:me |us )?(?:my|the|a|an|your|our|another|some|any|more|two|three|one|if|whether|on|out)\b"
)


def _spaced(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(" ", r"\s+"), re.IGNORECASE)


_JOINT = _spaced(
    r"(?:[,;:–—-]+\s*|\s)(?:and|an|n|also|plus|then|&|and also)\s+(?:also |then |if so,? )?"
    r"(?=" + _ASK + "|" + _EMBEDDED + ")"
    r"|(?:[,;–—-]+\s*|\s)(?:and|also|plus|&|and also)\s+(?:also |then |please )?(?P<deed>)(?=" + _DEED + ")"
    r"|(?:[,;:–—-]+\s*|\s)but\s+(?=" + _ASK + r")|[;,]\s+(?=" + _ASK + ")"
)
_ASKING = _spaced(
    r"^\W*(?:is|are|do|does|did|can|could|may|shall|will|would|should|has|have) \w+|\b" + _ASK + "|" + _EMBEDDED
    + r"|\b(?:whether|wonder\w*|know|tell|let)\b"
)
# A deed with its object: only after such a one is another one an ask of its own.
_DONE = _spaced(r"(?:\b(?:you|please|to)\s|^\W*)(?:tell (?:me|us) \w+|" + _DEED + r")\s.*\w")
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
        asks = besides or (_ASKING if joint["deed"] is None else _DONE).search(left)
        if asks and len(left.split()) >= 3 and not _INTRODUCES.search(left):
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
