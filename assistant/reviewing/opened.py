"""A message in hand to what is shown of it: the message, the person, what came before, and the letter beside it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Planned, Reason
from assistant.parsing.original import html_of
from assistant.reviewing import linking
from assistant.reviewing.hands import Hand
from assistant.reviewing.linking import TITLES
from assistant.reviewing.remaking import Made
from assistant.reviewing.values import (
    Act,
    Before,
    Enclosed,
    Letter,
    Opened,
    QuestionLink,
    Row,
    TheirMessage,
    Who,
)
from assistant.reviewing.working import Work
from assistant.store.audit import Entry
from assistant.store.dossier import Dossier, Earlier
from assistant.store.records import Person
from assistant.store.reviews import Item

_BECAME = {
    "standing": "waits", "touched": "waits", "sent": "sent", "discarded": "discarded",
    "withdrawn": "answered elsewhere", "replaced": "answered with a later message",
}  # fmt: skip


def letter(hand: Hand) -> Letter:
    """The letter in a reviewer's hands."""
    step = hand.now
    files = tuple(
        Enclosed(index, each.name, each.content_type, len(each.content)) for index, each in enumerate(step.files)
    )
    return linking.letter(
        step.sheet, step.made, enclosed=files, steps=len(hand.steps) - 1, dirty=hand.dirty, outdated=step.outdated
    )


def opened(
    item: Item,
    row: Row,
    work: Work | None,
    hand: Hand | None,
    *,
    dossier: Dossier,
    acts: Sequence[Entry],
    looking: tuple[str, ...],
    trouble: Sequence[str],
) -> Opened:
    """The message on the desk."""
    shown = letter(hand) if hand is not None else None
    reading = work.made.ground.reading if work is not None else None
    plan = hand.now.sheet.plan if hand is not None else (work.made.plan if work is not None else None)
    asked: tuple[QuestionLink, ...] = ()
    if shown is not None:
        asked = shown.questions
    elif work is not None:
        asked = held_questions(work.made)
    return Opened(
        row=row,
        version=item.version,
        message=theirs(work) if work is not None else None,
        understanding=reading.understanding if reading is not None else None,
        earlier=reading.earlier if reading is not None else "",
        questions=asked,
        reasons=item.handled.message.reasons,
        warnings=plan.warnings if plan is not None else (),
        letter=shown,
        who=who(item, dossier),
        before=tuple(map(before, dossier.before)),
        acts=tuple(map(act, acts)),
        looking=looking,
        trouble=tuple(trouble),
        sent=work.sent if work is not None else None,
        stands=item.handled.draft is not None and item.waits,
    )


def held_questions(made: Made) -> tuple[QuestionLink, ...]:
    """The questions of a message that no letter is written to, with what could answer them."""
    if made.plan.planned:
        return linking.questions(made.plan, made.matches.matches, made.ground.prepared.rulebook)
    reason = Reason("held", "No letter is written to this message.")
    asked = made.ground.reading.understanding.questions
    return tuple(
        linking.link(index, Planned(question, "gap", reason), None, made.plan, made.ground.prepared.rulebook, ())
        for index, question in enumerate(asked)
    )


def theirs(work: Work) -> TheirMessage:
    """What the customer wrote."""
    message = work.message
    return TheirMessage(
        author=message.author,
        reply_address=message.reply_address,
        to=message.to,
        cc=message.cc,
        subject=message.subject,
        date=message.date,
        own_words=message.own_words,
        quoted=message.quoted,
        signature=message.signature,
        html=html_of(work.raw),
        attachments=message.attachments,
        defects=message.defects,
        message_id=message.message_id,
    )


def who(item: Item, dossier: Dossier) -> Who:
    """What is known of the person."""
    seen = item.handled.message
    person: Person | None = dossier.person
    return Who(
        name=(seen.author_name or "").strip() or seen.author or "",
        address=seen.author,
        messages=dossier.messages,
        letters=dossier.letters,
        goodwill=dossier.goodwill,
        refunds=dossier.refunds,
        calm_reply_at=person.calm_reply_at if person else None,
        parked=tuple(each.text for each in person.parked) if person else (),
        expires=person.expires if person else None,
    )


def before(earlier: Earlier) -> Before:
    """A message before this one."""
    became = _BECAME.get(earlier.state or "")
    if became is None:
        said = earlier.reason or earlier.outcome
        became = f"{'held' if earlier.outcome == 'noted' else earlier.outcome}: {said}"
    return Before(earlier.number, earlier.subject, earlier.when, became, earlier.asked, earlier.same_thread)


def act(entry: Entry) -> Act:
    """A line of the trail."""
    detail = dict(entry.detail or {})
    fails = ", ".join(TITLES.get(code, code).lower() for code in detail.get("fails", ()))
    mend = "confirmed, though to mend" if entry.action == "sending" else "to mend"
    said = str(detail.get("text") or (f"{mend}: {fails}" if fails else ""))
    return Act(entry.at, entry.who, entry.action, said, entry.message, (entry.subject or "").strip())
