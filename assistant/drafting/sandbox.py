"""What words and templates may hold: Jinja in its sandbox, and what is wrong with a source before it ever runs.

Words are the smallest language that serves: names, filters from a list, conditions. Templates may loop over
what they are given, set names and include one another. Neither may call, multiply or look into anything
else: that is refused when it is read, by its syntax. Undefined names are refused as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

import jinja2
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.drafting import places
from assistant.drafting.pieces import clause, sentence

FILTERS = ("upper", "lower", "capitalize", "title", "trim", "default", "replace", "first", "last", "length", "join")
TESTS = ("defined", "undefined", "none", "odd", "even", "lower", "upper", "in", "eq", "ne", "lt", "le", "gt", "ge")
_WORDS_MAY = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Test,
)
_TEMPLATES_MAY = (
    *_WORDS_MAY,
    nodes.Call,
    nodes.For,
    nodes.Assign,
    nodes.Include,
    nodes.Getitem,
    nodes.Keyword,
    nodes.NSRef,
)
CALLS = ("greet", "one_of")
NAMES = frozenset({
    *CALLS, "name", "reference", "business", "wish", "apology", "understanding", "remedies", "answers", "choices",
    "assurance", "goodwill", "promise", "closing", "signature", "asked_back", "has_gaps", "questions", "bereaved",
    "numbered", "answered_before",
})  # fmt: skip  # what letter.py gives to a template
_PIECE_FILTERS = {"sentence": sentence, "clause": clause}


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which nothing multiplies (Jinja does not bound `'a' * 10**9`)."""

    intercepted_binops = frozenset({"*", "**", "%", "//", "/", "+", "-"})

    def getattr(self, obj: object, attribute: str) -> object:
        """A name of a mapping is a value in it, never a method of it."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:  # noqa: ARG002
        raise SecurityError(f"“{operator}” is not allowed here")


def environment(loader: jinja2.BaseLoader | None = None, *, pieces: bool = False) -> jinja2.Environment:
    """The sandbox for words; with `pieces`, for templates, which lay out pieces of a letter."""
    made = _Sandbox(
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # plain text; nothing of it is ever shown as HTML without escaping
        loader=loader,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters = {name: made.filters[name] for name in FILTERS} | (_PIECE_FILTERS if pieces else {})
    made.globals = {}
    return made


WORDS = environment()


def escaping() -> jinja2.Environment:
    """The sandbox for a page of HTML: whatever is put into it is text."""
    made = environment()
    made.autoescape = True
    return made


def _forbidden(tree: nodes.Template, allowed: tuple[type[nodes.Node], ...]) -> tuple[int, str, str] | None:
    """The first thing in the tree that is not allowed: its line, what to say of it, and how it is written."""
    for node in tree.find_all(nodes.Node):
        name = type(node).__name__
        if isinstance(node, (nodes.Getattr, nodes.Name)):
            word = node.attr if isinstance(node, nodes.Getattr) else node.name
            if word.startswith("_"):
                return node.lineno, f"“{word}” is not a name that may be used here", word
        if isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in CALLS):
            return node.lineno, "only greet(...) and one_of(...) may be called", "("
        if isinstance(node, nodes.Filter) and node.name not in (*FILTERS, *_PIECE_FILTERS):
            near = get_close_matches(node.name, FILTERS, n=1)
            there = f" (did you mean “{near[0]}”?)" if near else f"; there are {', '.join(FILTERS)}"
            return node.lineno, f"there is no filter “{node.name}” here{there}", node.name
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            return node.lineno, f"there is no “is {node.name}” here; there are {', '.join(TESTS)}", node.name
        if isinstance(node, nodes.Include) and not isinstance(node.template, nodes.Const):
            return node.lineno, "include takes a file's name in quotes", "include"
        if isinstance(node, nodes.Expr | nodes.Stmt) and not isinstance(node, allowed):
            plain, sign = _PLAIN.get(name, (f"“{name}”", ""))
            # Jinja gives no line to what it makes itself, as for autoescape.
            return node.lineno or 1, f"{plain} cannot be used here", sign
    return None


_PLAIN = {
    "Mul": ("multiplying", "*"),
    "Pow": ("powers", "**"),
    "Add": ("adding (to join texts, write ~)", "+"),
    "Sub": ("subtracting", "-"),
    "Mod": ("“%”", "%"),
    "Div": ("dividing", "/"),
    "FloorDiv": ("dividing", "//"),
    "Neg": ("a minus sign", "-"),
    "Pos": ("a plus sign", "+"),
    "Call": ("calling", "("),
    "For": ("a loop", "for"),
    "Macro": ("a macro", "macro"),
    "Getitem": ("[...]", "["),
    "Assign": ("set", "set"),
    "AssignBlock": ("set", "set"),
    "Include": ("include", "include"),
    "List": ("a list", "["),
    "Tuple": ("a list", ","),
    "Dict": ("a dictionary", "{"),
    "Import": ("import", "import"),
    "FromImport": ("import", "from"),
    "Extends": ("extends", "extends"),
    "Block": ("a block", "block"),
    "CallBlock": ("a call block", "call"),
    "FilterBlock": ("a filter block", "filter"),
}


def words_fault(source: str) -> tuple[int, int, str] | None:
    """What is wrong with words from the rules: line and column inside them, from 1, and a sentence; None if nothing."""
    return _fault(WORDS, source, _WORDS_MAY)


@lru_cache(maxsize=256)  # rules are read again much more often than templates are changed
def template_fault(
    source: str, names: frozenset[str] = NAMES, *, calls: bool = True
) -> tuple[int, int, str] | None:
    """What is wrong with a template: line and column, from 1, and a sentence; None if nothing.

    `names` are those that it is given; without `calls` it may call nothing and include nothing.
    """
    reader = environment(pieces=True)
    may = _TEMPLATES_MAY if calls else (*_WORDS_MAY, nodes.For)
    return _fault(reader, source, may) or _unknown(reader, source, names)


NEEDED = {
    "ordinary.txt.j2": ("greet", "answers", "signature"),
    "complaint.txt.j2": (
        "greet", "apology", "understanding", "remedies", "answers", "choices", "assurance", "signature",
    ),
    "firm-no.txt.j2": ("greet", "answers", "signature"),
    "asking-back.txt.j2": ("greet", "answers", "signature"),
    "holding.txt.j2": ("greet", "answers", "promise", "signature"),
    "acknowledgement.txt.j2": ("greet", "answers", "signature"),
    "thanks.txt.j2": ("greet", "signature"),
    "calm.txt.j2": ("greet", "signature"),
}


def layout_fault(file: str, source: str, templates: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """What a template must lay out and does not: a letter without its answers or its signature is none.

    What it includes may do it, from the folder of its language, else from that of the main one.
    """
    folder = file.rpartition("/")[0]
    names: set[str] = set()
    waiting, seen = [source], set()
    while waiting:
        found = _mentioned(waiting.pop())
        if found is None:
            return None                             # template_fault tells of it
        names |= found[0]
        for included in found[1]:
            if included not in seen:
                seen.add(included)
                waiting.append(templates.get(f"{folder}/{included}", templates.get(included, "")))
    missing = [name for name in NEEDED.get(file.rpartition("/")[2], ()) if name not in names]
    if not missing:
        return None
    shown = " and ".join("{{ greet(...) }}" if name == "greet" else f"{{{{ {name} }}}}" for name in missing)
    return f"it lacks {shown}; put it back where it is to stand"


@lru_cache(maxsize=256)
def _mentioned(source: str) -> tuple[frozenset[str], tuple[str, ...]] | None:
    """The names in a template, and the files that it includes; None where it cannot be read."""
    try:
        tree = environment().parse(source)
    except (TemplateError, RecursionError):
        return None
    included = [node.template.value for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)]
    names = frozenset(node.name for node in tree.find_all(nodes.Name))
    return names, tuple(file for file in included if isinstance(file, str))


def half_translated(name: str, templates: Mapping[str, str]) -> tuple[int, str] | None:
    """The first include of a template in another language that would bring in words of the main one: line, fault."""
    folder, slash, _ = name.rpartition("/")
    if not slash:
        return None
    try:
        tree = environment().parse(templates[name])
    except (TemplateError, RecursionError):
        return None                                 # template_fault tells of it
    for node in tree.find_all(nodes.Include):
        included = node.template.value if isinstance(node.template, nodes.Const) else None
        if isinstance(included, str) and f"{folder}/{included}" not in templates:
            there = f"templates/{folder}/{included}"
            return node.lineno, f"it includes “{included}”, which is not there in this language; add {there}"
    return None


def _unknown(
    reader: jinja2.Environment, source: str, names: frozenset[str]
) -> tuple[int, int, str] | None:
    """The first name in a template that nothing gives a value to."""
    tree = reader.parse(source)
    strangers = meta.find_undeclared_variables(tree) - names
    for node in tree.find_all(nodes.Name):
        if node.name in strangers:
            near = get_close_matches(node.name, names, n=1)
            meant = f" (did you mean “{near[0]}”?)" if near else f"; there are {', '.join(sorted(names))}"
            return *places.place(source, node.lineno, node.name), f"there is no “{node.name}” here{meant}"
    return None


def _fault(
    reader: jinja2.Environment, source: str, allowed: tuple[type[nodes.Node], ...]
) -> tuple[int, int, str] | None:
    try:
        tree = reader.parse(source)
    except TemplateSyntaxError as fault:
        message = (fault.message or "this is not Jinja").rstrip(".")
        return places.syntax(source, fault.lineno, message, lambda text: _parses(reader, text))
    except RecursionError:
        return 1, 1, "it is nested too deeply"
    found = _forbidden(tree, allowed)
    return None if found is None else (*places.place(source, found[0], found[2]), found[1])


def _parses(reader: jinja2.Environment, source: str) -> bool:
    try:
        reader.parse(source)
    except (TemplateSyntaxError, RecursionError):
        return False
    return True
