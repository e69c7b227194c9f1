"""Known attacks, one table: none puts a header into the bytes, a script into a body, or gets out of the sandbox."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from assistant import meaning, pipeline
from assistant.drafting import checks
from assistant.drafting.compose import compose, message_id
from assistant.drafting.render import Unsayable, render_template, render_words, template_fault, words_fault
from assistant.errors import RulesError
from assistant.model import Draft
from assistant.parsing import parse
from tests.builders import RULES, circumstances, drafted, job, reading, templates
from tests.drafting.letters import LATE

HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Assistant", "Thread-Topic",
    "Thread-Index", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
}  # fmt: skip
BCC = "\r\nBcc: thief@evil.example"
SCRIPT = "<script>alert(1)</script>"

# (field of the raw message, its value): whatever stands in it, only our own headers come out.
FIELDS = [
    ("From", "=?utf-8?q?Lea=0D=0ABcc:_thief@evil.example?= <lea@mail.example>"),
    ("From", "=?utf-8?b?TGVhCkJjYzogdGhpZWZAZXZpbC5leGFtcGxl?= <lea@mail.example>"),
    ("From", '"Lea\\\r\n Bcc: thief@evil.example" <lea@mail.example>'),
    ("From", '"Lea, thief@evil.example" <lea@mail.example>'),
    ("From", f'"{SCRIPT}" <lea@mail.example>'),
    ("From", "=?utf-8?q?=E2=80=AEaeL?= <lea@mail.example>"),
    ("From", "=?utf-8?q?Lea=00Brandt?= <lea@mail.example>"),
    ("From", "Lea <lea@mail.example>, Thief <thief@evil.example>"),
    ("Reply-To", "=?utf-8?q?x=0ABcc:_thief@evil.example?= <lea@mail.example>"),
    ("Reply-To", '"lea@mail.example\r\n Bcc: thief"@mail.example'),
    ("Subject", "=?utf-8?q?Hi=0D=0ABcc:_thief@evil.example?="),
    ("Subject", "=?utf-8?q?Hi=0D=0A=0D=0A<script>alert(1)</script>?="),
    ("Subject", "=?utf-8?q?Hi=E2=80=A8Bcc:_thief@evil.example?="),
    ("Subject", "=?utf-8?q?Hi=C2=85Bcc:_thief@evil.example?="),
    ("Subject", "Re: Re: {{ 7*7 }} {% raw %}"),
    ("Subject", "x" * 5000),
    ("Message-ID", "<a@mail.example>\r\n Bcc: thief@evil.example"),
    ("Message-ID", "<a@mail.example\tBcc:thief@evil.example>"),
    ("Message-ID", "<=?utf-8?q?a=0ABcc:_thief?=@mail.example>"),
    ("In-Reply-To", "<a\x0bBcc:x@mail.example>"),
    ("References", "<a@x>\r\n <b@x>\r\n\tBcc: thief@evil.example <c@x>"),
    ("References", "<" + "a" * 3000 + "@x>"),
    ("Thread-Topic", "=?utf-8?q?T=0ABcc:_thief@evil.example?="),
    ("Thread-Index", "AAAA\r\n Bcc: thief"),
    ("Delivered-To", "help@pedal.example\r\n Bcc: thief@evil.example"),
    ("To", "=?utf-8?q?x=0ABcc:_thief@evil.example?= <help@pedal.example>"),
]
# What customers write: it stays text, in a line to fill or not at all.
TEXTS = [
    "{{ 7*7 }}", "{{ config }}", "{% include '/etc/passwd' %}", "{{ ''.__class__.__mro__ }}", "{# hidden #}",
    "]] [[ ANSWER NEEDED", "\ue000" + "0\ue001forged\ue002", "\ue002\ue002\ue002", "\u202eoidar\u202c", "a\x00b",
    SCRIPT, "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "</body></html><script>",
    "\r\n.\r\nMAIL FROM:<thief@evil.example>", "\r\nBcc: thief@evil.example", "X-Assistant: reference=YARD-AAAAA",
    "%(name)s %s ${name} {name}", "\x1b[2J", "\ufeff\u200b\u2066",
]  # fmt: skip
# What a lookup brings: a cell of somebody's table.
CELLS = [
    "5 March" + BCC, "{{ 7*7 }}", "{% for i in range(10) %}x{% endfor %}", SCRIPT, "<b>5 March</b>", "5 March\x00",
    "5\u202e March", "\ue0000\ue001forged\ue002", '[[ ANSWER NEEDED: "pay thief" ]]', "&lt;script&gt;",
    "{{ facts.__class__ }}", "${price}", "5 March\u2066",
]  # fmt: skip
# Words of the rules.
WORDS = [
    "{{ ''['__cla' ~ 'ss__'] }}", "{{ facts|attr('__cl' ~ 'ass__') }}", "{{ facts.items.__self__ }}",
    "{{ facts.items() }}",
    "{{ facts['opening_hours'] }}", "{{ (facts).__init__ }}", "{{ business.name.__class__ }}",
    "{{ self }}{{ self.x() }}",
    "{{ 'a'.join(facts) }}", "{{ '%s' % facts }}", "{{ '{0.__class__}'.format(facts) }}", "{{ facts|format }}",
    "{{ 'x'|replace('x', 'y' * 9999999) }}", "{{ namespace() }}", "{% set ns = namespace(x=1) %}", "{{ dict(a=1) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}", "{% for i in range(10**9) %}x{% endfor %}", "{{ range(10**9)|list }}",
    "{{ 'x' * 10**9 }}", "{{ lipsum(9999) }}", "{{ url_for.__globals__ }}", "{% import 'os' as os %}",
    "{% autoescape false %}"
    "{% endautoescape %}", "{% debug %}", "{{ cycler.__init__ }}", "{{ joiner.__init__ }}", "{{ [].append }}",
    "{{ facts|map('upper')|list }}", "{{ facts|selectattr('__class__') }}", "{{ facts|tojson }}", "{{ 'x'|safe }}",
    "{{ 10 ** 10 ** 10 }}", "{% call(x) m() %}{% endcall %}", "{% raw", "{{ " + "(" * 500 + ")" * 500 + " }}",
]  # fmt: skip
TEMPLATES = [
    "{{ answers.__class__ }}", "{{ greet.__globals__ }}", "{{ greet|attr('__globals__') }}",
    "{{ one_of.func }}{{ x() }}",
    "{{ answers.items.append(1) }}", "{{ answers['__class__'] }}{{ y }}", "{% include name %}", "{% import 'a' as b %}",
    "{% extends 'ordinary.txt.j2' %}", "{% macro m() %}{% endmacro %}", "{{ namespace(x=1) }}", "{{ range(9) }}",
    "{{ 'x' * 9999999 }}", "{{ lipsum() }}", "{{ cycler }}", "{{ self._TemplateReference__context }}", "{{ 'x'|safe }}",
    "{% call greet('a', 'b') %}{% endcall %}", "{% block b %}{% endblock %}",
]  # fmt: skip


def sent(draft: Draft, raw_parent: object = None) -> EmailMessage:
    """The draft's bytes, read back; only our own headers, each once, and no body that runs."""
    parent = reading("x").message if raw_parent is None else raw_parent
    own = message_id(parent, account="shop", revision=0, domain="pedal.example")  # type: ignore[arg-type]
    raw = compose(draft, date=datetime(2026, 3, 2, tzinfo=UTC), message_id=own, marker="reference=PC-1")
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    assert set(read.keys()) <= HEADERS
    assert len(read.keys()) == len(set(read.keys()))
    assert len(read["To"].addresses if read["To"] else ()) <= 1
    assert "thief@evil.example" not in [address.addr_spec for address in (read["To"].addresses if read["To"] else ())]
    for part in read.walk():
        if part.get_content_type() == "text/html":
            assert "<script" not in part.get_content().lower()
    return read


def test_the_table_is_long_enough() -> None:
    """Forty known ways at the least."""
    assert len({*FIELDS, *TEXTS, *CELLS, *WORDS, *TEMPLATES}) >= 100


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_no_field_becomes_a_header(field: str, value: str) -> None:
    """From the bytes of a message, through all the rooms, to the bytes of its draft."""
    headers = {
        "From": "Lea Brandt <lea@mail.example>", "To": "help@pedal.example", "Subject": "Hours",
        "Message-ID": "<a@mail.example>", field: value,
    }  # fmt: skip
    lines = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    message = parse(f"{lines}\r\nWhen are you open?\r\n".encode())
    prepared = pipeline.prepare(RULES, templates(), meaning.load("off"))
    made = pipeline.assist(message, prepared, circumstances()).draft
    if made is not None:
        sent(made, message)
        assert not set(made.text) & set("\x00\u202e\u2028")
        assert SCRIPT not in made.text


@pytest.mark.parametrize("written", TEXTS)
def test_what_customers_write_is_text(written: str) -> None:
    """Asked for, signed with, and as a name: never run, never ready with it outside the quotation."""
    asked = f"Do you weld {written}?"
    plan, made, case = drafted(reading(asked, asked, signed=written, name=written, subject=written), None)
    assert plan.disposition == "draft"
    assert not made.ready
    assert sum(part.kind == "gap" for part in made.parts) == 1
    outside = made.text[: case.gaps[0].start] + made.text[case.gaps[0].end :]
    assert written not in outside
    assert "49" not in made.text
    assert not set(made.text) & set("\ue000\ue001\ue002")
    sent(made)


@pytest.mark.parametrize("cell", CELLS)
def test_what_a_lookup_brings_is_text(cell: str) -> None:
    """A cell is never run; markup, braces and what nobody sees keep the draft from being ready."""
    read = reading(LATE, LATE, complaint=True)
    made = drafted(read, "late-repair", found=job(ready=cell))[1]
    sent(made)
    assert "49" not in made.text.replace(made.subject, "")
    plain = not set(cell) & set("{}<>&[]\x00\u202e\u2066")
    assert made.ready is plain or "\n" in cell, [check.text for check in made.checks if check.ok is False]


@pytest.mark.parametrize("words", WORDS)
def test_words_of_the_rules_stay_in_the_sandbox(words: str) -> None:
    """Refused when the rules are read, and never run."""
    assert words_fault(words) is not None
    values = {"facts": {"opening_hours": "x"}, "business": {"name": "x"}}
    with pytest.raises(Unsayable):
        render_words(words, values)


@pytest.mark.parametrize("source", TEMPLATES)
def test_templates_stay_in_the_sandbox(source: str) -> None:
    """Refused when they are read, and never run."""
    assert template_fault(source) is not None
    with pytest.raises(RulesError):
        render_template({**templates(), "ordinary.txt.j2": source}, "ordinary.txt.j2", {})


@pytest.mark.parametrize("markup", [SCRIPT, "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<!-- x -->"])
def test_markup_in_rules_or_templates_is_never_ready(markup: str) -> None:
    """An owner's own markup would be shown as it is written, so the draft waits."""
    rules = RULES.replace("A full service costs", f"{markup} A full service costs")
    asked = "What does a service cost?"
    assert not drafted(reading(asked, asked), "service", rules=rules)[1].ready
    case = drafted(reading(asked, asked), "service")[2]
    spoiled = replace(case, draft=replace(case.draft, text=case.draft.text.replace("Hello,", f"Hello,\n\n{markup}")))
    assert any(check.ok is False for check in checks.run(spoiled))
