"""What one line of `assistant explain --jsonl` must be: every key, its type, and what must hold between them."""

from __future__ import annotations

from typing import Any

STATES = {"answered", "asked", "answered-before", "parked", "gap"}
SHAPES = {
    "ordinary", "complaint", "firm-no", "calm", "thanks", "acknowledgement", "asking-back", "holding",
}  # fmt: skip
CHECKS = {
    "every-question-answered", "their-wish-first", "nothing-unasked", "only-approved-facts", "complaint-order",
    "offers-a-choice", "warm", "ends-on-a-good-note", "never-rude", "plain-to-read", "well-addressed",
    "names-the-case", "right-thread",
}  # fmt: skip
NUMBER = (int, float)
MAYBE_TEXT = (str, type(None))

ROW = {
    "id": (str, int, float, type(None)), "disposition": str, "shape": MAYBE_TEXT, "reasons": list, "message": dict,
    "language": str, "wish": MAYBE_TEXT, "tone": dict, "abuse": dict, "questions": list, "draft": (dict, type(None)),
    "checks": list,
}  # fmt: skip
MESSAGE = {
    "author": MAYBE_TEXT, "subject": str, "own_words": str, "quoted": str, "signature": str, "defects": list,
}  # fmt: skip
TONE = {"label": str, "polarity": NUMBER, "anger": NUMBER, "complaint": bool, "evidence": list}
ABUSE = {"level": str, "evidence": list}
QUESTION = {
    "text": str, "start": int, "end": int, "in": str, "kind": str, "state": MAYBE_TEXT, "answer": MAYBE_TEXT,
    "score": NUMBER,
}  # fmt: skip
DRAFT = {"subject": str, "text": str, "gaps": int, "ready": bool}
CHECK = {"code": str, "ok": (bool, type(None)), "text": str}
REASON = {"code": str, "text": str}

# What is given beyond the format, for those who look for it.
MORE = {
    "row": {"warnings", "meaning", "marks", "ledger"}, "tone": {"urgency"}, "abuse": {"in"},
    "question": {"reason", "ranked", "about"}, "draft": {"reference"}, "check": {"evidence", "about"},
}  # fmt: skip


def check_row(row: dict[str, Any]) -> None:
    """Fail unless the line is exactly as the format says."""
    _shaped(row, ROW, "row")
    message = row["message"]
    _shaped(message, MESSAGE, "message")
    assert all(isinstance(defect, str) for defect in message["defects"])
    assert row["disposition"] in {"draft", "calm", "hold", "skip"}
    assert row["reasons"]
    for reason in row["reasons"]:
        _shaped(reason, REASON, "reason")
    _understood(row, message)
    for question in row["questions"]:
        _question(question, message)
    written = row["disposition"] in {"draft", "calm"}
    assert (row["draft"] is not None) == written
    assert row["shape"] in SHAPES if written else row["shape"] is None
    if written:
        _written(row, message)
    else:
        assert row["checks"] == []


def _shaped(value: Any, keys: dict[str, Any], name: str) -> None:
    assert isinstance(value, dict), name
    assert set(keys) <= set(value) <= set(keys) | MORE.get(name, set()), f"the keys of {name}: {sorted(value)}"
    for key, kind in keys.items():
        assert isinstance(value[key], kind), f"{name}.{key} is {value[key]!r}"
        assert not isinstance(value[key], bool) or kind not in (int, NUMBER), f"{name}.{key} is {value[key]!r}"


def _understood(row: dict[str, Any], message: dict[str, Any]) -> None:
    tone, abuse = row["tone"], row["abuse"]
    _shaped(tone, TONE, "tone")
    assert tone["label"] in {"negative", "neutral", "positive"}
    assert -1 <= tone["polarity"] <= 1
    assert 0 <= tone["anger"] <= 1
    _spans(tone["evidence"], message["own_words"])
    _shaped(abuse, ABUSE, "abuse")
    assert abuse["level"] in {"none", "rude", "abusive", "threat"}
    assert (abuse["level"] == "none") == (abuse["evidence"] == [])
    _spans(abuse["evidence"], message["subject"] if abuse.get("in") == "subject" else message["own_words"])


def _spans(spans: list[Any], text: str) -> None:
    for span in spans:
        assert [type(one) for one in span] == [int, int]
        assert 0 <= span[0] < span[1] <= len(text), f"{span} is not a place in {len(text)} characters"


def _question(question: dict[str, Any], message: dict[str, Any]) -> None:
    _shaped(question, QUESTION, "question")
    assert question["in"] in {"body", "subject"}
    assert question["kind"] in {"question", "request", "problem"}
    assert 0 <= question["score"] <= 1
    text = message["subject"] if question["in"] == "subject" else message["own_words"]
    assert question["text"].strip()
    assert question["text"] == text[question["start"] : question["end"]]
    assert (question["answer"] is not None) == (question["state"] in {"answered", "asked", "answered-before"})
    assert question.get("about", "there") != ""


def _written(row: dict[str, Any], message: dict[str, Any]) -> None:
    draft, questions, checks = row["draft"], row["questions"], row["checks"]
    _shaped(draft, DRAFT, "draft")
    assert all(question["state"] in STATES for question in questions)
    assert draft["gaps"] == draft["text"].count("[[ ANSWER NEEDED")
    assert draft["gaps"] >= sum(question["state"] == "gap" for question in questions)
    assert {check["code"] for check in checks} == CHECKS
    assert len(checks) == len(CHECKS)
    for check in checks:
        _shaped(check, CHECK, "check")
        for place in check.get("about", []):
            assert set(place) == {"in", "start", "end"}
            text = message["subject"] if place["in"] == "subject" else message["own_words"]
            assert 0 <= place["start"] <= place["end"] <= len(text) or place["in"] == "earlier"
    assert draft["ready"] == (draft["gaps"] == 0 and all(check["ok"] is not False for check in checks))
