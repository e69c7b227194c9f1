"""How people behave and what is done about it: threats, abuse, danger, lawyers; the rules' `conduct` decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from assistant.model import Circumstances, Disposition, Reading, Reason
from assistant.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Verdict:
    """What conduct decides: a disposition with its reasons, or (None) marks to show beside an ordinary plan."""

    disposition: Disposition | None
    reasons: tuple[Reason, ...] = ()


_MARKED = {
    "legal-threat": "They speak of lawyers or a court. The reply is the same as without it; weigh it.",
    "publicity-threat": "They speak of bad reviews or the press. The reply is the same as without it; weigh it.",
    "chargeback-threat": "They speak of reversing the payment. The reply is the same as without it; weigh it.",
}

BEREAVED = Reason("bereavement", "They tell of a death. The letter says a word of sympathy; read it with that in mind.")


def _grave(reading: Reading) -> Verdict | None:
    """Harm to a person, by anyone or anything: always held at once, whatever the rules say."""
    understanding = reading.understanding
    grave: list[tuple[bool, Reason]] = [
        (
            bool(understanding.marked("self-harm")),
            Reason("self-harm", "They may be in danger from themselves. A person must look now."),
        ),
        (
            bool(understanding.marked("product-danger")),
            Reason("product-danger", "Somebody may have been hurt, or may be, by a product. A person must look now."),
        ),
        (
            understanding.abuse.level == "threat",
            Reason("threat-of-violence", "They threaten harm to a person. A person must look now."),
        ),
    ]
    held = tuple(reason for present, reason in grave if present)
    return Verdict("hold", held) if held else None


def judge(reading: Reading, rulebook: Rulebook, circumstances: Circumstances) -> Verdict:
    """What the rules say to do about the way this message treats people."""
    understanding, conduct = reading.understanding, rulebook.conduct
    grave = _grave(reading)
    if grave:
        return grave
    marks: list[Reason] = []
    for code, text in _MARKED.items():
        treatment = conduct.publicity if code == "publicity-threat" else conduct.legal
        if understanding.marked(code):  # type: ignore[arg-type]  # the keys are mark codes
            if treatment == "hold":
                return Verdict("hold", (Reason(code, text),))
            marks.append(Reason(code, text))
    if understanding.marked("bereavement"):
        marks.append(BEREAVED)
    level = understanding.abuse.level
    if level == "abusive":
        asks = any(question.place != "earlier" for question in understanding.questions)
        treatment = conduct.abuse_with_questions if asks else conduct.abuse
        if treatment == "calm":
            return _calm(rulebook, circumstances, tuple(marks))
        if treatment == "hold":
            return Verdict(
                "hold", (Reason("abuse", "It insults people, and the rules say to hold such messages."), *marks)
            )
        marks.append(Reason("abuse", "It insults people; the rules say to answer all the same."))
    if level == "rude":
        rude = Reason("rude", "It is discourteous, which does not change the reply.")
        if conduct.rude in ("hold", "calm"):
            return _calm(rulebook, circumstances, (rude,)) if conduct.rude == "calm" else Verdict("hold", (rude,))
        marks.append(rude)
    if understanding.marked("swearing") and conduct.swearing == "hold":
        return Verdict("hold", (Reason("swearing", "It swears, and the rules say to hold such messages."),))
    return Verdict(None, tuple(marks))


def _calm(rulebook: Rulebook, circumstances: Circumstances, marks: tuple[Reason, ...]) -> Verdict:
    """One contact-us-when-calm reply in the period; the next abuse within it is held."""
    before = circumstances.history.calm_reply_at
    period: timedelta = rulebook.conduct.calm_again_after
    if before is not None and circumstances.now - before < period:
        days = max(1, period.days)
        said = Reason(
            "abuse-again", f"It insults people, and within {days} days they were asked already to write calmly."
        )
        return Verdict("hold", (said, *marks))
    return Verdict("calm", (Reason("abuse", "It insults people. They are asked to write again when calm."), *marks))
