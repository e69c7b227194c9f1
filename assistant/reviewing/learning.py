"""What people changed in letters, again and again, to proposals for the rules. Values in, values out.

The same change of a rule's words by the same words twice, or by like words three times; gaps that were filled alike; an
answer that was taken out again and again. Nothing is written: somebody accepts a proposal or dismisses it.
A proposal's `words` say what is to be changed, see patching.py.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.drafting.tracing import NOT_FOUND, Traced, Untraced, Valued, trace
from assistant.meaning.grouping import group
from assistant.meaning.wording import words as words_of
from assistant.pipeline import Prepared
from assistant.planning.matching import ranks
from assistant.planning.suggesting import Namer, chosen
from assistant.rules.passages import Passage
from assistant.store.fates import Unused, Used
from assistant.store.proposals import Kind, Proposal, Witness
from assistant.understanding.masking import mask, names_in, personal

ALIKE_TIMES, SAME_TIMES = 3, 2                      # how often, by like words and by the same
LIKENESS, ANSWER_LIKENESS = 0.6, 0.4                # share of their words that like texts have in common
MOST_GAPS = 2_000                                   # filled gaps that are grouped, the newest
_LONGEST = 2_000                                    # characters of an answer that is proposed


@dataclass(frozen=True, slots=True)
class _Change:
    """One edit, and what it comes to in the rules: `piece` is what is said now, `words` all of it as it would be."""

    used: Used
    piece: str
    words: str

    @property
    def marks(self) -> frozenset[str]:
        """The words that came and those that went, but for what stood in a gap."""
        edit = self.used.edit
        after, before = set(words_of(edit.after)), set() if edit.kind == "filled" else set(words_of(edit.before))
        return frozenset({f"+{word}" for word in after - before} | {f"-{word}" for word in before - after})


def learn(
    used: Sequence[Used], unused: Sequence[Unused], passages: Sequence[Passage], prepared: Prepared, *,
    account: str, path: str, now: datetime,
) -> tuple[Proposal, ...]:  # fmt: skip
    """What the edits and the discarded letters of an account propose for the rules at `path`, the best witnessed first.

    `passages` are those of the rules as they stand; a change that they hold already is not found in them any more.
    """
    learner = _Learner(passages, prepared, account, path, now)
    found = [*learner.changed(used), *learner.filled(used), *learner.unwanted(used, unused)]
    return tuple(sorted(found, key=lambda each: (-len(each.evidence), each.mark)))


class _Learner:
    """Reads edits against one rulebook; lives for one call of `learn`."""

    def __init__(
        self, passages: Sequence[Passage], prepared: Prepared, account: str, path: str, now: datetime
    ) -> None:
        self.prepared, self.account, self.path, self.now = prepared, account, path, now
        self.of_rule: dict[str, list[Passage]] = defaultdict(list)
        self.shared: dict[tuple[str, str], Passage] = {}
        for passage in passages:
            if passage.use == "words" and passage.rule is not None:
                self.of_rule[passage.rule].append(passage)
            elif passage.where[0] in ("facts", "terms", "texts"):
                self.shared[str(passage.where[0]), str(passage.where[1])] = passage
        self.known: dict[tuple[str, str, str], tuple[Passage, Traced | Valued | Untraced]] = {}

    # ---------------------------------------------------------------- words and facts

    def changed(self, used: Sequence[Used]) -> Iterator[Proposal]:
        """The same change to the same words."""
        by_place: dict[tuple[Any, ...], list[_Change]] = defaultdict(list)
        places: dict[tuple[Any, ...], Passage] = {}
        lost: dict[tuple[str, str], list[tuple[Used, str]]] = defaultdict(list)
        for each in used:
            rule = each.edit.rule
            if rule not in self.of_rule:
                continue
            if each.edit.kind == "added":
                passage = self._main(rule)
                if passage is not None and not personal(each.edit.after, names_in(each.name)):
                    places[passage.where, "added"] = passage
                    whole = f"{passage.text.rstrip()} {each.edit.after}"
                    by_place[passage.where, "added"].append(_Change(each, each.edit.after, whole))
                continue
            passage, found = self._traced(rule, each.edit.before, each.edit.after)
            if isinstance(found, Untraced):
                lost[rule, each.edit.before].append((each, found.why))
            elif isinstance(found, Valued) and found.after:
                places[passage.where,] = passage
                by_place[passage.where,].append(_Change(each, found.after, found.after))
            elif isinstance(found, Traced) and found.of(passage.text).strip():
                if personal(found.words, names_in(each.name)) and not personal(passage.text, frozenset()):
                    continue
                place = (passage.where, found.start, found.end)
                places[place] = passage
                by_place[place].append(_Change(each, found.words, found.of(passage.text)))
        for key, changes in by_place.items():
            passage = places[key]
            is_fact = passage.where[0] == "facts"
            taken = _repeated(changes, LIKENESS if not is_fact else 1.0)
            if taken is not None:
                yield self._words(passage, taken)
        for (rule, before), told in lost.items():
            if len({each.draft for each, _ in told}) >= ALIKE_TIMES:
                why = f"“{before[:200]}” was changed again and again. It {told[-1][1]}, so no change is proposed."
                yield self._proposal("look", rule, {"why": why}, [each for each, _ in told], (rule, before))

    def _words(self, passage: Passage, taken: list[_Change]) -> Proposal:
        kind: Kind = "fact" if passage.where[0] == "facts" else "words"
        words = {"where": list(passage.where), "before": passage.text, "after": taken[-1].words}
        if passage.rule is not None:
            # By its name: answers above it may come and go.
            words["where"] = list(passage.where[2:])
        named = str(passage.where[1]) if passage.rule is None else passage.rule
        return self._proposal(kind, named, words, [each.used for each in taken], (words["where"], words["after"]))

    def _main(self, rule: str) -> Passage | None:
        return next((each for each in self.of_rule[rule] if each.where[2:] == ("answer",)), None)

    def _traced(self, rule: str, before: str, after: str) -> tuple[Passage, Traced | Valued | Untraced]:
        """The passage that a sentence came from, and the change in it. Of a value: in what the value is of."""
        key = (rule, before, after)
        if key not in self.known:
            self.known[key] = self._trace(rule, before, after)
        return self.known[key]

    def _trace(self, rule: str, before: str, after: str) -> tuple[Passage, Traced | Valued | Untraced]:
        fault = (self.of_rule[rule][0], NOT_FOUND)
        for passage in self.of_rule[rule]:
            found = trace(passage.text, before, after)
            if isinstance(found, Traced):
                return passage, found
            if isinstance(found, Valued):
                section, _, name = found.name.partition(".")
                home = self.shared.get((section, name))
                if home is None:
                    return passage, Untraced(f"changes {{{{ {found.name} }}}}, which comes from a lookup")
                if section == "facts":
                    same = home.text.strip() == found.before.strip()
                    return home, found if same else Untraced(f"changes facts.{name}, which says something else now")
                return home, trace(home.text, found.before, found.after)
            if found != NOT_FOUND:
                fault = (passage, found)
        return fault

    # ---------------------------------------------------------------- gaps

    def filled(self, used: Sequence[Used]) -> Iterator[Proposal]:
        """Gaps with like questions that were filled alike: a new answer, in the person's own words."""
        gaps = [each for each in used if each.edit.kind == "filled" and each.edit.question][-MOST_GAPS:]
        asked = [mask(str(each.edit.question), names_in(each.name)) for each in gaps]
        open_still = [match.accepted is None for match in ranks(asked, self.prepared.index)]
        gaps = [each for each, still in zip(gaps, open_still, strict=True) if still]
        asked = [text for text, still in zip(asked, open_still, strict=True) if still]
        namer = Namer(asked, [answer.name for answer in self.prepared.rulebook.answers])
        for places in group(asked, self.prepared.meaning) if gaps else ():
            told = ((gaps[at], gaps[at].edit.after) for at in places)
            members = sorted((_Change(each, after, after) for each, after in told), key=lambda each: each.used.at)
            ours = [each for each in members if not personal(each.words, names_in(each.used.name))]
            taken = _repeated(ours, ANSWER_LIKENESS, SAME_TIMES)
            if taken is None:
                continue
            numbers = {each.used.number for each in taken}
            texts = [asked[at] for at in places if gaps[at].number in numbers]
            asks = chosen(texts)
            answer = taken[-1].words[:_LONGEST]
            if asks and "{" not in answer:
                words = {"name": namer.name(texts), "asks": list(asks), "answer": answer}
                yield self._proposal("answer", None, words, [each.used for each in taken], (asks, answer))

    # ---------------------------------------------------------------- answers nobody wants

    def unwanted(self, used: Sequence[Used], unused: Sequence[Unused]) -> Iterator[Proposal]:
        """Answers that are taken out, or whose letters are discarded, again and again."""
        against: dict[str, dict[int, Used | Unused]] = defaultdict(dict)
        for each in used:
            rule = each.edit.rule
            if rule in self.of_rule and each.edit.kind == "removed":
                passage, found = self._traced(rule, each.edit.before, "")
                if isinstance(found, Traced) and not found.of(passage.text).strip():
                    against[rule][each.draft] = each
        for letter in unused:
            if len(letter.rules) == 1 and letter.rules[0] in self.of_rule:      # of several none is to blame
                against[letter.rules[0]][letter.draft] = letter
        for rule, found_in in against.items():
            if len(found_in) >= ALIKE_TIMES:
                removed = sum(isinstance(each, Used) for each in found_in.values())
                why = f"Its answer was taken out of {removed} letters, and {len(found_in) - removed} were discarded."
                yield self._proposal("look", rule, {"why": why}, list(found_in.values()), (rule,))

    def _proposal(
        self, kind: Kind, rule: str | None, words: dict[str, Any], evidence: Sequence[Used | Unused], mark: Any
    ) -> Proposal:
        told = json.dumps([kind, self.path, rule, mark], default=list, ensure_ascii=False)
        return Proposal(
            self.account, hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32], kind, rule,
            words | {"path": self.path},
            tuple(
                Witness(each.draft, each.message, each.at, each.number if isinstance(each, Used) else None)
                for each in evidence
            ),
            self.now,
        )  # fmt: skip


def _repeated(changes: Sequence[_Change], likeness: float, times: int = ALIKE_TIMES) -> list[_Change] | None:
    """Changes that come to the same, oldest first, the last of them to be proposed; None where none is repeated."""
    same: dict[tuple[str, ...], list[_Change]] = defaultdict(list)
    for each in changes:
        same[tuple(each.piece.split())].append(each)
    best = max(same.values(), key=_letters, default=[])
    if _letters(best) >= SAME_TIMES:
        like = [each for each in changes if _likeness(each, best[-1]) >= likeness and each not in best]
        return [*like, *best]
    clusters: list[list[_Change]] = []
    for each in changes:
        home = next((found for found in clusters if _likeness(found[0], each) >= likeness), None)
        if home is None:
            clusters.append([each])
        else:
            home.append(each)
    best = max(clusters, key=_letters, default=[])
    return best if _letters(best) >= times else None


def _letters(changes: Sequence[_Change]) -> int:
    return len({each.used.draft for each in changes})


def _likeness(one: _Change, other: _Change) -> float:
    a, b = one.marks, other.marks
    return len(a & b) / len(a | b) if a | b else 1.0
