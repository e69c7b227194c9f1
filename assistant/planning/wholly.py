"""Whether the answer taken for a question of several sentences answers all of it. Half an answer is a gap.

"My parcel is late. Do you mend bindings?" is read as one question, and the answer about parcels says nothing of the
other half. Looked at are sentences that ask and have no word that the answer's phrasings have, those that tell of a
fault, and those that want a remedy of which the answer says nothing ("I want a refund"); what leans on the rest ("What
is going on?") is a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.model import Match, Reason, Remedy
from assistant.understanding.faults import defect
from assistant.understanding.related import content, points_back
from assistant.understanding.wish import wanted

# Also where a sentence without its stop runs into a question: "refund pls Are dogs allowed?"
_ASKS = "Are|Can|Could|Do|Does|How|Is|What|When|Where|Who|Why|Would"
_SENTENCE_END = re.compile(rf"(?<=[.!?])\s+|\n+|\s+(?=(?:(?:And|Also) (?i:{_ASKS})|{_ASKS}) )")
_MOST = 6                           # sentences that are looked at
_LONGEST = 2_000                    # characters of a question that is looked at

Ranked = Callable[[str], Match]


def wholly(match: Match, taught: frozenset[str], remedies: frozenset[Remedy] | None, ranked: Ranked) -> Match:
    """The match, not accepted where a sentence of the question is about something else.

    `taught` are the stems of the words of the accepted answer's phrasings, `remedies` those that it speaks of (None:
    it speaks of whatever is to be put right); `ranked` matches a text by itself.
    """
    text = match.question.text
    if match.accepted is None or len(text) > _LONGEST:
        return match
    sentences = [each for each in _SENTENCE_END.split(text) if each.strip()][:_MOST]
    for sentence in sentences if len(sentences) > 1 else ():
        own = content(sentence)
        asks = sentence.rstrip().endswith("?") and own and not own & taught and not points_back(sentence)
        wants = remedies is not None and not sentence.rstrip().endswith("?") and wanted(sentence) - remedies
        if not asks and not wants and not defect(sentence):
            continue
        alone = ranked(sentence)
        first = alone.ranked[0].answer if alone.ranked else None
        if alone.accepted == match.accepted or (first == match.accepted and not wants):
            continue
        if alone.accepted is None and not wants and not (asks and len(own) > 1):
            continue
        said = " ".join(sentence.split())
        other = f", which {alone.accepted} answers" if alone.accepted else ""
        reason = Reason("half-covered", f"{match.accepted} fits the rest, and says nothing to “{said[:120]}”{other}.")
        return replace(match, accepted=None, reason=reason)
    return match
