"""No rude, demanding, blaming or condescending phrase. Run over the rules too, when they are checked."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, outside
from assistant.model import Check, Span

CODE = "never-rude"
_PHRASES = re.compile(                             # over `lowered` text
    r"""(?x)\b(?:
    you\ (?:must|should\ have|ought\ to\ have|failed\ to|neglected\ to|did\ not\ bother|clearly\ did)
    | you\ (?:need|have)\ to\ understand
    | as\ (?:i|we)(?:\ have)?\ (?:already\ )?(?:said|told\ you|explained|mentioned|stated)(?:\ (?:already|before))?
    | as\ (?:already\ )?(?:stated|mentioned|explained)\ (?:above|before|earlier|previously)
    | (?:please\ )?calm\ down | obviously
    | (?:as\ )?per\ (?:our|my|company)\ (?:policy|last|previous|terms) | company\ policy
    | (?:please\ )?be\ advised | kindly\ (?:note|refrain|do\ the\ needful) | with\ all\ due\ respect
    | (?:not|isn't)\ (?:our|my)\ (?:problem|fault|responsibility|job) | your\ (?:own\ )?(?:fault|mistake|negligence)
    | (?:it|that)\ is\ (?:quite\ )?(?:simple|obvious|clear)\ that | you\ people | like\ i\ said | whatever
    | read\ (?:the|our)\ (?:terms|website|instructions|faq)\ (?:properly|carefully|again|first)
    | (?:stop|quit)\ (?:asking|writing|complaining|emailing)
    | you\ are\ (?:wrong|mistaken|lying|overreacting|being\ \w+)
    | (?:what|why)\ (?:did|do)\ you\ expect | take\ it\ or\ leave\ it | deal\ with\ it | no\ exceptions | how\ dare\ you
    | dear\ (?:customer|sir\ or\ madam|valued\ customer) | any\ inconvenience | your\ satisfaction\ is
    | (?:we|i)\ (?:demand|insist) | (?:is|are)\ not\ allowed\ to | immediately\ or
    )\b"""
)


def rude_phrases(text: str) -> tuple[Span, ...]:
    """The places of phrases that no reply of ours may hold."""
    return tuple(Span(found.start(), found.end()) for found in _PHRASES.finditer(lowered(text)))


def check(case: Case) -> Check:
    """Fails for any such phrase outside the customer's own words in a gap."""
    open_gaps = case.gaps
    found = tuple(place for place in rude_phrases(case.draft.text) if outside(place, open_gaps))
    if found:
        return Check(CODE, False, f"“{found[0].of(case.draft.text)}” is not how we speak.", found)
    return Check(CODE, True, "Nothing in it is rude.")
