"""Tone: several voices, negation, plain sarcasm, faults told without a feeling word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.meaning import Meaning
from assistant.model import Tone
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences
from assistant.understanding.tone import _polarity, tone
from tests.bench.letters import sentences as sentences_of_a_letter


def read(text: str) -> Tone:
    """The tone of `text` by wording alone."""
    spans = sentences(text)
    return tone(text, spans, questions(text, "", spans, meaning=Meaning()), meaning=Meaning())


@pytest.mark.parametrize(
    "text",
    [
        "It isn't great.",
        "I am not happy with this.",
        "The website is not working.",
        "Great, another broken charger.",
        "Thanks for nothing.",
        "Lovely, the third cancelled train this week.",
        "My parcel never arrived.",
        "I have been waiting for a refund for three weeks.",
        "You charged me twice.",
        "The atlas came with a torn dust jacket.",
        "WHERE IS MY ORDER??? NOBODY ANSWERS THE PHONE!!",
        "This is the worst service I have ever had.",
        "The amount was debited but the recharge is not done, kindly refund.",
    ],
)
def test_trouble_is_negative(text: str) -> None:
    """Negated praise, plain sarcasm and faults without a feeling word are all negative."""
    assert read(text).label == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "When do you open on Saturday?",
        "Could you send me an invoice? Thanks in advance.",
        "I would like to order two more copies, please.",
        "My order number is HL-20417.",
        "How much is postage to Norway?",
    ],
)
def test_a_plain_letter_is_neutral(text: str) -> None:
    """Questions, requests and thanks in advance are neither glad nor sorry."""
    assert read(text).label == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much, that was quick!",
        "Thank you for all your hard work.",
        "I love the book, it is beautiful.",
        "Your team was wonderful.",
        "I couldn't be happier.",
        "No complaints at all, great service.",
        "Holy shit, that was fast, thank you!",
    ],
)
def test_gladness_is_positive(text: str) -> None:
    """Thanks and praise are positive, words of trouble in them notwithstanding."""
    assert read(text).label == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "Order HL-20417 came with a bent corner, I would like a replacement please.",
        "I am afraid the vase arrived in pieces. Could you help?",
        "Nobody has answered my last three messages.",
    ],
)
def test_a_polite_complaint_is_a_complaint(text: str) -> None:
    """What went wrong for them counts, not how loudly it is told."""
    found = read(text)
    assert found.complaint
    assert found.anger < 0.5


@pytest.mark.parametrize("text", ["Do you ship to Norway?", "Thanks, that worked!", "I love it.", ""])
def test_a_contented_letter_is_no_complaint(text: str) -> None:
    """Questions and thanks are no complaint."""
    assert not read(text).complaint


def test_capitals_oaths_and_marks_make_it_angrier() -> None:
    """The same complaint shouted is angrier than said."""
    assert read("WHERE THE HELL IS MY ORDER, DAMN IT!!! THIS IS A DISGRACE").anger > 0.4
    assert read("My order has not arrived.").anger < 0.3


@pytest.mark.parametrize(
    "text",
    [
        "Oh wonderful, third week of waiting. Keep up the good work.",
        "Wonderful. Week four. You must be so proud.",
        "Brilliant. Day nine and counting.",
        "Fantastic, my fourth call this month and I am still in the queue.",
    ],
)
def test_sarcasm_without_a_wrong_word_is_a_complaint(text: str) -> None:
    """Praise beside a sign of toil is heard as what it means."""
    found = read(text)
    assert (found.label, found.complaint) == ("negative", True)
    assert found.anger >= 0.3
    assert found.evidence


def test_praise_after_a_long_wait_is_praise() -> None:
    """Who waited and is glad is glad."""
    found = read("After three weeks of waiting it finally came and it is gorgeous. Keep up the good work!")
    assert found.label == "positive"


def test_a_deadline_is_urgent() -> None:
    """Urgency is told from deadlines, not from anger."""
    assert read("I need it urgently, the wedding is tomorrow.").urgency > 0.5
    assert read("I am furious about this.").urgency < 0.3


def test_evidence_is_the_telling_words() -> None:
    """The spans stand on the words that decided."""
    text = "The lamp is nice. It arrived broken and I am very disappointed."
    words = [span.of(text) for span in read(text).evidence]
    assert any("disappointed" in word for word in words)


@given(st.text(max_size=400))
@settings(max_examples=40, deadline=None)
def test_never_raises_and_evidence_lies_inside(text: str) -> None:
    """Whatever the characters, a Tone in range comes out and its spans lie in the text."""
    found = tone(text, sentences(text), (), meaning=Meaning())
    assert all(span.end <= len(text) for span in found.evidence)


@pytest.mark.parametrize(
    "piece", ["great not ", "?!", "x", "a\u0301\u0302", "\u202ex", "not. ", "i have been waiting ", "A! "]
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything are read at once."""
    text = (piece * 100_000)[:100_000]
    spans = sentences(text)
    tone("warm", sentences("warm"), (), meaning=Meaning())
    start = time.perf_counter()
    tone(text, spans, (), meaning=Meaning())
    assert time.perf_counter() - start < 20  # it does not hang; how fast it is, make bench says


def test_what_textblob_is_not_asked_about_has_no_polarity() -> None:
    """It is spared the sentences in which none of its words, faces or negations stand; it would say 0 to each."""
    from textblob._text import EMOTICONS
    from textblob.en import sentiment

    faces = [face for some in EMOTICONS.values() for face in some if not face.isalpha()]
    known = [word for word in sentiment if sentiment[word][None][0]]
    texts = [*faces, *known, *(f"So it is {word}!" for word in known), *(f"isn't {word.upper()}" for word in known)]
    said = [text for number in range(100) for text in sentences_of_a_letter(number)]
    assert [text for text in (*texts, *said) if _polarity(text) != sentiment(text)[0]] == []
    assert sum(_polarity(text) == 0 for text in said) > len(said) / 4
