"""Several files as one rulebook: what is joined, what is refused, and that each fault names its own file."""

from __future__ import annotations

import pytest

from assistant.rules import Unread, included, load

HEAD = "version: 1\nbusiness: {name: Corner Bakery}\n"


def told(main: str, files: dict[str, str | Unread], path: str = "shop/rules.yaml") -> list[str]:
    """Every fault, in its one-line form."""
    return [str(fault) for fault in load(HEAD + main, path=path, files=files).faults]


def test_all_sections_are_joined() -> None:
    """Answers, facts, lists and words in other languages of every file, in the order of the files."""
    main = (
        "include: [a.yaml, sub/b.yaml]\nfacts: {one: 1}\nclosings: Bye.\nsenders: {never: [a@x.example]}\n"
        "answers:\n  - {name: a, asks: [a], answer: '{{ facts.two }} {{ texts.t }}'}\n"
    )
    files: dict[str, str | Unread] = {
        "a.yaml": "version: 1\nfacts: {two: 2}\nclosings: [Bye again.]\n"
        "answers:\n  - {name: b, asks: [b], answer: b}\n",
        "sub/b.yaml": "include: c.yaml\nsenders: {never: b@x.example}\nlookups:\n"
        "  order: {find: x1, csv: o.csv, key: n, belongs_to: e}\ncomplaint: {apologies: Sorry.}\n",
        "c.yaml": "texts: {t: T}\ngoodwill: {g: {say: G}}\nanswers: [{name: c, asks: [c], answer: c}]\n",
    }
    loaded = load(HEAD + main, files=files)
    book = loaded.rulebook
    assert book is not None, loaded.faults
    assert [answer.name for answer in book.answers] == ["a", "b", "c"]
    assert set(book.facts) == {"one", "two"}
    assert book.closings == ("Bye.", "Bye again.")
    assert book.senders.never == ("a@x.example", "b@x.example")
    assert (set(book.lookups), set(book.texts), set(book.goodwill)) == ({"order"}, {"t"}, {"g"})
    assert book.complaint.apologies == ("Sorry.",)


def test_a_fault_names_its_file_its_line_and_its_answer() -> None:
    """Faults of shape, of names, of YAML and of words, each in the file that they stand in; the first file's first."""
    assert told(
        "include: [a.yaml, b.yaml]\nanswers:\n  - {name: x, asks: [x], answer: '{{ facts.gone }}'}\n",
        {
            "a.yaml": "answers:\n  - {name: y, asks: [y], anwser: z}\n  - {name: X, asks: [z], answer: z}\n",
            "b.yaml": "terms:\n  a: b: c\nclosings:\n  - fine\n  - '{{ order.due }}'\n",
        },
    ) == [
        'shop/rules.yaml:5:38: answer "x": in "answer": there is no fact "gone"; add it under facts:',
        'shop/a.yaml:2:26: answer "y": unknown key "anwser" (did you mean "answer"?)',
        'shop/a.yaml:3:12: answer "X": this name is used twice (first in shop/rules.yaml, line 5); rename one',
        'shop/b.yaml:2:7: a text with ": " in it must stand in quotes; put the whole text in quotes: "..."',
        'shop/b.yaml:5:9: closings: in item 2: there is no lookup "order"; words may use facts, terms, texts or '
        "business",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/passwd", "should be seen from the folder of the rules file, such as answers/shipping.yaml"),
        ("C:\\\\rules.yaml", "should be seen from the folder of the rules file"),
        ("~/x.yaml", "should be seen from the folder of the rules file"),
        ("https://x.example/a.yaml", "should be seen from the folder of the rules file"),
        ("../x.yaml", 'leads out of the folder of the rules file; move the file into it, and write its path without'),
        ("a/../../x.yaml", "leads out of the folder of the rules file"),
        ("a.yml", 'there is no file "a.yml" beside rules.yaml (did you mean "a.yaml"?)'),
        ("rules.yaml", '"rules.yaml" includes itself'),
    ],
)
def test_what_cannot_be_included_is_told_where_it_is_named(name: str, said: str) -> None:
    """Only files inside the folder of the rules, by relative paths."""
    (fault,) = told(f'include: ["{name}"]\n', {"a.yaml": "facts: {a: b}\n"})
    assert fault.startswith("shop/rules.yaml:3:11: ")
    assert said in fault


def test_files_in_a_circle_are_refused() -> None:
    """The file that closes the circle is named."""
    files: dict[str, str | Unread] = {"a.yaml": "include: [b.yaml]\n", "b.yaml": "include: [a.yaml]\n"}
    assert told("include: [a.yaml]\n", files) == [
        'shop/b.yaml:1:11: "a.yaml" includes itself, by way of this file; delete one of the two'
    ]


def test_a_file_is_included_once() -> None:
    """From two files, it would stand twice."""
    files: dict[str, str | Unread] = {"a.yaml": "include: [b.yaml]\n", "b.yaml": "facts: {b: c}\n"}
    assert told("include: [a.yaml, b.yaml]\n", files) == [
        'shop/rules.yaml:3:19: "b.yaml" is included twice (first in shop/a.yaml, line 1); keep one'
    ]


def test_a_name_given_in_two_files_is_told() -> None:
    """With the file and the line of the first."""
    assert told("facts: {a: 1}\ninclude: a.yaml\n", {"a.yaml": "texts: {t: x}\nfacts:\n  b: 2\n  a: 3\n"}) == [
        'shop/a.yaml:4:3: "a" stands twice (first in shop/rules.yaml, line 3); keep one'
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("business: {name: X}\n", '1:1: "business" belongs in rules.yaml; move it there'),
        ("conduct: {rude: hold}\n", '1:1: "conduct" belongs in rules.yaml; move it there'),
        ("anwsers: []\n", '1:1: unknown key "anwsers" (did you mean "answers"?)'),
        ("- name: x\n", '1:1: the file should begin with keys such as "answers:" or "facts:"; if these are answers'),
        ("", "1:1: the file is empty"),
        ("answers: {a: b}\n", '1:10: "answers" should be a list'),
        (Unread("the file is written in UTF-16"), '"a.yaml": the file is written in UTF-16'),
    ],
)
def test_a_file_that_is_no_part_of_rules_is_told(text: str | Unread, said: str) -> None:
    """What stands in an included file and cannot."""
    assert any(said in line for line in told("include: a.yaml\n", {"a.yaml": text}))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("include: [a.yaml, b/c.yaml]\nfacts: {a: b}\n", ("a.yaml", "b/c.yaml")),
        ("version: 1\ninclude:\n  # the orders\n  - a.yaml\n\n  - b.yaml\nfacts: {c: d}\n", ("a.yaml", "b.yaml")),
        ("\ufeffinclude: a.yaml", ("a.yaml",)),
        ("answers:\n  include: [a.yaml]\n", ()),
        ("include: [a.yaml", ()),
        ("facts: {a: 'include: b'}\n", ()),
    ],
)
def test_the_names_are_read_without_the_rest(text: str, names: tuple[str, ...]) -> None:
    """The shell asks for them before it reads the files."""
    assert included(text) == names


def test_the_digest_is_of_all_files() -> None:
    """A change of an included file makes another rulebook."""
    made = []
    for fact in ("a", "b"):
        book = load(HEAD + "include: a.yaml\n", files={"a.yaml": f"facts: {{a: {fact}}}\n"}).rulebook
        assert book is not None
        made.append(book.digest)
    assert made[0] != made[1]
