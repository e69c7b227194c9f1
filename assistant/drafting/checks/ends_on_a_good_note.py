"""The last paragraph before the signature looks forward: positive, no apology, no mention of the problem."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, outside, paragraphs
from assistant.drafting.checks.contrition import APOLOGY, ECHO
from assistant.model import Check, Span

CODE = "ends-on-a-good-note"
_FORWARD = re.compile(                             # all over `lowered` text
    r"\b(?:look(?:ing)? forward|hop(?:e|ing)|enjoy\w*|wish(?:es|ing)?|glad(?:ly)?|happy|delight\w*|pleas(?:ure|ed)"
    r"|welcome|see(?:ing)? you|hear(?:ing)? from you|lovely"
    r"|good|great|wonderful|soon|joy|all the best|happily|warm\w*|excited"
    r"|cannot wait|can't wait|take care|may (?:all|the|every|many|your|it|each))\b"
)
_BACKWARD = re.compile(
    r"\b(?:unfortunately|sadly|regrettably|alas|however|although|though|despite|in spite|problems?|issues?|troubles?"
    r"|mistakes?|errors?|faults?|damage[ds]?|broken|faulty|defect\w*|torn|cracked|dented|scratched|late(?!r|st)|delay\w*"
    r"|lost|missing|wrong(?:ly)?|complain\w*|inconvenien\w*|disappoint\w*|fail\w*|cannot(?! wait)|can['’]t(?! wait)"
    r"|couldn['’]t|won['’]t|don['’]t|didn['’]t|isn['’]t|wasn['’]t|unable|refus\w*|reject\w*|declin\w*|never|not|nothing"
    r"|no longer|no more|incidents?|mishaps?|mess|hassle|frustrat\w*|annoy\w*|upset\w*|ang(?:er|ry)|unhappy|unpleasant"
    r"|patience|patient|bear with us|what happened|went wrong|go(?:ne|es|ing)? wrong|bad|worse|worst|poor|terrible"
    r"|awful|dreadful|shame|pity|unlucky|mishandled|overcharged|threat\w*|insult\w*|lawyers?|last time|once and for all"
    r"|this once|end of (?:the|this) matter|matter (?:is )?(?:closed|settled)|final|elsewhere|goodbye|farewell"
    r"|good luck|if you (?:must|insist)|you must)\b"
)


def check(case: Case) -> Check:
    """Fails for a last paragraph that looks back, apologises, refuses, or says nothing good."""
    text = case.draft.text
    blocks = list(paragraphs(text, case.body_end))
    if not blocks:
        return Check(CODE, False, "There is no letter.")
    last = blocks[-1]
    if case.plan.shape is None or not outside(last, case.gaps):
        return Check(CODE, False, "The last paragraph waits for the owner.", (last,))
    for pattern, fault in ((APOLOGY, "apologises"), (ECHO, "apologises"), (_BACKWARD, "looks back")):
        found = pattern.search(case.lower, last.start, last.end)
        if found:
            place = Span(*found.span())
            said = f"The last paragraph {fault}: “{place.of(text)}”. Take it out, and end on what comes next."
            return Check(CODE, False, said, (place,))
    if not _FORWARD.search(case.lower, last.start, last.end):
        return Check(CODE, False, "The last paragraph does not look forward. Add a closing that does.", (last,))
    below = _below(case)
    if below is not None:
        said = "Something stands below the closing. Let the letter end with the signature."
        return Check(CODE, False, said, (below,))
    return Check(CODE, True, "It ends on a good note.", (last,))


def _below(case: Case) -> Span | None:
    """A postscript, or an apology in the signature."""
    signatures = case.parts("signature")
    if not signatures:
        return None
    end = signatures[-1].span.end
    if case.draft.text[end:].strip():
        return Span(end, len(case.draft.text))
    found = APOLOGY.search(case.lower, signatures[0].span.start) or ECHO.search(case.lower, signatures[0].span.start)
    return Span(*found.span()) if found else None
