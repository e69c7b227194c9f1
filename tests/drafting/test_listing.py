"""The numbers before the answers of one letter: right ones are known, wrong ones are figures that nobody approved."""

from __future__ import annotations

from assistant.drafting import checks
from assistant.drafting.checks import nothing_unasked, only_approved_facts
from assistant.drafting.checks.case import Case
from assistant.drafting.listing import label, own_numbers
from assistant.model import Planned, Question, Reason, Span
from tests.builders import drafted, reading, templates
from tests.drafting.spoiling import edited

OPEN, COST, GEARS = "When are you open?", "What does a service cost?", "Do you mend gears?"


def planned(text: str, *questions: str, place: str = "body") -> tuple[str, ...]:
    """The customer's own numbers of these questions."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in questions]
    made = [Question(words, span, place) for words, span in zip(questions, spans, strict=True)]  # type: ignore[arg-type]
    return own_numbers(text, [Planned(one, "gap", Reason("no-rule", "Nothing is like it.")) for one in made])


def three(text: str = f"{OPEN} {COST} {GEARS}") -> Case:
    """Three questions, the last of which nothing covers."""
    return drafted(reading(text, OPEN, COST, GEARS), "hours", "service", None)[2]


def test_the_customers_own_numbers_are_read() -> None:
    """Figures and letters, with a stop or a bracket, however far in they stand."""
    assert planned(f"Hi\n1. {OPEN}\n2. {COST}", OPEN, COST) == ("1", "2")
    assert planned(f"  a) {OPEN}\n\n  b) {COST}", OPEN, COST) == ("a", "b")
    assert planned(f"(3) {OPEN}\n(4) {COST}", OPEN, COST) == ("3", "4")


def test_numbers_that_not_every_question_has_are_none() -> None:
    """A question without a number, a number twice, one alone, a number within a line, a question of before."""
    assert planned(f"1. {OPEN}\n{COST}", OPEN, COST) == ()
    assert planned(f"1. {OPEN}\n1. {COST}", OPEN, COST) == ()
    assert planned(f"1. {OPEN}", OPEN) == ()
    assert planned(f"Ask 1. {OPEN}\nAsk 2. {COST}", OPEN, COST) == ()
    assert planned(f"1. {OPEN}\n2. {COST}", OPEN, COST, place="earlier") == ()


def test_labels() -> None:
    """By position, or by the customer's numbers, several where one answer has several questions."""
    assert [label(n, (n - 1,), ()) for n in (1, 2)] == ["1.", "2."]
    assert label(2, (1,), ("a", "b")) == "b)"
    assert label(1, (0, 3), ("1", "2", "3", "4")) == "1, 4."


def test_two_answers_are_paragraphs() -> None:
    """They need no numbers."""
    text = f"{OPEN} {COST}"
    said = drafted(reading(text, OPEN, COST), "hours", "service")[1].text
    assert "\n\nWe are open Monday to Saturday from 8:30 to 18:00.\n\nA full service costs £45.\n\n" in said


def test_three_answers_are_a_list() -> None:
    """The line that waits for the owner has its number, too, and the checks know the numbers."""
    case = three()
    assert "\n\n1. We are open Monday to Saturday from 8:30 to 18:00.\n\n2. A full service costs £45.\n\n" in (
        case.draft.text
    )
    assert f'\n\n3. [[ ANSWER NEEDED: "{GEARS}" ]]\n\n' in case.draft.text
    failed = [check.code for check in checks.run(case) if check.ok is False]
    assert failed == ["every-question-answered"]


def test_a_list_in_the_customers_numbers() -> None:
    """Two numbered questions are answered by number."""
    text = f"b) {OPEN}\nc) {COST}"
    case = drafted(reading(text, OPEN, COST), "hours", "service")[2]
    assert "\n\nb) We are open Monday to Saturday from 8:30 to 18:00.\n\nc) A full service costs £45.\n" in (
        case.draft.text
    )
    assert all(check.ok is not False for check in checks.run(case))


def test_one_answer_to_two_numbered_questions() -> None:
    """It stands once, with both numbers."""
    late = "Until when on Saturday?"
    text = f"1. {OPEN}\n2. {COST}\n3. {late}"
    case = drafted(reading(text, OPEN, COST, late), "hours", "service", "hours")[2]
    assert "\n\n1, 3. We are open Monday to Saturday from 8:30 to 18:00.\n\n2. A full" in case.draft.text
    assert all(check.ok is not False for check in checks.run(case))


def test_a_wrong_number_is_no_label() -> None:
    """It is a figure that nobody approved, in a place where the template has no words."""
    for wrong in ("2. We are", "7. We are", "1.5 We are", "1. 2. We are"):
        spoiled = edited(three(), "1. We are", wrong)
        assert only_approved_facts.check(spoiled).ok is False, wrong
    spoiled = edited(three(), "2. A full", "B) A full")
    assert nothing_unasked.check(spoiled).ok is False


def test_a_number_within_a_line_is_no_label() -> None:
    """A list's numbers begin their lines."""
    spoiled = edited(three(), "\n\n2. A full", " 2. A full")
    assert only_approved_facts.check(spoiled).ok is False


def test_the_page_marks_a_numbered_line_that_waits() -> None:
    """It is seen as one, whatever stands before it."""
    page = three().draft.html
    assert page.count("background-color: #fff3bf") == 1
    assert "answers.txt.j2" in templates()
