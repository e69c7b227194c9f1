"""What is written down of a handled message: values in, the store's records out. No I/O here."""

from __future__ import annotations

from typing import Any

from assistant import __version__
from assistant.mailbox.contract import Fetched
from assistant.model import Disposition, Message, Reason
from assistant.pipeline import Outcome
from assistant.polling.watched import Watched
from assistant.store.records import Cursor, Person, SeenMessage
from assistant.store.records import Outcome as Became


def cursor(watched: Watched, fetched: Fetched) -> Cursor | None:
    """The mailbox is read up to this message; None while one before it waits to be tried again."""
    if watched.cursor_stays:
        return None
    return Cursor(watched.name, fetched.mailbox, fetched.uidvalidity, fetched.uid)


def seen(
    watched: Watched,
    fetched: Fetched,
    message: Message,
    became: Became,
    disposition: Disposition | None,
    reasons: tuple[Reason, ...],
) -> SeenMessage:
    """The decision about a message."""
    return SeenMessage(
        account=watched.name,
        mailbox=fetched.mailbox,
        uidvalidity=fetched.uidvalidity,
        uid=fetched.uid,
        raw_digest=message.raw_digest,
        decided=watched.clock(),
        outcome=became,
        disposition=disposition,
        reasons=reasons,
        message_id=message.message_id,
        author=message.author.key if message.author else None,
        received=fetched.internal_date,
        version=__version__,
    )


def person(watched: Watched, message: Message, outcome: Outcome) -> Person | None:
    """After a calm reply: when it was, and what was parked."""
    if outcome.plan.disposition != "calm" or message.author is None:
        return None
    parked = tuple(planned.question.text for planned in outcome.plan.planned if planned.state == "parked")
    return Person(watched.name, message.author.key, watched.clock(), parked)


def gestures(watched: Watched, outcome: Outcome) -> tuple[str, ...]:
    """The gestures of goodwill that the draft offers, so that their limits are kept."""
    rulebook = watched.prepared.rulebook
    offered = (s.rule for s in outcome.plan.statements if s.kind == "goodwill" and s.rule is not None)
    return tuple(gesture for rule in offered if (gesture := rulebook.answer(rule).goodwill) is not None)


def plan_record(outcome: Outcome) -> dict[str, Any]:
    """The plan as it is kept beside the draft."""
    plan, made = outcome.plan, outcome.draft
    return {
        "shape": plan.shape,
        "reference": plan.reference,
        "wish": plan.wish,
        "rules": [planned.answer for planned in plan.planned],
        "warnings": [{"code": reason.code, "text": reason.text} for reason in plan.warnings],
        "checks": [{"code": check.code, "ok": check.ok, "text": check.text} for check in (made.checks if made else ())],
    }


def ledger_record(outcome: Outcome) -> dict[str, Any]:
    """Question span, answer span, rule and facts, for each question and each part that answers it."""
    made = outcome.draft
    entries = [
        {
            "question": [planned.question.span.start, planned.question.span.end],
            "in": planned.question.place,
            "state": planned.state,
            "rule": planned.answer,
            "answers": [
                {"span": [part.span.start, part.span.end], "kind": part.kind, "facts": list(part.facts)}
                for part in (made.parts if made else ())
                if index in part.questions
            ],
        }
        for index, planned in enumerate(outcome.plan.planned)
    ]
    return {"entries": entries}
