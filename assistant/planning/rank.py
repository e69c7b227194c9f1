"""Where a message belongs in the list of what waits for a person: the most urgent first."""

from __future__ import annotations

from typing import Literal

from assistant.model import Plan, Tone

Rank = Literal[0, 1, 2, 3]

_GRAVE = {"self-harm", "product-danger", "threat-of-violence"}
_WEIGHED = {"legal-threat", "publicity-threat", "chargeback-threat"}


def rank(plan: Plan, tone: Tone) -> Rank:
    """0: harm to a person; 1: other holds, and threats to weigh; 2: complaints; 3: the rest."""
    codes = {reason.code for reason in (*plan.reasons, *plan.warnings)}
    if codes & _GRAVE:
        return 0
    if plan.disposition == "hold" or codes & _WEIGHED:
        return 1
    return 2 if tone.complaint or plan.shape == "complaint" else 3
