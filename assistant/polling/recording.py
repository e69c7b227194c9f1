"""What is written down of a handled message: values in, the store's records out. No I/O here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistant import __version__
from assistant.drafting.letter import phrases
from assistant.mailbox.contract import Fetched
from assistant.model import Asked, Circumstances, Disposition, History, Message, Planned, Question, Reason
from assistant.pipeline import Outcome
from assistant.planning import loops
from assistant.planning.rank import rank
from assistant.polling import content
from assistant.polling.watched import Watched
from assistant.store import remembering
from assistant.store.records import Cursor, Person, Promise, SeenMessage
from assistant.store.records import Outcome as Became

_LONGEST_SUBJECT = 300                              # characters


def cursor(watched: Watched, fetched: Fetched) -> Cursor | None:
    """The mailbox is read up to this message; None while one before it waits to be tried again.

    None too for one that was set aside and is tried again: whether all before it are handled is not known.
    """
    if watched.again is not None or fetched.mailbox in watched.staying:
        return None
    return Cursor(watched.name, fetched.mailbox, fetched.uidvalidity, fetched.uid)


def seen(
    watched: Watched,
    fetched: Fetched,
    message: Message,
    became: Became,
    disposition: Disposition | None,
    reasons: tuple[Reason, ...],
    outcome: Outcome | None,
) -> SeenMessage:
    """The decision about a message, with what it asks and names where it was read."""
    now = watched.clock()
    tone = outcome.reading.understanding.tone if outcome is not None else None
    return SeenMessage(
        account=watched.name,
        mailbox=fetched.mailbox,
        uidvalidity=fetched.uidvalidity,
        uid=fetched.uid,
        raw_digest=message.raw_digest,
        decided=now,
        outcome=became,
        disposition=disposition,
        reasons=reasons,
        message_id=message.message_id,
        author=message.author.key if message.author else None,
        person=message.person,
        received=fetched.internal_date,
        version=__version__,
        thread=watched.thread(message),
        asked=_asked(outcome, now) if outcome is not None else (),
        named=outcome.matches.named if outcome is not None else (),
        refund=outcome is not None and _refund(watched, outcome),
        content=content.digest(fetched.raw),
        words=loops.words(message),
        depth=loops.depth(message.subject),
        subject=message.subject[:_LONGEST_SUBJECT] if watched.keep_texts else None,
        author_name=message.author.name if message.author else None,
        tone=tone.label if tone else None,
        anger=tone.anger if tone else 0.0,
        complaint=tone is not None and tone.complaint,
        rank=rank(outcome.plan, tone) if outcome is not None and tone else 1,
    )


def _asked(outcome: Outcome, now: datetime) -> tuple[Asked, ...]:
    """What the message asks, and what was open before, with the answer that its draft gives or asks something for."""
    states = {(one.question.place, one.question.span): one for one in outcome.plan.planned}
    return tuple(
        _kept(question.text, question, now, states.get((question.place, question.span)))
        for question in outcome.reading.understanding.questions
    )


def _kept(text: str, question: Question, when: datetime, one: Planned | None) -> Asked:
    state = one.state if one is not None else None
    answer = one.answer if one is not None and state in ("answered", "answered-before", "asked") else None
    return Asked(text, when, question.kind, question.about, answer, asked_back=state == "asked")


def _refund(watched: Watched, outcome: Outcome) -> bool:
    """Whether they ask for a refund, or get an answer that grants one and nothing else."""
    wish = outcome.reading.understanding.wish
    if wish is not None and wish.remedy == "refund":
        return True
    answers = (one.answer for one in outcome.plan.planned if one.state == "answered")
    return any(watched.prepared.rulebook.answer(name).grants == ("refund",) for name in answers if name is not None)


def person(watched: Watched, message: Message, outcome: Outcome, history: History) -> Person | None:
    """After a calm reply: when it was, and what is parked. Once a letter was drafted to them, nothing is any longer.

    That letter goes on with all that was parked, but for what the new message asks anew.

    Reply-To may name anybody. Where it is not From, nothing is parked, and what the person themselves has open stays:
    nobody's next letter answers what somebody else has asked in their name. That they got a calm reply counts.
    """
    if message.person is None:
        return None
    now = watched.clock()
    conduct = watched.prepared.rulebook.conduct
    if outcome.plan.disposition == "calm":
        questions = [one.question for one in outcome.plan.planned if one.state == "parked" and _asks(one, outcome)]
        parked = tuple(_kept(q.text, q, q.since or now, None) for q in questions)
        if not message.own_address:
            parked = history.parked
        named = tuple(dict.fromkeys((*outcome.matches.named, *history.keys)))
        expires = now + max(conduct.calm_again_after, conduct.keep_parked)
        return Person(watched.name, message.person, now, parked, named, expires)
    if history.parked and message.own_address:
        at = history.calm_reply_at
        return Person(watched.name, message.person, at, expires=(at or now) + conduct.calm_again_after)
    return None


def _asks(one: Planned, outcome: Outcome) -> bool:
    """Whether it asks for something, rather than insults: an insult with a question mark finds no answer."""
    abuse = outcome.reading.understanding.abuse
    insults = one.question.place == abuse.place and any(one.question.span.meets(span) for span in abuse.evidence)
    return not insults or any(match.question == one.question and match.accepted for match in outcome.matches.matches)


def promises(message: Message, outcome: Outcome) -> tuple[Promise, ...]:
    """What the letter promises to find out, and by when."""
    due = outcome.plan.due
    return tuple(
        Promise(one.question.text, due, message.person)
        for one in outcome.plan.planned
        if one.state == "promised" and due is not None
    )


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
        "phrases": list(phrases(plan, made.parts, made.text)) if made else [],
        "rules": [planned.answer for planned in plan.planned],
        "warnings": [{"code": reason.code, "text": reason.text} for reason in plan.warnings],
        "checks": [{"code": check.code, "ok": check.ok, "text": check.text} for check in (made.checks if made else ())],
    }


def ledger_record(outcome: Outcome, circumstances: Circumstances) -> dict[str, Any]:
    """Question span, answer span, rule and facts, for each question and each part that answers it.

    With what the core was told beside the message, so that the draft can be derived anew.
    """
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
    told = {"now": circumstances.now.isoformat(), "history": remembering.record(circumstances.history)}
    return {"entries": entries, "told": told}
