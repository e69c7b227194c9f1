"""Abuse of people is seen through every disguise; anger, oaths and complaint are left in peace."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.meaning import Meaning, load
from assistant.model import Abuse
from assistant.understanding.abuse import abuse
from assistant.understanding.sentences import sentences

WORDING = Meaning()


def read(text: str, subject: str = "") -> Abuse:
    """What `text` is by wording alone."""
    return abuse(text, subject, sentences(text), meaning=WORDING)


AT_PEOPLE = [
    "You are an idiot.",
    "You absolute muppets... no, you are morons, all of you.",
    "are u too thick to read a label??",
    "Which imbecile packed this box? The idiot who packed it should be sacked.",
    "Your driver is a stupid fat pig.",
    "the lady on your phone line was a complete bitch",
    "You useless bitches lost my parcel.",
    "Fuck you and your vouchers.",
    "Why don't you go fuck yourselves",
    "Piss off.",
    "Shove your apology up your arse",
    "I hope you all get cancer.",
    "I hope your driver dies",
    "People like you should not be allowed near a phone.",
    "You don't deserve to have a job.",
    "A monkey could do your job better than you.",
    "You have the brain of a goldfish.",
    "What a waste of oxygen you are, you worthless creature.",
    "Go back to your own country.",
    "Get me a man, not another girl who cannot count. Get me a real man on the phone.",
    "Learn to speak proper English before you answer me.",
    "You sound sexy, what are you wearing?",
    "Send me your nudes, sweetheart",
    "suck my dick",
    "Idiots!",
    "idiots sent the wrong one again",
    "Your warehouse is run by retards",
    "Your mother must be so ashamed of you",
    "Go to hell, all of you",
    "Shut up, bitch",
    "I refuse to be served by foreigners.",
    "All immigrants are scum and you employ them.",
    "What a bunch of cretins",
    "You are a disgrace to the human race",
    "Your manager is as thick as two short planks.",
    "She was an absolute cow to me on the phone.",
    "God help the moron who designed this form.",
    "I hope you burn in hell",
]
DISGUISED = [
    "You f***ing 1d10t",
    "y o u   a r e   a n   i d i o t",
    "You are a c.u.n.t",
    "f u c k   y o u",
    "You stu\u200bpid b\u0456tch",
    "\u0443\u043eu \u0430r\u0435 an \u0456d\u0456\u043et",
    "fuuuuuck youuuu",
    "You are all @$$holes",
    "FUK U",
    "you m0r0ns",
    "ｙｏｕ ａｒｅ ａ ｍｏｒｏｎ",
    "you i\u0301d\u0301i\u0301o\u0301t",
    "\U0001f595",
]
THREATS = [
    "I'm going to kill you.",
    "Watch your back.",
    "I know where you work.",
    "I know what time you finish and where you park.",
    "I will come down there and break your legs",
    "I'll be waiting outside when she finishes.",
    "It would be a shame if something happened to your driver.",
    "Someone in your shop is going to get hurt.",
    "Tell your manager he is a dead man.",
    "You won't see it coming.",
    "I'll smash your face in",
    "I will burn down your office.",
    "i will k i l l you",
    "I own a shotgun and I know your home address",
    "Somebody should shoot your whole team.",
    "You had better look over your shoulder tonight.",
    "My brothers will pay you a visit at night",
    "You deserve to be shot.",
    "I'm going to strangle the idiot who packed this",
    "I am coming to your shop and I will make you regret it.",
]
NOT_ABUSE = [
    "Where the fuck is my order?",
    "THIS IS THE THIRD DAMN TIME. Where the hell is it???",
    "This damn kettle leaks.",
    "The bloody thing does not work.",
    "What a joke of a company.",
    "Your service is shit.",
    "Your website is a piece of shit",
    "This is bullshit and I want my money back",
    "Your policy is stupid.",
    "What a stupid rule",
    "I am so pissed off.",
    "Pissed off does not begin to describe it.",
    "You lost my bag and you ruined my holiday.",
    "Worst airline ever. I will never fly with you again.",
    "You people never answer your phone.",
    "I hate your new website.",
    "Your driver called my wife a stupid cow.",
    "Your agent told me to fuck off and I want an apology",
    'He shouted "you idiot" at my son.',
    "I was treated like an idiot by your colleague.",
    "Stupid me, I clicked twice.",
    "I'm such an idiot, I gave you the wrong address",
    "I feel like a moron for trusting the date.",
    "I never said that you are stupid.",
    "You are not an idiot, so please read it again.",
    "I ordered the cock-au-vin.",
    "One shuttlecock is missing.",
    "I live in Scunthorpe, do you deliver here?",
    "Do you have Moby Dick in paperback?",
    "Is Dick Francis in stock?",
    "Do you sell The Idiot by Dostoevsky?",
    "My therapist recommended this lamp.",
    "We keep guinea pigs and cows, which hay do I need?",
    "The bitch is a pedigree whippet, have you a coat in her size?",
    "I need a garden hoe.",
    "The faggots you sold me were tasty.",
    "You guys kick ass.",
    "Holy shit, that was fast, thank you!",
    "Is there access for disabled people?",
    "My husband is Muslim, do you have halal meals?",
    "No woman deserves to be treated like that.",
    "Do these come in black for women?",
    "Get your shit together and send it.",
    "Oh shit, I ordered the wrong size",
    "There is no silly question, is there?",
    "You are wonderful, thank you so much.",
    "My husband ordered it, he is an idiot and forgot the code.",
    "You guys are insane, best prices anywhere.",
    "Your chatbot is an idiot, may I talk to a person?",
    "My father died, please close his account.",
]
NOT_THREATS = [
    "I could kill for a coffee.",
    "You're killing me with these prices.",
    "My feet are killing me in these shoes.",
    "A killer deal!",
    "Would it kill you to answer?",
    "Shoot me an e-mail when it arrives.",
    "I'll shoot you an email tomorrow.",
    "Can you beat their price?",
    "The battery is dead.",
    "Do you have the book where he wants to kill the king?",
    "I will sue you.",
    "I will come to your shop tomorrow and speak to the manager.",
    "I know where you are, I passed your shop yesterday.",
    "I will find you another example.",
    "Hang on, I will find it.",
    "The bath bombs were crushed.",
    "I am going to hit you with a bad review.",
    "This will kill your business.",
    "You will regret losing me as a customer.",
    "I want to strangle this printer.",
    "The plug gave me a shock and burned my hand.",
    "Please do not let the driver leave it outside after dark.",
]


@pytest.mark.parametrize("text", AT_PEOPLE + DISGUISED)
def test_what_is_aimed_at_people_is_abusive(text: str) -> None:
    """Insult, contempt, degrading and sexual remarks are abuse, however they are spelled."""
    assert read(text).level == "abusive"


@pytest.mark.parametrize("text", THREATS)
def test_harm_to_a_person_is_a_threat(text: str) -> None:
    """Harm announced, wished for or hinted at is a threat."""
    assert read(text).level == "threat"


@pytest.mark.parametrize("text", NOT_ABUSE + NOT_THREATS)
def test_anger_at_the_matter_is_not_abuse(text: str) -> None:
    """Oaths, complaint, reported insults, self-mockery and look-alikes are never abuse."""
    assert read(text).level in ("none", "rude")


@pytest.mark.parametrize(
    "text",
    ["Thanks for nothing.", "Do your job.", "Can you even read?", "Are you deaf?", "You are useless.", "You liars!"],
)
def test_discourtesy_is_rude(text: str) -> None:
    """Sarcasm and scorn stop short of abuse."""
    assert read(text).level == "rude"


@pytest.mark.parametrize("text", ["", " ", "When do you open?", "Please send me an invoice.", "It never arrived."])
def test_a_civil_letter_is_nothing(text: str) -> None:
    """Ordinary letters bear no level at all."""
    assert read(text) == Abuse()


def test_evidence_is_the_customers_own_words() -> None:
    """The span covers the insult as it was typed."""
    text = "Where is it? You f***ing 1d10t, answer me."
    assert [span.of(text) for span in read(text).evidence] == ["You f***ing 1d10t"]


def test_abuse_in_the_subject_is_found_there() -> None:
    """What only the subject says is evidence in the subject."""
    found = read("Where is my order?", "You are idiots")
    assert (found.level, found.place) == ("abusive", "subject")
    assert found.evidence[0].of("You are idiots") == "You are idiots"


def test_a_threat_outweighs_an_insult() -> None:
    """The gravest level counts, and its evidence alone is given."""
    found = read("You idiot. I am going to kill you.")
    assert found.level == "threat"
    assert all("idiot" not in span.of("You idiot. I am going to kill you.") for span in found.evidence)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_never_raises_and_evidence_lies_inside(text: str) -> None:
    """Whatever the characters, a value comes out and its spans lie in the text."""
    assert all(span.end <= len(text) and span.of(text).strip() for span in read(text).evidence)


PIECES = ["you ", "are ", "fuck", "idiot ", "i will ", "kill ", "\u200b", '"', "!", "ｙｏｕ ",
          "b1tch ", "\u0301", "s t u "]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_pieces_of_abuse_never_break_it(text: str) -> None:
    """Telling words in any order give spans inside the text."""
    assert all(span.end <= len(text) for span in read(text, text).evidence)


@pytest.mark.parametrize(
    "piece", ["?!", "x", "a\u0301\u0302", "\u202ex", "fuck you ", "f u c k ", "f*", "i will kill the ", '"\'', "you. "]
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """A hundred thousand characters of anything are read at once."""
    text = (piece * 100_000)[:100_000]
    start = time.perf_counter()
    abuse(text, text, (), meaning=WORDING)
    assert time.perf_counter() - start < 20  # it does not hang; how fast it is, make bench says


def test_with_vectors_anger_is_still_not_abuse() -> None:
    """The head adds what no list holds, and calls none of the harmless examples abuse."""
    pytest.importorskip("onnxruntime")
    meaning = load()
    wrong = [
        text
        for text in NOT_ABUSE + NOT_THREATS
        if abuse(text, "", sentences(text), meaning=meaning).level not in ("none", "rude")
    ]
    assert not wrong


def test_the_head_hears_what_no_list_holds() -> None:
    """With vectors, contempt in words that stand in no list is abuse."""
    pytest.importorskip("onnxruntime")
    text = "You are the most brainless lump of lard that ever sat at a desk."
    assert abuse(text, "", sentences(text), meaning=load()).level == "abusive"
