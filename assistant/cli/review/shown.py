"""`assistant review show`: a message and its letter, each question joined to its answer, and what stops it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.review import paper
from assistant.cli.review.common import at_desk, json_option, name, number_argument, settings_option, who_option

if TYPE_CHECKING:
    from assistant.model import Span
    from assistant.reviewing.values import Letter, Opened, QuestionLink

_COLOURS = ("cyan", "magenta", "yellow", "blue", "green", "bright_red")
_STATES = {
    "answered": "answered by", "asked": "we ask back, by", "answered-before": "answered before, by",
    "parked": "parked until they are calm", "promised": "promised", "gap": "waits for your answer",
    "written": "answered",
}  # fmt: skip


@click.command()
@number_argument
@json_option
@who_option
@settings_option
def show(number: int, as_json: bool, who: str | None, settings: Path | None) -> None:
    """Show a message beside its letter: questions with their answers, checks, and what is known of the person.

    \b
    Examples:
      assistant review show 17
      assistant review show 17 --json
    """
    with at_desk(settings) as desk:
        opened = desk.open(number, name(who))
        desk.leave(number, name(who))
    if as_json:
        paper.as_json(opened)
        return
    told(opened)


def told(opened: Opened) -> None:
    """The message and its letter, for people."""
    row = opened.row
    since = paper.ago(row.since, datetime.now(UTC))
    click.echo(paper.style(f"{row.number}  {paper.plain(row.subject) or '(no subject)'}", bold=True))
    address = f" <{paper.plain(row.address)}>" if row.address and row.address != row.name else ""
    click.echo(f"{paper.plain(row.name)}{address} · {since} ago" + (f" · {row.tone}" if row.tone else ""))
    click.echo(", ".join(paper.style(tag.text, paper.COLOURS[tag.weight]) for tag in row.tags))
    for trouble in opened.trouble:
        click.echo(paper.style(paper.plain(trouble), "red"))
    if opened.looking:
        click.echo(paper.style(f"{', '.join(opened.looking)} looks at it, too.", "yellow"))
    if opened.message is not None:
        paper.head("Their message")
        paper.body(paper.marked(opened.message.own_words, _marks(opened, "body")))
        for each in opened.message.attachments:
            click.echo(f"  attached: {paper.plain(each.name) or each.content_type} ({each.size} bytes)")
    if opened.letter is not None:
        _letter(opened.letter)
        checks(opened.letter)
    elif opened.sent is not None:
        paper.head("The letter that was sent")
        paper.body(paper.tame(opened.sent))
    else:
        paper.head("No letter")
        for reason in opened.reasons:
            click.echo(f"  {paper.plain(reason.text)}")
    _questions(opened.questions)
    _about(opened)


def _colour(index: int) -> str:
    return _COLOURS[index % len(_COLOURS)]


def _marks(opened: Opened, place: str) -> list[tuple[Span, str, str | None]]:
    """The places of the questions, and of what speaks of tone and abuse."""
    asked = [(q.span, f"[{q.number}]", _colour(q.index)) for q in opened.questions if q.place == place]
    marks: list[tuple[Span, str, str | None]] = [*asked]
    understanding = opened.understanding
    if understanding is not None and place == "body" and understanding.abuse.place == "body":
        marks += [(span, f"[{understanding.abuse.level}]", "red") for span in understanding.abuse.evidence]
    return marks


def _letter(letter: Letter) -> None:
    paper.head(f"The letter, {goes(letter)}: {paper.plain(letter.subject)}")
    marks = [(span, f"[{q.number}]", _colour(q.index)) for q in letter.questions for span in dict.fromkeys(q.spans)]
    paper.body(paper.marked(letter.text, marks))
    made = [
        f"{paper.plain(part.span.of(letter.text), 50)}  — {' · '.join((part.rule, *part.facts))}"
        for part in letter.parts
        if part.rule is not None
    ]
    for line in made:
        click.echo(paper.style(f"    {line}", "bright_black"))
    for one in letter.typed:
        click.echo(paper.style(f"    {paper.plain(one.span.of(letter.text), 50)}  — typed by {one.by}", "bright_black"))
    for each in letter.enclosed:
        click.echo(f"  enclosed: {each.name} ({each.size} bytes)")
    if letter.outdated:
        click.echo(paper.style("  The rules have changed since it was written.", "yellow"))


def goes(letter: Letter) -> str:
    """Whom a letter goes to: "to lea@mail.example, cc ben@mail.example"."""
    said = [f"{field} {', '.join(paper.plain(each.address) for each in names)}" for field, names in letter.names]
    return ", ".join(said) or "to nobody"


def checks(letter: Letter) -> None:
    """What stops the letter and what would mend it; then what holds."""
    if letter.failing:
        paper.head("Before it can go")
        for check in letter.failing:
            paper.body(f"{paper.style('✗', 'red')} {paper.style(check.title, bold=True)}: {paper.plain(check.text)}")
    held = [check.title for check in letter.checks if check.ok]
    paper.head("Holds" if letter.failing else "Ready: all of this holds")
    paper.body(paper.style("✓ ", "green") + ", ".join(held))


def _questions(questions: tuple[QuestionLink, ...]) -> None:
    if not questions:
        return
    paper.head("Questions")
    for question in questions:
        state = _STATES[question.state] + (f" {question.answer}" if question.answer else "")
        number = paper.style(f"{question.number}", _colour(question.index), bold=True)
        paper.body(f"{number} {paper.plain(question.text, 100)}: {state}")
        if question.state in ("gap", "written"):
            paper.body(paper.plain(question.why), "      ")
        for line in question.ranked:
            if not line.taken:
                said = f"{line.answer} ({line.score:.2f}): {paper.plain(line.words, 80)}"
                click.echo(paper.style(f"      or {said}", "bright_black"))


def _about(opened: Opened) -> None:
    who = opened.who
    paper.head(f"About {paper.plain(who.name) or 'them'}")
    counts = (
        (who.messages, "message before", "messages before"), (who.letters, "letter to them", "letters to them"),
        (who.refunds, "refund asked for", "refunds asked for"), (who.goodwill, "gesture", "gestures"),
    )  # fmt: skip
    said = [f"{count} {one if count == 1 else several}" for count, one, several in counts if count]
    click.echo(f"  {', '.join(said) or 'first message'}")
    for reason in opened.warnings:
        paper.body(paper.style(paper.plain(reason.text), "yellow"))
    for before in opened.before[:5]:
        thread = "this thread" if before.same_thread else f"{before.when:%Y-%m-%d}"
        click.echo(f"  {before.number}  {paper.plain(before.subject, 60)} ({thread}): {paper.plain(before.became, 80)}")
    for act in opened.acts[:5]:
        detail = f": {paper.plain(act.detail, 80)}" if act.detail else ""
        click.echo(paper.style(f"  {act.at:%Y-%m-%d %H:%M} {act.who} {act.action}{detail}", "bright_black"))
