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
from assistant.planning import complaint, promising, values, weighing
from assistant.planning.addressing import addressee
from assistant.planning.answering import Answered, answer
from assistant.planning.choosing import choose, seed_of
from assistant.planning.conduct import BEREAVED, Verdict, judge
from assistant.planning.holding import in_language, local
from assistant.planning.intake import intake
from assistant.planning.matching import MOST_QUESTIONS
from assistant.planning.reference import reference
from assistant.rules.rulebook import Rulebook
from assistant.understanding.tongues import named

LONGEST = 20_000                    # characters of all questions together; a letter quotes those it cannot answer


def plan(
    reading: Reading,
    matches: Matches,
    rulebook: Rulebook,
    circumstances: Circumstances,
    found: tuple[Found, ...] = (),
    *,
    promising_letter: bool = True,
) -> Plan:
    """What becomes of the message. `found` are the rows fetched for `matches.wanted`.

    `promising_letter`: whether a letter in their language says that we find out; without one the owner is asked.
    """
    if not promising_letter:
        rulebook = replace(rulebook, business=replace(rulebook.business, gaps="ask-owner"))
    early = intake(reading, rulebook, circumstances)
    if early is not None:
        return Plan(early[0], early[1], warnings=_beside(reading) if early[0] == "hold" else ())
    verdict = judge(reading, rulebook, circumstances)
    history = circumstances.history
    if verdict.disposition == "hold":
        held = Plan("hold", verdict.reasons, warnings=_beside(reading))
        return replace(held, warnings=(*held.warnings, *weighing.threatened(reading, rulebook, history, held, {})))
    understanding = reading.understanding
    if understanding.language not in (*rulebook.business.languages, "und"):
        served = ", ".join(map(named, rulebook.business.languages))
        written = named(understanding.language)
        reason = Reason("language-not-served", f"It is written in {written}; the rules serve {served}.")
        return Plan("hold", (reason,), warnings=_beside(reading))
    rulebook = in_language(rulebook, understanding.language)
    today = local(circumstances.now, rulebook.business.timezone).date()
    frame = Plan(
        "draft",
        (Reason("answered", "Every question has an approved answer."),),
        "ordinary",
        addressee=addressee(reading, rulebook.business.address),
        reference=reference(reading.message, rulebook.business),
        values=values.shared(rulebook, today),
        warnings=_beside(reading),
    )
    if verdict.disposition == "calm":
        return _calm(frame, reading, verdict, rulebook)
    asked = understanding.questions
    if understanding.thanks == "bare" and reading.message.in_thread and not asked:
        return Plan("skip", (Reason("bare-thanks", "They say thanks, and nothing is asked."),))
    if len(asked) > MOST_QUESTIONS or sum(len(question.text) for question in asked) > LONGEST:
        many = Reason("too-many-questions", f"It asks {len(asked)} things, more than a letter can answer. Please look.")
        return Plan("hold", (many,), warnings=_beside(reading))
    answered = answer(reading, matches, rulebook, circumstances, found)
    full = _full(frame, reading, verdict, answered, rulebook, circumstances)
    beside = (
        *weighing.threatened(reading, rulebook, history, full, answered.rows),
        *weighing.refunds(reading, rulebook, history, answered.rules, circumstances.now),
        *weighing.remedied(full.planned, rulebook, history),
    )
    return replace(full, warnings=(*full.warnings, *beside))


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
    if complaint.is_one(reading, answered):
        return "complaint"
    if not answered.planned:
        return "thanks" if reading.understanding.thanks != "none" else "acknowledgement"
    return "ordinary"


def _reasons(verdict: Verdict, answered: Answered, shape: Shape, *, sorry: bool) -> tuple[Reason, ...]:
    """Why this draft, the weightiest first."""
    reasons: list[Reason] = []
    uncovered = [planned for planned in answered.planned if planned.state == "gap"]
    if shape == "complaint" or sorry:
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
    if any(planned.state == "promised" for planned in answered.planned):
        reasons.append(Reason("promised", "The letter says that we find out, and by when we write again."))
    elif not uncovered and any(planned.state == "answered" for planned in answered.planned):
        reasons.append(Reason("answered", "Every question has an approved answer."))
    told = next((planned.reason for planned in answered.planned if planned.state == "answered-before"), None)
    if told is not None:
        reasons.append(told)
    if any(planned.question.place == "earlier" for planned in answered.planned):
        reasons.append(Reason("still-open", "Something they asked before is still open; the reply goes on with it."))
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
    sorry = complaint.is_one(reading, answered)
    language = reading.understanding.language
    answered, due = promising.promised(answered, rulebook, language, circumstances.now)
    shape = shape if due is None else "holding"
    sorry = sorry and shape in ("asking-back", "holding")
    wish = reading.understanding.wish.remedy if reading.understanding.wish else None
    statements = list(answered.statements)
    if shape == "complaint":
        statements = complaint.reply(reading, answered, rulebook, circumstances, frame.values)
    elif sorry:
        statements = [*complaint.opening(reading, answered, rulebook, frame.values, circumstances), *statements]
    elif shape == "acknowledgement":
        statements.append(Statement("gap", complaint.NO_QUESTION))
    seed = seed_of(reading.message)
    if rulebook.closings and BEREAVED not in verdict.reasons:       # they are written for ordinary days
        last = circumstances.history.phrases
        statements.append(Statement("closing", choose(rulebook.closings, seed=seed, purpose="closing", last=last)))
    statements.append(Statement("signature", _signature(rulebook)))
    granted = {remedy for rule in answered.rules for remedy in rule.grants} | {s.remedy for s in statements if s.remedy}
    return replace(
        frame,
        shape=shape,
        reasons=_reasons(verdict, answered, shape, sorry=sorry),
        planned=answered.planned,
        statements=tuple(statements),
        due=due,
        wish=wish,
        wish_granted=wish is not None and wish in granted,
        warnings=(*frame.warnings, *answered.warnings),
    )
