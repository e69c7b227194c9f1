"""Wordings: by the message, never by chance, and none twice running."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.letter import phrases
from assistant.model import History
from assistant.planning.choosing import choose
from tests.builders import RULES, circumstances, drafted, job, reading

LISTS = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6, unique=True)


@given(LISTS, st.text(max_size=20))
def test_the_same_message_gets_the_same_words(options: list[str], seed: str) -> None:
    """Whatever was said last."""
    assert choose(options, seed=seed, purpose="x", last=options[:1]) == choose(
        options, seed=seed, purpose="x", last=options[:1]
    )


@given(LISTS, st.lists(st.text(max_size=20), min_size=2, max_size=9))
def test_nothing_is_said_twice_running(options: list[str], seeds: list[str]) -> None:
    """As long as the list has another."""
    last: tuple[str, ...] = ()
    for seed in seeds:
        said = choose(options, seed=seed, purpose="x", last=last)
        assert said not in last or len(options) == 1
        last = (said,)


def test_an_empty_list_is_refused() -> None:
    """There is nothing to say."""
    with pytest.raises(ValueError, match="nothing to choose from"):
        choose([], seed="", purpose="closing")


@pytest.mark.parametrize("number", range(12))
def test_the_next_letter_to_a_person_has_other_words(number: int) -> None:
    """Thanks, invitation and closing differ from those of the letter before; a complaint's general words as well."""
    rules = RULES.replace(
        "apologies: [I am sorry that we let you down.]",
        "apologies: [I am sorry that we let you down., I am sorry that this went wrong.]",
    )
    text = "This is the worst service. When are you open?"
    last: tuple[str, ...] = ()
    for turn in range(3):
        read = reading(text, "When are you open?", complaint=True, kind="problem", message_id=f"<{number}.{turn}@x>")
        around = circumstances(history=History(phrases=last))
        plan, made, _ = drafted(read, "hours", rules=rules, around=around)
        said = phrases(plan, made.parts, made.text)
        single = {"I can see how much trouble this has given you.", "We now read every complaint together on Mondays."}
        assert len(said) >= 4
        assert not set(said) & set(last) - single
        again = drafted(read, "hours", rules=rules, around=replace(around))[1]
        assert again.text == made.text
        last = said


def test_one_letter_says_no_phrase_twice() -> None:
    """Three choices have two different ways into them."""
    rules = RULES.replace(
        '      - {refund: "we refund the {{ job.price }} in full"}\n',
        '      - {refund: "we refund the {{ job.price }} in full"}\n      - {repair: "we mend it while you wait"}\n',
    )
    assert rules != RULES
    read = reading("My repair PC1234 is late.", "My repair PC1234 is late", complaint=True, kind="problem")
    made = drafted(read, "late-repair", rules=rules, found=job())[1]
    said = [part.span.of(made.text) for part in made.parts if part.source is None]
    assert len(said) == len(set(said))
    assert "we mend it while you wait" in made.text
