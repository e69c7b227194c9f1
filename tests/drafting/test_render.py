"""Words and templates in their sandbox: what may be written, and that nothing else runs."""

from __future__ import annotations

import pytest

from assistant.drafting.render import MAX_WORDS, Unsayable, render_template, render_words
from assistant.drafting.sandbox import layout_fault, template_fault, words_fault
from assistant.errors import RulesError
from tests.builders import templates

VALUES = {
    "facts": {"price": "£45", "empty": ""},
    "terms": {"returns": "Within {{ facts.price }}."},
    "order": {"n": "7"},
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A service costs {{ facts.price }}.", "A service costs £45."),
        ("{{ terms.returns }} So it is.", "Within £45. So it is."),
        ("Order {{ order.n }}{% if order.n == '7' %}, lucky{% endif %}.", "Order 7, lucky."),
        ("{{ order.n | upper }} and {{ 'a' ~ 'b' }}", "7 and ab"),
        ("No braces here.", "No braces here."),
    ],
)
def test_words_are_rendered(source: str, text: str) -> None:
    """Names, filters, conditions and joined texts are all that an author needs."""
    assert words_fault(source) is None
    assert render_words(source, VALUES) == text


@pytest.mark.parametrize(
    "source", ["{{ facts.nothing }}", "{{ nobody }}", "{{ order.n.m }}", "{{ facts }}{{ facts.x.y }}"]
)
def test_undefined_names_are_refused(source: str) -> None:
    """Never an empty string in a reply."""
    with pytest.raises(Unsayable):
        render_words(source, VALUES)


ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ facts.__init__.__globals__ }}",
    "{{ facts['__class__'] }}",
    "{{ facts | attr('__class__') }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ range(999999999) }}",
    "{% for i in range(10) %}x{% endfor %}",
    "{% for x in facts %}x{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ 'x' | center(999999999) }}",
    "{{ 'x' | indent(999999999) }}",
    "{{ '{0.__class__}'.format(facts) }}",
    "{{ 'x' | format(1) }}",
    "{{ facts | map(attribute='__class__') | list }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% include 'ordinary.txt.j2' %}",
    "{% extends 'ordinary.txt.j2' %}",
    "{% block a %}{% endblock %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% set facts = 1 %}",
    "{% call a() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{{ 1 + 1 }}",
    "{{ 1 / 0 }}",
    "{{ facts._private }}",
    "{{ _name }}",
    "{{ namespace(a=1) }}",
    "{{ 'x' | pprint }}",
    "{{ 'x' | xmlattr }}",
    "{{ facts.price.encode('utf-16') }}",
    "{{ joiner() }}",
    "{{ 'a'[0:1] }}",
    "{{ -facts }}",
]


@pytest.mark.parametrize("source", ATTACKS)
def test_nothing_else_is_allowed_in_words(source: str) -> None:
    """Refused when it is read, and never run."""
    assert words_fault(source) is not None
    with pytest.raises(Unsayable):
        render_words(source, VALUES)


@pytest.mark.parametrize(
    "source",
    [
        "{{ greeting.__class__ }}",
        "{{ one_of.__globals__ }}",
        "{{ open('/etc/passwd') }}",
        "{{ answers.items.append(1) }}",
        "{% import 'ordinary.txt.j2' as a %}",
        "{% include name %}",
        "{{ 'a' * 100 }}",
        "{% macro a() %}{% endmacro %}",
        "{{ answers | attr('items') }}",
    ],
)
def test_templates_may_not_look_into_anything_either(source: str) -> None:
    """A template lays out what it is given; it calls greet and one_of and nothing else."""
    assert template_fault(source) is not None


def test_a_template_that_includes_itself_ends() -> None:
    """A loop of includes is a fault, not a crash."""
    with pytest.raises(RulesError):
        render_template({"ordinary.txt.j2": "{% include 'ordinary.txt.j2' %}"}, "ordinary.txt.j2", {})


def test_loops_in_loops_are_bounded() -> None:
    """No template writes more than a letter."""
    source = "{% for a in answers %}" * 6 + "abcdefghij" + "{% endfor %}" * 6
    with pytest.raises(RulesError, match="more than"):
        render_template({"ordinary.txt.j2": source}, "ordinary.txt.j2", {"answers": tuple(range(50))})


def test_words_are_bounded() -> None:
    """A value as long as a book is refused."""
    with pytest.raises(Unsayable, match="more than"):
        render_words("{{ facts.price }}", {"facts": {"price": "x" * (MAX_WORDS + 1)}})


def test_a_value_is_never_read_as_jinja() -> None:
    """A lookup's column that holds braces is text."""
    assert render_words("{{ order.n }}", {"order": {"n": "{{ 7*7 }}"}}) == "{{ 7*7 }}"


def test_a_fault_names_its_line() -> None:
    """An unclosed brace on line two is told with its line."""
    fault = words_fault("Hello,\n{{ facts.price }")
    assert fault is not None
    assert fault[0] == 2


def test_a_missing_template_says_what_to_do() -> None:
    """The error names the file."""
    with pytest.raises(RulesError, match=r"complaint\.txt\.j2 is missing"):
        render_template({}, "complaint.txt.j2", {})


def test_a_misspelt_name_in_a_template_is_told_when_it_is_read() -> None:
    """Not when the first message is answered; and with the name that was meant."""
    assert template_fault("Hello,\n{{ anwsers }}") == (2, 4, "there is no “anwsers” here (did you mean “answers”?)")
    assert template_fault("{% for choice in choices %}{{ choice | sentence }}{{ loop.index }}{% endfor %}") is None


def test_a_template_that_loses_the_answers_is_told_when_it_is_read() -> None:
    """A letter without its answers, or without its signature, is no letter."""
    assert layout_fault("ordinary.txt.j2", "{{ greet('a', 'b') }} {{ answers }}") == (
        "it lacks {{ signature }}; put it back where it is to stand"
    )
    assert all(layout_fault(name, source, templates()) is None for name, source in templates().items())


def test_what_a_template_includes_counts_as_its_own() -> None:
    """Answers that an included file lays out are laid out; one without them lacks them."""
    source = "{{ greet('a', 'b') }} {% include 'list.txt.j2' %} {{ signature }}"
    assert layout_fault("ordinary.txt.j2", source, {"list.txt.j2": "{{ answers }}"}) is None
    assert layout_fault("de/ordinary.txt.j2", source, {"de/list.txt.j2": "", "list.txt.j2": "{{ answers }}"}) == (
        "it lacks {{ answers }}; put it back where it is to stand"
    )
    assert layout_fault("ordinary.txt.j2", "{% include 'ordinary.txt.j2' %}", {"ordinary.txt.j2": source}) is not None
