"""A message read with what came before it: questions still open come back, a follow-up leans on the last question.

What is known of before is a History; of the message itself nothing is read anew.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.meaning import Meaning
from assistant.model import Asked, History, Message, Question, Span, Understanding
from assistant.understanding.following import followed, takes_a_place
from assistant.understanding.patterns import pattern
from assistant.understanding.related import Nearness, content, points_back

# "One more thing:" begins anew; its "one" points at nothing.
_ANEW = pattern(
    r"^\W*(?:and |just |oh,? )*(?:one (?:more|other|last)|another) (?:quick |small )?(?:thing|question)\b\W*"
)
_GOES_ON = pattern(r"^\W*(?:and|or|what about|how about|same)\b")


def resumed(understanding: Understanding, message: Message, history: History, *, meaning: Meaning) -> Understanding:
    """The understanding with the context of a follow-up, and after its own questions those that are still open.

    Open are those that were parked, those that only a draft answers which was not used yet and is replaced now, and
    those of this thread for which our letter asked something back.
    """
    questions = understanding.questions
    if history.asked:
        questions = _followed(questions, history.asked)
    # Reply-To may name anybody: what a person asked is taken up only in what is from their own address.
    still = (*history.parked, *history.again, *_asked_back(history.asked))
    if still and message.own_address:
        questions = (*questions, *_open(questions, still, meaning))
    return understanding if questions is understanding.questions else replace(understanding, questions=questions)


def _followed(questions: tuple[Question, ...], asked: tuple[Asked, ...]) -> tuple[Question, ...]:
    """The questions, the first of which leans on what their last message asked: "and in blue?"."""
    number = next((n for n, question in enumerate(questions) if question.place == "body"), None)
    if number is None or not _leans(questions[number].text):
        return questions
    first = questions[number]
    whole = followed(_before(first, asked), first.meaning)
    made = []
    for question in questions:
        chained = question.about is not None and question.about.startswith(first.meaning)
        leads = question is first or chained
        rest = question.meaning[len(first.meaning) :] if leads else ""
        made.append(replace(question, about=whole + rest) if leads else question)
    return tuple(made)


def _asked_back(asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """The questions for which something is missing, by the last that was said to each."""
    last = {each.text: each for each in asked}
    return tuple(each for each in last.values() if each.asked_back and each.answered is not None)


def _leans(text: str) -> bool:
    anew = _ANEW.match(text)
    text = text[anew.end() :] if anew is not None else text
    return bool(_GOES_ON.match(text)) or points_back(text) or len(content(text)) <= 1


def _before(question: Question, asked: tuple[Asked, ...]) -> str:
    """The question before that is meant: of the last message one on the same matter, else the last.

    "And to Sweden?" goes on with the last that says where to, though the message before asked something else.
    """
    matter = content(question.meaning)
    last = [each for each in asked if each.when == asked[-1].when]
    near = [each for each in last if content(each.meaning) & matter]
    like = [each for each in asked if takes_a_place(each.meaning, question.text)]
    return (near or like or last)[-1].meaning


def _open(questions: tuple[Question, ...], still: tuple[Asked, ...], meaning: Meaning) -> tuple[Question, ...]:
    """What is open and not asked anew, as questions of the place "earlier"."""
    near = Nearness([question.meaning for question in questions] + [each.meaning for each in still], meaning)
    kept: list[int] = []
    for number in range(len(questions), len(questions) + len(still)):
        if not any(near.same(other, number) for other in (*range(len(questions)), *kept)):
            kept.append(number)
    found: list[Question] = []
    at = 0
    for number in kept:
        each = still[number - len(questions)]
        span = Span(at, at + len(each.text))
        found.append(Question(each.text, span, "earlier", each.kind, each.about, each.when))
        at = span.end + 1
    return tuple(found)
