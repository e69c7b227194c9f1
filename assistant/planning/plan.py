"""A Reading and its Matches to a Plan: the disposition, the shape, every question in one state, all that is said.

Left to others: what people are like (conduct.py), each question's state (answering.py), the wording (drafting/).
"""

from __future__ import annotations

from dataclasses import replace

from assistant.model import (
    Circumstances,
    Found,
    Matches,
    Plan,
    Planned,
    Reading,
    Reason,
    Shape,
    Statement,
)
from assistant.planning import values
from assistant.planning.addressing import addressee
from assistant.planning.answering import Answered, answer, choices
from assistant.planning.choosing import choose
from assistant.planning.conduct import Verdict, judge
from assistant.planning.intake import intake
from assistant.planning.reference import reference
from assistant.rules.rulebook import Answer, Rulebook

NO_QUESTION = "Nothing was asked in so many words. What does this message need?"
NO_ASSURANCE = "What do we change or watch from now on, so that this does not happen again?"


def plan(
    reading: Reading,
    matches: Matches,
    rulebook: Rulebook,
    circumstances: Circumstances,
    found: tuple[Found, ...] = (),
) -> Plan:
    """What becomes of the message. `found` are the rows fetched for `matches.wanted`."""
    early = intake(reading, rulebook, circumstances)
    if early is not None:
        return Plan(early[0], early[1], warnings=_beside(reading))
    verdict = judge(reading, rulebook, circumstances)
    if verdict.disposition == "hold":
        return Plan("hold", verdict.reasons, warnings=_beside(reading))
    understanding = reading.understanding
    if understanding.language not in (*rulebook.business.languages, "und"):
        served = ", ".join(rulebook.business.languages)
        reason = Reason(
            "language-not-served", f"It is written in “{understanding.language}”; the rules serve {served}."
        )
        return Plan("hold", (reason,), warnings=_beside(reading))
    frame = Plan(
        "draft",
        (Reason("answered", "Every question has an approved answer."),),
        "ordinary",
        addressee=addressee(reading, rulebook.business.address),
        reference=reference(reading.message, rulebook.business),
        values=values.shared(rulebook, circumstances.now.date()),
        warnings=_beside(reading),
    )
    if verdict.disposition == "calm":
        return _calm(frame, reading, verdict, rulebook)
    if understanding.thanks == "bare" and reading.message.in_thread:
        return Plan("skip", (Reason("bare-thanks", "They say thanks, and nothing is asked."),))
    answered = answer(reading, matches, rulebook, circumstances, found)
    return _full(frame, reading, verdict, answered, rulebook, circumstances)


def _beside(reading: Reading) -> tuple[Reason, ...]:
    """What the owner should know beside the draft, whatever becomes of it."""
    warnings = []
    names = [a.name or a.content_type for a in reading.message.attachments if _matters(a.content_type, a.size)]
    if names:
        warnings.append(Reason("attachment-unread", f"Not read: the attachment {', '.join(names[:5])}."))
    if not reading.message.message_id and reading.message.author:
        warnings.append(Reason("no-message-id", "It has no Message-ID, so the reply is threaded by its subject only."))
    return tuple(warnings)


def _matters(content_type: str, size: int) -> bool:
    """Whether an attachment may say something: signatures, cards and the small pictures of a letterhead do not."""
    if content_type.startswith("image/"):
        return size > 10_000
    return not content_type.startswith(("application/pgp", "application/pkcs7", "application/x-pkcs7", "text/vcard"))


def _calm(frame: Plan, reading: Reading, verdict: Verdict, rulebook: Rulebook) -> Plan:
    """Contact us when calm: everything they asked is parked, nothing is answered or offered."""
    parked = Reason("parked", "Kept until they write calmly.")
    return replace(
        frame,
        disposition="calm",
        shape="calm",
        reasons=verdict.reasons,
        planned=tuple(Planned(question, "parked", parked) for question in reading.understanding.questions),
        statements=(Statement("signature", _signature(rulebook)),),
    )


def _signature(rulebook: Rulebook) -> str:
    return rulebook.business.signature or "{{ business.name }}"


def _shape(reading: Reading, answered: Answered) -> Shape:
    """Which letter this is."""
    rules, states = answered.rules, {planned.state for planned in answered.planned}
    complains = any(rule.complaint for rule in rules)
    if any(rule.decline for rule in rules) and not complains:
        return "firm-no"
    if states == {"asked"}:
        return "asking-back"
    if complains or reading.understanding.tone.complaint:
        return "complaint"
    if not answered.planned:
        return "thanks" if reading.understanding.thanks != "none" else "acknowledgement"
    return "ordinary"


def _reasons(verdict: Verdict, answered: Answered, shape: Shape) -> tuple[Reason, ...]:
    """Why this draft, the weightiest first."""
    reasons: list[Reason] = []
    uncovered = [planned for planned in answered.planned if planned.state == "gap"]
    if shape == "complaint" or (shape == "asking-back" and any(rule.complaint for rule in answered.rules)):
        reasons.append(Reason("complaint", "It is a complaint."))
    if shape == "firm-no":
        reasons.append(Reason("firm-no", "The written terms do not allow what they ask; the reply says so kindly."))
    if shape == "thanks":
        reasons.append(Reason("praise", "They say something kind."))
    elif not answered.planned:
        reasons.append(Reason("no-question-found", "A person wrote, but no question was found."))
    if any(planned.state == "asked" for planned in answered.planned):
        reasons.append(Reason("asked-back", "Something is missing, and the reply asks for it."))
    if uncovered:
        total = len(answered.planned)
        reasons.append(Reason("question-uncovered", f"{len(uncovered)} of {total} questions wait for the owner."))
    elif any(planned.state == "answered" for planned in answered.planned):
        reasons.append(Reason("answered", "Every question has an approved answer."))
    seen: set[tuple[str, str]] = set()
    result = []
    for reason in (*reasons, *verdict.reasons, *answered.warnings):
        if (reason.code, reason.text) not in seen:
            seen.add((reason.code, reason.text))
            result.append(reason)
    return tuple(result)


def _full(
    frame: Plan,
    reading: Reading,
    verdict: Verdict,
    answered: Answered,
    rulebook: Rulebook,
    circumstances: Circumstances,
) -> Plan:
    """An ordinary letter, a complaint's, a firm no, a question back, a thank-you or an acknowledgement."""
    shape = _shape(reading, answered)
    wish = reading.understanding.wish.remedy if reading.understanding.wish else None
    statements = list(answered.statements)
    principal = next((rule for rule in answered.rules if rule.complaint), None)
    if shape == "complaint" or (shape == "asking-back" and principal):
        statements = _complaint(frame, reading, answered, rulebook, principal, shape)
        statements += _goodwill(answered, rulebook, circumstances) if shape == "complaint" else []
    elif shape == "acknowledgement":
        statements.append(Statement("gap", NO_QUESTION))
    seed = reading.message.raw_digest + reading.message.own_words
    if rulebook.closings:
        statements.append(Statement("closing", choose(rulebook.closings, seed=seed, purpose="closing")))
    statements.append(Statement("signature", _signature(rulebook)))
    granted = {remedy for rule in answered.rules for remedy in rule.grants} | {s.remedy for s in statements if s.remedy}
    return replace(
        frame,
        shape=shape,
        reasons=_reasons(verdict, answered, shape),
        planned=answered.planned,
        statements=tuple(statements),
        wish=wish,
        wish_granted=wish is not None and wish in granted,
        warnings=(*frame.warnings, *answered.warnings),
    )


def _complaint(
    frame: Plan, reading: Reading, answered: Answered, rulebook: Rulebook, principal: Answer | None, shape: Shape
) -> list[Statement]:
    """Apology, understanding, what is done about it (the wish first), the other answers, the assurance."""
    seed = reading.message.raw_digest + reading.message.own_words
    available = {**frame.values, **answered.rows}
    opening: list[Statement] = []
    defaults = rulebook.complaint
    for kind, own, general in (
        ("apology", principal.apology if principal else None, defaults.apologies),
        ("understanding", principal.understanding if principal else None, defaults.understandings),
    ):
        words = _sayable(own, general, available, rulebook, seed, kind)
        if words is not None:
            opening.append(_statement(kind, words, principal, own, rulebook, answered))
    complaints = {rule.name for rule in answered.rules if rule.complaint}
    about = [s for s in answered.statements if s.rule in complaints]
    rest = [s for s in answered.statements if s.rule not in complaints]
    if shape == "asking-back":
        return [*opening, *about, *rest]
    wish = reading.understanding.wish.remedy if reading.understanding.wish else None
    offered = [
        s
        for rule in answered.rules
        if rule.complaint and _answered(rule, answered)
        for s in choices(rule, wish, rulebook, available)
    ]
    if not answered.planned:
        rest.append(Statement("gap", NO_QUESTION))
    assurance = _sayable(
        principal.assurance if principal else None, defaults.assurances, available, rulebook, seed, "assurance"
    )
    if assurance is None:
        closing = Statement("gap", NO_ASSURANCE)
    else:
        closing = _statement(
            "assurance", assurance, principal, principal.assurance if principal else None, rulebook, answered
        )
    return [*opening, *about, *offered, *rest, closing]


def _answered(rule: Answer, answered: Answered) -> bool:
    return any(planned.answer == rule.name and planned.state == "answered" for planned in answered.planned)


def _sayable(
    own: str | None, general: tuple[str, ...], available: values.Values, rulebook: Rulebook, seed: str, purpose: str
) -> str | None:
    """The rule's own words where all their facts are there, else one of the rules' general ones, else nothing."""
    if own is not None and values.missing(values.used(own, rulebook), available, rulebook) is None:
        return own
    fit = [words for words in general if values.missing(values.used(words, rulebook), available, rulebook) is None]
    return choose(fit, seed=seed, purpose=purpose) if fit else None


def _statement(
    kind: str, words: str, principal: Answer | None, own: str | None, rulebook: Rulebook, answered: Answered
) -> Statement:
    """Words of the principal complaint's rule, or of the rules' defaults."""
    rule = principal.name if principal is not None and words == own else None
    return Statement(kind, words, rule, (), values.used(words, rulebook), answered.rows)  # type: ignore[arg-type]


def _goodwill(answered: Answered, rulebook: Rulebook, circumstances: Circumstances) -> list[Statement]:
    """One gesture, where a complaint's rule grants one and its limits are not reached."""
    for rule in answered.rules:
        if rule.goodwill is None or not rule.complaint or not _answered(rule, answered):
            continue
        gesture = rulebook.goodwill[rule.goodwill]
        to_them, in_all = circumstances.history.gestures.get(gesture.name, (0, 0))
        if to_them < gesture.per_customer and (gesture.in_all is None or in_all < gesture.in_all):
            return [
                Statement("goodwill", gesture.say, rule.name, (), values.used(gesture.say, rulebook), answered.rows)
            ]
    return []
