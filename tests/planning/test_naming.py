"""What an answer never speaks of is seen in the question; what it speaks of in other words is not held against it."""

from __future__ import annotations

import pytest

from assistant.planning.naming import unknown, unspoken

POOL = ("Is there a pool?", "When can we swim?", "The pool is in the garden and open all day.")
LAMP = ("Do you sell lamps?", "We have lamps for every desk, and they cost 30.")
RETURN = ("How do I return a lamp?", "Bring it to us within a month, or exchange it.")


@pytest.mark.parametrize(
    ("text", "said", "of"),
    [
        ("Can we hire the pool for a party?", POOL, "about lending"),
        ("Can I borrow one of your lamps for a film?", LAMP, "about lending"),
        ("Do you repair lamps?", LAMP, "about mending"),
        ("Can I cancel the lamp?", LAMP, "about cancelling"),
        ("Would you exchange a lamp for a chair?", LAMP, "about exchanging"),
        ("Is the pool for sale?", POOL, "about selling"),
        ("What is the postage for sending a lamp back to you?", LAMP, "about sending something back"),
        ("May I return a lamp that comes from another shop?", RETURN, "about what comes from somewhere else"),
        ("Are dogs allowed in the pool?", POOL, "about animals"),
        ("Is the pool open also for companies?", POOL, "about companies"),
        ("Is the menu of the pool in Italian?", POOL, "about Italian"),
        ("Is there a waterfall in the pool?", POOL, "about “waterfall”"),
        ("Do your lamps come with a certificate?", LAMP, "about “certificate”"),
        ("Do we get a lamp if our neighbour quarrels?", LAMP, "about “if our neighbour quarrels”"),
    ],
)
def test_what_the_answer_never_speaks_of_is_named(text: str, said: tuple[str, ...], of: str) -> None:
    """A deed, another business, a group, a language, a thing beside the matter, a condition."""
    assert unspoken(text, said) == of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Is there a pool in the garden?", POOL),
        ("Do you have lamps for a desk?", LAMP),
        ("Can I swap the lamp for another one?", RETURN),
        ("What happens if the lamp is ugly?", RETURN),
        ("If I may ask, do you sell lamps?", LAMP),
        ("My children like to swim. Is there a pool?", POOL),
        ("I bought a lamp, how do I return it?", RETURN),
        ("Are dogs allowed?", ("Can I bring a puppy?", "Dogs are welcome.")),
        ("Can I rent a bike?", ("Do you hire out bikes?",)),
        ("Could you mend my watch?", ("Do you fix watches?",)),
        ("I bought it elsewhere. Can I return it?", ("Can I return what I bought in another shop?",)),
        ("Do you have it in English?", ("Is there an English edition?",)),
        ("Is there an expiry date on vouchers?", ("When do vouchers expire?",)),
    ],
)
def test_what_it_speaks_of_in_other_words_is_no_other_matter(text: str, said: tuple[str, ...]) -> None:
    """Who brings children along asks about the pool, and to swap is to exchange."""
    assert unspoken(text, said) is None


def test_a_family_of_words_is_known_by_how_they_begin() -> None:
    """Words of no matter are never unknown."""
    assert not unknown("expiration", ("When do they expire?",))
    assert unknown("a saddle", ("When do they expire?",))
    assert not unknown("it and them", ("When do they expire?",))
