from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.meaning import Meaning, ModelMissing, load
from assistant.model import Question
from assistant.understanding.questions import questions
from assistant.understanding.sentences import sentences


@pytest.fixture(scope="module", params=["off", "on"])
def meaning(request: pytest.FixtureRequest) -> Meaning:
    """Both readers of meaning; the model where it is installed."""
    try:
        return load(request.param)
    except ModelMissing:
        pytest.skip("the model is not installed")


def ask(text: str, meaning: Meaning, subject: str = "") -> list[Question]:
    """The questions of a text, each proved to stand where it says."""
    found = questions(text, subject, sentences(text), meaning=meaning)
    for question in found:
        assert question.text == question.span.of(subject if question.place == "subject" else text)
    return list(found)


def texts(text: str, meaning: Meaning, subject: str = "") -> list[str]:
    """Their words."""
    return [question.text for question in ask(text, meaning, subject)]


@pytest.mark.parametrize(
    "text",
    [
        "When do you open on Sunday?",
        "when do you open on sunday",
        "do you sell umbrellas",
        "is the museum shop open tomorrow",
        "I was wondering whether you repair clocks.",
        "not sure how long it takes to get to Ireland",
        "I would like to know what the large one costs.",
        "Please send me the receipt.",
        "Could someone call me about the sofa",
        "I need a copy of my invoice.",
        "My parcel never arrived.",
        "The lamp stopped working after two days.",
        "i want my money back",
        "would be great if you could send the spare key",
        "Any chance of a discount for ten?",
        "refund please",
        "It would need to get there by the 14th.",
        "Please have Mr Ames call me.",
        "Just checking in on my order.",
        "I'm after a lamp like the one in your window.",
        "I could do with a spare key.",
        "You should refund me.",
        "We still need two more chairs.",
        "Any photo you can send would be helpful.",
        "When you get a moment, send me the label.",
        "Do not send the second parcel.",
        "any update?",
        "price of the blue lamp please",
        "Do you have parking, toilets, a cafe and wifi?",
    ],
)
def test_one_ask_is_found(text: str, meaning: Meaning) -> None:
    """Direct and indirect questions, requests and problems are one ask each, with or without a mark."""
    assert len(ask(text, meaning)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "How are you?",
        "Are you kidding me?",
        "Thank you so much, everything arrived and it is lovely.",
        "Have a nice weekend!",
        "My sister asked whether you sell gift cards.",
        "If you have any questions, feel free to contact us.",
        "Click here to unsubscribe.",
        "My order number is 40121.",
        "Order number 40121",
        "Order: 40121",
        "#40121",
        "My address is:",
        "Let me just look at the new lamp.",
        "Now is a good time to buy tents.",
        "We are looking forward to the summer.",
        "I will make sure that it is packed well.",
        "Your shop, Mulberry, has been here for years.",
        "If I have no news by Monday, my brother will come in.",
        "Kind regards\nMaria",
        "",
        "\u200b \n",
    ],
)
def test_what_asks_nothing(text: str, meaning: Meaning) -> None:
    """Courtesies, rhetoric, thanks, advertising, particulars and other people's questions are no asks."""
    assert ask(text, meaning) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much is it and when does it ship?", ["how much is it", "when does it ship?"]),
        ("Is it blue? Does the shop open on Monday?", ["Is it blue?", "Does the shop open on Monday?"]),
        (
            "Hello,\n\n1. What does the large box cost?\n2. Can I collect it myself?\n\nThanks\nJo",
            ["What does the large box cost?", "Can I collect it myself?"],
        ),
        (
            "The rug came torn and I also wanted to know if you have the runner.",
            ["The rug came torn", "I also wanted to know if you have the runner."],
        ),
        (
            "please cancel my order.Where do I send it back to?Thanks",
            ["please cancel my order.", "Where do I send it back to?"],
        ),
        (
            "Please cancel my order and send me a catalogue.",
            ["Please cancel my order", "send me a catalogue."],
        ),
        (
            "I want to change my address and order a second lamp.",
            ["I want to change my address", "order a second lamp."],
        ),
        (
            "Can you tell me the price and send me a picture?",
            ["Can you tell me the price", "send me a picture?"],
        ),
        (
            "How do I book a course and I want to use my voucher",
            ["How do I book a course", "I want to use my voucher"],
        ),
        (
            "Do you post to Malta? I returned the boots on Friday. What next?",
            ["Do you post to Malta?", "What next?"],
        ),
        (
            "Are you open on Sunday, and may our dog come in?",
            ["Are you open on Sunday", "may our dog come in?"],
        ),
        (
            "What time do you open?\nparking?\n- dogs?\nwifi? toilets?",
            ["What time do you open?", "parking?", "dogs?", "wifi?", "toilets?"],
        ),
        (
            "Where is my lamp?\n\nMy clock hums at night. Is that normal?",
            ["Where is my lamp?", "My clock hums at night. Is that normal?"],
        ),
        (
            "do you ship to Malta and if so how much is it? Oh and it would need to get there by the 3rd.",
            ["do you ship to Malta", "how much is it?", "Oh and it would need to get there by the 3rd."],
        ),
    ],
)
def test_several_asks_are_several(text: str, expected: list[str], meaning: Meaning) -> None:
    """Two asks are two questions, in one sentence, in a row, in a list, run together."""
    assert texts(text, meaning) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order? I have been waiting for ages. Please tell me where my order is.",
        "My kettle leaks. Can you help?",
        "The app does not start. Any ideas?",
        "Do I need a voucher for it? Or can I pay with a card?",
        "WHERE IS MY LAMP. WHERE IS MY LAMP",
        "Please check the invoice and let me know.",
        "Where is my lamp?\n\nKind regards\nJo Smith\nHave you seen our new catalogue?",
        "Where is my lamp?\n\n--\nJo Smith\n\nFollow us, would you like our newsletter?",
        "I would like to go to the fair. What does the ticket to the fair cost?",
    ],
)
def test_one_ask_said_twice_is_one(text: str, meaning: Meaning) -> None:
    """Repetitions, bare pleas, alternatives and what leads up to a question make no second question."""
    assert len(ask(text, meaning)) == 1


def test_a_question_below_the_name_is_still_asked(meaning: Meaning) -> None:
    """Only a firm's advertising is left out below a signature."""
    assert len(ask("Where is my lamp?\n\nThanks\nJo\n\nDo you ship to Malta?", meaning)) == 2


def test_a_chain_of_ellipses_keeps_its_beginning(meaning: Meaning) -> None:
    """What leans on words that lean themselves is understood by the first of them."""
    *_, last = ask("Do you post the green mug to Malta? And the blue one? And how much is it?", meaning)
    assert last.about is not None
    assert "Malta" in last.about


def test_what_next_says_after_what(meaning: Meaning) -> None:
    """"What next?" is asked of the statement before it, and is not dropped beside other questions."""
    *_, last = ask("Do you post to Malta? I returned the boots on Friday. What next?", meaning)
    assert "boots" in last.meaning


def test_a_nearer_statement_is_what_is_meant(meaning: Meaning) -> None:
    """A question leans on the statement before it, not on a question further up."""
    *_, last = ask("Do you post to Malta?\n\nMy sister gave me the oak table. Is it waterproof?", meaning)
    assert last.about is not None
    assert "oak table" in last.about
    assert "Malta" not in last.about


def test_an_ellipsis_keeps_what_it_refers_to(meaning: Meaning) -> None:
    """"And for the blue one?" is its own question, and says in `about` what it goes on from."""
    first, second = ask("Do you have the green mug? And for the blue one?", meaning)
    assert first.about is None
    assert second.text == "And for the blue one?"
    assert second.about is not None
    assert "green mug" in second.about


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("When do you open?", "question"),
        ("Can you tell me the price of the lamp?", "question"),
        ("Could you send me the receipt?", "request"),
        ("please cancel my subscription", "request"),
        ("My parcel never arrived.", "problem"),
    ],
)
def test_kinds(text: str, kind: str, meaning: Meaning) -> None:
    """A question wants an answer, a request a deed, a problem a remedy."""
    assert [question.kind for question in ask(text, meaning)] == [kind]


def test_the_greeting_is_not_the_question(meaning: Meaning) -> None:
    """The span begins after the greeting."""
    assert texts("Hi there, do you ship to Malta?", meaning) == ["do you ship to Malta?"]


def test_the_subject_asks_where_the_body_does_not(meaning: Meaning) -> None:
    """A question in the subject counts, and stands first."""
    found = ask("Please call me about my tent.", meaning, subject="When do you open on Sunday?")
    assert [(question.place, question.text) for question in found] == [
        ("subject", "When do you open on Sunday?"), ("body", "Please call me about my tent."),
    ]


@pytest.mark.parametrize(
    "subject", ["Opening hours on Sunday?", "Re: What do you think of our offer?", "Question", "hello"]
)
def test_the_subject_is_not_asked_twice(subject: str, meaning: Meaning) -> None:
    """A subject that the body asks again, or that is an answer's, adds nothing."""
    body = "What are your opening hours on Sunday?"
    assert texts(body, meaning, subject) == [body]


def test_flattened_quotes_are_not_read(meaning: Meaning) -> None:
    """What stands behind a quote mark is not the customer's question."""
    assert texts("Yes, that is right. > Did you order the lamp? > Shall we send it?", meaning) == []


@given(text=st.text(max_size=300), subject=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_spans_are_exact_whatever_the_text(text: str, subject: str) -> None:
    """Any text and subject are read without an exception; each question is exactly its span, in order."""
    found = questions(text, subject, sentences(text), meaning=Meaning())
    body = [question for question in found if question.place == "body"]
    assert body == sorted(body, key=lambda question: question.span)
    for question in found:
        assert question.text == question.span.of(subject if question.place == "subject" else text)


_BITS = [
    "what", "is it", "my lamp", "please", "and", "also", "or", "?", "!", ".", ",", "\n", "\n\n- ", "if so", "how much",
    "broken", "> ",
]


@given(st.lists(st.sampled_from(_BITS), max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_place_is_two_questions(bits: list[str]) -> None:
    """Questions never overlap: a plan gives each its one state."""
    text = " ".join(bits)
    end = 0
    for question in questions(text, "", sentences(text), meaning=Meaning()):
        assert question.span.start >= end
        end = question.span.end


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "?!" * 50_000, "and what is it " * 6_600, "please " * 14_000, "a? " * 33_000, "hi, " * 25_000,
     "can you help please " * 5_000, "".join(f"where is order {n}? " for n in range(4_000))],
    ids=["word", "marks", "joints", "please", "short", "greetings", "pleas", "questions"],
)
def test_hostile_texts_cost_linear_time(text: str) -> None:
    """A hundred thousand characters of anything are read in bounded time."""
    found = sentences(text)
    started = time.process_time()
    questions(text, text[:1000], found, meaning=Meaning())
    assert time.process_time() - started < 20  # it does not hang; how fast it is, make bench says


def test_none_of_many_questions_is_dropped() -> None:
    """Where they are too many for the model, the rest are read by their wording."""
    text = "\n".join(f"Where is parcel number {n} that I sent to {n} Mill Road?" for n in range(500))
    assert len(questions(text, "", sentences(text), meaning=Meaning())) == 500
