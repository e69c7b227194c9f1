"""What is said to a complaint and in which order: apology, understanding, remedy with a choice, the rest, assurance.

Each stage is the complaint rule's own, else one of the rules' general ones; where neither is there it is left to
the check to say so, and an assurance is never made up: it becomes a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Circumstances, PartKind, Reading, Statement
from assistant.planning import values
from assistant.planning.answering import Answered, choices
from assistant.planning.choosing import choose, seed_of
from assistant.rules.rulebook import Answer, Rulebook
from assistant.understanding.blame import blames, nobodys, sounding
from assistant.understanding.faults import defect, unanswered

_MADE_GOOD = ("refund", "replacement", "apology")  # what is asked for where something is bad, and not for its own sake
FURIOUS = 0.3                       # the anger from which a message is a complaint whatever it asks
NO_QUESTION = "Nothing was asked in so many words. What does this message need?"
NO_REMEDY = "No rule answers what they complain of. What do we do about it?"
NO_ASSURANCE = "What do we change or watch from now on, so that this does not happen again?"


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Finds the words for each stage of one reply."""

    answered: Answered
    rulebook: Rulebook
    available: values.Values
    seed: str
    last: tuple[str, ...]                           # said to this person the last time

    @property
    def principal(self) -> Answer | None:
        """The first rule of those used that speaks to a complaint."""
        return next((rule for rule in self.answered.rules if rule.complaint), None)

    def sayable(self, words: str) -> bool:
        """Whether every fact in the words is there today."""
        return values.missing(values.used(words, self.rulebook), self.available, self.rulebook) is None

    def stage(self, kind: PartKind, own: str | None, general: tuple[str, ...]) -> list[Statement]:
        """The rule's own words where all their facts are there, else one of the rules' general ones, else nothing."""
        if own is not None and self.principal is not None and self.sayable(own):
            return [self.statement(kind, own, self.principal.name)]
        fit = [words for words in general if self.sayable(words)]
        return [self.statement(kind, choose(fit, seed=self.seed, purpose=kind, last=self.last), None)] if fit else []

    def statement(self, kind: PartKind, words: str, rule: str | None) -> Statement:
        """Words with the rows that they may use."""
        return Statement(kind, words, rule, (), values.used(words, self.rulebook), self.answered.rows)

    def answers(self, rule: Answer) -> bool:
        """Whether the rule answers a question, rather than asking back."""
        return any(one.answer == rule.name and one.state == "answered" for one in self.answered.planned)


def is_one(reading: Reading, answered: Answered) -> bool:
    """Whether a rule speaks to a complaint, even if it could not be said, or the message sounds like one."""
    return any(rule.complaint for rule in (*answered.rules, *answered.halves)) or sounds_like_one(reading, answered)


def sounds_like_one(reading: Reading, answered: Answered) -> bool:
    """Whether a message that no complaint's rule answers is a complaint all the same.

    One that sounds like it is, if it is furious, tells of a problem or that we did not answer, asks for a remedy that
    no rule grants or one for something faulty, says what we did, or asks nothing at all. "My gran's Bible has lost its
    back. Do you mend books?" sounds sad, and is an ordinary question; so is one in "this damn rain".
    """
    understanding = reading.understanding
    if not understanding.tone.complaint:
        return False
    heard = _heard(reading)
    if nobodys(reading.message.own_words, heard):
        return False
    problem = any(one.question.kind == "problem" for one in answered.planned)
    if understanding.marked("bereavement"):        # it sounds sad, and nobody here is to blame
        return understanding.tone.anger >= FURIOUS or problem
    remedy = understanding.wish is not None and understanding.wish.remedy not in ("information", "other")
    refused = remedy and any(one.state == "gap" for one in answered.planned)
    words, wish = reading.message.own_words, understanding.wish
    told = unanswered(words) or any(map(blames, heard))
    told = told or (wish is not None and wish.remedy in _MADE_GOOD and defect(words))
    return understanding.tone.anger >= FURIOUS or problem or refused or told or not answered.planned


def _heard(reading: Reading) -> tuple[str, ...]:
    """The sentences in which the tone was heard."""
    understanding = reading.understanding
    return sounding(reading.message.own_words, understanding.tone.evidence, understanding.sentences)


def _met(reading: Reading, answered: Answered) -> bool:
    """Whether something is said to the complaint itself, or a line for the owner shows it.

    Where no complaint's rule is used, it is what they ask ("Where the hell is my order?"), or a question that is left.
    """
    if any(rule.complaint for rule in answered.rules):
        return True
    if any(one.state == "gap" and one.question.kind in ("problem", "request") for one in answered.planned):
        return True
    asked = " ".join(one.question.text if one.state != "gap" else one.question.meaning for one in answered.planned)
    waiting = " ".join(one.question.meaning for one in answered.planned if one.state == "gap")
    return bool(answered.planned) and all(
        each.strip() in waiting or (each.rstrip().endswith("?") and each.strip() in asked) for each in _heard(reading)
    )


def _speaker(
    reading: Reading, answered: Answered, rulebook: Rulebook, shared: values.Values, circumstances: Circumstances
) -> _Speaker:
    last = circumstances.history.phrases
    return _Speaker(answered, rulebook, {**shared, **answered.rows}, seed_of(reading.message), last)


def opening(
    reading: Reading, answered: Answered, rulebook: Rulebook, shared: values.Values, circumstances: Circumstances
) -> list[Statement]:
    """The apology, then the understanding."""
    speaker = _speaker(reading, answered, rulebook, shared, circumstances)
    rule, general = speaker.principal, rulebook.complaint
    return [
        *speaker.stage("apology", rule.apology if rule else None, general.apologies),
        *speaker.stage("understanding", rule.understanding if rule else None, general.understandings),
    ]


def reply(
    reading: Reading, answered: Answered, rulebook: Rulebook, circumstances: Circumstances, shared: values.Values
) -> list[Statement]:
    """All that is said to a complaint, but for the closing and the signature."""
    speaker = _speaker(reading, answered, rulebook, shared, circumstances)
    wish = reading.understanding.wish.remedy if reading.understanding.wish else None
    complaints = [rule for rule in answered.rules if rule.complaint]
    names = {rule.name for rule in complaints}
    offered = [
        choice
        for rule in complaints
        if speaker.answers(rule)
        for choice in choices(rule, wish, rulebook, speaker.available)
    ]
    rule = speaker.principal
    return [
        *opening(reading, answered, rulebook, shared, circumstances),
        *(statement for statement in answered.statements if statement.rule in names),
        *offered,
        *([] if _met(reading, answered) or not answered.planned else [Statement("gap", NO_REMEDY)]),
        *(statement for statement in answered.statements if statement.rule not in names),
        *([] if answered.planned else [Statement("gap", NO_QUESTION)]),
        *(
            speaker.stage("assurance", rule.assurance if rule else None, rulebook.complaint.assurances)
            or [Statement("gap", NO_ASSURANCE)]
        ),
        *_goodwill(speaker, complaints, circumstances),
    ]


def _goodwill(speaker: _Speaker, complaints: list[Answer], circumstances: Circumstances) -> list[Statement]:
    """One gesture, where a complaint's rule grants one, its limits are not reached and this thread has had none."""
    if circumstances.history.offered:
        return []
    for rule in complaints:
        if rule.goodwill is None or not speaker.answers(rule):
            continue
        gesture = speaker.rulebook.goodwill.get(rule.goodwill)
        if gesture is None:
            continue                                # it has no words in this language
        to_them, in_all = circumstances.history.gestures.get(gesture.name, (0, 0))
        within = to_them < gesture.per_customer and (gesture.in_all is None or in_all < gesture.in_all)
        if within and speaker.sayable(gesture.say):
            return [speaker.statement("goodwill", gesture.say, rule.name)]
    return []
