# ruff: noqa: E501 -- a list of phrases reads best in long lines
"""Whose trouble a sentence tells of: their own and the weather's, or ours. "This damn rain" is no complaint about us."""

from __future__ import annotations

from assistant.model import Span
from assistant.understanding.faults import unanswered
from assistant.understanding.patterns import compiled

_US = compiled(r"\b(?:your|yours|ur|order|parcel|package|delivery|refund|courier|invoice|service|booking)\b")
_HAPPENED = (r"ate|eaten|chew(?:ed|s)?|spil(?:led|t)|dropped|broke|lost|tor[en]|ripped|knocked|drowned|ruined|destroyed|forgot|forgotten|"
             r"misplaced|mislaid|scribbled|drew|scratched|stained|burn(?:ed|t)|cracked|smashed|sat|stepped|washed|deleted|missed|fell|tripped")
_ELSEWHERE = compiled(
    r"\b(?:weather|rain(?:s|ing|ed|y)?|snow(?:s|ing|ed)?|storms?|hail|sleet|drizzle|fog|icy|gale|heat ?wave|flood(?:s|ed|ing)?|"
    r"(?:pissing|bucketing|chucking|tipping|lashing|pouring) (?:it )?down|traffic|roadworks|motorway|on strike|"
    r"my (?:\w+ )?(?:memory|brain|eyes|eyesight|handwriting|boss|landlord|typing|spelling|fingers))\b"
)
_MISHAP = compiled(
    rf"\bi(?:’ve| have|’m)?(?: \w+)? (?:{_HAPPENED})(?! (?:by|in|off|out|back|down in)\b| (?:\w+ )?(?:patience|temper|faith|trust|confidence|money|hours|days|time))|"
    rf"\b(?:my|our|the|his|her) (?:dogs?|cats?|puppy|kitten|rabbit|hamster|parrot|son|daughter|kids?|baby|toddler|child|children|husband|wife|partner|brother|sister|grandson|granddaughter|nephew|niece)(?: \w+)? (?:{_HAPPENED})|"
    r"\bmy (?:own )?(?:fault|mistake|stupidity|clumsiness)\b|\b(?:silly|stupid|daft|clumsy) (?:old )?me\b|\bidiot that i am\b"
)
_BLAMED = compiled(
    r"(?:^\W*|[,;] |\b(?:and|but|because|that|as|since|then) )(?:your (?:\w+ ){1,3}?(?:\w{3,}(?:ed|t)|threw|came|left|lost|broke|forgot|drove|rang|ran|was|were|is|are|did|had|has|hung|gave|took)|"
    r"you (?:\w+ )?(?:\w{3,}ed|sent|told|gave|left|lost|broke|threw|forgot|took|kept|made|let|hung))\b|\byou (?:sold|sent|delivered) (?:me|us)\b|"
    r"\b(?:your|this|the|such an?|of an?|worst) (?:\w+ )?(?:company|customer service|service|staff|outfit|shop|store|firm|website)\b"
)


def theirs(sentence: str) -> bool:
    """Whether it tells of the weather, the road or a mishap of their own, and not of us."""
    told = sentence[:2_000]
    if _BLAMED.search(told):
        return False
    return bool(_MISHAP.search(told)) or (bool(_ELSEWHERE.search(told)) and not _US.search(told))


def blames(sentence: str) -> bool:
    """Whether it tells what we did, or calls us something; for sentences that sound bad."""
    return "?" not in sentence and bool(_BLAMED.search(sentence[:2_000]))


def sounding(text: str, evidence: tuple[Span, ...], sentences: tuple[Span, ...]) -> tuple[str, ...]:
    """The sentences of `text` in which the tone was heard."""
    return tuple(span.of(text) for span in sentences if any(span.meets(heard) for heard in evidence))


def nobodys(text: str, heard: tuple[str, ...]) -> bool:
    """Whether all that sounds bad in `text` is told of the weather or of themselves."""
    told = [sentence for sentence in heard if not sentence.rstrip().endswith("?")] or heard
    return bool(told) and all(map(theirs, told)) and not unanswered(text)
