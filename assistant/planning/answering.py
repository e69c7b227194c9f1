"""Each question's one state, and what is said to it: answered, asked back, or a gap that says why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.model import (
    BY_HAND,
    Asked,
    Circumstances,
    Found,
    Match,
    Matches,
    Planned,
    Reading,
    Reason,
    Remedy,
    Statement,
    Wanted,
)
from assistant.planning import before, entitlement, holding, keys, values
from assistant.rules.rulebook import Answer, Lookup, Rulebook
from assistant.understanding.blame import theirs
from assistant.understanding.faults import defect


@dataclass(frozen=True, slots=True)
class Answered:
    """What the questions of one message come to. `rules` are the answers used, in the customer's order.

    `halves` are the complaints' answers that fit and could not be said: half of it is covered, or a row is missing.
    """

    planned: tuple[Planned, ...]
    statements: tuple[Statement, ...]
    rules: tuple[Answer, ...]
    rows: values.Values
    warnings: tuple[Reason, ...]
    halves: tuple[Answer, ...] = ()


_SENTENCE_END = re.compile(r"(?<=[.?!]) ")
_UNSURE = ("decline-unsure", "complaint-unsure")
SURE = 0.75                         # the score from which a firm no or a complaint's remedy needs no other sign


class _Desk:
    """Gathers the statements of one message; lives for one call of `answer`."""

    def __init__(self, reading: Reading, rulebook: Rulebook, circumstances: Circumstances, found: tuple[Found, ...]):
        self.reading = reading
        self.rulebook = rulebook
        self.circumstances = circumstances
        self.found = {(f.wanted.lookup, f.wanted.key): f for f in found}
        self.language = reading.understanding.language
        today = holding.local(circumstances.now, rulebook.business.timezone).date()
        self.shared = values.shared(rulebook, today)
        self.planned: list[Planned] = []
        self.statements: list[Statement] = []
        self.rules: list[Answer] = []
        self.rows: dict[str, dict[str, str]] = {}
        self.warnings: list[Reason] = []
        self.halves: list[Answer] = []
        self.faulty = defect(reading.message.own_words) or defect(reading.message.subject)

    def row(self, lookup: Lookup, wanted: tuple[Wanted, ...]) -> tuple[dict[str, str] | None, Reason]:
        """The first row that may be used for this message, or why none may."""
        reason = Reason("lookup-key-missing", f"The customer did not say which {lookup.name}.")
        for want in wanted:
            if want.lookup != lookup.name:
                continue
            found = self.found.get((want.lookup, want.key))
            if found is None:
                reason = Reason("lookup-failed", f"{lookup.name} {want.key} was not looked up.")
                continue
            refused = entitlement.refuse(found, lookup, self.reading.message, self.circumstances)
            if refused is None and found.row is not None:
                return dict(found.row), found.reason
            reason = refused or found.reason
        return None, reason

    def another(self, match: Match, lookup: Lookup, wanted: tuple[Wanted, ...]) -> Reason | None:
        """Why no row is for this question: it names a key itself, and another than the one that is looked up."""
        own = keys.named(lookup, match.question.text)
        known = {want.key.lower() for want in wanted if want.lookup == lookup.name}
        if own is None or own.lower() in known:
            return None
        return Reason("another-key", f"It is about {lookup.name} {own}, and another {lookup.name} was looked up.")

    def gap(self, match: Match, reason: Reason) -> None:
        """Leave the question, visibly, for the owner."""
        fits = match.accepted or (match.ranked[0].answer if match.ranked and reason.code == "half-covered" else None)
        if fits is not None and reason.code not in _UNSURE and self.rulebook.answer(fits).complaint:
            self.halves.append(self.rulebook.answer(fits))
        self.statements.append(Statement("gap", "", questions=(len(self.planned),)))
        self.planned.append(Planned(match.question, "gap", reason))

    def told(self, match: Match, asked: Asked) -> None:
        """Leave what our letter of an earlier day answers; nothing is said to it."""
        when = holding.local(asked.answered or asked.when, self.rulebook.business.timezone)
        text = f"Our letter of {when.day} {when:%B %Y} in this thread answers it, by {asked.answer}."
        self.planned.append(Planned(match.question, "answered-before", Reason("answered-before", text), asked.answer))

    def doubt(self, match: Match, rule: Answer) -> Reason | None:
        """Why an answer that costs something if it is wrong is not given on this evidence.

        A firm no is never said to a problem, or to somebody who tells of a fault that its rule does not speak of.
        Neither it nor a complaint's remedy is said where the match is thin.
        """
        if match.reason == BY_HAND:
            return None
        score = max((c.score for c in match.ranked if c.answer == rule.name), default=1.0)
        if rule.decline is not None and (match.question.kind == "problem" or score < SURE):
            return Reason("decline-unsure", f"{rule.name} says no, and it is not certain that it is meant.")
        if rule.decline is not None and self.faulty and not any(map(defect, rule.asks)):
            return Reason("decline-unsure", f"{rule.name} says no, and they tell of something that is wrong.")
        tone = self.reading.understanding.tone
        if rule.complaint and any(map(theirs, _SENTENCE_END.split(match.question.meaning[:2_000]))):
            return Reason("complaint-unsure", f"{rule.name} answers a complaint; they tell of a mishap of their own.")
        calm = match.question.kind != "problem" and tone.label != "negative"
        if rule.complaint and calm and score < SURE and match.reason.code != "wish-granted":
            return Reason("complaint-unsure", f"{rule.name} answers a complaint, and this does not sound like one.")
        return None

    def question(self, match: Match, wanted: tuple[Wanted, ...]) -> None:
        """Give one question its state."""
        if match.accepted is None:
            self.gap(match, match.reason)
            return
        rule = self.rulebook.answer(match.accepted)
        doubt = self.doubt(match, rule)
        if doubt is not None:
            self.gap(match, doubt)
            return
        rows: dict[str, dict[str, str]] = {}
        if rule.needs is not None:
            row, reason = self.row(self.rulebook.lookups[rule.needs], wanted)
            asking = holding.asking(rule, self.rulebook, self.language, self.circumstances.now)
            if isinstance(asking, Reason):
                self.gap(match, asking)
                return
            another = self.another(match, self.rulebook.lookups[rule.needs], wanted)
            if another is not None:
                self.gap(match, another)
                return
            if row is None and reason.code == "lookup-key-missing" and asking.without:
                self._say(match, asking, "asked", {}, [("ask", asking.without)], reason)
                return
            if row is None:
                self.warnings.append(reason)
                self.gap(match, reason)
                return
            rows[rule.needs] = row
        resolved = holding.resolve(rule, self.rulebook, self.language, self.circumstances.now, rows)
        if isinstance(resolved, Reason):
            self.gap(match, resolved)
            return
        rule = resolved
        sayings: list[tuple[str, str]] = []
        if rule.decline is not None:
            sayings += [("decline", self.rulebook.terms[rule.decline.term]), ("instead", rule.decline.instead)]
        if rule.answer is not None:
            sayings.insert(0, ("answer", rule.answer))
        self._say(match, rule, "answered", rows, sayings, match.reason)

    def _say(
        self,
        match: Match,
        rule: Answer,
        state: str,
        rows: dict[str, dict[str, str]],
        sayings: list[tuple[str, str]],
        reason: Reason,
    ) -> None:
        """Plan the sayings of one rule, unless it has spoken already or lacks a fact."""
        available = {**self.shared, **rows}
        for _, words in sayings:
            lacking = values.missing(values.used(words, self.rulebook), available, self.rulebook)
            if lacking is not None:
                self.warnings.append(lacking)
                self.gap(match, lacking)
                return
        index = len(self.planned)
        self.planned.append(Planned(match.question, state, reason, rule.name))  # type: ignore[arg-type]
        if rule in self.rules:
            self._join(rule, index)
            return
        self.rules.append(rule)
        self.rows.update(rows)
        if state == "asked" and self._asks_already(rule, sayings[0][1], index):
            return
        self.statements += [
            Statement(kind, words, rule.name, (index,), values.used(words, self.rulebook), rows)  # type: ignore[arg-type]
            for kind, words in sayings
        ]

    def _join(self, rule: Answer, index: int) -> None:
        """The rule has its words in the draft already: they answer this question too."""
        self.statements = [
            replace(s, questions=(*s.questions, index))
            if any(self.planned[number].answer == rule.name for number in s.questions)
            else s
            for s in self.statements
        ]

    def _asks_already(self, rule: Answer, words: str, index: int) -> bool:
        """Whether the letter asks for the same thing already: then one place asks, and says only what is new."""
        for number, statement in enumerate(self.statements):
            if statement.kind != "ask" or self.rulebook.answer(statement.rule or "").needs != rule.needs:
                continue
            asked = _sentences(statement.words)
            said = " ".join([*asked, *(each for each in _sentences(words) if each not in asked)])
            self.statements[number] = replace(
                statement,
                words=said,
                questions=(*statement.questions, index),
                facts=values.used(said, self.rulebook),
            )
            return True
        return False


def _sentences(words: str) -> list[str]:
    """Words that ask, sentence by sentence, each on one line."""
    return _SENTENCE_END.split(" ".join(words.split()))


def answer(
    reading: Reading, matches: Matches, rulebook: Rulebook, circumstances: Circumstances, found: tuple[Found, ...]
) -> Answered:
    """One state for each question, and the statements that go with it, in the customer's order."""
    desk = _Desk(reading, rulebook, circumstances, found)
    granted = _wish_granted(reading, matches, rulebook)
    names = {rule.name for rule in rulebook.answers}
    known = [each for each in circumstances.history.asked if each.answer in names]
    told = before.repeated(granted, known)
    for number, match in enumerate(granted):
        if number in told and match.reason != BY_HAND:
            desk.told(match, told[number])
        else:
            desk.question(match, matches.wanted)
    return Answered(
        tuple(desk.planned),
        tuple(desk.statements),
        tuple(desk.rules),
        desk.rows,
        tuple(desk.warnings),
        tuple(desk.halves),
    )


def _wish_granted(reading: Reading, matches: Matches, rulebook: Rulebook) -> list[Match]:
    """The matches, where the words of the wish ("I want my money back") belong to the complaint that grants it."""
    wish = reading.understanding.wish
    if wish is None:
        return list(matches.matches)
    granting = [
        rule.name
        for match in matches.matches
        if match.accepted is not None
        for rule in (rulebook.answer(match.accepted),)
        if rule.complaint and wish.remedy in rule.grants
    ]
    reason = Reason("wish-granted", f"They ask for a {wish.remedy}, which the answer to their complaint grants.")
    return [
        replace(match, accepted=granting[0], reason=reason)
        if granting
        and match.accepted not in granting
        and match.reason != BY_HAND
        and match.question.place == wish.place
        and match.question.span.meets(wish.span)
        else match
        for match in matches.matches
    ]


def choices(rule: Answer, wish: Remedy | None, rulebook: Rulebook, available: values.Values) -> tuple[Statement, ...]:
    """The alternatives that can be said today, the wished remedy first where the rule grants it."""
    rows = {name: row for name, row in available.items() if name in rulebook.lookups}
    sayable = [
        Statement("choice", choice.words, rule.name, (), values.used(choice.words, rulebook), rows, choice.remedy)
        for choice in rule.choices
        if values.missing(values.used(choice.words, rulebook), available, rulebook) is None
    ]
    return tuple(sorted(sayable, key=lambda statement: statement.remedy is None or statement.remedy != wish))
