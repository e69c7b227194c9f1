"""The HTML part: it says what the letter says, and whatever strangers write stays text."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.compose import compose
from assistant.drafting.page import FILE, page, page_fault
from assistant.errors import RulesError
from assistant.parsing import parse_html
from tests.builders import RULES, drafted, reading, templates

DATE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LETTER = "Dear Jo,\n\nWe are open.\n\nKind regards,\nPedal & Chain\n"
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</p></body></html>",
    "</blockquote><iframe src=//evil.example>", "<a href='javascript:alert(1)'>here</a>", "<style>*{color:red}</style>",
    "<!-- <b> -->", "<![CDATA[<script>]]>", "<?php echo 1 ?>", "&lt;script&gt;", "&#60;script&#62;", "&amp;amp;",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<base href=//x.example>", "<form action=//x.example>",
    "<object data=//evil.example>", "<embed src=//evil.example>", "<link rel=stylesheet href=//evil.example>",
    "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>", "<math><mi//xlink:href='data:x,<script>'>",
    "\"><script>alert(1)</script>", "'><img src=x>", "{{ business }}", "{% include 'x' %}", "{# note #}", "{{ 7*7 }}",
    "<scr<script>ipt>", "<SCRIPT SRC=//evil.example>", "<div style='position:fixed'>", "<p hidden>", "a < b > c & d",
    "<b", "<", ">", "<<", "</", "&", "&#x3c;b&#x3e;", "<textarea>", "<title>", "<plaintext>", "<xmp>", "<noscript>",
)


def said(html: str) -> list[str]:
    """The words of a page as our own reader of mail reads them: an independent witness."""
    read = parse_html(html)
    return f"{read.own_words} {read.quoted} {read.signature}".replace("> ", " ").split()


def alternatives(rules: str = RULES, own_words: str = "When are you open?", name: str = "") -> EmailMessage:
    """A composed reply, read back."""
    made = drafted(reading(own_words, "When are you open?", name=name), "hours", rules=rules)[1]
    read = email.message_from_bytes(
        compose(made, date=DATE, message_id="<d@pedal.example>"), policy=email.policy.default
    )
    assert isinstance(read, EmailMessage)
    return read


def test_a_reply_has_both_parts_and_they_say_the_same() -> None:
    """multipart/alternative, the plain text first (RFC 2046 5.1.4)."""
    read = alternatives()
    assert read.get_content_type() == "multipart/alternative"
    plain, html = read.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert said(html.get_content()) == plain.get_content().replace("> ", " ").split()


def test_the_rules_may_ask_for_plain_text_alone() -> None:
    """`html: false` under business."""
    plain = alternatives(RULES.replace("  reference_prefix: PC\n", "  reference_prefix: PC\n  html: false\n"))
    assert plain.get_content_type() == "text/plain"


def test_the_same_draft_is_the_same_bytes() -> None:
    """No boundary by chance."""
    assert alternatives().as_bytes() == alternatives().as_bytes()


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_of_strangers_stays_text(markup: str) -> None:
    """In the name, the message, the letter: it is shown as it was written, and nothing of it is a tag."""
    html = _page_of(alternatives(own_words=f"When are you open?\n{markup} x", name=markup))
    assert html.count("<") == _page_of(alternatives(own_words="When are you open?\nx x", name="x")).count("<")
    made = page(f"Dear {markup},\n\n{markup}\n", f"{markup} wrote:\n> {markup}\n", templates(), language="en")
    empty = page("Dear x,\n\nx\n", "x wrote:\n> x\n", templates(), language="en")
    assert made.count("<") == empty.count("<")


def _page_of(composed: EmailMessage) -> str:
    html: str = list(composed.iter_parts())[1].get_content()  # type: ignore[attr-defined]
    return html


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_text_is_said_and_adds_no_tag(text: str) -> None:
    """`page` itself refuses a page that says anything else; here, that it never needs to."""
    quoted = "Jo wrote:\n" + "\n".join(f"> {line}" for line in text.split("\n")) + "\n"
    made = page(f"Dear Jo,\n\n{text}\n", quoted, templates(), language="en")
    assert "<script" not in made.lower()


GOOD = "{% for p in paragraphs %}<p>{% for l in p.lines %}{{ l }}<br>{% endfor %}</p>{% endfor %}"
REST = "<p>{{ attribution }}</p>{% for l in quoted %}{{ l }}<br>{% endfor %}"


def test_an_owner_may_lay_it_out_otherwise() -> None:
    """Another order of tags, other colours: the same words."""
    assert page_fault(templates()[FILE]) is None
    assert page_fault(f'<div style="color: #003; margin: 0 1em">{GOOD}</div><hr>{REST}') is None


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD,                                                       # the quotation is missing
        REST,                                                       # the letter is missing
        f"{GOOD}{REST}<p>Everything is 10% off today!</p>",         # a sentence nobody checked
        f"<p>Ad</p>{GOOD}{REST}",
        f"{REST}{GOOD}",                                            # in another order
        f"{GOOD}{GOOD}{REST}",
        f'{GOOD}{REST}<img src="https://track.example/1.gif">',
        f"<script>x()</script>{GOOD}{REST}",
        f'<a href="https://evil.example">{GOOD}</a>{REST}',
        f'<div style="background: url(//x.example)">{GOOD}</div>{REST}',
        f'<div style="display: none">{GOOD}</div>{REST}',
        f'<div style="font-size: 0">{GOOD}</div>{REST}',
        f'<div onclick="x()">{GOOD}</div>{REST}',
        f'<p style="color: {{{{ attribution }}}}">{GOOD}</p>{REST}',
        f'<meta http-equiv="refresh">{GOOD}{REST}',
        f"<!-- hidden -->{GOOD}{REST}",
        f"<style>p {{ color: red }}</style>{GOOD}{REST}",
        f"<link rel=stylesheet>{GOOD}{REST}",
        f"<s{{% if 1 %}}{{% endif %}}cript>{GOOD}{REST}",
        f"{GOOD}{REST}{{{{ business }}}}",
        f'{GOOD}{REST}{{{{ one_of("x", "y") }}}}',
        f'{GOOD}{REST}{{% include "ordinary.txt.j2" %}}',
        f"{GOOD}{REST}{{% set x = 1 %}}",
        f"{GOOD}{REST}{{{{ paragraphs.__class__ }}}}",
        GOOD.replace("{{ l }}", "{{ l | safe }}") + REST,
        f"{GOOD}{REST}{{% for",
    ],
)
def test_a_template_that_says_or_fetches_something_else_is_refused(wrong: str) -> None:
    """Before it is used, with its place."""
    fault = page_fault(wrong)
    assert fault is not None
    assert fault[0] >= 1
    assert fault[2]


def test_a_page_that_would_say_something_else_is_not_made() -> None:
    """Whatever a template does with one letter and not with another."""
    sly = f"{GOOD}{REST}{{% if attribution == 'Ann wrote:' %}}<p>And more.</p>{{% endif %}}"
    assert page_fault(sly) is None
    with pytest.raises(RulesError, match="does not say what the letter says"):
        page(LETTER, "Ann wrote:\n> Hi\n", {FILE: sly}, language="en")


def test_a_letter_too_long_for_a_page_has_none() -> None:
    """A thousand questions make a thousand open lines; the plain text says them all, and no message is held up."""
    assert page(LETTER * 8_000, "", templates(), language="en") == ""


def test_the_line_that_waits_is_marked() -> None:
    """An owner sees in colour what is left to fill."""
    made = page('Dear Jo,\n\n[[ ANSWER NEEDED: "Why?" ]]\n', "", templates(), language="en")
    assert made.count("background-color") == 1
