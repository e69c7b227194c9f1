"""Grouping and counting of what the rules do not cover."""

from __future__ import annotations

import random

from assistant.authoring.coverage import Asked, groups
from assistant.meaning import Meaning

TEXTS = [
    *["Where can I park?"] * 3, "where can i park", "Is there parking for vans?", "Do you mend old bindings?",
    "Do you mend bindings?", "Where is my order …?", "???",
]


def asked(texts: list[str]) -> list[Asked]:
    """Questions, each of a message of its own."""
    return [Asked(text, text, f"{number}.eml") for number, text in enumerate(texts)]


def test_each_question_is_in_one_group() -> None:
    """Counts add up, the same words in another case count together, the largest group comes first."""
    found = groups(asked(TEXTS), Meaning(), ())
    assert sum(group.count for group in found) == len(TEXTS)
    assert found[0].count >= 4
    assert [group.count for group in found] == sorted((group.count for group in found), reverse=True)
    assert len({group.name for group in found}) == len(found)


def test_the_order_of_the_mail_does_not_matter() -> None:
    """The same questions in another order give the same groups, names and phrasings."""
    questions = asked(TEXTS)
    first = groups(questions, Meaning(), ())
    for seed in range(5):
        random.Random(seed).shuffle(questions)
        assert groups(questions, Meaning(), ()) == first


def test_names_that_answers_have_are_not_given_again() -> None:
    """What is suggested can stand beside the rules that are there."""
    [plain] = groups(asked(["parking?"]), Meaning(), ())
    [beside] = groups(asked(["parking?"]), Meaning(), [plain.name.upper()])
    assert beside.name == f"{plain.name}-2"
