"""What a run of the `tests:` found, written out: for people as a test runner does, or for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.authoring.trying import Trial

CANDIDATES = 3                      # that are shown for a failure


def people(trials: Sequence[Trial], untested: Sequence[str] = (), *, reader: str = "minilm") -> str:
    """Each failure with what won instead and why, then the counts. `reader` is the name of the reader of meaning."""
    blocks = [_failure(trial) for trial in trials if not trial.ok]
    failed = len(blocks)
    answers = len({trial.rule for trial in trials})
    if not trials:
        counts = "There are no tests. Add some to an answer, for example: tests: {matches: [are you open on Sunday]}"
    elif failed:
        bad = len({trial.rule for trial in trials if not trial.ok})
        counts = (
            f"{failed} of {_many(len(trials), 'test')} failed, in {bad} of {_many(answers, 'answer')}. Teach the "
            "answer a phrasing like the one that failed, put what is alike in other words, or mend the test."
        )
    else:
        counts = f"{_many(len(trials), 'test')} of {_many(answers, 'answer')}: all as expected."
    if failed and reader == "wording":
        counts += "\nMatched by wording alone: the extra [semantic], which reads meaning, is not installed."
    if untested and trials:
        shown = ", ".join(untested[:8]) + (f" and {len(untested) - 8} more" if len(untested) > 8 else "")
        counts += f"\nWithout tests: {shown}."
    return "\n\n".join([*blocks, counts])


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


def _failure(trial: Trial) -> str:
    match = trial.match
    rule, won = trial.rule, match.accepted
    lines = [f'{trial.path}:{trial.line}:{trial.column}: answer "{rule}": "{trial.phrasing}"']
    if not trial.wanted:
        lines.append(f"  must not find {rule}, and does")
    elif won is not None:
        lines.append(f"  should find {rule}, and finds {won}")
    elif match.reason.code == "below-threshold":
        lines.append(f"  should find {rule}, and finds no answer: none is near enough (0.50 is the least)")
    else:
        lines.append(f"  should find {rule}, and finds no answer: {match.reason.text}")
    shown = list(match.ranked[:CANDIDATES])
    shown += [candidate for candidate in match.ranked[CANDIDATES:] if candidate.answer == rule]
    lines += [f"    {candidate.score:.2f} {candidate.answer}: {candidate.why}" for candidate in shown]
    if trial.wanted and rule not in {candidate.answer for candidate in match.ranked}:
        lines.append(f"    {rule} is not among the nearest {len(match.ranked)}")
    return "\n".join(lines)


def as_json(trials: Sequence[Trial], untested: Sequence[str] = ()) -> str:
    """One JSON object: the counts, every test, and the answers that have none."""
    failed = sum(not trial.ok for trial in trials)
    return json.dumps(
        {
            "ok": bool(trials) and not failed,
            "tests": len(trials),
            "failed": failed,
            "untested": list(untested),
            "results": [
                {
                    "ok": trial.ok, "rule": trial.rule, "text": trial.phrasing,
                    "expected": "matches" if trial.wanted else "not",
                    "path": trial.path, "line": trial.line, "column": trial.column,
                    "accepted": trial.match.accepted,
                    "reason": {"code": trial.match.reason.code, "text": trial.match.reason.text},
                    "ranked": [
                        {"answer": each.answer, "score": each.score, "why": each.why} for each in trial.match.ranked
                    ],
                }
                for trial in trials
            ],
        },
        ensure_ascii=False,
    )
