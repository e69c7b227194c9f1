"""Replayed messages to what the rules cover: counts, the rules in use, and the questions that no rule answers.

Memory is bounded by MOST_KEPT questions, whatever the archive holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from assistant.authoring.replay import Replayed
from assistant.meaning import Meaning
from assistant.meaning.grouping import group
from assistant.model import Match
from assistant.pipeline import Outcome
from assistant.planning.suggesting import Namer, chosen
from assistant.understanding.masking import known, mask

MOST_KEPT = 100_000                 # uncovered questions that are grouped; those beyond are only counted
LONGEST = 300                       # characters of a question that are kept
EXAMPLES = 5                        # of a group
NO_RULE = ("no-rule", "below-threshold", "negated")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that no rule answers: the customer's words, the same without what is personal, and where it stands."""

    text: str
    masked: str
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Uncovered questions that are alike: how many, some of them, and the answer that could be written for them."""

    count: int
    examples: tuple[Asked, ...]
    name: str
    asks: tuple[str, ...]


@dataclass(slots=True)
class Coverage:
    """What was counted. `states` are those of questions, `used` is how often each rule spoke, `ties` names pairs."""

    rules: tuple[str, ...]
    dispositions: Counter[str] = field(default_factory=Counter)
    ready: int = 0
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)      # of messages: disposition and code
    states: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)                     # of questions: why they are gaps
    used: Counter[str] = field(default_factory=Counter)
    ties: Counter[tuple[str, str]] = field(default_factory=Counter)
    uncovered: list[Asked] = field(default_factory=list)

    @property
    def questions(self) -> int:
        """How many questions there were in messages that get a draft."""
        return sum(self.states.values())

    @property
    def never(self) -> tuple[str, ...]:
        """The rules that no question found, in the file's order."""
        return tuple(rule for rule in self.rules if not self.used[rule])

    def add(self, replayed: Replayed) -> None:
        """Count one message."""
        plan, outcome = replayed.plans[0], replayed.outcomes[0]
        self.dispositions[plan.disposition] += 1
        if plan.disposition in ("hold", "skip", "calm"):
            self.reasons[plan.disposition, plan.reasons[0].code] += 1
        if outcome is None:
            return
        self.ready += outcome.draft is not None and outcome.draft.ready
        matches = {(match.question.place, match.question.span): match for match in outcome.matches.matches}
        for one in plan.planned:
            self.states[one.state] += 1
            if one.answer is not None:
                self.used[one.answer] += 1
            elif one.state == "gap":
                self.gaps[one.reason.code] += 1
                match = matches.get((one.question.place, one.question.span))
                if match is not None and match.accepted is None:
                    self._gap(match, replayed, outcome)

    def _gap(self, match: Match, replayed: Replayed, outcome: Outcome) -> None:
        if match.reason.code == "tie" and len(match.ranked) > 1:
            first, second = sorted(candidate.answer for candidate in match.ranked[:2])
            self.ties[first, second] += 1
        if match.reason.code not in NO_RULE or len(self.uncovered) >= MOST_KEPT:
            return
        text = " ".join(match.question.text.split())[:LONGEST]
        keys = tuple(wanted.key for wanted in outcome.matches.wanted)
        masked = mask(match.question.text[: 2 * LONGEST], known(replayed.message, outcome.reading.understanding, keys))
        self.uncovered.append(Asked(text, masked[:LONGEST], replayed.place))


def groups(
    uncovered: Iterable[Asked], meaning: Meaning, taken: Iterable[str],
    *, done: Callable[[int], None] = lambda _count: None,
) -> list[Group]:
    """The uncovered questions by likeness, the largest group first. `taken` are names that answers have already.

    The order of the questions does not matter: the same questions give the same groups.
    """
    alike: dict[str, list[Asked]] = {}
    for asked in uncovered:
        alike.setdefault(asked.masked.casefold(), []).append(asked)
    # Often asked first, then short: what begins a group is plain.
    texts = sorted(alike, key=lambda text: (-len(alike[text]), len(text), text))
    found = []
    namer = Namer(texts, taken)
    for places in group(texts, meaning, done=done):
        members = [min(alike[texts[place]], key=lambda asked: (asked.place, asked.text)) for place in places]
        count = sum(len(alike[texts[place]]) for place in places)
        found.append((count, members))
    found.sort(key=lambda each: (-each[0], each[1][0].masked))
    return [
        Group(count, tuple(members[:EXAMPLES]), namer.name([member.masked for member in members]),
              chosen([member.masked for member in members]))
        for count, members in found
    ]
