"""What people changed again and again is proposed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from assistant import meaning, rules
from assistant.drafting.comparing import Edit
from assistant.pipeline import Prepared, prepare
from assistant.reviewing.learning import learn
from assistant.store.fates import Unused, Used
from assistant.store.proposals import Proposal
from tests.builders import RULES

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OPEN = "We are open Monday to Saturday from 8:30 to 18:00."
PRICE = "A full service costs £45."
Learn = Callable[..., tuple[Proposal, ...]]


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """A bicycle shop's rules."""
    return prepare(RULES, {}, meaning.load())


@pytest.fixture
def learned(prepared: Prepared) -> Learn:
    """What is learned from edits (kind, rule, before, after, question), each of a letter of its own."""

    def of(*edits: Edit, unused: tuple[Unused, ...] = (), **more: Any) -> tuple[Proposal, ...]:
        numbers = count(1)
        used = [
            Used(number := next(numbers), number, number, "shop", "INBOX", NOW + timedelta(hours=number), edit, **more)
            for edit in edits
        ]
        passages = rules.load(RULES).passages
        return learn(used, unused, passages, prepared, account="shop", path="rules.yaml", now=NOW)

    return of


def changed(before: str, after: str, rule: str = "hours") -> Edit:
    """A sentence changed, or taken out."""
    return Edit("changed" if after else "removed", rule, before, after)


def filled(question: str, answer: str) -> Edit:
    """A gap filled."""
    return Edit("filled", None, f'[[ ANSWER NEEDED: "{question}" ]]', answer, question)


def test_the_same_words_twice_are_proposed(learned: Learn) -> None:
    """With the values of the rule kept, and who speaks for it."""
    after = f"{OPEN[:-1]}, except on holidays."
    (found,) = learned(changed(OPEN, after), changed(OPEN, after))
    assert (found.kind, found.rule) == ("words", "hours")
    assert found.words == {
        "where": ["answer"], "before": "We are open {{ facts.opening_hours }}.",
        "after": "We are open {{ facts.opening_hours }}, except on holidays.", "path": "rules.yaml",
    }  # fmt: skip
    assert [(each.draft, each.edit) for each in found.evidence] == [(1, 1), (2, 2)]


def test_one_edit_or_two_different_ones_propose_nothing(learned: Learn) -> None:
    """Nor two in one letter."""
    assert learned(changed(OPEN, OPEN.replace("We are", "We're gladly"))) == ()
    assert learned(changed(OPEN, f"{OPEN} A."), changed(OPEN, OPEN.replace("open", "there"))) == ()


def test_like_words_three_times_are_proposed_as_the_newest(learned: Learn) -> None:
    """Where they add and take away much the same."""
    days = ("bank holidays", "public bank holidays", "the bank holidays")
    afters = [f"{OPEN[:-1]}, but not on {day}." for day in days]
    (found,) = learned(*(changed(OPEN, after) for after in afters))
    assert found.words["after"].endswith("the bank holidays.")
    assert len(found.evidence) == 3


def test_a_value_changed_alike_is_proposed_as_a_fact(learned: Learn) -> None:
    """The sentence stays as it is; a value that comes from a lookup is nobody's to change."""
    (found,) = learned(*[changed(OPEN, OPEN.replace("8:30", "9:00"))] * 2)
    assert (found.kind, found.rule) == ("fact", "opening_hours")
    assert found.words["where"] == ["facts", "opening_hours"]
    assert found.words["after"] == "Monday to Saturday from 9:00 to 18:00"
    job = "Job PC1234 is ready on Friday."
    (look,) = learned(*[changed(job, job.replace("Friday", "Monday"), "job-status")] * 3)
    assert look.kind == "look"
    assert "comes from a lookup" in look.words["why"]


def test_a_sentence_added_alike_is_proposed_behind_the_answer(learned: Learn) -> None:
    """But not what is one customer's."""
    (found,) = learned(*[Edit("added", "service", "", "It takes two days.")] * 2)
    assert found.words["after"] == "A full service costs {{ facts.service_price }}. It takes two days."
    assert learned(*[Edit("added", "service", "", "Your job PC1234 is next.")] * 3) == ()
    assert learned(*[Edit("added", "service", "", "See you soon, Dana.")] * 3, name="Dana Reed") == ()


def test_an_answer_that_is_taken_out_again_and_again_is_to_be_looked_at(learned: Learn) -> None:
    """As one whose letters are discarded; of a letter with several answers none is to blame."""
    (found,) = learned(*[changed(PRICE, "", "service")] * 3)
    assert (found.kind, found.rule) == ("look", "service")
    assert learned(*[changed(PRICE, "", "service")] * 2) == ()
    unused = tuple(Unused(n, n, "shop", "INBOX", NOW, None, ("hours",)) for n in (7, 8, 9))
    (found,) = learned(unused=unused)
    assert (found.kind, found.rule) == ("look", "hours")
    several = tuple(Unused(n, n, "shop", "INBOX", NOW, None, ("hours", "service")) for n in (7, 8, 9))
    assert learned(unused=several) == ()


def test_gaps_filled_alike_are_proposed_as_an_answer(learned: Learn) -> None:
    """In the customers' ways of asking, without what is only theirs, and the person's own words."""
    answer = "Yes, we gladly ship to Norway for £12."
    (found,) = learned(
        filled("Do you ship to Norway?", answer),
        filled("Can you ship order HL-99812 to Norway too?", answer),
        filled("What is the name of your cat?", "She is called Pedal."),
    )
    assert (found.kind, found.rule) == ("answer", None)
    assert found.words["answer"] == answer
    assert set(found.words["asks"]) >= {"Do you ship to Norway?"}
    assert not any("99812" in ask for ask in found.words["asks"])
    assert {"ship", "norway"} & set(found.words["name"].split("-"))


def test_gaps_filled_differently_or_that_rules_cover_now_propose_nothing(learned: Learn) -> None:
    """Nor answers that name one customer's order."""
    question = "Do you ship to Norway?"
    assert learned(filled(question, "Yes, gladly."), filled(question, "No, never at this season.")) == ()
    assert learned(*[filled("When are you open?", "At nine.")] * 3) == ()
    assert learned(*[filled(question, "Yes, for your order HL-12345.")] * 3) == ()


def test_what_the_rules_say_already_is_not_proposed(learned: Learn) -> None:
    """Edits of words that stand no longer in the rules are to be looked at, if they go on."""
    old = "Our door is never closed."
    assert learned(*[changed(old, f"{old} Gladly.")] * 2) == ()
    (found,) = learned(*[changed(old, f"{old} Gladly.")] * 3)
    assert found.kind == "look"
    assert learned(*[changed(OPEN, f"{OPEN} Gladly.", "gone-rule")] * 3) == ()


def test_the_mark_is_the_same_however_much_speaks_for_it(learned: Learn) -> None:
    """So that what was dismissed stays so."""
    after = f"{OPEN[:-1]}, except on holidays."
    (two,), (three,) = learned(*[changed(OPEN, after)] * 2), learned(*[changed(OPEN, after)] * 3)
    assert two.mark == three.mark
