"""complaint-order: one apology first and in their particulars, understanding, remedy, what changed; never defensive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import complaint_order
from assistant.drafting.checks.case import Case
from assistant.model import Part, Span
from tests.builders import RULES
from tests.drafting.letters import LATE, asking, changed, complaint, firm_no, ordinary, verdict

APOLOGIES = [
    "I am sorry that job PC1234 is not finished yet.",
    "We apologise for the long wait for your bicycle.",
    "Please accept our apologies for the week on foot.",
    "I am so sorry that you are still waiting for your bicycle.",
    "We deeply regret that your bicycle is not ready.",
    "Please forgive us for keeping you waiting so long.",
    "I am sorry that we let you down over job PC1234.",
    "I am sorry about the wait; that should never have happened.",
    "We are sorry that you had to ask twice about your bicycle.",
    "I am truly sorry that nobody told you of the delay.",
    "My apologies for the silence about your repair.",
    "I am sorry that your repair was forgotten. The mistake is ours.",
]
UNDERSTANDINGS = [
    "You need your bicycle every day, and a week on foot is long.",
    "You trusted us with it, and we let you down.",
    "A day without news is tiresome, and you had many.",
]
EVASIONS = [
    "I am sorry if you had to wait.",
    "I am sorry that you feel let down by the wait.",
    "We apologise for any inconvenience caused by this.",
    "I am sorry, but repairs do take time.",
    "I apologise should the wait have upset you.",
    "I am sorry you were so upset about the wait.",
    "We are sorry that you think it took too long.",
    "I am sorry for any trouble that the wait has caused.",
    "I am sorry about the wait, which was beyond our control.",
    "I am sorry that the carrier lost the part for your bicycle.",
    "I am sorry that a trainee forgot your bicycle.",
    "I am sorry that your bicycle was mislaid by a new colleague.",
    "I am sorry about the wait, which was due to an error in our computer system.",
    "I am sorry; in our defence, parts are scarce this year.",
    "I am sorry about the wait, though most customers do not complain.",
    "I am sorry about the wait; this hardly ever happens.",
    "I am sorry, although you did not tell us that it was urgent.",
    "I am sorry about the wait; you could have called.",
    "I am sorry about the alleged wait for your bicycle.",
    "Mistakes happen, and I am sorry about this one of ours.",
]
AGAIN = [
    "Once more, sorry.",
    "Again, our sincere apologies.",
    "Please forgive us.",
    "Mea culpa.",
    "That should never have happened.",
    "It ought not to have happened.",
    "We beg your pardon.",
    "We are deeply ashamed of it.",
    "We feel terrible about it.",
    "We let you down.",
    "We messed this up.",
    "We regret it very much.",
    "We hold our hands up.",
]


def turned(case: Case, first: str, second: str) -> Case:
    """The case with the parts of two kinds in each other's place, words and all."""
    text = case.draft.text
    one, two = (next(part for part in case.draft.parts if part.kind == kind) for kind in (first, second))
    one, two = sorted((one, two), key=lambda part: part.span)
    new = text[: one.span.start] + two.span.of(text) + text[one.span.end : two.span.start] + one.span.of(text)
    new += text[two.span.end :]
    shift = (two.span.end - two.span.start) - (one.span.end - one.span.start)

    def moved(part: Part) -> Part:
        start, end = part.span.start, part.span.end
        if part is one:
            return replace(part, span=Span(two.span.start + shift, two.span.end))
        if part is two:
            return replace(part, span=Span(one.span.start, one.span.start + end - start))
        between = one.span < part.span < two.span
        return replace(part, span=Span(start + shift, end + shift)) if between else part

    parts = tuple(sorted(map(moved, case.draft.parts), key=lambda part: part.span))
    return replace(case, draft=replace(case.draft, text=new, parts=parts))


@pytest.mark.parametrize("words", APOLOGIES)
def test_plain_apologies_pass(words: str) -> None:
    """Once, first, and for what happened to them."""
    found = verdict(complaint_order, changed(complaint(), "<apology>", words))
    assert found.ok is True, found.text
    assert [span.of(f"{LATE} I want my money back.") for _, span in found.about] == [LATE]


@pytest.mark.parametrize("words", UNDERSTANDINGS)
def test_understanding_may_own_up(words: str) -> None:
    """After the apology, what it meant for them, and that it was us."""
    assert verdict(complaint_order, changed(complaint(), "<understanding>", words)).ok is True


@pytest.mark.parametrize("words", EVASIONS)
def test_apologies_that_are_none_are_caught(words: str) -> None:
    """Hedged, defensive, correcting, or blaming somebody else."""
    found = verdict(complaint_order, changed(complaint(), "<apology>", words))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("words", AGAIN)
@pytest.mark.parametrize("after", ["It is ready on 5 March.", "From now on we call you on the day a repair slips."])
def test_a_second_apology_is_caught(words: str, after: str) -> None:
    """In other words and in another place it is one all the same."""
    assert verdict(complaint_order, changed(complaint(), after, f"{after} {words}")).ok is False


@pytest.mark.parametrize(
    "words", ["I am sorry.", "We are very sorry indeed.", "Our sincere apologies.", "It is late.", ""]
)
def test_an_apology_for_nothing_is_caught(words: str) -> None:
    """An apology says for what."""
    assert verdict(complaint_order, changed(complaint(), "<apology>", words)).ok is False


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("apology", "understanding"), ("apology", "answer"), ("apology", "assurance"), ("understanding", "answer"),
        ("understanding", "assurance"), ("answer", "assurance"), ("apology", "goodwill"), ("apology", "closing"),
    ],
)  # fmt: skip
def test_stages_out_of_order_are_caught(first: str, second: str) -> None:
    """Apology, understanding, remedy, assurance."""
    case = turned(complaint(), first, second)
    assert all(case.said(part) for part in case.draft.parts)
    assert verdict(complaint_order, case).ok is False


@pytest.mark.parametrize("kind", ["<apology>", "<understanding>", "<assurance>"])
def test_a_missing_stage_is_caught(kind: str) -> None:
    """Each of them is said."""
    assert verdict(complaint_order, changed(complaint(), kind, "")).ok is False


@pytest.mark.parametrize("offer", ["We refund it.", "A voucher is yours.", "We replace it.", "Your money back."])
def test_a_remedy_before_the_apology_is_caught(offer: str) -> None:
    """Nothing is offered before we have said sorry."""
    assert verdict(complaint_order, changed(complaint(), "<thanks>", f"Thank you. {offer}")).ok is False


@pytest.mark.parametrize(
    "words",
    [
        "The courier's driver damaged it.", "Our supplier failed us.", "Royal Mail delayed the part.",
        "This was caused by our new booking software.", "The website is to blame.", "Snow held it up: not our fault.",
        "An apprentice mixed up the tickets.", "The error of our warehouse is mended.",
    ],
)  # fmt: skip
def test_blame_is_caught_anywhere(words: str) -> None:
    """Carriers, suppliers, systems and colleagues are ours to answer for."""
    after = "It is ready on 5 March."
    assert verdict(complaint_order, changed(complaint(), after, f"{after} {words}")).ok is False


@pytest.mark.parametrize(
    "words",
    [
        "The carrier brings it to your door.", "Our supplier now sends chains every week.",
        "A colleague looks at each ticket twice.", "Our system now shows each ticket on the day it is due.",
        "From now on the workshop calls you before you need to ask.", "The bank shows it within two days.",
    ],
)  # fmt: skip
def test_speaking_of_others_is_no_blame(words: str) -> None:
    """What carriers and colleagues do well may be said."""
    assert verdict(complaint_order, changed(complaint(), "<assurance>", words)).ok is True


def test_condolence_is_no_second_apology() -> None:
    """To be sorry for a loss is no apology."""
    words = "You need your bicycle every day. We are so sorry for your loss."
    assert verdict(complaint_order, changed(complaint(), "<understanding>", words)).ok is True


def test_an_assurance_that_waits_for_the_owner_is_told() -> None:
    """It is never made up."""
    rules = RULES.replace("    assurance: From now on we call you on the day a repair slips.\n", "")
    rules = rules.replace("  assurances: [We now read every complaint together on Mondays.]\n", "")
    found = verdict(complaint_order, complaint(rules))
    assert found.ok is False
    assert "waits for you" in found.text


def test_it_applies_to_complaints() -> None:
    """To an ordinary letter and to a firm no it is nothing; asking back for a complaint's number it is."""
    assert verdict(complaint_order, ordinary()).ok is None
    assert verdict(complaint_order, firm_no()).ok is None
    assert verdict(complaint_order, asking()).ok is True
    assert verdict(complaint_order, turned(asking(), "apology", "ask")).ok is False
