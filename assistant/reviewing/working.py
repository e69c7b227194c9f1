"""A message and its draft, as they were fetched, to a letter in hand: derived anew, linked to what stands in Drafts.

Values in, values out, but for the lookups that are fetched anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant import pipeline
from assistant.config import Account as Settings
from assistant.drafting import envelope, marking
from assistant.drafting.compose import said
from assistant.drafting.outgoing import named
from assistant.mailbox.contract import Fetched
from assistant.model import (
    Address,
    Circumstances,
    Draft,
    History,
    Message,
    Part,
    Plan,
    Planned,
    Reading,
    Reason,
    Span,
    Statement,
)
from assistant.parsing import parse
from assistant.pipeline import Prepared
from assistant.reviewing.editing import Sheet, addressed, checked, revised, tidy
from assistant.reviewing.finding import letter_in
from assistant.reviewing.remaking import Choices, Ground, Made, make
from assistant.reviewing.values import Typed
from assistant.rules.rulebook import Rulebook
from assistant.store import remembering
from assistant.store.reviews import Item

ELSEWHERE = "somebody in a mail program"


@dataclass(frozen=True, slots=True)
class Work:
    """A message in hand. `sheet` is the letter as it stands in Drafts, None for a hold or where it is gone.

    `outdated`: the rules would write it otherwise now, and nobody has edited it.
    """

    message: Message
    raw: bytes                                      # of the message
    made: Made
    sheet: Sheet | None
    draft: Fetched | None
    outdated: bool = False
    as_saved: str | None = None                     # the letter as the rules made it then, where it is known
    sent: str | None = None                         # the letter that was sent, where it was and stands in Sent


def work(item: Item, settings: Settings, prepared: Prepared, base: Path, raw: bytes, draft: Fetched | None) -> Work:
    """The message understood, and its letter linked and checked."""
    message = parse(raw)
    around = circumstances(item, settings)
    reading = pipeline.read(message, prepared.meaning, around.history)
    ground = Ground(reading, prepared, base, around)
    reviewed = _reviewed(item)
    made = make(ground, _choices(reviewed))
    if draft is None:
        return Work(message, raw, made, None, None)
    text = tidy(letter_in(draft.raw, envelope.quotation(message)))
    if made.sheet is None:
        sheet = as_addressed(bare(ground, text), draft.raw)
        return Work(message, raw, replace(made, plan=sheet.plan), checked(sheet), draft)
    sheet = as_addressed(made.sheet, draft.raw)
    as_saved = None if reviewed else _as_saved(item, draft.raw, text)
    outdated = as_saved is not None and as_saved != sheet.text
    if outdated and as_saved is not None:
        sheet = revised(sheet, as_saved, by=None)   # the rules have changed: nobody has approved what they said then
    sheet = revised(sheet, text, by=_editor(reviewed, draft.raw))
    typed = _typed(reviewed, text)
    return Work(message, raw, made, sheet if typed is None else replace(sheet, typed=typed), draft, outdated, as_saved)


def circumstances(item: Item, settings: Settings) -> Circumstances:
    """What the core was told when the draft was made, as far as it is kept."""
    told = (item.handled.draft.ledger or {}).get("told") if item.handled.draft is not None else None
    now, history = item.handled.message.decided, History()
    if isinstance(told, Mapping):
        try:
            now = datetime.fromisoformat(told["now"])
            history = remembering.history(told["history"])
        except (KeyError, TypeError, ValueError):
            pass                                    # another version wrote it
    return Circumstances(now, settings.addresses, settings.name, settings.authserv_id, history)


def as_addressed(sheet: Sheet, raw: bytes) -> Sheet:
    """The letter to whom the draft in Drafts is addressed, under its subject: a mail program may have changed both."""
    names, said_now = named(raw), parse(raw).subject
    to = names.to[0] if names.to else None
    recipient: Address | None = sheet.draft.recipient if _same(to, sheet.draft.recipient) else to
    subject = sheet.draft.subject if _flat(said_now) == _flat(sheet.draft.subject) else said_now
    return addressed(sheet, recipient, subject, replace(names, to=names.to[1:]))


def bare(ground: Ground, text: str) -> Sheet:
    """A letter that the rules would not make now: it stands as one piece that answers everything."""
    reading, rulebook = ground.reading, ground.prepared.rulebook
    written = Reason("written", "It stands in the draft; the rules of today would make none.")
    planned = tuple(Planned(question, "written", written) for question in reading.understanding.questions)
    every = tuple(range(len(planned)))
    said_now = Statement("answer", "{{ typed.words }}", None, every, values={"typed": {"words": text.strip()}})
    reason = Reason("no-draft-now", "By the rules of today the message would get no draft.")
    plan = Plan("draft", (reason,), "acknowledgement", planned, (said_now,))
    return Sheet(
        reading, plan, _bare_draft(reading, rulebook, ground.circumstances, text, every), rulebook,
        ground.prepared.templates, ground.circumstances,
    )  # fmt: skip


def _bare_draft(
    reading: Reading, rulebook: Rulebook, around: Circumstances, text: str, every: tuple[int, ...]
) -> Draft:
    message = reading.message
    return Draft(
        text=text,
        subject=envelope.subject(message),
        recipient=message.reply_address,
        sender=envelope.sender(message, around.ours, rulebook.business.name),
        parts=(Part("answer", Span(0, len(text.rstrip())), 0, questions=every),),
        in_reply_to=message.message_id,
        references=envelope.references(message),
        thread_topic=message.thread_topic,
        thread_index=message.thread_index,
        quotation=envelope.quotation(message),
    )


def _same(one: Address | None, other: Address | None) -> bool:
    return (one.key if one else None) == (other.key if other else None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _as_saved(item: Item, raw: bytes, text: str) -> str | None:
    """The letter as the rules made it and we saved it; None where that is not known any more."""
    known = item.handled.draft
    if known is not None and known.text is not None:
        return tidy(known.text)
    marker = marking.read(raw)
    plain, page = said(raw) or "", said(raw, "html") or ""
    untouched = marker is not None and marking.digest(f"{plain.strip()}\0{page.strip()}") == marker.letter
    return text if untouched else None


def _reviewed(item: Item) -> Mapping[str, Any]:
    """What the ledger says of the desk's last change of it."""
    known = item.handled.draft
    reviewed = (known.ledger or {}).get("reviewed") if known is not None else None
    return reviewed if isinstance(reviewed, Mapping) else {}


def _choices(reviewed: Mapping[str, Any]) -> Choices:
    try:
        return Choices.recorded(reviewed["choices"]) if reviewed else Choices()
    except (KeyError, TypeError, ValueError):
        return Choices()


def _editor(reviewed: Mapping[str, Any], raw: bytes) -> str:
    return str(reviewed.get("by") or ELSEWHERE) if marking.read(raw) is not None and reviewed else ELSEWHERE


def _typed(reviewed: Mapping[str, Any], text: str) -> tuple[Typed, ...] | None:
    """Who typed what, where the letter is still as the desk saved it."""
    if not reviewed or reviewed.get("digest") != marking.digest(text):
        return None
    try:
        return tuple(Typed(Span(start, end), str(by)) for start, end, by in reviewed["typed"])
    except (KeyError, TypeError, ValueError):
        return None
