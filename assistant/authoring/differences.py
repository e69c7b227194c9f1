"""What new rules change for many messages: gathered, and written out for people or for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from assistant.authoring.differing import Difference, Turned
from assistant.authoring.replay import Count

MOST_KEPT = 5_000                   # messages that are told of; those beyond are only counted
_WORDS = {"lost": "LOST", "gained": "gained", "otherwise": "changed"}


@dataclass(slots=True)
class Differences:
    """The messages for which something changes. `turns` counts questions, `dispositions` pairs of old and new."""

    messages: int = 0
    drafts: int = 0
    turns: Counter[str] = field(default_factory=Counter)
    dispositions: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: list[Difference] = field(default_factory=list)

    def add(self, difference: Difference | None) -> None:
        """Count one message; None where nothing changes for it."""
        if difference is None:
            return
        self.messages += 1
        self.drafts += bool(difference.drafts)
        self.turns.update(turned.turn for turned in difference.turned)
        if difference.old != difference.new:
            self.dispositions[difference.old, difference.new] += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(difference)


def people(differences: Differences, count: Count, *, drafts: bool = False) -> str:
    """Each message with what changes for it, those that lose something first; the counts at the end."""
    ordered = sorted(differences.kept, key=lambda each: all(turned.turn != "lost" for turned in each.turned))
    parts = [_message(each, drafts=drafts) for each in ordered]
    if differences.messages > len(ordered):
        parts.append(f"... and {differences.messages - len(ordered)} more messages.")
    return "\n\n".join([*parts, _counts(differences, count)])


def _counts(differences: Differences, count: Count) -> str:
    passed = [(count.twice, "there twice"), (count.older, "from before --since"), (count.unread_in_all, "unreadable")]
    told = ", ".join(f"{number} {word}" for number, word in passed if number)
    turns = differences.turns
    lines = [
        f"{count.replayed} messages replayed{f' (passed over: {told})' if told else ''}: "
        f"{differences.drafts} drafts change.",
        f"Questions: {turns['gained']} gained, {turns['lost']} lost, {turns['otherwise']} answered otherwise.",
    ]
    moved = differences.dispositions.most_common()
    lines += [f"{number} that were {old} are now {new}." for (old, new), number in moved]
    return "\n".join(lines)


def _message(difference: Difference, *, drafts: bool) -> str:
    lines = [f"{difference.place}: {' '.join(difference.subject.split()) or '(no subject)'}"]
    if difference.old != difference.new:
        lines.append(f"  was {difference.old}, is now {difference.new}")
    lines += [f"  {_turned(each)}" for each in difference.turned]
    if drafts and difference.drafts:
        lines += [f"    {line}".rstrip() for line in difference.drafts.splitlines()]
    elif difference.drafts and not difference.turned:
        lines.append("  the draft's words change")
    return "\n".join(lines)


def _turned(turned: Turned) -> str:
    text = " ".join(turned.question.text.split())
    said = f"{_WORDS[turned.turn]} “{text[:200]}”: "
    if turned.turn == "lost":
        return f"{said}was {turned.old}, is left for you now. {turned.why}"
    if turned.turn == "gained":
        return f"{said}now {turned.new}"
    return f"{said}was {turned.old}, is now {turned.new}" if turned.old != turned.new else f"{said}{turned.why}"


def as_json(differences: Differences, count: Count) -> str:
    """One JSON object: the counts, and each message for which something changes."""
    return json.dumps(
        {
            "ok": not differences.turns["lost"],
            "messages": {
                "met": count.met, "replayed": count.replayed, "twice": count.twice, "older": count.older,
                "unreadable": count.unread_in_all, "changed": differences.messages, "drafts": differences.drafts,
            },
            "unreadable": [{"place": place, "trouble": trouble} for place, trouble in count.unread],
            "questions": {turn: differences.turns[turn] for turn in ("gained", "lost", "otherwise")},
            "dispositions": [
                {"old": old, "new": new, "count": number}
                for (old, new), number in differences.dispositions.most_common()
            ],
            "changes": [
                {
                    "place": each.place,
                    "subject": each.subject,
                    "disposition": {"old": each.old, "new": each.new},
                    "questions": [
                        {"turn": turned.turn, "text": turned.question.text, "old": turned.old, "new": turned.new,
                         "why": turned.why}
                        for turned in each.turned
                    ],
                    "drafts": each.drafts,
                }
                for each in differences.kept
            ],
        },
        ensure_ascii=False,
    )
