"""A fault of Jinja's has its line and its column in the words, and says what to do to somebody who knows no Jinja."""

from __future__ import annotations

import pytest

from assistant.drafting.sandbox import template_fault, words_fault


@pytest.mark.parametrize(
    ("words", "at", "said"),
    [
        ("We are {{ facts.opening hours }}.", (1, 25), "“hours” stands where “}}” should; a name is one word"),
        ("a\nb {{ }} c", (2, 3), "something is missing before “}}”"),
        ("x {% if %}y{% endif %}", (1, 3), "something is missing before “%}”"),
        ("x {% if facts.a == %}y{% endif %}", (1, 3), "something is missing before “%}”"),
        ("x {% if order.a = 'b' %}y{% endif %}", (1, 17), "“=” stands where “%}” should; to compare, write =="),
        ("ab {% iff facts.a %}", (1, 7), "(did you mean “if”?)"),
        ("ab {% endif %}", (1, 7), "there is none open"),
        ("a\n  {% if facts.x %}open", (2, 3), "is never closed; write {% endif %}"),
        ("{{ facts.x | uper }}", (1, 14), "(did you mean “upper”?)"),
        ("a {{ facts.a }} b {{ 'a*b' }} {{ facts.x * 3 }}", (1, 42), "multiplying cannot be used here"),
        ("{{ “x” }}", (1, 4), "use straight quotes"),
        ("one {{ facts.a }}\n two {{ facts.__class__ }}", (2, 15), "is not a name that may be used here"),
        ("{{ facts.x is foo }}", (1, 15), "there is no “is foo” here"),
        ("{{ facts.x.upper() }}", (1, 17), "only greet(...) and one_of(...) may be called"),
        ("{{ facts['x'] }}", (1, 9), "cannot be used here"),
        ("x\ny {% for x in facts %}{% endfor %}", (2, 6), "a loop cannot be used here"),
    ],
)
def test_a_fault_in_words_has_its_line_and_column(words: str, at: tuple[int, int], said: str) -> None:
    """Counted from 1, inside the words."""
    found = words_fault(words)
    assert found is not None
    assert found[:2] == at
    assert said in found[2]


@pytest.mark.parametrize(
    ("template", "at", "said"),
    [
        ("Hello\n  {{ anwsers }}", (2, 6), "(did you mean “answers”?)"),
        ("{{ greet('a', 'b') }}\n{% for piece in answers %}\n", (2, 1), "write {% endfor %}"),
        ("{{ answers }}\n{{ answers ** 9 }}", (2, 12), "powers cannot be used here"),
        ("{% include name %}", (1, 4), "include takes a file's name in quotes"),
    ],
)
def test_a_fault_in_a_template_has_its_line_and_column(template: str, at: tuple[int, int], said: str) -> None:
    """The same for the files of templates/."""
    found = template_fault(template)
    assert found is not None
    assert found[:2] == at
    assert said in found[2]


@pytest.mark.parametrize(
    "words", ["{{ facts.a }}", "{% if facts.a == 'x' %}b{% else %}c{% endif %}", "{{ a.b | upper }}"]
)
def test_good_words_have_no_fault(words: str) -> None:
    """Nothing is said of what can be said."""
    assert words_fault(words) is None
