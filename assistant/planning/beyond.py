# ruff: noqa: E501 -- a list of phrases reads best in long lines
"""What a question asks beyond the answer that was found for it: a thing of another kind, a past, a no, a country.

The matching weighs how alike a question is to an answer's phrasings, and "Why do you close on Mondays?" is very like
"Are you closed on Mondays?". Here it is read what the question wants to be told, and whether the phrasings ever ask
for that or the answer's words tell it. A complaint's answer is not judged: it puts right, and need not explain.
English; what is not recognised is not judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.meaning.wording import words
from assistant.planning.countries import elsewhere
from assistant.planning.naming import unknown, unspoken
from assistant.rules.rulebook import Answer, Rulebook
from assistant.understanding.patterns import compiled
from assistant.understanding.related import content

_NAME = re.compile(r"\{\{-?\s*(\w+)\.(\w+)\s*-?\}\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_LONGEST = 2_000  # characters of a question that are looked at

_LEAD = r"^\W*(?:(?:and|but|so|also|or|hello|hi|hey|please|then|just|now|oh|sorry)\b\W*)*"
_WHY = compiled(
    r"\b(?:why (?:do|does|did|don’?t|are|aren’?t|is|isn’?t|was|were|have|has|can’?t|won’?t|not)\b|how come\b|"
    r"(?:for )?what reason\b|the reason (?:why|for|that|behind)\b)"
)
_OWN = compiled(r"\b(?:i|me|my|mine|we|our|us|ours|i’?m|i’?ve)\b")
_REASONED = compiled(r"\b(?:why|how come|reasons?|because)\b")
_WH = r"(?:(?:why|when|where|who|what|which|how)(?: (?:\w+ ){0,2}\w+)? )?"
_PAST = compiled(_LEAD + _WH + r"(?:did|was|were|didn’?t|wasn’?t|weren’?t)\b(?!.* again\b)")
_BEEN = compiled(
    r"\b(?:did|didn’?t|was|were|wasn’?t|weren’?t|been|came|went|got|bought|sent|lost|made)\b|"
    r"\b(?:(?:i|has|have|had) \w{3,}ed|(?:you|we|they|it) \w{3,}ed (?:me|my|us|our|the|it|them))\b"
)
_MANY = compiled(r"\bhow many (?:of )?(?:the |your )?(?:\w+ ){0,2}?(\w+)")
_MEASURE = compiled(
    r"\bhow (big|large|small|old|heavy|far|tall|high|wide|thick|deep|steep|hilly|hot|cold|warm|loud|quiet|"
    r"busy|crowded|safe|accurate|reliable|strong|difficult|hard|easy|good|bad|popular|strict)\b"
)
_LONG = compiled(r"\bhow (?:long|soon|quick(?:ly)?|fast)\b")
_TIME_ASKED = compiled(
    r"\b(?:how (?:long|soon|quick(?:ly)?|fast|late|early|many (?:\w+ )?(?:days|hours|weeks|months|years|"
    r"minutes|nights))|when|what time|what day|until|till|by|take|takes|expire|expiry|valid|wait\w*|days?|hours?|"
    r"weeks?|months?|years?|today|tomorrow|yet|still|late)\b"
)
_TIME_TOLD = compiled(
    r"\b(?:\d[\d.:]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|next|same|each|every)"
    r"(?: \w+)? (?:minutes?|hours?|days?|nights?|weeks?|months?|years?)\b|\b\d{1,2}[:.]\d\d\b|\b\w+days?\b|"
    r"\b(?:today|tomorrow|immediately|at once)\b"
)
_PRICE = compiled(
    r"\b(?:how much (?:is|are|does|do|would|will|for|did|was|were|to)\b|what (?:is|are|does|do|would|will|did|s)"
    r" .{0,60}\b(?:costs?|charges?d?|prices?|fees?)\b|\b(?:price|cost)s? (?:of|for)\b)"
)
_PRICE_ASKED = compiled(
    r"\b(?:how much|costs?|pric(?:e[sd]?|ing|ey)|charg(?:e[sd]?|ing)|fees?|expensive|cheap\w*|free|pay\w*|"
    r"paid|rates?|money|discount|reduction|extra)\b"
)
_PRICE_TOLD = compiled(
    r"[$€£¥₹%]|\b(?:free|pounds?|euros?|dollars?|cost\w*|charge\w*|price\w*|pay\w*|included|fee|fees)\b"
)
_NOT = compiled(r"\b(?:not|never|no longer|don’?t|doesn’?t|didn’?t|won’?t|aren’?t|isn’?t|without|no)\b")
# "Do you not ship to Norway?", "Can't I return it?", "whether or not", "I don't know", "why not" deny nothing.
_NO_DENIAL = compiled(
    r"(?:"
    + _LEAD
    + r"(?:why |what |when |where |how )?(?:(?:do|does|did|can|could|is|are|will|would|should|have|has|may) "
    r"(?:you|i|we|it|they|there|he|she|the \w+|my \w+|your \w+) not\b|(?:do|does|did|ca|could|is|are|wo|would|should|have|has)n’?t\b))"
    r"|\b(?:or|why|if|whether) not\b|\b(?:do not|don’?t|am not|i’?m not|not) (?:\w+ )?(?:know|sure|certain|mind|understand|see|find|"
    r"remember|hesitate|think|believe|really|only|just|have)\b|\b(?:no (?:problem|worries|idea|doubt|rush|hurry))\b|\bwithout (?:any )?"
    r"(?:problems?|trouble)\b|\b(?:can|could|will|would|does|do|did|is|was|were|are|have|has|had)(?:n’?t| not) "
    r"(?:\w+ ){0,2}?(?:work\w*|arriv\w*|come|came|open\w*|start\w*|receiv\w*|got|get|fit|use|able)\b"
)
# "Friends who are not staying with you": only some, and no answer that never makes the difference is about them.
_WHO = compiled(
    r"\b(?:who|that|which)(?: (?:is|are|do|does|did|was|were|have|has|can|could|will))? ?(?:not|never|n’t|no longer)$"
)
_CONTRAST = compiled(r" (?:an?|the|my|your|this|that|in|on|at)\b")  # "a Mastercard, not a Visa"
_NEAR_NO = re.compile(r"(?:\W+\w+){1,3}")


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer is taught and says. `words` have the facts filled in; `judged` is false for a complaint's."""

    asks: tuple[str, ...]
    words: str
    judged: bool
    looked_up: bool  # whether it says what stands in a table about the customer

    @property
    def all(self) -> tuple[str, ...]:
        """The phrasings and the words."""
        return (*self.asks, self.words)


def said(rule: Answer, rulebook: Rulebook) -> Said:
    """What a rule is taught and says, all its cases and choices."""
    told = [rule.answer, *(case.answer for case in rule.cases), *(choice.words for choice in rule.choices)]
    for decline in (rule.decline, *(case.decline for case in rule.cases)):
        if decline is not None:
            told += [rulebook.terms.get(decline.term), decline.instead]
    text = " ".join(" ".join(filter(None, told)).split())
    for _ in range(3):  # a text may quote a term, and that a fact
        text = _NAME.sub(lambda name: _value(name[1], name[2], rulebook), text)
    return Said(rule.asks, text, not rule.complaint, rule.needs is not None)


def _value(room: str, key: str, rulebook: Rulebook) -> str:
    if room == "facts":
        return rulebook.facts[key].value if key in rulebook.facts else ""
    return {"terms": rulebook.terms, "texts": rulebook.texts}.get(room, {}).get(key, "")


def beyond(text: str, rule: Said, about: str = "") -> str | None:
    """What `text` asks and the rule says nothing to, as the end of "... says nothing "; None where nothing is found.

    `about` is the text with what it refers to; of what is told there only what is denied counts.
    """
    if not rule.judged or len(text) + len(about) > _LONGEST:
        return None
    country = elsewhere(text, rule.words, rule.asks)
    if country is not None:
        return f"about {country}"
    found = (_sentence(sentence, rule) for sentence in _SENTENCE_END.split(text))
    told = (_denied(sentence, rule) for sentence in _SENTENCE_END.split(about) if "?" not in sentence)
    return next(filter(None, (*found, *told)), None)


def _sentence(text: str, rule: Said) -> str | None:
    asks, told = rule.asks, rule.words

    def ever(pattern: re.Pattern[str]) -> bool:
        return any(map(pattern.search, asks))

    if _WHY.search(text) and not _OWN.search(text) and not any(map(_REASONED.search, rule.all)):
        return "about the reason"
    if _PAST.search(text) and not rule.looked_up and not ever(_BEEN):
        return "about the past"
    many = _MANY.search(text)
    if many is not None and not rule.looked_up and not _counted(many[1], rule):
        return f"about how many {many[1]}"
    measure = _MEASURE.search(text)
    if measure is not None and not any(re.search(rf"(?i)\bhow {measure[1]}\b", ask) for ask in asks):
        return f"about how {measure[1].lower()} it is"
    if _LONG.search(text) and not rule.looked_up and not ever(_TIME_ASKED) and not _TIME_TOLD.search(told):
        return "about how long it takes"
    if _PRICE.search(text) and not rule.looked_up and not ever(_PRICE_ASKED) and not _PRICE_TOLD.search(told):
        return "about what it costs"
    return _denied(text, rule) or unspoken(text, rule.all)


def _counted(noun: str, rule: Said) -> bool:
    """Whether the rule is asked how many there are, or is about them."""
    return any(re.search(r"(?i)\bhow many\b", ask) for ask in rule.asks) or not unknown(noun, rule.all)


def _denied(text: str, rule: Said) -> str | None:
    """A word of the rule's own matter that the text denies, and the rule never does."""
    for no in _NOT.finditer(text):
        if _CONTRAST.match(text, no.end()) or any(
            no.start() < free.end() and free.start() < no.end() for free in _NO_DENIAL.finditer(text)
        ):
            continue
        if any(map(_NOT.search, rule.all)):
            return None
        after = _NEAR_NO.match(text, no.end())
        if after is not None and _PRICE_ASKED.search(after.group()):
            continue  # "without a fee" asks what it costs
        if _WHO.search(text, 0, no.end()):
            return f"of those “{text[no.start() : after.end() if after else no.end()].strip()}”"
        near = content(after.group()) if after is not None else frozenset()
        matter = frozenset().union(*map(content, rule.asks))
        if near & matter or (
            no.group().lower() == "without" and after is not None and not near and words(after.group())
        ):
            return f"to “{text[no.start() : after.end() if after else no.end()].strip()}”"
    return None
