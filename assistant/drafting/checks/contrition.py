"""How a letter says sorry, and how it only seems to. All patterns are read over `lowered` text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.model import Span

# Condolences are no apology.
APOLOGY = re.compile(
    r"\b(?:sorry(?! (?:for|about|to (?:hear|learn|read) (?:of|about)) (?:your|the|such a) (?:\w+ )?"
    r"(?:loss|death|bereavement))"
    r"|apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing|etic)|regret(?:s|ted|ful|fully|tably|table)?|forgive(?:n|ness)?"
    r"|pardon (?:us|me|our|the|this)|beg your pardon|excuse (?:us|me|our|the|this)|mea culpa)\b"
)
# The same in other words: it belongs into the apology and the understanding, and nowhere else.
ECHO = re.compile(
    r"\b(?:(?:should|must)(?:n't| not| never) (?:have )?(?:happen|occur|been like|come to)(?:ed|red)?"
    r"|ought (?:never|not) to (?:have )?(?:happen|occur)(?:ed|red)?"
    r"|(?:let|letting|failed|failing) you(?: all)?(?: so)?(?: very)?(?: badly)? down|failed you|f[ae]ll(?:en)? short"
    r"|(?:are|am|feel|felt|is) (?:so |very |truly |deeply |really )*(?:ashamed|mortified|embarrassed|contrite"
    r"|remorseful|awful about|bad about|terrible about|dreadful about)"
    r"|(?:our|my) bad|our hands up|mak(?:e|ing) amends|not (?:been )?good enough|got (?:this|it) (?:so )?wrong"
    r"|dropped the ball|messed (?:up|this up)|(?:take|accept) (?:full |all )?(?:the )?(?:blame|responsibility)"
    r"|(?:fault|mistake|error) (?:is|was|lies|lay) (?:\w+ )?(?:ours|mine|with us))\b"
)
_HEDGED = (
    # "sorry if", "sorry that you feel", "sorry but"
    r"\b(?:sorry|apologi[sz]e|apologies|regret|forgive us|pardon us)(?: (?:also|again|for it|for this|for that))?,?"
    r" (?:if|but|should (?:you|this|it|we|the|any)|in case|however|for any|about any"
    r"|to hear (?:that )?you (?:feel|felt)|(?:that |about how |for how )?you(?:'re| are| were| have been)?"
    r" (?:feel|felt|feeling|think|thought|believe|took"
    r"|see it|unhappy|upset|offended|dissatisfied|annoyed|so ))",
    r"\bany (?:\w+ )?(?:inconvenience|trouble|upset|distress|offen[cs]e|misunderstanding)s?\b",
    r"\bif (?:we|this|that|it|our \w+|anything|any of this)(?: has| have| had)? (?:caused|upset|offended|inconvenienced"
    r"|disappointed|hurt|let you|fell|was not|were not)\b",
    r"\bmay (?:well )?have (?:caused|been|felt|seemed|upset|given)\b|\byou may have\b|\bmight have (?:upset|caused)\b",
    r"\bmistakes (?:were made|happen|do happen)\b|\b(?:these|such) things (?:do )?happen\b|\bnobody is perfect\b",
    r"\bunfortunately,? (?:you|it is|it was)\b|\bmisunderst[ao]nd\w*\b|\bmiscommunicat\w*\b",
    # defending ourselves, correcting them
    r"\b(?:in|to) (?:our|be|all) (?:own )?(?:defen[cs]e|fair(?:ness)?)\b|\bin fairness\b|\bto our credit\b",
    r"\b(?:no one|nobody|no other customer|most customers|other customers|very few)\b[^.]{0,30}"
    r"\b(?:else|complain\w*|problem|mind|this)\b",
    r"\b(?:never|rarely|hardly ever|seldom) (?:happens|happened|goes wrong|occurs)\b",
    r"\bfirst time (?:that )?(?:this|we)\b",
    r"\bas you (?:know|should|were told|will be aware|must know|are aware)\b|\byou (?:claim|allege|maintain)\b",
    r"\b(?:alleged|supposed|so-called|purported)(?:ly)?\b|\bcontrary to\b|\bon the contrary\b|\bas a matter of fact\b",
    r"\b(?:in fact|actually|however),? (?:you|it was you|we did|our)\b|\bthat is not (?:correct|true|right|so)\b",
    r"\byou (?:could|should|might|must|may) have (?:told|said|checked|read|asked|missed|overlooked|misread|given"
    r"|entered|mistyped|confused|written|called|rung|noticed|chosen|ordered|kept)\b|\b(?:if you had|had you)\b",
    r"\byou (?:did not|didn't|never|forgot to|failed to|neglected to) (?:tell|give|include|provide|read|follow|check"
    r"|say|mention|state|enter|write|ask|choose|pay|send|told|gave|said|wrote)\b",
    r"\bwe (?:did|had) (?:clearly |already )?(?:warn|warned|tell|told|say|said|explain|explained|state|stated|write)\b",
)
_CULPRIT = (
    r"(?:courier|carrier|post office|royal mail|postal service|postman|postwoman|delivery (?:company|driver|firm"
    r"|partner|service|man|people|agent)|driver|haulier|dhl|dpd|ups|fedex|evri|hermes|usps|yodel|gls|supplier"
    r"|manufacturer|publisher|printers?|wholesaler|distributor|warehouse|depot|system|software|computer|website"
    r"|web shop|server|database|bank|payment provider|colleague|assistant|employee|staff|trainee|apprentice|intern"
    r"|temp|team member|new (?:starter|hand|member|recruit)|weather|snow|storm|strike|customs|rush|high demand)s?"
)
_WRONG = (
    r"(?:fault|blame|mistake|error|negligence|slip|oversight|failure|failed|lost|dropped|damaged|broke|crushed|forgot"
    r"|mislaid|misplaced|mishandled|messed|caused|overlooked|let us down|crashed|went down|played up|responsible"
    r"|delayed|held (?:it|us|your)|mixed up|muddled|misread|missed|did not|didn't|was careless|were careless)"
)
_BLAMING = (
    rf"\b{_CULPRIT}\b(?:['’]s?)?(?: \w+){{0,3}} {_WRONG}\b",
    rf"\b(?:lost|damaged|delayed|dropped|crushed|broken|mislaid|held up|mishandled|forgotten|overlooked)(?: \w+){{0,2}}"
    rf" by (?:\w+ ){{0,3}}{_CULPRIT}\b",
    rf"\b(?:due to|because of|owing to|thanks to|down to|caused by|the result of|blame)(?: \w+){{0,5}} {_CULPRIT}\b",
    rf"\b{_WRONG} (?:of|by|with|on the part of) (?:\w+ ){{0,2}}{_CULPRIT}\b",
    r"\b(?:not|beyond|outside|out of) (?:our|my) (?:fault|control|hands|doing|responsibility)\b|\bforce majeure\b",
    r"\bnothing to do with us\b",
)


@lru_cache(maxsize=1)
def _evasions() -> re.Pattern[str]:
    return re.compile("|".join((*_HEDGED, *_BLAMING)))


def evasions(text: str) -> Iterator[Span]:
    """The places of words that hedge an apology, defend us, correct the customer or blame somebody else."""
    return (Span(*found.span()) for found in _evasions().finditer(text))
