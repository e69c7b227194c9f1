"""Thanks or interest in the first lines, a helpful tone in the answers, and an invitation to ask further."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.checks.case import Case, outside, paragraphs, sentences
from assistant.model import Check, Span

CODE = "warm"
_THANKS = re.compile(                              # all over `lowered` text
    r"\b(?:thank(?:s|ful)?|grateful|glad|lovely|delight(?:ed|ful)?|pleased|(?:a|our|my|great) pleasure|happy|wonderful"
    r"|good (?:question|to (?:hear|read|know)|of you|that you)|how (?:good|nice|kind)|(?:very|so|most|is|was|your) kind"
    r"|kind (?:of you|words)|(?:your|with|great) interest)\b"
)
_CARE = re.compile(r"\b(?:sorry|understand|can see|appreciate|can tell)\b")
# Thanks that are none: "thanks to your mistake", "thank you for nothing", "not happy".
_SOUR = re.compile(
    r"\bno thanks\b|\bthanks to (?:you|your)\b|\bthank you for (?:nothing|wasting|once again|not \w+ing|finally"
    r"|bothering|eventually)\b|\bthanks for (?:nothing|wasting|finally|bothering)\b"
    r"|\b(?:not|hardly|less than|scarcely|anything but|never) (?:\w+ )?(?:happy|glad|pleased|delighted|thankful"
    r"|grateful|lovely|a pleasure)\b|\bno interest\b|\bthank you in advance for\b"
    r"|\b(?:glad|happy|pleased|delighted|thankful) (?:when|once|if) (?:you (?:stop|leave|cease)|this (?:is|ends))"
)
_INVITING = re.compile(
    r"\b(?:(?:just|simply|please|only|do|and|or|then|,|here is how:|you (?:can|may|could)( always)?|feel free to"
    r"|welcome to|happy for you to) (?:also |always )?(?:reply|write|ask|contact|call|ring|phone|email|e-mail|tell us"
    r"|let (?:us|me) know|get in touch|drop us)"
    r"|(?:let (?:us|me) know|tell (?:us|me)|get in touch|a (?:short )?reply|a word from you"
    r"|reply (?:here|to this)|write (?:again|back|to us|to me)|ask (?:us|me|away|again)"
    r"|(?:to|await|wait for|with|on) your (?:answer|reply)|may i ask"
    r"|could you (?:tell|send)"
    r"|ask if|come back to (?:us|me)|at your (?:service|disposal)|here (?:for you|to help)|glad to help)"
    r"|(?:^|[.;:!] )(?:reply|write|ask|contact|call|ring))\b"
)
# "It was lovely to hear from you" is thanks; to look forward to it, or whenever there is something, invites.
_HEARING = re.compile(r"\bhear(?:ing)? (?:more )?from you\b")
_AHEAD = re.compile(
    r"\b(?:look(?:ing)? forward|hop(?:e|ing)|will|would|'ll|if|when(?:ever)?|should|wait(?:ing)?|await|like to|love to"
    r"|always|any ?time|as soon as|once)\b"
)
_CLOSED = re.compile(
    r"\b(?:(?:do|please do|you need|need) not|don't|never|no need to|refrain from|stop|without|cannot"
    r"|not (?:be )?(?:able|necessary|needed)(?: to)?|pointless to|no point in|no use)(?: \w+){0,3}"
    r" (?:reply(?:ing)?|writ(?:e|ing)|ask(?:ing)?|contact(?:ing)?|call(?:ing)?|answer(?:ing)?)\b"
    r"|\bno (?:further|more) (?:correspondence|replies|messages|questions|contact)\b"
    r"|\b(?:matter|case|conversation|discussion|correspondence) is (?:now )?(?:closed|over|ended)\b"
    r"|\bnot (?:be )?(?:monitored|read by anyone|answered)\b|\bwill not (?:answer|reply|respond|discuss)\b"
    r"|\bnone of our business\b|\b(?:do not|don't) (?:care|mind either way)\b|\bnot interested\b|\bour last word\b"
    r"|\bleave (?:us|me) (?:alone|in peace)\b"
)
_CURT = re.compile(
    r"(?:yes|no|nope|yep|ok|okay|sure|fine|done|noted|impossible|not possible|can't|cannot|sold out)[.!]?"
)


def check(case: Case) -> Check:
    """Fails without thanks or interest in the first two paragraphs, with a door shut, or none held open."""
    blocks = list(paragraphs(case.draft.text, case.body_end))
    greetings = tuple(part.span for part in case.parts("greeting"))
    first = [block for block in blocks if not any(g.start <= block.start and block.end <= g.end for g in greetings)][:2]
    pattern = _CARE if case.plan.shape == "calm" else _THANKS
    opening = [place for block in first for place in _found(pattern, block, case)]
    if not opening:
        text = "The first lines show neither thanks nor interest. Begin with a word of thanks."
        return Check(CODE, False, text, tuple(first[:1]))
    body = Span(0, case.body_end)
    sour = next(_found(_SOUR, body, case), None)
    if sour is not None:
        said = f"“{sour.of(case.draft.text)}” is no kind word. Say it kindly, or leave it out."
        return Check(CODE, False, said, (sour,))
    shut = next(_found(_CLOSED, body, case), None)
    if shut is not None:
        return Check(CODE, False, f"“{shut.of(case.draft.text)}” shuts the door. Leave it open.", (shut,))
    for part in case.parts("answer", "decline", "instead", "ask"):
        if _CURT.fullmatch(case.said(part).strip().lower()):
            return Check(CODE, False, f"“{case.said(part)}” is curt. Make a sentence of it.", (part.span,))
    inviting = [
        sentence
        for block in blocks[1:]
        for sentence in sentences(case.draft.text, block)
        if outside(sentence, case.gaps) and _invites(sentence.of(case.lower))
    ]
    if not inviting:
        return Check(CODE, False, "Nothing invites them to write again. Say that a reply is welcome.")
    begins = "understanding" if pattern is _CARE else "thanks or interest"
    return Check(CODE, True, f"It begins with {begins} and invites them to write again.", (opening[0], inviting[-1]))


def _invites(sentence: str) -> bool:
    """Whether a sentence in lower case asks them to write again."""
    hearing = _HEARING.search(sentence)
    return bool(_INVITING.search(sentence)) or (hearing is not None and _AHEAD.search(sentence) is not None)


def _found(pattern: re.Pattern[str], within: Span, case: Case) -> Iterator[Span]:
    """The places of a pattern, but for the customer's own words in a gap."""
    places = (Span(*found.span()) for found in pattern.finditer(case.lower, within.start, within.end))
    return (place for place in places if outside(place, case.gaps))
