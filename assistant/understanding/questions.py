"""The questions of one message: its sentences read clause by clause, then joined where several say one thing.

Wording has its voices in asks.py and problems.py; the small head "asks" is one more. A message of a person that
asks nothing outright is read for what it needs. Places are exact in own_words or in the subject.
"""

from __future__ import annotations

import re

from assistant.meaning import Meaning, heads
from assistant.model import Question, Span
from assistant.understanding.asks import Voice, given, idle, voice
from assistant.understanding.footers import advertises, signed_off
from assistant.understanding.joining import Heard, joined
from assistant.understanding.listening import afforded
from assistant.understanding.not_asking import OF_WHAT_WAS_SAID
from assistant.understanding.sentences import sentences as sentences_of
from assistant.understanding.splitting import clauses, tight
from assistant.understanding.wish import wanted

SURE = 0.5
LEARNED = 0.5                       # the probability from which the head is believed where no wording speaks
NEEDED = 0.75                       # the same for a statement of what is the matter
ALONE = 0.42                        # where a message asks nothing else
SPOKEN = 1.4                        # how much more a lone statement counts whose wording speaks as well
WITH_A_PLEA = 0.1                   # where all it asks is "Can you help?"
MOST = 40                           # clauses that are read by the head

_NEW_LINE = re.compile(r"\n[\s\-*•.)\d]{0,20}\Z")
_ANSWERING = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|sv|tr|antw|rif|r|vs)\s*(?:\[\d{1,3}\])?\s*:\s*)+", re.IGNORECASE)


def questions(text: str, subject: str, sentences: tuple[Span, ...], *, meaning: Meaning) -> tuple[Question, ...]:
    """Everything in `text` and `subject` that wants an answer, in order, the subject's first, each once."""
    body = joined(text, _heard(text, sentences, meaning), meaning)
    return _of_subject(subject, body, meaning) + body


def _heard(text: str, sentences: tuple[Span, ...], meaning: Meaning) -> list[Heard]:
    read = [(index, clause) for index, sentence in enumerate(sentences) for clause in clauses(text, sentence)]
    words = [clause.of(text) for _, clause in read]
    voices = [voice(each) for each in words]
    asks, needs = _chances(words, voices, meaning)
    found: list[Heard] = []
    needed: list[tuple[float, Heard]] = []
    before: Span | None = None
    said: Span | None = None            # the clause before, where it is a statement
    end = signed_off(text)
    for number, ((index, clause), spoken) in enumerate(zip(read, voices, strict=True)):
        place = tight(text, clause)
        below = place.start >= end
        if below and (spoken is None or advertises(words[number])):
            continue
        believed = _believed(spoken, asks.get(number), needs.get(number), words[number])
        if believed is not None and believed.bare and said is not None and _leans_on(text, said, place):
            if found and found[-1].span == said:
                found.pop()
            both = Span(said.start, place.end)
            following = Voice("question", believed.strength, "following")
            found.append(Heard(both, both.of(text), following, index, None, 1.0))
        elif believed is not None:
            need = 1.0 if believed.name == "wondering" else needs.get(number, 0.0)
            listed = believed.name == "marked" and _in_a_row(text, place)
            found.append(Heard(place, place.of(text), believed, index, before, need, listed))
        elif number in needs and _may_be_a_need(words[number]):
            state = spoken or Voice("problem", needs[number], "need")
            lone = Heard(place, place.of(text), state, index, before, needs[number])
            needed.append((needs[number] * (SPOKEN if spoken else 1), lone))
        stated = believed is None or believed.name == "need"
        said = place if stated and len(_words(words[number])) >= 4 else None
        if spoken is None or not spoken.bare:
            before = place
    if not any(not each.voice.bare for each in found) and needed:
        chance, best = max(needed, key=lambda each: each[0])
        if chance >= (WITH_A_PLEA if found else ALONE):
            return sorted([*found, best], key=lambda each: each.span)
    return found


def _in_a_row(text: str, place: Span) -> bool:
    """Whether a word or three stand as a question of their own, right behind another or on a line: "Parking? Dogs?"."""
    gap = text[max(0, place.start - 80) : place.start]
    return len(_words(place.of(text))) <= 3 and (gap.rstrip(" ").endswith("?") or bool(_NEW_LINE.search(gap)))


def _leans_on(text: str, said: Span, bare: Span) -> bool:
    """Whether a bare question asks about the statement right before it: "It hums. Is that normal?"."""
    gap = text[said.end : bare.start]
    if len(gap) > 3 or "\n\n" in gap or not OF_WHAT_WAS_SAID.match(bare.of(text)):
        return False
    return not said.of(text).startswith(">") and not idle(said.of(text))


def _may_be_a_need(text: str) -> bool:
    """Not a name, a quoted line or a particular that was given."""
    return not text.startswith(">") and len(_words(text)) >= 2 and not given(text) and not idle(text)


def _chances(
    texts: list[str], voices: list[Voice | None], meaning: Meaning
) -> tuple[dict[int, float], dict[int, float]]:
    """What the heads "asks" and "needs" say of the first clauses, and of those whose wording asks."""
    chosen = [n for n, spoken in enumerate(voices) if n < MOST // 2 or spoken is not None][:MOST]
    chosen = chosen[: afforded(len(texts[n]) for n in chosen)]
    if not chosen:
        return {}, {}
    chosen_texts = [texts[n] for n in chosen]
    vectors = meaning.vectors(chosen_texts)
    asks = heads.score("asks", chosen_texts, vectors)
    needs = heads.score("needs", chosen_texts, vectors)
    return dict(zip(chosen, asks, strict=True)), dict(zip(chosen, needs, strict=True))


def _believed(spoken: Voice | None, asks: float | None, needs: float | None, text: str) -> Voice | None:
    """The voice, where wording and heads together are sure of it."""
    if text.lstrip().startswith(">"):
        return None
    return _weighed(spoken, asks, needs, text) or _stated_wish(text)


def _stated_wish(text: str) -> Voice | None:
    """A remedy that is wanted outright asks for it, whatever else is asked: "I want to cancel"."""
    return Voice("request", SURE, "want") if wanted(text) and not given(text) else None


def _weighed(spoken: Voice | None, asks: float | None, needs: float | None, text: str) -> Voice | None:
    if spoken is None:
        if idle(text):
            return None
        if asks is not None and asks >= LEARNED:
            return Voice("request", asks, "learned")
        if needs is not None and needs >= NEEDED and _may_be_a_need(text):
            return Voice("problem", needs, "need")
        return None
    if spoken.name in ("question-mark", "marked", "bare", "direct", "following"):
        return spoken
    if spoken.kind == "problem" and asks is not None and asks >= LEARNED:
        return Voice("request", asks, "learned")
    chance = needs if spoken.kind == "problem" else max(asks or 0.0, needs or 0.0)
    strength = spoken.strength + (0.0 if asks is None or chance is None else (chance - 0.4) / 2)
    return spoken if strength >= SURE else None


def _of_subject(subject: str, body: tuple[Question, ...], meaning: Meaning) -> tuple[Question, ...]:
    """What the subject asks and the body does not. The subject of an answer is not the writer's own."""
    if _ANSWERING.match(subject):
        return ()
    asked = {word for question in body for word in _words(question.meaning)}
    found = []
    for heard in _heard(subject, sentences_of(subject), meaning):
        words = {word for word in _words(heard.text) if len(word) > 3}
        if heard.voice.bare or not words or len(words & asked) * 2 >= len(words):
            continue
        if not heard.outright and (body or heard.voice.name in ("need", "learned")):
            continue                # a heading, "My bicycle": no wording of it asks
        found.append(Question(heard.text, heard.span, "subject", heard.voice.kind))
    return tuple(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w{1,40}", text.lower())
