"""What a replay found the rules to cover, written out: for people, or for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.authoring.coverage import Coverage, Group
from assistant.authoring.replay import Count
from assistant.planning.suggesting import block

_STATES = {
    "answered": "answered", "asked": "asked back", "gap": "left for you", "parked": "parked until they are calm",
    "answered-before": "answered before", "promised": "promised an answer",
}
_DISPOSITIONS = {"draft": "drafted", "calm": "asked to write when calm", "hold": "held for a person", "skip": "skipped"}


def people(coverage: Coverage, count: Count, groups: Sequence[Group], *, most: int = 10) -> str:
    """The counts, the rules in use, and the largest groups of uncovered questions. `most` of them; 0 is all."""
    parts = [_messages(coverage, count), _questions(coverage), _rules(coverage)]
    shown = groups[:most] if most else groups
    if shown:
        total = sum(group.count for group in groups)
        parts.append(
            f"Questions that no rule covers: {total}, in {_many(len(groups), 'group')} of like ones, largest first.\n"
            "Paste a block under answers: in rules.yaml, write what you answer, and look its phrasings over (… stands\n"
            "for what was personal); then run: assistant rules check"
        )
        parts += [_group(number, group, total) for number, group in enumerate(shown, start=1)]
        if len(groups) > len(shown):
            parts.append(f"... and {_many(len(groups) - len(shown), 'smaller group')}; --groups 0 shows all.")
    return "\n\n".join(part for part in parts if part)


def _messages(coverage: Coverage, count: Count) -> str:
    lines = [f"{_many(count.replayed, 'message')} replayed."]
    passed = [(count.twice, "there twice"), (count.older, "from before --since"), (count.unread_in_all, "unreadable")]
    told = [f"{number} {word}" for number, word in passed if number]
    if told:
        lines[0] += f" Passed over: {', '.join(told)}."
    for disposition, word in _DISPOSITIONS.items():
        number = coverage.dispositions[disposition]
        if not number:
            continue
        why = [f"{code} {n}" for (of, code), n in coverage.reasons.most_common() if of == disposition]
        more = f"{coverage.ready} of them ready" if disposition == "draft" else ", ".join(why[:6])
        lines.append(f"  {number:>6} {_share(number, count.replayed)} {word} ({more})")
    lines += [f"  unreadable: {place}: {trouble}" for place, trouble in count.unread]
    return "\n".join(lines)


def _questions(coverage: Coverage) -> str:
    if not coverage.questions:
        return "No question was found in them."
    lines = [f"{_many(coverage.questions, 'question')} in what was drafted."]
    for state, word in _STATES.items():
        number = coverage.states[state]
        if number or state in ("answered", "asked", "gap"):
            lines.append(f"  {number:>6} {_share(number, coverage.questions)} {word}")
    if coverage.gaps:
        why = ", ".join(f"{code} {number}" for code, number in coverage.gaps.most_common())
        lines.append(f"  Why they were left: {why}.")
    for (first, second), number in coverage.ties.most_common(5):
        lines.append(f"  {number:>6}x {first} and {second} fitted alike; put their phrasings further apart")
    return "\n".join(lines)


def _rules(coverage: Coverage) -> str:
    lines = []
    if coverage.used:
        lines.append("Rules in use")
        ranked = sorted(coverage.used.items(), key=lambda each: (-each[1], each[0]))
        lines += [f"  {number:>6} {rule}" for rule, number in ranked]
    if coverage.never:
        lines.append(f"Never used: {', '.join(coverage.never)}.")
    return "\n".join(lines)


def _group(number: int, group: Group, total: int) -> str:
    lines = [f"{number}. {_many(group.count, 'question')} ({_share(group.count, total).strip()})"]
    lines += [f"   “{asked.text}”  [{asked.place}]" for asked in group.examples]
    return "\n".join([*lines, "", block(group.name, group.asks).rstrip("\n")])


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:>5.1f}%" if total else "     -"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def as_json(coverage: Coverage, count: Count, groups: Sequence[Group]) -> str:
    """One JSON object: all counts, and every group with its block."""
    total = coverage.questions
    return json.dumps(
        {
            "messages": {
                "met": count.met, "replayed": count.replayed, "twice": count.twice, "older": count.older,
                "unreadable": count.unread_in_all, "ready": coverage.ready,
                "dispositions": dict(coverage.dispositions),
                "reasons": [
                    {"disposition": disposition, "code": code, "count": number}
                    for (disposition, code), number in coverage.reasons.most_common()
                ],
            },
            "unreadable": [{"place": place, "trouble": trouble} for place, trouble in count.unread],
            "questions": {
                "total": total,
                "states": dict(coverage.states),
                "shares": {state: round(number / total, 4) for state, number in coverage.states.items()},
                "gaps": dict(coverage.gaps),
                "ties": [
                    {"answers": list(pair), "count": number} for pair, number in coverage.ties.most_common()
                ],
            },
            "rules": {"used": dict(coverage.used.most_common()), "never": list(coverage.never)},
            "uncovered": [
                {
                    "count": group.count,
                    "name": group.name,
                    "examples": [{"text": asked.text, "place": asked.place} for asked in group.examples],
                    "asks": list(group.asks),
                    "yaml": block(group.name, group.asks),
                }
                for group in groups
            ],
        },
        ensure_ascii=False,
    )
