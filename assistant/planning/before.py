"""What a letter of ours in this thread answers already and is only repeated in the new message.

Repeated is what stands there in the same words, or a trouble that is told again, beside something new. Who asks
nothing but the same once more, or asks it in words of their own, is answered again.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.meaning.wording import words
from assistant.model import Asked, Match, Question
from assistant.understanding.related import content, repeats

_LONG = 4                           # words from which a question is known again inside a longer one
_MOSTLY = 0.8                       # of the longer one's words must be the shorter one's


def repeated(matches: Sequence[Match], asked: Sequence[Asked]) -> dict[int, Asked]:
    """The matches whose question was answered before and is not asked anew, by their index."""
    known = [each for each in reversed(asked) if each.answered is not None and not each.asked_back]
    own = [number for number, match in enumerate(matches) if match.question.place != "earlier"]
    found: dict[int, Asked] = {}
    for number in own:
        match = matches[number]
        same = (
            each for each in known if match.accepted in (None, each.answer) and _says_again(match.question, each)
        )
        again = next(same, None)
        if again is not None:
            found[number] = again
    anew = {matches[number].accepted for number in own if number not in found}
    found = {number: each for number, each in found.items() if each.answer not in anew}
    return found if len(found) < len(own) else {}


def _says_again(question: Question, asked: Asked) -> bool:
    mine, theirs = words(question.text), words(asked.text)
    if mine == theirs:
        return True
    short, long = sorted((mine, theirs), key=len)
    if len(short) >= _LONG and len(short) >= _MOSTLY * len(long) and f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    both = question.kind == asked.kind == "problem"
    return both and repeats(question.text, asked.text, content(question.text), content(asked.text))
