"""Whatever parts come together in one letter, it reads as one: whole sentences, no holes, nothing twice."""

from __future__ import annotations

import re
from itertools import combinations, permutations

import pytest

from assistant.drafting import checks
from assistant.drafting.checks.case import Case, paragraphs
from assistant.drafting.listing import own_numbers
from assistant.model import Asked, History
from assistant.parsing import parse_html
from tests.builders import NOW, RULES, circumstances, drafted, job, reading

ASKED: dict[str, str | None] = {
    "When are you open?": "hours",
    "What does a service cost?": "service",
    "Do you mend gears?": None,
    "Is my bicycle ready?": "job-status",
    "My repair is late.": "late-repair",
    "Can I return it after a month?": "late-return",
}
SETS = [*permutations(ASKED, 1), *permutations(ASKED, 2), *combinations(ASKED, 3), *combinations(ASKED, 4)]
HOLDING = RULES.replace("  address:", "  gaps: holding-reply\n  answer_within: 2 working days\n  address:")


def told(words: tuple[str, ...], *, known: bool, **given: object) -> Case:
    """The letter to these questions; `known` says whether the job is."""
    lines = [f"{number}. {each}" for number, each in enumerate(words, 1)] if given.pop("by_number", False) else words
    rules = str(given.pop("rules", RULES))
    around = circumstances(history=given.pop("history", History()))
    read = reading("\n".join(lines), *words, **given)  # type: ignore[arg-type]
    found = job() if known else None
    return drafted(read, *(ASKED[each] for each in words), found=found, rules=rules, around=around)[2]


def faults(case: Case) -> list[str]:
    """What a reader would stumble over."""
    text = case.draft.text
    found = [name for name, pattern in {
        "a blank too many": r"  |\n | \n|\n{3}",
        "a stop too many": r"\.\.|[?!,;:]\.| [.,;:!?]",
        "a word twice": r"(?i)\b(\w+) \1\b",
        "a small letter first": r"(?:[.!?] |\n\n)(?:\d\. )?[a-z]",
    }.items() if re.search(pattern, text)]  # fmt: skip
    body = [span.of(text) for span in paragraphs(text, case.body_end)][1:]
    found += [f"no end: {block}" for block in body if not re.search(r"(?:[.!?]| \]\])$", block)]
    sentences = [each for block in body for each in re.split(r"(?<=[.!?]) ", block) if len(each.split()) > 2]
    found += [f"twice: {each}" for each in {each for each in sentences if sentences.count(each) > 1}]
    page = parse_html(case.draft.html)
    witness = f"{page.own_words} {page.quoted} {page.signature}".replace("> ", " ").split()
    if witness != f"{text} {case.draft.quotation}".replace("> ", " ").split():
        found.append("the page says something else")
    return found


def wrong(case: Case) -> list[str]:
    """The checks that fail, but for those that only tell of a line that waits."""
    waits = {"every-question-answered"} if case.draft.gaps else set()
    return [f"{each.code}: {each.text}" for each in checks.run(case) if each.ok is False and each.code not in waits]


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_every_combination_reads_as_one_letter(known: bool) -> None:
    """Answers, a firm no, a remedy with a choice, a question back and a line that waits, in any order."""
    for words in SETS:
        for given in ({}, {"by_number": True}, {"complaint": True}, {"signed": "Lea Brandt"}):
            case = told(words, known=known, **given)
            assert (faults(case), wrong(case)) == ([], []), case.draft.text


def test_a_holding_reply_in_every_combination() -> None:
    """What is covered is answered first, whatever is asked back or refused beside the promise."""
    for words in SETS:
        for given in ({}, {"by_number": True}, {"complaint": True}):
            case = told(words, known=False, rules=HOLDING, **given)
            assert (faults(case), wrong(case)) == ([], []), case.draft.text


def test_a_death_in_every_combination() -> None:
    """The word of sympathy stands where it reads well, once."""
    for words in SETS:
        case = told((*words,), known=True, marks=(("bereavement", words[0]),))
        assert (faults(case), wrong(case)) == ([], []), case.draft.text
        assert len(re.findall(r"condolences|sympathy|thoughts are with", case.draft.text)) <= 1


def test_what_was_answered_before_gets_a_word_beside_the_new() -> None:
    """One sentence points to the letter before; the new question has its answer."""
    old = "What does a service cost?"
    history = History(asked=(Asked(old, NOW, "question", None, "service", NOW),))
    case = told(("When are you open?", old), known=False, history=history, in_reply_to=("<before@pedal.example>",))
    assert [one.state for one in case.plan.planned] == ["answered", "answered-before"]
    assert "£45" not in case.draft.text
    pointing = r"\n\n(?:About the rest we wrote to you earlier|The rest stands in our earlier message)"
    assert re.search(pointing, case.draft.text)
    assert (faults(case), wrong(case)) == ([], [])


def test_what_else_they_asked_is_led_over_to() -> None:
    """After a remedy with a choice, an answer to something else does not begin out of nowhere."""
    case = told(("My repair is late.", "When are you open?"), known=True, complaint=True)
    leading = r"\n\n(?:You also wrote about something else|There was another point in your message)\. We are open"
    assert re.search(leading, case.draft.text)
    case = told(("My repair is late.", "When are you open?", "Do you mend gears?"), known=True, complaint=True)
    assert "\n\nWe are open" in case.draft.text
    assert own_numbers(case.reading.message.own_words, case.plan.planned) == ()
