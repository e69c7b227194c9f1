"""The clauses of a message that ask, joined to its questions: what is said twice, or for one ask, becomes one.

"My card does not work. Can you help?" is one question; "I would like to go to Oslo. How much is it?" is one;
"How much is it? Do you ship to Oslo?" are two. Joined only where people would: next to each other and on one matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.meaning import Meaning
from assistant.model import Question, Span
from assistant.understanding.asks import Voice
from assistant.understanding.patterns import pattern
from assistant.understanding.related import Nearness, content, points_back
from assistant.understanding.wish import wanted

LONGEST = 600                       # characters of a question that was joined from several clauses
NEXT_TO = 160                       # characters that may stand between a statement and what is asked about it
CONFIDENT = 0.92                    # the chance of a need from which a statement beside a question stands by itself
REFERRED = 300                      # characters of the words that a question leans on
MOST = 200                          # asks of one message that are compared with each other

_ALTERNATIVE = pattern(r"^\W*(?:or|nor|if not|otherwise)\b")
_BESIDES = pattern(
    r"^\W*(?:i|we) (?:would |’d |was |am )?also\b|"
    r"^\W*(?:(?:and|but|oh|ps|p\.s\.?|\d\.?)\W+)*(?:also|another|secondly|second|finally|lastly|in addition|"
    r"additionally|besides|separately|one more|moreover|furthermore|plus|on another note|next)\b"
    r"|\b(?:and|but) (?:i |we )?(?:also|would also|’d also|additionally)\b|\b(?:another|second|other|next|"
    r"last) (?:question|thing|issue|problem|request)\b"
)
_BREAK = re.compile(r"\n\s*\n|\n\W*[-*•\d]")
_GRATEFUL = pattern(
    r"\b(?:appreciate|grateful for|thankful for|welcome) (?:any|your|some|all|the) (?:advi[cs]e|help|assistance|"
    r"info\w*|"
    r"comments?|thoughts|suggestions?|input|guidance|tips|feedback|quick|prompt)\b|"
    r"\b(?:any ?one|some ?one|any ?body|some ?body) (?:can|could|would).{0,60}\b(?:appreciate|grateful|thankful)\b|"
    r"\b(?:response|reply|answer|help|advi[cs]e) (?:would be|is|will be) (?:\w+ )?(?:appreciated|welcome)\b"
)
# Short as they are, these ask for one thing: "How much is it?", "Where is it?"
_SPECIFIC = pattern(
    r"\b(?:how (?:much|many|long|far|soon|often|old|big|late|early|to|do i|can i)|when|where|who|which|cost|price|"
    r"deliver\w*|ship\w*)\b"
)
_DEADLINE = pattern(
    r"\b(?:need|needs|must|has to|have to|got to|should|would need)\b.{0,40}\b(?:arrive|get|here|there|be|reach|"
    r"come|delivered)\b.{0,30}\b(?:by|before|until|on|in time)\b"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause that asks: its tight place, its words, what its voice is, its sentence, and the words before it."""

    span: Span
    text: str
    voice: Voice
    sentence: int
    before: Span | None = None
    need: float = 0.0               # the chance that something must be done about it

    listed: bool = False            # a word or three with a question mark, in a row of questions: "Parking?"

    @property
    def outright(self) -> bool:
        """Whether it asks in so many words, rather than states what is the matter or wanted."""
        asking = ("question-mark", "direct", "bare", "request", "imperative", "following")
        return self.listed or self.voice.name in asking


@dataclass(slots=True)
class _Group:
    start: int
    end: int
    members: list[int]
    kind: str
    outright: bool
    sentence: int


def joined(text: str, heard: Sequence[Heard], meaning: Meaning) -> tuple[Question, ...]:
    """The questions of the body, in order. `heard` are the clauses of `text` that ask, in order."""
    if not heard:
        return ()
    full = [h for h in heard if not h.voice.bare]
    if not full:
        return _only_bare(text, heard)
    # What has no matter of its own ("Is that normal?") says again what the others say.
    whole = [
        h for h in full
        if h.voice.name == "following"
        or (not _GRATEFUL.search(h.text) and (content(h.text) or _SPECIFIC.search(h.text)))
    ] or full
    near = Nearness([h.text for h in whole[:MOST]], meaning)
    groups: list[_Group] = []
    said: set[str] = set()
    for index, h in enumerate(whole):
        compared = index < MOST
        words = " ".join(h.text.lower().split())
        if words in said:
            continue
        said.add(words)
        if compared and _repeated(index, groups, near):
            continue
        last = groups[-1] if groups else None
        if last is not None and _goes_on(text, last, h, index, near if compared else None):
            last.end = h.span.end
            last.members.append(index)
            if h.outright and not last.outright:
                last.kind, last.outright = h.voice.kind, True
            continue
        groups.append(_Group(h.span.start, h.span.end, [index], h.voice.kind, h.outright, h.sentence))
    groups = _kept(text, groups, whole, near)
    found: list[Question] = []
    for group in groups:
        found.append(_question(text, group, found[-1] if found else None, whole))
    return tuple(found)


def _repeated(index: int, groups: list[_Group], near: Nearness) -> bool:
    return any(near.same(other, index) for group in groups for other in group.members if other < MOST)


def _goes_on(text: str, last: _Group, h: Heard, index: int, near: Nearness | None) -> bool:
    """Whether `h` belongs to the question before it, which it then makes longer."""
    gap = text[last.end : h.span.start]
    if h.span.end - last.start > LONGEST or _BREAK.search(gap) or len(gap) > NEXT_TO:
        return False
    if _ALTERNATIVE.match(h.text) and last.outright:
        return True
    if _BESIDES.search(h.text[:80]) or _DEADLINE.search(h.text):
        return False
    if last.outright and h.outright:
        return False
    if last.kind != "problem" and last.sentence == h.sentence and not points_back(h.text):
        return False                # "I want to change my address and order a lamp"
    if not last.outright:
        return True                 # what is the matter, and then what is asked about it
    if near is None:
        return points_back(h.text)
    return near.related(last.members[-1], index) or not near.apart(last.members[-1], index)


def _kept(text: str, groups: list[_Group], whole: Sequence[Heard], near: Nearness) -> list[_Group]:
    """Without the statements that only lead up to, or follow from, a question asked elsewhere."""
    asked = [g for g in groups if g.outright and g.members[0] < MOST]
    kept: list[_Group] = []
    for group in groups:
        first = group.members[0]
        h = whole[first]
        others = asked or kept
        if h.voice.name == "want" and any(other.sentence == h.sentence for other in others):
            kept.append(group)      # "How do I book and I want to use my voucher"
            continue
        if wanted(h.text) and not any(near.close(*sorted((first, other.members[0]))) for other in others):
            kept.append(group)      # "I want a refund. [...] When are you open?": never lost, whatever else is asked
            continue
        if group.outright or first >= MOST or not others or _BESIDES.search(h.text[:80]) or _DEADLINE.search(h.text):
            kept.append(group)
            continue
        here = [
            other for other in others
            if not _BREAK.search(text[min(group.end, other.end) : max(group.start, other.start)])
        ]
        pairs = [tuple(sorted((first, other.members[0]))) for other in others]
        if any(near.close(one, other) for one, other in pairs):
            continue
        if here and (h.need < CONFIDENT or any(near.related(*sorted((first, other.members[0]))) for other in here)):
            continue
        kept.append(group)
    return kept


def _question(text: str, group: _Group, earlier: Question | None, whole: Sequence[Heard]) -> Question:
    span = Span(group.start, group.end)
    words = span.of(text)
    about = None
    if len(group.members) == 1 and (points_back(words) or len(content(words)) <= 1):
        context = _context(text, group, earlier, whole[group.members[0]].before)
        about = f"{context[-REFERRED:]} {words}" if context else None
    kind = "question" if group.kind == "question" else "request" if group.kind == "request" else "problem"
    return Question(words, span, "body", kind, about)  # type: ignore[arg-type]


def _context(text: str, group: _Group, earlier: Question | None, before: Span | None) -> str:
    """What a question that leans on other words leans on: the question before it, or a statement that is nearer.

    A question that itself leans brings what it leans on: "A green mug? And in blue? And how much is it?"
    """
    if before is not None and before.end <= group.start and (earlier is None or before.start >= earlier.span.end):
        near = before.of(text)
        return f"{earlier.meaning} {near}" if earlier is not None and points_back(near) else near
    return earlier.meaning if earlier is not None and earlier.span.end <= group.start else ""


def _only_bare(text: str, heard: Sequence[Heard]) -> tuple[Question, ...]:
    """Nothing but "Can you help?": the words before it say with what, so they stand with it."""
    h = heard[0]
    start = h.span.start
    if h.before is not None and h.span.end - h.before.start <= LONGEST:
        start = h.before.start
    span = Span(start, h.span.end)
    return (Question(span.of(text), span, "body", h.voice.kind),)
