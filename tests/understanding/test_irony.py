"""Sarcasm without a wrong word: praise beside a sign of toil."""

from __future__ import annotations

import pytest

from assistant.understanding.disguise import plain
from assistant.understanding.irony import ironic


def turned(*sentences: str) -> set[str]:
    """Those of the sentences that say the opposite of their words."""
    lines = [plain(sentence).line for sentence in sentences]
    return {sentences[index] for index in ironic(lines, ["torn" in line for line in lines])}


@pytest.mark.parametrize(
    "sentences",
    [
        ("Oh wonderful, third week of waiting.", "Keep up the good work."),
        ("Brilliant.", "Day nine and counting."),
        ("Day nine and counting.", "Take a bow."),
        ("Great service, two hours of hold music.",),
        ("My sixth message to the void.", "Keep it up."),
        ("Well done, third reminder and radio silence.",),
        ("Well this is just great, the wrapping was torn.", "Brilliant job."),
    ],
)
def test_praise_beside_toil_is_none(sentences: tuple[str, ...]) -> None:
    """Both the toil and the praise around it are turned."""
    assert turned(*sentences) == set(sentences)


@pytest.mark.parametrize(
    "sentences",
    [
        ("After three weeks of waiting it finally came and it is gorgeous.", "Keep up the good work!"),
        ("Wow, only two days to Norway!", "Keep up the good work."),
        ("Great service, no hold music at all.",),
        ("The wrapping was torn and you replaced it the same day.", "Brilliant job."),
        ("It came torn.", "You have a lovely shop all the same."),
        ("Third week of waiting.", "When does it come?"),
        ("Congratulations on your third year!",),
        ("Fantastic, day three of the challenge and I am hooked.",),
    ],
)
def test_neither_praise_nor_toil_alone_is_sarcasm(sentences: tuple[str, ...]) -> None:
    """Who waited and is glad is glad; who waits and is plain is plain."""
    assert turned(*sentences) == set()


def test_a_line_of_anything_is_read() -> None:
    """Long lines of what the phrases begin with cost what any text of that length does."""
    assert ironic([" third week " * 20_000, " oh wow well " * 20_000, ""], [False] * 3) == frozenset()
