"""Every folder of tests/conversations: a customer's message in, and all that expected.yaml says must come out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assistant import meaning, ruleset
from assistant.drafting.compose import compose, said
from assistant.drafting.marking import mark
from assistant.model import Circumstances
from assistant.parsing import parse, parse_html
from assistant.pipeline import Outcome, Prepared
from assistant.polling.verifying import verify

ROOT = Path(__file__).parent.parent
FOLDERS = sorted(path.parent for path in (ROOT / "tests" / "conversations").glob("*/message.eml"))
OURS = ("hello@mulberryyard.example",)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEYS = {
    "about", "disposition", "shape", "reasons", "questions", "gaps", "ready", "says", "never_says", "greeting", "wish",
    "checks",
}  # fmt: skip


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """The example business's own rules, read as `assistant run` reads them."""
    return ruleset.load(meaning.load(), ROOT / "rules.yaml")[1]


def outcome(folder: Path, prepared: Prepared) -> Outcome:
    """All the rooms, with the example's lookups."""
    circumstances = Circumstances(NOW, ours=OURS, account="shop")
    return ruleset.assist(parse((folder / "message.eml").read_bytes()), prepared, ROOT, circumstances)


def flat(text: str) -> str:
    """For comparing words whatever their line breaks."""
    return re.sub(r"\s+", " ", text)


def differences(expected: dict[str, Any], got: Outcome) -> list[str]:
    """What came out otherwise than expected, a line each."""
    plan, made = got.plan, got.draft
    text = flat(made.text) if made else ""
    wrong = []

    def compare(name: str, value: object) -> None:
        if name in expected and expected[name] != value:
            wrong.append(f"{name}: expected {expected[name]!r}, got {value!r}")

    compare("disposition", plan.disposition)
    compare("shape", plan.shape)
    compare("gaps", made.gaps if made else 0)
    compare("ready", made.ready if made else False)
    compare("wish", plan.wish)
    compare("checks", [check.code for check in (made.checks if made else ()) if check.ok is False])
    codes = {reason.code for reason in (*plan.reasons, *plan.warnings)}
    absent = [code for code in expected.get("reasons", ()) if code not in codes]
    wrong += [f"reason {code} is missing from {sorted(codes)}" for code in absent]
    if "greeting" in expected and not text.startswith(flat(expected["greeting"])):
        wrong.append(f"greeting: expected {expected['greeting']!r}, got {text[:40]!r}")
    wrong += [f"does not say {words!r}" for words in expected.get("says", ()) if flat(str(words)) not in text]
    wrong += [f"says {words!r}" for words in expected.get("never_says", ()) if flat(str(words)).lower() in text.lower()]
    wrong += _questions(expected.get("questions"), got)
    if made is not None and expected.get("ready") and not made.ready:
        wrong += [f"check {check.code}: {check.text}" for check in made.checks if check.ok is False]
    return wrong


def _questions(expected: list[dict[str, str]] | None, got: Outcome) -> list[str]:
    if expected is None:
        return []
    asked = got.reading.understanding.questions
    planned = {(p.question.place, p.question.span): p for p in got.plan.planned}
    wrong = []
    for question in asked:
        if not any(flat(each["text"]).lower() in flat(question.text).lower() for each in expected):
            wrong.append(f"found a question that is none: {question.text!r}")
    for each in expected:
        hits = [question for question in asked if flat(each["text"]).lower() in flat(question.text).lower()]
        if not hits:
            wrong.append(f"did not find the question {each['text']!r}")
            continue
        one = planned.get((hits[0].place, hits[0].span))
        if "state" in each and (one is None or one.state != each["state"]):
            wrong.append(f"{each['text']!r}: expected {each['state']}, got {one.state if one else None}")
        if "answer" in each and (one is None or one.answer != each["answer"]):
            near = next((m.ranked[:2] for m in got.matches.matches if m.question == hits[0]), ())
            wrong.append(f"{each['text']!r}: expected {each['answer']}, got {one.answer if one else None} {near}")
    return wrong


def test_every_letter_is_described() -> None:
    """Of each draft expected.yaml says the reasons, the questions with their answers, the gaps, the failing checks."""
    for folder in FOLDERS:
        expected = YAML(typ="safe", pure=True).load(folder / "expected.yaml")
        wanted = {"about", "disposition", "reasons"}
        if expected["disposition"] in ("draft", "calm"):
            wanted |= {"questions", "gaps", "checks"}
        assert wanted <= set(expected), f"{folder.name} says nothing of {sorted(wanted - set(expected))}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_conversation(folder: Path, prepared: Prepared) -> None:
    """The message gets what its expected.yaml says, to the letter."""
    expected = YAML(typ="safe", pure=True).load(folder / "expected.yaml")
    assert set(expected) <= KEYS
    assert not differences(expected, outcome(folder, prepared))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_draft_is_derived_anew(folder: Path, prepared: Prepared) -> None:
    """The same message, rules and date give the same bytes, and both parts of the draft say the same."""
    parent = (folder / "message.eml").read_bytes()
    around = Circumstances(NOW, ours=OURS, account="shop")
    both = [saved(ruleset.assist(parse(parent), prepared, ROOT, around), prepared, around) for _ in range(2)]
    assert both[0] == both[1]
    if both[0] is not None:
        later = Circumstances(datetime(2027, 1, 1, tzinfo=UTC), OURS, "shop")
        verified = verify(both[0], parent, prepared, ROOT, later, None)
        assert verified.differences == ()
        page, plain = parse_html(said(both[0], "html") or ""), said(both[0]) or ""
        heard = f"{page.own_words} {page.quoted} {page.signature}"
        assert sorted(heard.replace("> ", " ").split()) == sorted(re.sub(r"(?m)^>+", " ", plain).split())


def saved(got: Outcome, prepared: Prepared, around: Circumstances) -> bytes | None:
    """The draft as it would stand in Drafts."""
    if got.draft is None:
        return None
    marker = mark(got.plan, got.draft, prepared.rulebook, prepared.templates, around)
    return compose(got.draft, date=around.now, message_id="<draft@mulberryyard.example>", marker=str(marker))


def test_there_are_enough_conversations() -> None:
    """The first eighteen are the demo's customers; eighty and more single messages are kept in all."""
    assert len(FOLDERS) >= 80
