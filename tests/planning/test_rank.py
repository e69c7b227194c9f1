"""The most urgent first."""

from __future__ import annotations

import pytest

from assistant.model import Plan, Reason, Tone
from assistant.planning.rank import rank


@pytest.mark.parametrize(
    ("plan", "tone", "place"),
    [
        (Plan("hold", (Reason("threat-of-violence", "Held."),)), Tone(), 0),
        (Plan("hold", (Reason("self-harm", "Held."),)), Tone("negative", complaint=True), 0),
        (Plan("hold", (Reason("empty-message", "Held."),)), Tone(), 1),
        (Plan("draft", (Reason("answered", "All."), Reason("legal-threat", "Weigh it.")), "ordinary"), Tone(), 1),
        (Plan("draft", (Reason("answered", "All."),), "ordinary"), Tone("negative", complaint=True), 2),
        (Plan("draft", (Reason("complaint", "One."),), "complaint"), Tone(), 2),
        (Plan("calm", (Reason("abuse", "Insults."),), "calm"), Tone("negative"), 3),
        (Plan("draft", (Reason("answered", "All."),), "ordinary"), Tone(), 3),
    ],
)
def test_danger_comes_before_holds_and_threats_before_complaints_before_the_rest(
    plan: Plan, tone: Tone, place: int
) -> None:
    """The first of them that holds decides."""
    assert rank(plan, tone) == place
