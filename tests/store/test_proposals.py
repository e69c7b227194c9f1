"""Proposals are kept until somebody decides, and what was decided does not come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from assistant.store.fates import Fates
from assistant.store.proposals import Proposal, Proposals, Shown, Witness
from assistant.store.records import Handled, SavedDraft
from assistant.store.rule_versions import RuleVersions, Version
from assistant.store.store import Store

Make = Callable[..., Handled]


def proposal(now: datetime, mark: str = "a", *edits: int, **more: Any) -> Proposal:
    """One that rests on these edits."""
    evidence = tuple(Witness(each, each, now, each) for each in edits)
    fields: dict[str, Any] = {"kind": "words", "rule": "hours", "words": {"after": "We are open."}}
    return Proposal("shop", mark, evidence=evidence, made=now, **fields | more)


def test_the_open_proposals_are_those_found_last(store: Store, now: datetime) -> None:
    """New ones come, those that nothing speaks for any more go, others get their new evidence and keep their number."""
    kept = Proposals(store.access)
    kept.keep("shop", [proposal(now, "a", 1), proposal(now, "b", 2)])
    kept.keep("other", [replace(proposal(now, "a", 3), account="other")])
    first = {each.mark: each for each in kept.all(account="shop")}
    grown = replace(proposal(now, "b", 2, 4, words={"after": "x"}), made=now + timedelta(days=1))
    kept.keep("shop", [grown, proposal(now, "c", 5)])
    second = {each.mark: each for each in kept.all(account="shop")}
    assert list(second) == ["b", "c"]               # the best witnessed first
    assert second["b"] == replace(first["b"], words=grown.words, evidence=grown.evidence)
    assert [each.account for each in kept.all()].count("other") == 1


def test_what_was_decided_does_not_come_back(store: Store, now: datetime) -> None:
    """Only the first decision counts."""
    kept = Proposals(store.access)
    kept.keep("shop", [proposal(now, "a", 1), proposal(now, "b", 2)])
    a, b = kept.all()
    assert kept.decide(a.number, "dismissed", who="Mina", at=now)
    assert not kept.decide(a.number, "accepted", who="Joel", at=now)
    assert kept.decide(b.number, "accepted", who="Joel", at=now)
    kept.keep("shop", [proposal(now, "a", 1, 7), proposal(now, "b", 2)])
    assert kept.all() == ()
    decided = {each.mark: (each.state, each.by, each.decided) for each in kept.all(state=None)}
    assert decided == {"a": ("dismissed", "Mina", now), "b": ("accepted", "Joel", now)}
    assert kept.get(a.number) == replace(a, state="dismissed", by="Mina", decided=now)
    assert kept.get(999) is None


def test_an_answer_for_gaps_that_were_decided_on_does_not_come_back(store: Store, now: datetime) -> None:
    """Though a group of questions that grew has another mark."""
    kept = Proposals(store.access)
    kept.keep("shop", [proposal(now, "a", 1, 2, kind="answer")])
    kept.decide(kept.all()[0].number, "dismissed", who="Mina", at=now)
    kept.keep("shop", [proposal(now, "b", 1, 2, 3, kind="answer"), proposal(now, "c", 4, 5, kind="answer")])
    assert [each.mark for each in kept.all()] == ["c"]


def test_the_evidence_is_shown_with_its_texts(store: Store, handled: Make, now: datetime) -> None:
    """And without them once they are no longer kept."""
    letter = "Dear Dana,\n\nWe are open from 8 to 18 on every working day.\n\nUntil soon.\n"
    ledger = {"entries": [{"rule": "hours", "state": "answered", "answers": [{"span": [12, 58], "kind": "answer"}]}]}
    draft = SavedDraft("<d1@shop>", "Drafts", now, ready=True, text=letter, ledger=ledger)
    store.record(handled(1, draft=draft, subject="Hours"))
    fates = Fates(store.access)
    sent = ("Subject: Re\r\n\r\n" + letter.replace("from 8", "from 9")).encode()
    fates.sent("shop", "<d1@shop>", sent, at=now, place="desk")
    used = fates.used(since=now)[0]
    witness = Witness(used.draft, used.message, now, used.number)
    kept = Proposals(store.access)
    found = replace(proposal(now), evidence=(witness,))
    assert kept.shown(found) == (Shown(witness, used.edit.before, used.edit.after, None, "Hours"),)
    kept.keep("shop", [found])
    store.forget("dana@example.com")
    assert kept.all() == ()
    assert kept.shown(found) == (Shown(witness),)


def test_versions_of_rules_come_back_newest_first(store: Store, now: datetime) -> None:
    """Those of the files that are asked for."""
    versions = RuleVersions(store.access)
    made = [Version("/r/rules.yaml", now, "Mina", "a price", "price: 1\n", "price: 2\n"),
            Version("/r/more.yaml", now, "Joel", "hours", "é\n", "è\n")]  # fmt: skip
    numbers = [versions.keep(each) for each in made]
    newest = replace(made[1], number=numbers[1])
    assert versions.of("/r/rules.yaml", "/r/more.yaml") == (newest, replace(made[0], number=numbers[0]))
    assert versions.of("/r/more.yaml") == (newest,)
    assert versions.of("/r/more.yaml", "/r/rules.yaml", most=1) == (newest,)
    assert versions.get(numbers[1]) == newest
    assert versions.get(99) is None
