"""Ready drafts of real conversations and of many letters, spoiled in thousands of ways: each is caught."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant import meaning, ruleset
from assistant.drafting import checks
from assistant.drafting.checks import (
    complaint_order,
    ends_on_a_good_note,
    every_question_answered,
    nothing_unasked,
    only_approved_facts,
    plain_to_read,
    well_addressed,
)
from assistant.drafting.checks.case import Case, paragraphs
from assistant.drafting.checks.figures import figures
from assistant.model import Circumstances, Span
from assistant.parsing import parse
from tests.bench.letters import letters
from tests.drafting.spoiling import put

ROOT = Path(__file__).parent.parent.parent
WHEN = Circumstances(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), ours=("hello@mulberryyard.example",), account="shop")
ANSWERS = ("answer", "decline", "instead", "ask")
LETTERS = 40
T = TypeVar("T")

many = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@cache
def ready() -> tuple[Case, ...]:
    """Every ready draft of the conversations and of composed letters, with the example's rules."""
    prepared = ruleset.load(meaning.load(), ROOT / "rules.yaml")[1]
    raws = [path.read_bytes() for path in sorted((ROOT / "tests" / "conversations").glob("*/message.eml"))]
    found = []
    for raw in [*raws, *letters(0, LETTERS)]:
        came = ruleset.assist(parse(raw), prepared, ROOT, WHEN)
        if came.draft is not None and came.draft.ready:
            found.append(Case(came.reading, came.plan, came.draft, prepared.rulebook, prepared.templates, WHEN))
    return tuple(found)


@cache
def complaints_ready() -> tuple[Case, ...]:
    """Those of them that answer a complaint."""
    return tuple(case for case in ready() if case.plan.shape == "complaint")


# Numbers and not cases: what hypothesis tells of a failure stays readable.
cases = st.integers(0, 9_999)


numbers_of_places = st.integers(0, 999_999)


def pick(of: Sequence[T], number: int) -> T:
    """One of them, by a number."""
    return of[number % len(of)]


def words_end(case: Case) -> list[int]:
    """The places after a word or a sentence, before a blank."""
    return [found.start() for found in re.finditer(r"(?<=\S)(?=\s)", case.draft.text)]


def sentences_end(case: Case) -> list[int]:
    """The places after a sentence, between the greeting and the signature."""
    begin = case.parts("greeting")[0].span.end
    ends = (found.end() for found in re.finditer(r"[.!?](?=\s)", case.draft.text[: case.body_end]))
    return [end for end in ends if end > begin]


def test_there_are_ready_drafts_of_every_sort() -> None:
    """Enough to spoil, and each of them holds now."""
    assert len(ready()) >= 20
    assert {"ordinary", "complaint", "calm"} <= {case.plan.shape for case in ready()}
    assert all(check.ok is not False for case in ready() for check in checks.run(case))


@many
@given(cases, numbers_of_places)
def test_a_deleted_answer_is_caught(which: int, number: int) -> None:
    """Whichever of them."""
    case = pick(ready(), which)
    answers = [part for part in case.draft.parts if part.questions and part.kind in ANSWERS]
    assume(answers)
    gone = pick(answers, number).span
    assert every_question_answered.check(put(case, gone.start, gone.end, "")).ok is False


@many
@given(cases, numbers_of_places)
def test_swapped_figures_are_caught(which: int, number: int) -> None:
    """Any two figures of the letter in each other's place, in digits or in words, months among them."""
    case = pick(ready(), which)
    parts = [part for part in case.draft.parts if part.source is not None]
    named = case.plan.reference.lower()
    found = [(figure, place) for part in parts for figure, place in figures(case.said(part), part.span.start)]
    words = [(place.of(case.draft.text), place) for figure, place in found if figure != named]
    assume(len({said for said, _ in words}) > 1)
    one = pick(words, number)
    two = pick([each for each in words if each[0] != one[0]], number // 1000)
    first, second = sorted((one[1], two[1]))
    said = first.of(case.draft.text), second.of(case.draft.text)
    swapped = put(put(case, second.start, second.end, said[0]), first.start, first.end, said[1])
    assert only_approved_facts.check(swapped).ok is False


@many
@given(cases, numbers_of_places)
def test_an_apology_elsewhere_is_caught(which: int, number: int) -> None:
    """After the remedy, after what changed, or last of all."""
    case = pick(complaints_ready(), which)
    apology = case.parts("apology")[0]
    words = case.said(apology)
    understood = case.parts("understanding")[0].span
    later = [part for part in case.draft.parts if part.source is not None and part.span > understood]
    later = [part for part in later if part.kind != "signature"]
    target = pick(later, number)
    end = target.span.end
    moved = put(case, end, end, f" {words}")
    parts = (*moved.draft.parts, replace(apology, span=Span(end + 1, end + 1 + len(words))))
    moved = replace(moved, draft=replace(moved.draft, parts=tuple(p for p in parts if p != apology)))
    moved = put(moved, apology.span.start, apology.span.end, "")
    parts = tuple(sorted(moved.draft.parts, key=lambda part: part.span))
    spoiled = replace(moved, draft=replace(moved.draft, parts=parts))
    assert words in spoiled.draft.text
    assert complaint_order.check(spoiled).ok is False


numbers = st.integers(1001, 9998)
months = st.sampled_from(["January", "March", "April", "June", "July", "August", "September", "October", "November"])
tens = st.sampled_from(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
units = st.sampled_from(["two", "three", "four", "five", "six", "seven", "eight", "nine"])
hosts = st.from_regex(r"[a-z]{5,9}-[a-z]{3,8}\.(?:example|test|shop)", fullmatch=True)
unapproved = st.one_of(
    st.builds("£{}.{:02}".format, numbers, st.integers(1, 99)),
    st.builds("{} euros".format, numbers),
    st.builds("{}%".format, numbers),
    st.builds("{}-{} pounds".format, tens, units),
    st.builds("{} {} per cent".format, tens, units),
    st.builds("on {} {} {}".format, st.integers(1, 28), months, numbers),
    st.builds("by {} {}".format, months, numbers),
    st.builds("https://{}/{}".format, hosts, numbers),
    st.builds("www.{}".format, hosts),
    hosts,
    st.builds("{}@{}".format, months.map(str.lower), hosts),
    st.builds("{}:{}".format, numbers, numbers),
    st.sampled_from(["a fortnight", "a dozen", "twofold, or thrice", "within an hour", "at midnight", "¾"]),
)


@settings(many, max_examples=1000)
@given(cases, unapproved, numbers_of_places)
def test_an_unapproved_figure_is_caught(which: int, figure: str, number: int) -> None:
    """An amount, a date, a percentage, a link or an address, in digits or words, after any word of the letter."""
    case = pick(ready(), which)
    at = pick(words_end(case), number)
    found = only_approved_facts.check(put(case, at, at, f" {figure}"))
    assert found.ok is False, figure


promises = st.builds(
    "{} {}".format,
    st.sampled_from(["We will", "We'll", "We shall", "I will", "We are going to", "We promise to", "We pledge to"]),
    st.sampled_from(["send it again.", "see to it.", "be quicker.", "come by.", "bring a gift.", "call you."]),
) | st.sampled_from([
    "A voucher is yours.", "You get a full refund.", "Postage is free of charge.", "Your parcel is on its way.",
    "It comes at no extra cost.", "You have our word.", "The repair is on the house.", "We waive the fee.",
])  # fmt: skip


@many
@given(cases, promises, numbers_of_places)
def test_a_promise_nobody_made_is_caught(which: int, promise: str, number: int) -> None:
    """After any sentence of the letter, its closing included."""
    case = pick(ready(), which)
    at = pick(sentences_end(case), number)
    assert only_approved_facts.check(put(case, at, at, f" {promise}")).ok is False


@many
@given(cases, st.from_regex(r"[A-Z][a-z]{3,9}(?: [a-z]{3,9}){2,6}\.", fullmatch=True), numbers_of_places)
def test_words_of_nobody_are_caught(which: int, words: str, number: int) -> None:
    """Any other sentence that neither the rules nor the template brought."""
    case = pick(ready(), which)
    at = pick(sentences_end(case), number)
    assert nothing_unasked.check(put(case, at, at, f" {words}")).ok is False


@many
@given(cases, numbers_of_places)
def test_a_paragraph_twice_is_caught(which: int, number: int) -> None:
    """Wherever it stands again."""
    case = pick(ready(), which)
    blocks = list(paragraphs(case.draft.text, case.body_end))
    again, after = pick(blocks, number), pick(blocks, number // 1000)
    twice = put(case, after.end, after.end, "\n\n" + again.of(case.draft.text))
    assert plain_to_read.check(twice).ok is False


SYNTAX = [
    "{{ order.number }}", "{{", "}}", "{% if order %}", "{%- endif %}", "{# note #}", "{order}", "${order}",
    "%(order)s",
    "[name]", "[Your order number]", "[insert date]", "<date>", "<<order>>", "[[ ANSWER NEEDED: \"price\" ]]",
    "[[", "____",
    "TBC", "XXX", "undefined", "<b>bold</b>", "<script>", "&nbsp;", "\u202e", "\x00", "\ue000", "\u200b", "\ufeff",
]  # fmt: skip


@many
@given(cases, st.sampled_from(SYNTAX), numbers_of_places)
def test_template_syntax_is_caught(which: int, syntax: str, number: int) -> None:
    """Braces, places to fill, markup and what nobody sees, after any word."""
    case = pick(ready(), which)
    at = pick(words_end(case), number)
    assert plain_to_read.check(put(case, at, at, f" {syntax}")).ok is False


apologies = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "Again, ", "Once more: ", "And "]),
    st.sampled_from([
        "we are sorry", "our apologies", "we apologise", "forgive us", "mea culpa", "we regret it",
        "we beg your pardon",
        "that should never have happened", "it should not have happened", "we let you down", "please pardon us",
        "we are deeply ashamed", "the mistake is ours", "we fell short", "we feel terrible about it", "our bad",
    ]),
    st.sampled_from([".", "!", ", and wish you well.", " for the wait."]),
)  # fmt: skip


@many
@given(cases, apologies)
def test_an_apology_at_the_end_is_caught(which: int, apology: str) -> None:
    """In the last paragraph, in any words."""
    case = pick(ready(), which)
    last = list(paragraphs(case.draft.text, case.body_end))[-1]
    assert ends_on_a_good_note.check(put(case, last.end, last.end, f" {apology}")).ok is False


@many
@given(cases, st.from_regex(r"(?:Mr |Ms |Dr |)[A-Z][a-z]{2,8}(?: [A-Z][a-z]{2,8})?", fullmatch=True))
def test_a_name_from_elsewhere_is_caught(which: int, name: str) -> None:
    """A greeting with another name than theirs."""
    case = pick(ready(), which)
    assume(name != case.plan.addressee)
    greeting = case.parts("greeting")[0].span
    assert well_addressed.check(put(case, greeting.start, greeting.end, f"Dear {name},")).ok is False


@many
@given(cases, st.sampled_from(["0.", "7.", "12.", "2)", "b)", "1, 2.", "II."]), numbers_of_places)
def test_a_wrong_number_in_a_list_is_caught(which: int, wrong: str, number: int) -> None:
    """Each number before an answer is the right one, or it is a figure of nobody's."""
    lists = [case for case in ready() if len(case.labels) > 2]
    case = pick(lists, which)
    place = pick(case.labels, number)
    assume(place.of(case.draft.text).strip() != wrong)
    spoiled = put(case, place.start, place.end, f"{wrong} ")
    assert False in (only_approved_facts.check(spoiled).ok, nothing_unasked.check(spoiled).ok)


@many
@given(cases, numbers_of_places)
def test_two_answers_in_each_others_place_are_caught(which: int, number: int) -> None:
    """The words of one rule where the other's were planned."""
    letters_of_several = [case for case in ready() if len(case.parts("answer")) > 1]
    case = pick(letters_of_several, which)
    answers = [part.span for part in case.parts("answer")]
    one = pick(answers, number)
    two = pick([span for span in answers if span != one], number // 1000)
    first, second = sorted((one, two))
    said = first.of(case.draft.text), second.of(case.draft.text)
    spoiled = put(put(case, second.start, second.end, said[0]), first.start, first.end, said[1])
    assert every_question_answered.check(spoiled).ok is False
    assert nothing_unasked.check(spoiled).ok is False
