"""What a customer writes, and what a source answers, is text everywhere; what an author writes stays within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import meaning, pipeline, ruleset
from assistant.drafting.compose import compose
from assistant.drafting.letter import gap_line
from assistant.drafting.render import MAX_WORDS, Unsayable, render_words
from assistant.drafting.sandbox import words_fault
from assistant.model import Message
from assistant.parsing import parse
from assistant.rules import load
from tests.builders import NOW, RULES, circumstances, drafted, job, reading, templates

TRICKS = (
    "{{ facts.secret }}", "{{ 7 * 7 }}", "{% for x in range(9) %}x{% endfor %}", "{{ ''.__class__.__mro__ }}",
    "{# x #}", "{{", "}}", "{%", "%}", "{{ greet.__globals__ }}", "{name}", "%s %(x)s", "\ue0000\ue001x\ue002",
    "$facts",
)
PERMISSIVE = RULES.replace("PC\\d{4}", "PC[^ ]{2,60}").replace(
    "service_price: £45", "service_price: £45\n  secret: hush"
)
PREPARED = pipeline.prepare(PERMISSIVE, templates(), meaning.load("off"))


def letter(base: Path, raw: bytes) -> str:
    """The draft for a message, through all rooms, with its lookups."""
    made = ruleset.assist(parse(raw), PREPARED, base, circumstances()).draft
    assert made is not None
    composed = compose(made, date=NOW, message_id="<x@pedal.example>")
    assert b"hush" not in composed
    return made.text


@pytest.mark.parametrize("trick", TRICKS)
def test_a_customers_words_are_never_run(tmp_path: Path, trick: str) -> None:
    """In the name, the subject, the signature, the question and the number alike."""
    compact = trick.replace(" ", "")
    raw = (
        f'From: "Lea {trick}" <lea@mail.example>\r\nTo: help@pedal.example\r\nSubject: {trick} is my bicycle ready?\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Is my bicycle ready? It is job PC{compact}.\r\nDo you weld {trick} frames?\r\n\r\nLea {trick}\r\n"
    ).encode()
    (tmp_path / "jobs.csv").write_text("number,email,ready,price\nPC1,lea@mail.example,now,£1\n", encoding="utf-8")
    said = letter(tmp_path, raw)
    assert "49" not in said
    assert "xxxxxxxxx" not in said
    assert "<class" not in said
    assert "<function" not in said


@pytest.mark.parametrize("trick", TRICKS)
def test_a_value_of_a_source_is_never_run(trick: str) -> None:
    """What a database or a service answers may have been written by anybody."""
    ask = "Is my bicycle ready?"
    _, made, _ = drafted(reading(ask, ask), "job-status", rules=PERMISSIVE, found=job(ready=f"soon {trick}"))
    plain = trick.translate({0xE000: None, 0xE001: None, 0xE002: None})
    assert f"is ready on soon {plain}." in made.text


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_value_is_said_as_it_is(value: str) -> None:
    """But for the characters by which the program finds its own pieces again, and white space at the ends."""
    plain = value.translate({0xE000: None, 0xE001: None, 0xE002: None})
    row = {"order": {"a": value, "b.c": value}}
    assert render_words("<{{ order.a }}|{{ order.b.c }}>", row) == f"<{plain}|{plain}>"


@pytest.mark.parametrize("column", ["items", "keys", "values", "get", "copy", "__class__", "pop", "count", "format"])
def test_a_column_is_never_a_method(column: str) -> None:
    """A column called `items` is that column, and where there is none it is nothing that a reply could say."""
    words = f"{{{{ order.{column} }}}}"
    if words_fault(words) is None:
        assert render_words(words, {"order": {column: "three"}}) == "three"
        with pytest.raises(Unsayable):
            render_words(words, {"order": {"number": "1"}})
    else:
        assert column.startswith("_")


def test_a_name_inside_another_does_not_hide_it() -> None:
    """`a` and `a.b` in one row: the text is said, what is inside it is refused."""
    row = {"order": {"a": "x", "a.b": "y", "c.d": "z"}}
    assert render_words("{{ order.a }} {{ order.c.d }}", row) == "x z"
    with pytest.raises(Unsayable):
        render_words("{{ order.a.b }}", row)


def test_output_is_bounded() -> None:
    """Whatever words do with what they may use: replaced, joined and said again, it stays a letter's length."""
    long = {"facts": {"a": "x" * 3000}}
    for words in (
        "{{ facts.a }}{{ facts.a }}", "{{ facts.a ~ facts.a }}", "{{ facts.a | replace('x', facts.a) }}",
        "{{ facts.a | replace('x', 'yy') }}",
    ):
        with pytest.raises(Unsayable, match=f"more than {MAX_WORDS} characters"):
            render_words(words, long)


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(.*a){20}", "a*a*a*a*a*b", "(x+x+)+y"])
def test_authors_patterns_run_in_linear_time(pattern: str) -> None:
    """Patterns at which other engines never end: a message of a megabyte is searched, and the test ends."""
    text = RULES.replace("PC\\d{4}", pattern)
    loaded = load(text)
    if loaded.rulebook is None:
        assert any(fault.code == "wrong-pattern" for fault in loaded.faults)
        return
    prepared = pipeline.prepare(text, templates(), meaning.load("off"))
    message = Message(raw_digest="d" * 64, own_words="a" * 1_000_000 + "x" * 1_000_000)
    from assistant.model import Reading, Understanding

    found = pipeline.match(Reading(message, Understanding()), prepared)
    assert found.matches == ()


@pytest.mark.parametrize("pattern", ["(?=x)PC", "(?<!a)PC", "(a)\\1", "(?P<n>a)(?P=n)", "x*", "", "(", "[", "(a)(b)"])
def test_patterns_that_the_engine_does_not_do_are_refused(pattern: str) -> None:
    """Each with words of ours."""
    loaded = load(RULES.replace("'PC\\d{4}'", f"'{pattern}'"))
    assert [fault.code for fault in loaded.errors] in (["wrong-pattern"], ["empty"])


@settings(max_examples=60)
@given(st.text(alphabet="[]{}\"'x\n ANSWER:", max_size=80))
def test_a_gap_line_is_one_line_whatever_they_asked(words: str) -> None:
    """A customer cannot close the line that waits for the owner, nor open another."""
    line = gap_line(words)
    assert "\n" not in line
    assert line.count("[[") == line.count("]]") == 1


def test_a_number_is_taken_from_the_group_where_there_is_one() -> None:
    """`(...)` stands around what is looked up."""
    text = RULES.replace("'PC\\d{4}'", "'[Jj]ob no\\. (\\d{4})'")
    prepared = pipeline.prepare(text, templates(), meaning.load("off"))
    ask = "Is my bicycle ready?"
    read = reading(f"{ask} job no. 1234", ask)
    assert [wanted.key for wanted in pipeline.match(read, prepared).wanted] == ["1234"]


def test_only_what_an_accepted_answer_needs_is_looked_up() -> None:
    """A number in a message that asks of something else goes to no source."""
    prepared = pipeline.prepare(RULES, templates(), meaning.load("off"))
    for ask, wanted in (("When are you open?", []), ("Is my bicycle ready?", ["PC1234"])):
        found: Any = pipeline.match(reading(f"{ask} PC1234", ask), prepared)
        assert [one.key for one in found.wanted] == wanted
