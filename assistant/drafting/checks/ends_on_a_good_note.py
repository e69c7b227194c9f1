"""The last paragraph before the signature looks forward: positive, no apology, no mention of the problem."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, paragraphs
from assistant.drafting.checks.complaint_order import APOLOGY
from assistant.model import Check

CODE = "ends-on-a-good-note"
_FORWARD = re.compile(                             # both over `lowered` text
    r"\b(?:look(?:ing)? forward|hope|enjoy|wish(?:es)?|glad|happy|delight\w*|pleasure|welcome|see you|"
    r"hear from you|"
    r"lovely|good|great|wonderful|soon|joy|best|pleased)\b"
)
_BACKWARD = re.compile(
    r"\b(?:unfortunately|problem|issue|trouble|mistake|error|damage[ds]?|broken|faulty|late|delay\w*|lost|missing|"
    r"wrong|complain\w*|inconvenience|disappoint\w*|fail\w*|cannot|can't|unable|refus\w*|never|not|no longer)\b"
)


def check(case: Case) -> Check:
    """Fails for a last paragraph that looks back, apologises, refuses, or says nothing good."""
    blocks = list(paragraphs(case.draft.text, case.body_end))
    if not blocks:
        return Check(CODE, False, "There is no letter.")
    last = blocks[-1]
    words = last.of(case.draft.text)
    if case.plan.shape is None or words.startswith("[["):
        return Check(CODE, False, "The last paragraph waits for the owner.", (last,))
    plain = lowered(words)
    for pattern, fault in ((APOLOGY, "apologises"), (_BACKWARD, "looks back")):
        found = pattern.search(plain)
        if found:
            said = words[found.start() : found.end()]
            return Check(CODE, False, f"The last paragraph {fault}: “{said}”.", (last,))
    if not _FORWARD.search(plain):
        return Check(CODE, False, "The last paragraph does not look forward.", (last,))
    return Check(CODE, True, "It ends on a good note.", (last,))
