"""What stands below a writer's name: the lines of a footer, which speak for a firm and ask its reader nothing.

Text only. A signature that is marked as one was taken off by parsing; this is for those that are not.
"""

from __future__ import annotations

import re

_SIGN_OFF = re.compile(
    r"^[ \t]{0,9}(?:--|__|(?i:(?:(?:with|many|kind|best|warm|kindest|warmest) ){0,2}(?:regards|wishes|thanks|"
    r"greetings)|thank you|cheers|(?:yours )?(?:sincerely|faithfully|truly)|yours|best|all the best|thx|rgds|br))"
    r"[ \t]{0,9}[,.!]?[ \t]{0,9}\n{1,3}[ \t]{0,9}(?:[A-Z][\w.'’-]{0,30}[ \t]{0,3}){1,4}$",
    re.MULTILINE,
)
_ADVERTISING = re.compile(
    r"\b(?:our (?:\w{1,20} ){0,2}(?:catalogue|catalog|newsletter|website|site|blog|shop|store|offers?|range|products?|"
    r"page|app|events?|services?)|follow us|visit us|find us|like us|did you know|have you (?:seen|heard|tried) our)\b",
    re.IGNORECASE,
)


def signed_off(text: str) -> int:
    """Where the words below the last sign-off and its name begin; the end of the text where there are none."""
    ends = [found.end() for found in _SIGN_OFF.finditer(text)]
    return ends[-1] if ends else len(text)


def advertises(clause: str) -> bool:
    """Whether `clause`, below a name, is its firm's advertising: "Have you seen our new catalogue?"."""
    return bool(_ADVERTISING.search(clause))
