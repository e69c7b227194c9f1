"""Why a text is not YAML, in words for people who have never heard of YAML. YAML 1.2.2."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from assistant.rules.grammar import SHAPES, File
from assistant.rules.grammar_answer import Answer
from assistant.rules.keys import keys

_KEYS = frozenset(key for found in SHAPES.values() for key in keys(found))
_KEY = r"\s*(?:- +)*[\w-]+"
_KEY_AND_TEXT = re.compile(_KEY + r"\s*:\s+\S")
_UNSPACED = re.compile(_KEY + r":\S")
_CURLY = re.compile("(?:[:\\[,]|^\\s*-)\\s*([\u201c\u201d\u201e\u2018\u2019])")
_QUOTE_IT = 'put the whole text in quotes: "..."'
# A quote that opens a value and is not closed on its line, and a key on the next: it runs on to some later quote.
_RUNAWAY = re.compile(
    r"""(?m)^(?:[^\n#"']*?(?::[ \t]+|-[ \t]+))("(?:[^"\\\n]|\\.)*|'[^'\n]*)$(?=\s*\n[ \t]*(?:- +)?[\w-]+:(?:[ \t]|$))"""
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong at a character of a file's text, before it is known which answer that lies in."""

    index: int
    code: str
    text: str
    warning: bool = False
    rule: str | None = None                         # the answer's name, where no values tell it


def unreadable(error: YAMLError, text: str) -> Trouble:
    """The trouble that a parser's error stands for, at the place where it can be mended."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Trouble(0, "not-yaml", "the file cannot be read as YAML; check that it is a plain text file")
    problem = str(error.problem or "")
    index = min(error.problem_mark.index, len(text))
    opened = error.context_mark.index if error.context_mark is not None else index
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    line = text[start : end if end >= 0 else len(text)]
    before = text[start:index]

    runaway = _RUNAWAY.search(text, 0, max(index, opened))
    if runaway is not None and "block scalar" not in str(error.context):
        return _open_quote(runaway.start(1))
    curly = _CURLY.search(line)
    if curly is not None:
        return Trouble(
            start + curly.start(1), "curly-quotes", 'curly quotes do not count as quotes; use straight ones: "..."',
        )
    if re.search(r"(?:[:,\[]|^\s*-|^)\s*\{\{", before + text[index : index + 2]) or _braces_in_list(problem):
        return Trouble(
            start + max(line.find("{{"), 0), "not-quoted",
            'text with "{{" in it must stand in quotes here, like "We are open {{ facts.opening_hours }}."',
        )
    if "'\\t'" in problem or "\t" in problem:
        return Trouble(index, "tab", "a tab stands here; indent with spaces (two for each step)")
    if problem == "mapping values are not allowed here":
        return _colon(text, start, index, before)
    if "quoted scalar" in str(error.context) and ("end of stream" in problem or "document separator" in problem):
        return _open_quote(opened)
    if "escape" in problem or "escape" in str(error.context):
        return Trouble(
            index, "backslash",
            r"""inside "..." a "\" must be written "\\"; or use '...', where it may stand as it is""",
        )
    if problem.startswith("expected ',' or"):
        if text.startswith(": ", index):
            return Trouble(index, "not-quoted", f'a text with ": " in it must stand in quotes; {_QUOTE_IT}')
        return _open_bracket(text, opened, problem)
    if "sequence entries are not allowed" in problem:
        return Trouble(index, "misplaced-dash", 'a list item ("- ") must begin a line of its own')
    if "cannot start any token" in problem:
        return Trouble(index, "not-quoted", f'text cannot begin with "{text[index:index + 1]}"; {_QUOTE_IT}')
    if "alias" in problem or "alias" in str(error.context) or "anchor" in str(error.context):
        index = opened if text[opened : opened + 1] in ("&", "*") else index
        return Trouble(index, "not-quoted", f'text cannot begin with "{text[index:index + 1]}"; {_QUOTE_IT}')
    if "another document" in problem:
        return Trouble(index, "second-document", 'a line "---" begins a second file here; remove it')
    if "block scalar" in str(error.context):
        return Trouble(
            opened, "block-text",
            f'after "|" or ">" the text begins on the next line, indented; if the sign itself is meant, {_QUOTE_IT}',
        )
    if "could not find expected ':'" in problem:
        if _UNSPACED.match(text[text.rfind("\n", 0, opened) + 1 :][:200]):
            return Trouble(opened, "no-colon", 'a space is missing after the colon; write "key: text"')
        return _no_colon(text, opened)
    if before.rstrip()[-1:] in ("'", '"'):
        return Trouble(
            index, "text-after-quote",
            'text goes on here after the closing quote; quote the whole text, and inside \'...\' write an '
            "apostrophe twice: 'it''s'",
        )
    if "expected <block end>" in problem:
        if re.match(r"\s*- +name[ \t]*:", line) and not re.search(r"(?m)^answers[ \t]*:", text):
            return Trouble(
                index, "no-answers-key", 'a list of answers begins here, but "answers:" is missing on a line above it, '
                "at the left margin",
            )
        return Trouble(
            index, "indentation",
            "this line does not line up with those it belongs to; start keys of one group, and the dashes of "
            "one list, in the same column",
        )
    return Trouble(index, "not-yaml", f"this cannot be read as YAML ({problem}); check quotes, colons and indentation")


def _braces_in_list(problem: str) -> bool:
    return problem.startswith("expected ',' or") and problem.endswith("got '{'")


def _colon(text: str, start: int, index: int, before: str) -> Trouble:
    """A colon where none may be: in unquoted text, in a line indented too far, or below `key:text`."""
    if _KEY_AND_TEXT.match(before) or before.lstrip().startswith("- "):
        return Trouble(index, "not-quoted", f'a text with ": " in it must stand in quotes; {_QUOTE_IT}')
    above = text[:start].rstrip()
    above_line = above[above.rfind("\n") + 1 :]
    number = text.count("\n", 0, len(above)) + 1
    if _UNSPACED.match(above_line):
        return Trouble(
            len(above) - len(above_line), "no-colon", 'a space is missing after the colon; write "key: text"',
        )
    if ":" not in above_line:
        return _no_colon(text, len(above) - len(above_line.lstrip()))
    key = re.match(r"([a-z_]+)[ \t]*:[ \t]+\S", above_line)
    if key is not None and key.group(1) in keys(Answer) and key.group(1) not in keys(File):
        return Trouble(
            len(above) - len(above_line), "indentation", f'"{key.group(1)}" stands at the left margin; indent it like '
            "the other keys of its answer",
        )
    return Trouble(
        start + len(before) - len(before.lstrip()), "indentation",
        f"this line is indented further than line {number} above it; start keys of one group in the same column",
    )


def _open_quote(index: int) -> Trouble:
    return Trouble(index, "open-quote", "the quote that opens here is never closed; close it, or leave both out")


def _no_colon(text: str, index: int) -> Trouble:
    """A line without a colon, which begins at `index`."""
    found = re.match(r"(?:- +)?(-?)([^\W\d][\w-]*)([^\n]*)", text[index:])
    if found is not None and found.group(1):
        return Trouble(index, "no-space", 'a space is missing after the "-"; write "- text"')
    if found is not None and found.group(2) in _KEYS:
        more = " ..." if found.group(3).strip() else ""
        return Trouble(
            index, "no-colon", f'a colon is missing after "{found.group(2)}"; write "{found.group(2)}:{more}"',
        )
    return Trouble(
        index, "no-colon",
        'this line has no ": "; write "key: text", or, if it goes on from the line above, indent it further',
    )


def _open_bracket(text: str, opened: int, problem: str) -> Trouble:
    """A list or a mapping in brackets that is not closed, or whose text holds a bracket, a colon or a quote."""
    sign, close = text[opened : opened + 1], "]" if "']'" in problem else "}"
    return Trouble(
        opened, "open-bracket",
        f'what opens with "{sign}" here does not close with "{close}"; close it, put texts in it in quotes, '
        'or write a list with one "- " a line',
    )
