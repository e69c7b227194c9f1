"""Words about some countries are no answer for another."""

from __future__ import annotations

import pytest

from assistant.planning.countries import elsewhere

EU = "We send parcels to every country of the EU for 9."
FAR = "We send parcels to Australia and Japan for 20."
HOME = "Within the UK a parcel takes 3 days."


@pytest.mark.parametrize(
    ("text", "says", "country"),
    [
        ("Do you deliver to Serbia?", EU, "Serbia"),
        ("What does a parcel to the Faroe Islands cost?", EU, "Faroe Islands"),
        ("do you send to china", FAR, "China"),
        ("Do you deliver to the USA?", FAR, "United States"),
        ("Can it be sent to the U.S.?", HOME, "United States"),
        ("How long does it take to Jersey?", HOME, "Jersey"),
        ("Could it go to Japan and to Peru?", FAR, "Peru"),
        ("I live in Kenya, do you deliver here?", EU, "Kenya"),
        ("Do you deliver to Canada?", "We deliver all over North America, and to Chile.", None),
        ("Do you deliver to Slovenia?", EU, None),
        ("Do you deliver to Holland?", EU, None),
        ("And what about Northern Ireland?", HOME, None),
        ("Do you deliver to Ghana?", "We deliver to any country.", None),
        ("Do you deliver to Ghana?", "We deliver abroad for 20.", None),
        ("I live in Kenya; do you deliver to my aunt in Spain?", EU, None),
        ("I bought some china cups in a turkey shop, may I return them?", EU, None),
        ("Can you help us with this parcel?", EU, None),
        ("Do you deliver to Serbia?", "Delivery takes 3 days.", None),
    ],
)
def test_a_country_that_the_words_do_not_hold_for_is_named(text: str, says: str, country: str | None) -> None:
    """A region takes in its countries; words that speak of no country are not judged."""
    assert elsewhere(text, says, ("Do you deliver?", "How much is delivery?")) == country


def test_the_phrasings_tell_where_the_words_do_not() -> None:
    """An answer that says "there" is about the one country that each of its phrasings names."""
    asks = ("Do you deliver to Norway?", "How long does it take to Norway?")
    assert elsewhere("Do you deliver to Iceland?", "Yes, we deliver there.", asks) == "Iceland"
    assert elsewhere("Do you deliver to Iceland?", "Yes, we deliver there.", (*asks, "Do you deliver?")) is None
    assert elsewhere("Do you deliver to Norway?", "Yes, we deliver there.", asks) is None
