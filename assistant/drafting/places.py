"""Where in words or in a template a fault of Jinja's lies, and what it means for somebody who knows no Jinja.

Jinja tells the line and no column, in a programmer's words. Text only; what parses is asked of the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches

_TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_NAME = re.compile(r"\{%[-+]?\s*(\w+)")
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_BLOCKS = {"if": "endif", "for": "endfor"}
_KNOWN = ("if", "elif", "else", "endif", "for", "endfor", "set", "include")
_GOT = re.compile(r"got '(.*)'$|^unexpected '(.*)'$")

Parses = Callable[[str], bool]


def place(source: str, line: int, hint: str = "", within: tuple[int, int] | None = None) -> tuple[int, int]:
    """Line and column, from 1, of `hint` in the tags of a line; of the first tag there; of the line's first letter.

    `within` are the offsets of the one tag to look in.
    """
    start = _start(source, line)
    end = source.find("\n", start)
    end = len(source) if end < 0 else end
    tags = [within] if within is not None else [
        tag.span() for tag in _TAG.finditer(source) if tag.start() <= end and tag.end() > start
    ]
    for begin, stop in tags:
        inside = _STRING.sub(lambda found: " " * len(found.group()), source[begin:stop])
        found = inside.find(hint, 2) if hint else -1
        # A word is found as a word: "in" is not in "finish".
        if hint.isidentifier():
            match = re.search(rf"(?<![\w]){re.escape(hint)}(?!\w)", inside)
            found = match.start() if match is not None else -1
        if found >= 0:
            return _at(source, begin + found)
    return _at(source, tags[0][0]) if tags else _at(source, start)


def syntax(source: str, line: int, message: str, parses: Parses) -> tuple[int, int, str]:
    """The place and the meaning of a syntax error that Jinja tells of with its line and its message."""
    odd = re.match(r"unexpected char (['\"])(.+)\1 at (\d+)", message)
    if odd is not None:
        sign = odd[2]
        straight = "; use straight quotes" if sign in "“”„‘’" else "; leave it out"
        return *_at(source, int(odd[3])), f"“{sign}” cannot stand between braces{straight}"
    unknown = re.match(r"Encountered unknown tag '(\w+)'", message)
    if unknown is not None:
        word = unknown[1]
        opening = next((name for name, closing in _BLOCKS.items() if word in (closing, "else", "elif")), None)
        if opening is not None:
            said = f"“{{% {word} %}}” belongs to an “{{% {opening} %}}”, and there is none open"
            return *place(source, line, word), said
        near = get_close_matches(word, _KNOWN, n=1)
        return *place(source, line, word), f"there is no “{{% {word} %}}”" + (
            f" (did you mean “{near[0]}”?)" if near else f"; there are {', '.join(_KNOWN)}"
        )
    if message.startswith("Unexpected end of template"):
        name, offset = _unclosed(source)
        return *_at(source, offset), f"“{{% {name} %}}” is never closed; write {{% {_BLOCKS[name]} %}}"
    broken = _broken(source, line, parses)
    got = _GOT.search(message)
    hint = (got[1] or got[2]) if got is not None else ""
    hint = "" if hint.startswith("end of") else hint
    return *place(source, line, hint, broken), _said(message, hint)


def _said(message: str, got: str) -> str:
    if message.startswith("Expected an expression, got 'end of print"):
        return "something is missing before “}}”; write a name, such as {{ facts.opening_hours }}"
    if message.endswith("'end of statement block'"):
        return 'something is missing before “%}”; a condition is written such as {% if order.state == "ready" %}'
    if message.startswith("expected token 'end of print statement'"):
        return f"“{got}” stands where “}}}}” should; a name is one word, such as facts.opening_hours"
    if message.startswith("expected token 'end of statement block'"):
        equals = "; to compare, write ==" if got == "=" else ""
        return f"“{got}” stands where “%}}” should{equals}"
    return message[:1].lower() + message[1:]


def _broken(source: str, line: int, parses: Parses) -> tuple[int, int] | None:
    """The first tag of a line that does not parse by itself."""
    start = _start(source, line)
    for tag in _TAG.finditer(source):
        if source.count("\n", 0, tag.end()) + 1 < line or (tag.start() < start and tag.end() <= start):
            continue
        text = tag.group()
        name = _NAME.match(text)
        if name is not None and name[1] in ("if", "elif"):
            text = re.sub(r"(\{%[-+]?\s*)elif", r"\1if", text, count=1) + "{% endif %}"
        elif name is not None and name[1] == "for":
            text += "{% endfor %}"
        elif name is not None and name[1] not in ("set", "include"):
            continue
        if not parses(text):
            return tag.span()
    return None


def _unclosed(source: str) -> tuple[str, int]:
    """The innermost block that is never closed, and where it opens."""
    stack: list[tuple[str, int]] = []
    for tag in _TAG.finditer(source):
        name = _NAME.match(tag.group())
        if name is not None and name[1] in _BLOCKS:
            stack.append((name[1], tag.start()))
        elif name is not None and stack and _BLOCKS[stack[-1][0]] == name[1]:
            stack.pop()
    return stack[-1] if stack else ("if", 0)


def _start(source: str, line: int) -> int:
    """The offset at which a line begins."""
    offset = 0
    for _ in range(line - 1):
        found = source.find("\n", offset)
        if found < 0:
            break
        offset = found + 1
    return offset


def _at(source: str, offset: int) -> tuple[int, int]:
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)
