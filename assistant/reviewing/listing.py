"""A message that waits, as the store has it, to a line of the list: who, what, in which tone, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.reviewing.linking import TITLES
from assistant.reviewing.values import Going, Kind, Row, Tag
from assistant.store.waiting import OPEN, STUCK, Waiting

_ANGRY = 0.5                                        # Tone.anger from which somebody is angry rather than unhappy
_GRAVE = {
    "threat-of-violence": "threat",
    "self-harm": "self-harm",
    "product-danger": "danger",
}
_WEIGHED = {
    "legal-threat": "legal, weigh it",
    "chargeback-threat": "chargeback, weigh it",
    "publicity-threat": "publicity, weigh it",
}
_GOING: dict[str, tuple[str, Going]] = {
    "unknown": ("sent? nobody knows", "unknown"),
    "refused": ("not sent: refused", "refused"),
    "waiting": ("going out", "waiting"),
    "sending": ("going out", "sending"),
}
_LONGEST = 160                                      # characters of what a line says


def row(line: Waiting, who: str) -> Row:
    """The line as it is shown to `who`."""
    kind = _kind(line)
    stands = line.state in OPEN
    # One that somebody holds, or of whose letter a person must decide, goes to nobody by a key.
    ready = stands and line.ready and not line.held and line.going not in STUCK
    return Row(
        number=line.number,
        account=line.account,
        kind=kind,
        name=(line.author_name or "").strip() or line.author or "nobody",
        address=line.author,
        subject=(line.subject or "").strip(),
        since=line.since,
        tone=_tone(line),
        says=_says(line, kind),
        tags=tuple(_tags(line, kind, ready=ready)),
        ready=ready,
        gaps=line.gaps if stands else 0,
        complaint=line.complaint,
        rank=line.rank,
        assigned=line.assigned,
        held=line.held,
        snoozed=line.snoozed,
        looking=tuple(name for name in line.looking if name != who),
        going=_GOING[line.going][1] if line.going else None,
    )


def _kind(line: Waiting) -> Kind:
    if line.outcome == "set-aside":
        return "set-aside"
    if line.disposition == "calm":
        return "calm"
    return "draft" if line.outcome == "drafted" else "hold"


def _tone(line: Waiting) -> str:
    match line.tone:
        case "positive":
            return "friendly"
        case "negative":
            return "angry" if line.anger >= _ANGRY else "unhappy"
        case "neutral":
            return "plain"
    return ""


def _says(line: Waiting, kind: Kind) -> str:
    """What it is and what is missing, in a few words."""
    if line.held:
        return _short(line.held)
    if kind in ("hold", "set-aside"):
        return _short(str(next(iter(line.reasons), {"text": "A person must look."})["text"]))
    if kind == "calm":
        return "abusive; asked to write again when calm"
    if line.state not in OPEN:
        return {"sent": "sent", "discarded": "discarded"}.get(line.state or "", "no draft")
    said = [_answered(line), *_wish(line)]
    fails = [TITLES.get(code, code) for code in failing(line) if code != "every-question-answered"]
    if fails:
        more = f" and {len(fails) - 1} more" if fails[1:] else ""
        said.append(f"to mend: {fails[0][:1].lower()}{fails[0][1:]}{more}")
    return _short(", ".join(each for each in said if each))


def _answered(line: Waiting) -> str:
    """How many of their questions have an answer."""
    entries = (line.ledger or {}).get("entries", [])
    states = [entry["state"] for entry in entries]
    left = min(line.gaps, len(states)) if line.gaps else 0
    if not states:
        return "nothing asked" if not line.gaps else "nothing asked in so many words"
    if left:
        return f"{len(states) - left} of {len(states)} questions answered"
    if "asked" in states:
        return "asks back for what is missing"
    if "promised" in states:
        return "promises to find out"
    return f"{len(states)} questions" if len(states) > 1 else "1 question"


def _wish(line: Waiting) -> list[str]:
    wish = (line.plan or {}).get("wish")
    complaint = ["complaint"] if (line.plan or {}).get("shape") == "complaint" else []
    return [*complaint, *([f"wants {_a(str(wish))}"] if wish and wish not in ("information", "other") else [])]


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def failing(line: Waiting) -> list[str]:
    """The codes of the checks that fail, as far as is known without a look at the draft."""
    reviewed = (line.ledger or {}).get("reviewed")
    if isinstance(reviewed, Mapping):
        return [str(code) for code in reviewed.get("fails", ())]
    checks: Iterable[Mapping[str, Any]] = (line.plan or {}).get("checks", ())
    return [str(check["code"]) for check in checks if check["ok"] is False]


def _tags(line: Waiting, kind: Kind, *, ready: bool) -> Iterable[Tag]:
    """The words beside a line, the weightiest first."""
    if line.going in STUCK:
        yield Tag(line.going, _GOING[line.going][0], "bad")
    codes = dict.fromkeys(reason["code"] for reason in (*line.reasons, *(line.plan or {}).get("warnings", ())))
    for code in codes:
        if code in _GRAVE:
            yield Tag(code, _GRAVE[code] + (", no draft" if kind == "hold" else ""), "bad")
        elif code in _WEIGHED:
            yield Tag(code, _WEIGHED[code], "warn")
    if kind == "set-aside":
        yield Tag("set-aside", "could not be handled", "bad")
    elif kind == "hold" and not codes.keys() & _GRAVE.keys():
        yield Tag("hold", "no draft", "warn")
    if line.held:
        yield Tag("held", "held", "warn")
    if line.alarm == "late":
        yield Tag("late", "late", "bad")
    if line.gaps and line.state in OPEN:
        yield Tag("gaps", f"{line.gaps} answer{'s' if line.gaps > 1 else ''} needed", "warn")
    elif line.state in OPEN and not line.ready:
        yield Tag("not-ready", "not ready", "warn")
    if kind == "calm":
        yield Tag("calm", "calm reply", "quiet")
    if ready:
        yield Tag("ready", "ready", "good")
    if line.assigned:
        yield Tag("assigned", f"for {line.assigned}", "quiet")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1].rstrip()}…"
