"""The text of a rules file with one thing changed in it, and every other byte as it was.

In: the text of one file and the path of a value in it. Out: the text with that value's words changed, an item added to
a list, an answer added. The result is read again: what it says differs in that one thing alone, or NotEditable is
raised. Which file a value stands in, and writing it, are left to others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assistant.rules.source import Path, Source, read

_BREAKS = re.compile(r"[\r\n]")
# YAML 1.2 7.3.3: text that may stand without quotes wherever it stands; fewer than the standard allows.
_PLAIN = re.compile(r"[A-Za-z][\w ,;.()'/!?%+=£$€-]*[\w.!?)]")


class NotEditable(ValueError):
    """The change cannot be made in this text; its words say why, for the author."""


def with_words(text: str, where: Path, words: str) -> str:
    """The file with other words at a path: only those that differ are touched where that can be, quotes are kept."""
    source, mark = _read(text)
    node = _node(source, where)
    if not isinstance(node, ScalarNode):
        raise NotEditable("there is no text at this place")
    if node.value == words:
        return text
    raw = source.text
    for made in (_within, _as_block, _anew):
        piece = made(source, node, words, _in_brackets(source, where))
        if piece is not None:
            start, end, new = piece
            changed = raw[:start] + new + raw[end:]
            if _is_as_wanted(source, changed, lambda values: _put(values, where, words)):
                return mark + changed
    raise NotEditable("its words cannot be changed without changing what stands around them")


def with_item(text: str, where: Path, words: str) -> str:
    """The file with one more item at the end of a list of texts, or beside a text that stands where a list may."""
    source, mark = _read(text)
    node = _node(source, where)
    raw = source.text
    if isinstance(node, ScalarNode):
        start, end = _begin(source, node), node.end_mark.index
        changed = f"{raw[:start]}[{_scalar(node.value, flow=True)}, {_scalar(words, flow=True)}]{raw[end:]}"
    elif isinstance(node, SequenceNode) and node.flow_style:
        end = node.end_mark.index - 1
        at = _last(raw, node.value[-1]) if node.value else end
        changed = raw[:at] + (", " if node.value else "") + _scalar(words, flow=True) + raw[at:]
    elif isinstance(node, SequenceNode) and node.value:
        column = _dash(raw, node.value[-1].start_mark.index)
        at = _line_end(raw, _last(raw, node.value[-1]))
        changed = raw[:at] + _break(raw) + " " * column + "- " + _scalar(words) + raw[at:]
    else:
        raise NotEditable("there is no list at this place")
    if not _is_as_wanted(source, changed, lambda values: _append(values, where, words)):
        raise NotEditable("nothing can be added here without changing what stands around it")
    return mark + changed


def with_answer(text: str, name: str, asks: Sequence[str], answer: str) -> str:
    """The file with one more answer, below the last one, as far indented as that."""
    source, mark = _read(text)
    raw, line = source.text, _break(source.text)
    values = source.values if isinstance(source.values, dict) else {}
    node = _node(source, ("answers",)) if values.get("answers") else None
    if node is None:
        if "answers" in values:
            raise NotEditable('"answers:" is there and holds nothing; write an answer under it first')
        start = raw if not raw or raw.endswith("\n") else raw + line
        changed = f"{start}{line}answers:{line}{_block(name, asks, answer, 2, line)}"
    elif isinstance(node, SequenceNode) and not node.flow_style:
        column = _dash(raw, node.value[-1].start_mark.index)
        at = _line_end(raw, _last(raw, node.value[-1]))
        apart = line if _apart(raw, node) else ""
        new = _block(name, asks, answer, column, line)
        changed = raw[:at] + line + apart + new.rstrip("\r\n") + raw[at:]
    else:
        raise NotEditable('"answers:" stands in brackets; write it with a line for each answer first')
    made = {"name": name, "asks": list(asks), "answer": answer}
    if not _is_as_wanted(source, changed, lambda values: _append(values, ("answers",), made)):
        raise NotEditable("nothing can be added below the last answer without changing it")
    return mark + changed


# ---------------------------------------------------------------- how words are written


def _within(source: Source, node: ScalarNode, words: str, _flow: bool) -> tuple[int, int, str] | None:
    """The words that differ, put in the place of those that were there. None where that is no whole line's work."""
    old = node.value
    start = _alike(old, words)
    end = _alike(old[start:][::-1], words[start:][::-1])
    start = _word_start(old, start)
    end = _word_start(old[start:][::-1], end) if end else 0
    if start == len(old) - end:                     # nothing is taken out: a word beside it is written anew
        start = _word_start(old, len(old[:start].rstrip()))
    gone, kept = old[start : len(old) - end], words[start : len(words) - end]
    if not gone or gone != gone.strip() or _BREAKS.search(gone + kept):
        return None
    begin, stop = source.index_in(node, start), source.index_in(node, len(old) - end - 1)
    stop += source.length_at(node, stop)
    if node.style == '"':
        kept = json.dumps(kept, ensure_ascii=False)[1:-1]
    elif node.style == "'":
        kept = kept.replace("'", "''")
    return begin, stop, kept


def _as_block(source: Source, node: ScalarNode, words: str, flow: bool) -> tuple[int, int, str] | None:
    """The whole text as a block, where it has several lines and may stand in one."""
    start, end = _begin(source, node), node.end_mark.index
    if flow or not _fits_block(words):
        return None
    end = len(source.text[:end].rstrip()) if node.style in ("|", ">") else end
    line = _break(source.text)
    head = source.text[source.starts[source.place(start)[0] - 1] : start]
    indent = " " * (len(head) - len(head.lstrip(" -")) + 2)
    lines = (indent + each if each else "" for each in words.split("\n"))
    return start, end, "|-" + line + line.join(lines)


def _anew(source: Source, node: ScalarNode, words: str, flow: bool) -> tuple[int, int, str]:
    """The whole text written anew on one line."""
    start, end = _begin(source, node), node.end_mark.index
    end = len(source.text[:end].rstrip()) if node.style in ("|", ">") else end
    return start, end, _scalar(words, flow=flow) if node.style is None else json.dumps(words, ensure_ascii=False)


def _fits_block(words: str) -> bool:
    """Whether a block says it as it is: several lines, and no space that YAML would count otherwise."""
    return "\n" in words and words == words.strip() and not re.search(r"[ \t]\n|\n[ \t]", words)


def _scalar(words: str, *, flow: bool = False) -> str:
    """A text as YAML, without quotes where none are wanted."""
    bare = _PLAIN.fullmatch(words) and not (flow and "," in words) and words.lower() not in ("null", "true", "false")
    return words if bare else json.dumps(words, ensure_ascii=False)


def _block(name: str, asks: Sequence[str], answer: str, column: int, line: str) -> str:
    lead = " " * column
    lines = [f"{lead}- name: {name}", f"{lead}  asks:"]
    lines += [f"{lead}    - {_scalar(ask)}" for ask in asks]
    said = answer.split("\n")
    if _fits_block(answer):
        lines += [f"{lead}  answer: |-", *(f"{lead}    {each}" if each else "" for each in said)]
    else:
        lines.append(f"{lead}  answer: {_scalar(answer)}")
    return "".join(each + line for each in lines)


# ---------------------------------------------------------------- places


def _read(text: str) -> tuple[Source, str]:
    """The file, and the mark that it begins with, if any."""
    source = read(text)
    if any(not trouble.warning for trouble in source.troubles):
        line = source.place(source.troubles[0].index)[0]
        raise NotEditable(f"the file cannot be read (line {line}: {source.troubles[0].text}); mend that first")
    bare = text.removeprefix("\ufeff")
    if source.text != bare:
        raise NotEditable("the file holds characters that cannot be seen; mend what `assistant rules check` says")
    return source, text[: len(text) - len(bare)]


def _node(source: Source, where: Path) -> Node:
    node = source.node(where)
    if node is None:
        raise NotEditable("it is no longer there")
    return node


def _begin(source: Source, node: ScalarNode) -> int:
    start: int = node.start_mark.index
    if source.text[start : start + 1] in ("&", "!"):
        raise NotEditable("other places use it by a mark (&); change it in the file")
    return start


def _in_brackets(source: Source, where: Path) -> bool:
    above = (source.node(where[:length]) for length in range(len(where)))
    return any(node is not None and node.flow_style for node in above if isinstance(node, MappingNode | SequenceNode))


def _last(raw: str, node: Node) -> int:
    """Where the last character of a value stands, and one more: behind no comment and no empty line."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last(raw, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(raw[:end].rstrip())
    # An empty value is put where the next thing begins.
    return len(raw[:end].rstrip()) if node.start_mark.index == end else end


def _line_end(raw: str, index: int) -> int:
    found = _BREAKS.search(raw, index)
    return found.start() if found else len(raw)


def _dash(raw: str, index: int) -> int:
    """The column of the dash before an item."""
    start = max(raw.rfind("\n", 0, index), raw.rfind("\r", 0, index)) + 1
    return raw.rfind("-", start, index) - start


def _apart(raw: str, node: SequenceNode) -> bool:
    """Whether an empty line stands between the last two answers."""
    if len(node.value) < 2:
        return True
    between = raw[_last(raw, node.value[-2]) : node.value[-1].start_mark.index]
    return bool(re.search(r"\n[ \t\r]*\n", between))


def _break(raw: str) -> str:
    return "\r\n" if "\r\n" in raw else "\n"


def _alike(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _word_start(text: str, index: int) -> int:
    while index and not text[index - 1].isspace():
        index -= 1
    return index


# ---------------------------------------------------------------- held against what was wanted


def _is_as_wanted(before: Source, changed: str, change: Callable[[Any], Any]) -> bool:
    after = read(changed)
    same = len(after.troubles) <= len(before.troubles)
    return same and bool(after.values == change(before.values or {}))


def _put(values: Any, where: Path, words: str) -> Any:
    if not where:
        return words
    step, *rest = where
    if isinstance(values, dict):
        return {key: _put(each, tuple(rest), words) if key == step else each for key, each in values.items()}
    return [_put(each, tuple(rest), words) if index == step else each for index, each in enumerate(values)]


def _append(values: Any, where: Path, item: Any) -> Any:
    if not where:
        items = [values] if isinstance(values, str) else list(values or ())
        return [*items, item]
    step, *rest = where
    if isinstance(values, dict):
        there = values if step in values else {**values, step: []}
        return {key: _append(each, tuple(rest), item) if key == step else each for key, each in there.items()}
    return [_append(each, tuple(rest), item) if index == step else each for index, each in enumerate(values)]
