"""A clause to how surely it states a problem that wants a remedy ("it never arrived"), by its wording."""

from __future__ import annotations

from assistant.understanding.patterns import pattern

_FAULT = pattern(
    r"\b(?:(?:is|are|was|were|does|do|did|has|have|had|will|would|could|can|am)(?: ?not|n’?t)\b(?! (?:worry|"
    r"hesitate|mind|forget|have to|need to|want to be|like to))|(?:cannot|cant|wont|doesnt|isnt|didnt|dont|hasnt|"
    r"havent|couldnt|wasnt)\b|"
    r"never (?:\w+ )?(?:arrived|came|got|received|worked|showed|shipped|delivered|heard|answered|been|had|sent|"
    r"credited|posted|received)|unable|fail(?:s|ed|ing|ure)?\b|no longer|stopped|"
    r"not (?:been |being |yet |even |able |properly |be )*(?:work\w*|arriv\w*|receiv\w*|recogni\w+|accept\w*|"
    r"show\w*|load\w*|connect\w*|respond\w*|deliver\w*|getting|able|allow\w*|let\w*|available|credited|posted|happy|"
    r"satisfied|process\w*|here|listed|reflect\w*|honou?r\w*)|"
    r"broken?|broke|damaged|defective|faulty|cracked|torn|leak\w*|smashed|dented|scratched|missing|wrong|"
    r"incorrect\w*|mistake\w*|mistakenly|error|errors|problems?|issues?|trouble|difficult(?:y|ies)|late|delay(?:ed|"
    r"s)?|overdue|lost|stolen|stuck|frozen|freez\w+|crash\w*|slow|down|dead|"
    r"declined|rejected|refused|denied|blocked|locked|disabled|expired|cancel(?:l)?ed|overcharged|double.charged|"
    r"charged (?:twice|me|for|a|an|my|us)|twice|still (?:waiting|have|no|not|says|shows|showing|pending|haven’?t|"
    r"being|the same|get)|keeps? \w+ing|kept|instead of|"
    r"misspel\w+|forgot(?:ten)?|out of (?:order|date)|won’?t|no (?:signal|sound|internet|service|reply|response|"
    r"answer|one|picture|record|confirmation|way to|option|luck|power|connection|email|tickets?|reservation|seats?|"
    r"refund)|too (?:small|big|short|late|long|tight|large|slow|hot|cold|loud)|"
    r"bumped|overbooked|disconnected|unacceptable|scam\w*|fraud\w*|unauthori[sz]ed|mix.?up|messed up|screwed|ate|"
    r"swallowed|disappeared|vanished|gone|went (?:missing|wrong|off)|doesn’?t|nothing|nobody|only (?:got|received|"
    r"get|one|part|half|arrived))\b"
)
_MINE = pattern(
    r"\b(?:i|my|me|our|we|us|mine|your|you|im|ive|i’m|i’ve|order|account|parcel|package|delivery|refund|payment|"
    r"card|password|booking|reservation|ticket|website|app|item|invoice|bill|subscription)\b"
)
# What might be amiss, and is not yet: "If it has not come by Monday, ..."
_CONDITION = pattern(r"^\W*(?:(?:and|but|so) )?(?:if|unless|in case|should|until)\b[^,;]{1,200}[,;]")


def problem(text: str) -> float:
    """In [0, 1]: 0 where nothing is wrong, more where a fault touches the writer's own matter."""
    condition = _CONDITION.match(text)
    if not _FAULT.search(text, condition.end() if condition else 0):
        return 0.0
    return 0.54 if _MINE.search(text) else 0.45
