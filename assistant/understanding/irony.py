# ruff: noqa: E501 -- a phrase is one line
"""Sarcasm without a wrong word: praise beside a sign of toil. "Oh wonderful, third week of waiting. Bravo."

In: sentences as plain words (disguise.py). Out: which of them say the opposite of what their words say. Neither praise
nor toil is sarcasm alone: "After weeks of waiting it came, and it is lovely" is glad.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|umpteenth|nth|hundredth|\d+(?:st|nd|rd|th))"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)"

TOIL = re.compile(
    rf" (?:{_NUMBER} (?:\w+ )?(?:week|day|month|hour|attempt|e ?mail|message|letter|phone call|call|reminder|chaser|form|excuse|apology)(?! of (?!waiting|silence|nothing|asking|chasing|delay|hold))"
    rf"|{_NUMBER} time (?:of asking|i (?:ask|write|call|ring|chase)|i have (?:had )?(?:to )?(?:ask\w*|writ\w*|call\w*|r[ia]ng|chased?)|ive (?:had to )?(?:ask\w*|writ\w*|call\w*|r[ua]ng|chased?)|in a row|this (?:week|month))"
    rf"|(?:week|day|month|hour|email|attempt|call) (?:number )?{_COUNT}(?! of (?!waiting|silence|nothing|asking|chasing|delay|hold))"
    r"|(?:weeks?|months?|days?|hours?|minutes?|mins?) (?:of (?:waiting|silence|hold music|music|nothing)|on hold|in (?:the|a|your) queue|and (?:still )?counting|without (?:a |any |so much as )?\w+)"
    r"|(?<!no )(?<!without )hold music|radio silence|empty (?:box|parcel|envelope|doormat)|still (?:\w+ )?(?:waiting|nothing|no (?:sign|word|book|parcel|answer|reply|refund))"
    r"|(?:another|yet another) (?:\w+ )?(?:week|month|delay|wait|excuse|promise|apology|form)|tumbleweeds?|(?:talk\w*|speak\w*|writ\w*) to (?:a|the) (?:wall|brick wall|machine|void)"
    r"|taken (?:you )?(?:only |just )?(?:\w+ )?(?:weeks|months)|(?:only|just|a mere) (?:\w+ )?(?:weeks|months) late) "
)
_PRAISE = r"(?:great|wonderful|fantastic|brilliant|lovely|perfect|nice|awesome|excellent|fabulous|superb|amazing|marvell?ous|terrific|splendid|charming|delightful|magnificent|outstanding|impressive|super|bravo|hooray|hurrah|congratulations|well done|good job|great job|what (?:a )?(?:joy|treat|delight|service|pleasure|surprise|efficiency|speed))"
HAIL = re.compile(rf" (?:[.,!?\"] ){{0,3}}(?:(?:oh|ah|wow|well|and|so|gosh|yes|yay|really|simply|just|how|absolutely|truly|isnt that|this is|that is|thats|this was|that was) ,? ?){{0,4}}{_PRAISE} (?:[,.!:]|another|yet|{_NUMBER}|$)")
BOW = re.compile(
    r" (?:keep (?:it up|up the \w+ (?:work|service))|well done|bravo|congrat\w+|(?:great|good|nice|lovely|excellent|fantastic|brilliant) (?:job|work|one|service|stuff)|slow clap|take a bow|round of applause|applause"
    r"|(?:must|should) be (?:so |very |really )?proud|gold (?:star|medal)|(?:top|full) marks|hats off|big hand|pat on the back|thanks a (?:lot|bunch|million)|what (?:a )?(?:service|efficiency|speed|joy|treat)|(?:very|so|most|truly|deeply) impress\w+|impressive|star service|five stars?|world class|first class|second to none|customer (?:service|care) at its (?:best|finest)) "
)
_RELIEF = re.compile(
    r" (?:finally|but|at last|came|arrived|worth|turned up|here now|until|thanks to|love\w*|delighted|thrilled|gorgeous|beautiful|rescued|saved|sorted|solved|happy|early|sooner|replac\w+|refunded|fixed|resolved|helped|apologi\w+|new one|at once|answered|straight away|within|immediately|hooked|kind|enjoy\w*|with a new|subscription|streak) "
)
_SHORT = 6           # words of a sentence that is an exclamation and no more


def ironic(lines: Sequence[str], troubled: Sequence[bool]) -> frozenset[int]:
    """The places of the sentences whose praise is none.

    `lines` are plain words with a blank around each; `troubled` says which of them tell of a fault.
    """
    toils = [
        bool(fault or TOIL.search(line)) and not _RELIEF.search(line)
        for line, fault in zip(lines, troubled, strict=True)
    ]
    if not any(toils):
        return frozenset()
    found: set[int] = set()
    for index, line in enumerate(lines):
        if not toils[index]:
            continue
        above = lines[index - 1] if index else ""
        hailed = HAIL.match(above) is not None and above.count(" ") <= _SHORT + 1
        below = lines[index + 1] if index + 1 < len(lines) else ""
        bowed = BOW.search(below) is not None and not _RELIEF.search(below) and below.count(" ") <= 2 * _SHORT
        if HAIL.match(line) or hailed or bowed or (BOW.search(line) and not troubled[index]):
            found.add(index)
    # Where one sentence is sarcastic, so is the short praise around it.
    return frozenset(
        found | {i for i, line in enumerate(lines) if found and (BOW.search(line) or (HAIL.match(line) and len(line) < 50))}
    )
