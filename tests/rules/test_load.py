"""The grammar of rules.yaml, read whole: from text to a Rulebook."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules import Loaded, load, references
from assistant.rules.rulebook import Answer, Choice, Decline, Fact, Gesture, Lookup, Rulebook

HEAD = "version: 1\nbusiness: {name: Corner Bakery}\n"

WHOLE = r"""
version: 1
business:
  name: Harbour Lane Books
  signature: "Warm regards,\nThe Harbour Lane Books team"
  address: formal                  # formal | as-signed
  timezone: Europe/London
  languages: [en]
  answer_within: 1 working day
  reference_prefix: HL

facts:
  opening_hours: Monday to Friday, 9:00 to 17:00
  refund_window: {value: 30 days, valid_until: 2027-06-30, owner: finance}

terms:
  returns: Books can be returned within {{ facts.refund_window }} of delivery.

lookups:
  order: {find: 'HL-\d{5}', csv: data/orders.csv, key: number, belongs_to: email}

answers:
  - name: opening-hours
    asks:
      - When are you open?
      - What time do you close on Saturdays?
    answer: We are open {{ facts.opening_hours }}.
    tests:
      matches: [are you guys open on a tuesday]
      not: [Do you have openings for a bookseller?]

  - name: late-parcel
    complaint: true
    asks: [My parcel has still not arrived, The order is a week late]
    needs: order
    without: May I ask for your order number? It begins with HL-.
    apology: I am sorry that your parcel is late.
    understanding: You planned around it, and waiting without news is frustrating.
    answer: Order {{ order.number }} left us on {{ order.shipped }}; the carrier expects it on {{ order.due }}.
    grants: [replacement, refund]
    choices:
      - We can send a second copy today.
      - {refund: "we refund {{ order.total }} in full"}
    assurance: We now check every parcel that has not moved for two days.
    goodwill: next-order

  - name: late-return
    asks: [Can I still return a book after two months?]
    decline: {term: returns, instead: We gladly offer you half its price as credit.}

complaint:
  apologies: [I am sorry that this went wrong.]
  understandings: [I can see how much trouble this has caused you.]
  assurances: [We look at every complaint together on Fridays.]

goodwill:
  next-order: {say: "Please use THANKYOU10 for 10% off your next order.", per_customer: 1, every: 90 days, in_all: 200}

closings: [We look forward to seeing you again soon., Enjoy the rest of your week.]

conduct: {swearing: draft, rude: draft, abuse: calm, abuse_with_questions: calm, calm_again_after: 2 weeks,
          violence: hold, self_harm: hold, danger: hold, legal: mark, publicity: hold}
senders: {never: [newsletter@example.com], always: [forms@example.org, "@example.net"]}
"""


def rulebook(text: str) -> Rulebook:
    """The Rulebook of a text without faults."""
    loaded = load(text)
    assert loaded.rulebook is not None, [str(fault) for fault in loaded.faults]
    assert loaded.faults == ()
    return loaded.rulebook


def test_the_whole_grammar_is_read() -> None:
    """Every key of the grammar arrives in the Rulebook, without a fault or a warning."""
    rules = rulebook(WHOLE)
    assert rules.business.signature == "Warm regards,\nThe Harbour Lane Books team"
    assert (rules.business.answer_within, rules.business.reference_prefix) == ("1 working day", "HL")
    assert rules.facts["opening_hours"] == Fact("opening_hours", "Monday to Friday, 9:00 to 17:00")
    assert rules.facts["refund_window"] == Fact("refund_window", "30 days", date(2027, 6, 30), "finance")
    assert rules.terms == {"returns": "Books can be returned within {{ facts.refund_window }} of delivery."}
    assert rules.lookups["order"] == Lookup("order", r"HL-\d{5}", "number", "data/orders.csv", "email")
    assert [answer.name for answer in rules.answers] == ["opening-hours", "late-parcel", "late-return"]
    assert rules.complaint.assurances == ("We look at every complaint together on Fridays.",)
    assert rules.goodwill["next-order"] == Gesture(
        "next-order", "Please use THANKYOU10 for 10% off your next order.", 1, timedelta(days=90), 200
    )
    assert rules.closings == ("We look forward to seeing you again soon.", "Enjoy the rest of your week.")
    assert (rules.conduct.calm_again_after, rules.conduct.publicity) == (timedelta(days=14), "hold")
    assert rules.senders.always == ("forms@example.org", "@example.net")


def test_an_answer_is_read_with_all_its_keys() -> None:
    """A complaint's answer keeps its lookup, its choices with their remedies, its gesture and its line."""
    late = rulebook(WHOLE).answer("late-parcel")
    assert late == Answer(
        name="late-parcel",
        asks=("My parcel has still not arrived", "The order is a week late"),
        answer="Order {{ order.number }} left us on {{ order.shipped }}; the carrier expects it on {{ order.due }}.",
        complaint=True,
        needs="order",
        without="May I ask for your order number? It begins with HL-.",
        apology="I am sorry that your parcel is late.",
        understanding="You planned around it, and waiting without news is frustrating.",
        grants=("replacement", "refund"),
        choices=(
            Choice("We can send a second copy today."), Choice("we refund {{ order.total }} in full", "refund"),
        ),
        assurance="We now check every parcel that has not moved for two days.",
        goodwill="next-order",
        line=WHOLE.split("\n").index("  - name: late-parcel") + 1,
    )


def test_a_firm_no_needs_no_answer() -> None:
    """A decline stands in the place of an answer."""
    late = rulebook(WHOLE).answer("late-return")
    assert late.answer is None
    assert late.decline == Decline("returns", "We gladly offer you half its price as credit.")


def test_an_answer_may_go_before_a_firm_no() -> None:
    """What is particular to the customer stands in `answer`, the term in `decline`."""
    text = HEAD + "terms: {returns: x}\nanswers:\n"
    text += "  - {name: a, asks: [x], answer: y, decline: {term: returns, instead: z}}\n"
    assert rulebook(text).answers[0].decline == Decline("returns", "z")


def test_tests_are_read() -> None:
    """Phrasings that are not taught are kept apart from those that are."""
    hours = rulebook(WHOLE).answer("opening-hours")
    assert (hours.tests_match, hours.tests_not) == (
        ("are you guys open on a tuesday",), ("Do you have openings for a bookseller?",)
    )


@pytest.mark.parametrize(
    "written",
    ["30", "yes", "no", "9:00", "2027-06-30", "1e3", "0x1F", "010", "£3.20", "1_000", "true", ".5", "1:30:45"]
)
def test_a_bare_value_stays_the_text_it_is(written: str) -> None:
    """Numbers, truth values, dates and times without quotes are the author's text, not YAML's guess."""
    rules = rulebook(f"{HEAD}facts:\n  a: {written}\n  b: {{value: {written}}}\n")
    assert [fact.value for fact in rules.facts.values()] == [written, written]


def test_bare_asks_stay_text() -> None:
    """A phrasing that YAML takes for a truth value or a number is a phrasing."""
    rules = rulebook(f"{HEAD}answers:\n  - name: n\n    asks: [No, 42, on]\n    answer: yes\n")
    assert (rules.answers[0].asks, rules.answers[0].answer) == (("No", "42", "on"), "yes")


def test_one_text_will_do_for_a_list_of_one() -> None:
    """`asks: When are you open?` is a list of one phrasing."""
    rules = rulebook(f"{HEAD}closings: Enjoy your week.\nanswers:\n  - {{name: n, asks: When?, answer: Now.}}\n")
    assert (rules.answers[0].asks, rules.closings) == (("When?",), ("Enjoy your week.",))


def test_empty_sections_are_as_good_as_none() -> None:
    """A heading with nothing below it is no fault."""
    sections = "facts terms lookups answers complaint goodwill closings conduct senders"
    rules = rulebook(HEAD + "".join(f"{section}:\n" for section in sections.split()))
    assert rules.answers == ()


def test_block_text_is_read_as_one_text() -> None:
    """Longer words in a block lose the block's last line break and keep those between."""
    rules = rulebook(f"{HEAD}answers:\n  - name: n\n    asks: [x]\n    answer: |\n      One.\n\n      Two.\n")
    assert rules.answers[0].answer == "One.\n\nTwo."


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    """A file saved by Notepad is the same file."""
    assert rulebook("\ufeff" + WHOLE.replace("\n", "\r\n")).answers == rulebook(WHOLE).answers


def test_the_digest_tells_one_text_from_another() -> None:
    """Any change of the text changes the digest."""
    assert rulebook(WHOLE).digest != rulebook(WHOLE + "#").digest
    assert len(rulebook(WHOLE).digest) == 64


def test_shared_parts_may_be_named_once() -> None:
    """YAML's own way to repeat a part (&name, *name) works."""
    rules = rulebook(
        f"{HEAD}answers:\n  - {{name: a, asks: &two [x, y], answer: A}}\n  - {{name: b, asks: *two, answer: B}}\n"
    )
    assert rules.answers[1].asks == ("x", "y")


def test_an_answer_may_do_without_its_lookup_words() -> None:
    """`needs` without `without` is allowed."""
    text = f"{HEAD}lookups:\n  order: {{find: A-9, csv: a.csv, key: n, belongs_to: e}}\n"
    rules = rulebook(text + 'answers:\n  - {name: a, asks: [x], needs: order, answer: "{{ order.n }}"}\n')
    assert rules.answers[0].needs == "order"


def test_references_are_the_names_that_words_use() -> None:
    """Each dotted name once, in order, in braces and in conditions, never in quotes, filters or comments."""
    words = (
        "{{ facts.hours|upper }} {# facts.no #} {{ order.due | default('facts.no') }} {{facts.hours}} "
        "{% if order.state == 'terms.no' and terms.returns %}{{ business.name }}{% endif %} facts.no"
    )
    assert references(words) == ("facts.hours", "order.due", "order.state", "terms.returns", "business.name")
    assert references("nothing { here }") == ()


def test_passages_know_their_place() -> None:
    """Every text of the author's is listed with its use and can be found again in the file."""
    text = f"{HEAD}answers:\n  - name: n\n    asks: [When?]\n    answer: >-\n      One two\n      three.\n"
    found = {passage.use: passage for passage in load(text).passages}
    assert found["ask"].at() == (5, 12)
    assert found["words"].text == "One two three."
    assert found["words"].at(found["words"].text.index("three")) == (8, 7)


def test_a_place_inside_escapes_is_found() -> None:
    """Escapes in double quotes do not shift the places behind them."""
    text = f'{HEAD}facts:\n  a: "caf\\u00e9\\t\\"x\\" {{{{ y"\n'
    [fault] = load(text).faults
    assert (fault.line, text.splitlines()[3][fault.column - 1 :][:2]) == (4, "{{")


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    """Any text gives a value: a Rulebook, or at least one fault that is an error."""
    loaded = load(text)
    assert isinstance(loaded, Loaded)
    assert (loaded.rulebook is None) == any(fault.severity == "error" for fault in loaded.faults)


PIECES = st.sampled_from([
    "version: 1", "business:", "{name: X}", "answers:", "  - name: a", "    asks: [x]", "    answer: y", "- ", ": ",
    "{{", "}}", "{", "}", "[", "]", '"', "'", "\n", "\n  ", "\t", "*a", "&a ", "!b", "|", ">", "#", "%", "---", "...",
    "facts.x", "facts:", "<<: *a", "? ", "\\", "decline:", "choices:", "refund: ", "lookups:", "find: (", "\x00", "é",
    "😀", "~", "null", "\r", "\u2028", "\x85", "conduct:", "every: 9", "tests:", "not:", "@", "`", ",", "terms:",
    "goodwill: 3", "closings: {",
])


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_mangled_rules_make_it_raise(text: str) -> None:
    """Pieces of the grammar in any order give faults with places inside the file."""
    loaded = load(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= fault.line <= lines for fault in loaded.faults)
    assert (loaded.rulebook is None) == any(fault.severity == "error" for fault in loaded.faults)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), PIECES)
def test_no_damage_to_good_rules_makes_it_raise(start: int, length: int, piece: str) -> None:
    """Good rules with something cut out or put in give a Rulebook or faults."""
    loaded = load(WHOLE[:start] + piece + WHOLE[start + length :])
    assert (loaded.rulebook is None) == any(fault.severity == "error" for fault in loaded.faults)


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "a: &a [*a, *a]", "a: &a {b: *a}"])
def test_nesting_without_end_is_a_fault(text: str) -> None:
    """Brackets in brackets, and parts that hold themselves, end in a fault."""
    loaded = load(text)
    assert loaded.rulebook is None
    assert loaded.faults


def test_aliases_that_multiply_are_a_fault() -> None:
    """A few lines that would unfold to a billion texts are refused."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    assert "endless" in {fault.code for fault in load("\n".join(lines)).faults}


def test_five_hundred_answers_take_less_than_three_seconds() -> None:
    """Ten phrasings an answer, quoted as JSON; reading time grows with the file and no faster."""
    lines = ["version: 1", "business: {name: X}", "answers:"]
    for number in range(500):
        lines += [f"  - name: {json.dumps(f'answer-{number}')}", "    asks:"]
        lines += [f"      - {json.dumps(f'how do I get thing {number} in way {way}, please?')}" for way in range(10)]
        lines += [f"    answer: {json.dumps(f'Thing {number} is with us.')}"]
    started = time.process_time()
    assert len(rulebook("\n".join(lines)).answers) == 500
    assert time.process_time() - started < 20  # it does not hang; how fast it is, make bench says
