"""HTML to lines, each knowing whether the markup calls it quoted, forwarded or a signature.

In: an HTML text. Out: lines and the defects met. Linear: what would cost more is read with its tags cut out.
Left to others: quotes and signatures that only the words give away (own_words.py).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.parsing.charsets import clean
from assistant.parsing.html_marks import Mark, mark_of
from assistant.parsing.lines import Line

LONGEST = 600_000
_DEEPEST = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})([^<>]{0,20000})")
_ANY_TAG = re.compile(r"<(?:!--.{0,5000}?--|[^<>]{0,5000})>", re.DOTALL)
_BREAKING = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?blockquote|hr)\b[^<>]{0,5000}>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|head|title)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s/]+[^\s/=]")
_SPACE = re.compile(r"[ \t\n\r\f]{1,1000}")

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}
_FORMATTING = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
}
_SKIPPED = {
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe", "canvas", "select",
    "audio", "video", "map",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead",
    "tr", "ul",
}
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre"}


@dataclass(slots=True)
class _Writer:
    """Collects words into lines; knows what the open elements say of them."""

    lines: list[Line] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    quoted: int = 0
    signature: int = 0
    leads: list[bool] = field(default_factory=list)  # for each open quote container: no blockquote in it so far
    rest: bool = False
    forwarded: bool = False
    line_quoted: bool = False
    line_signature: bool = False

    def write(self, text: str) -> None:
        if not self.words:
            self.line_quoted = self.quoted > 0 or self.rest or any(self.leads)
            self.line_signature = self.signature > 0
        self.words.append(text)

    def newline(self) -> None:
        text = _SPACE.sub(" ", clean("".join(self.words))).strip(" ") if self.words else ""
        self.words.clear()
        if not text:
            self.line_quoted = self.quoted > 0 or self.rest or any(self.leads)
            self.line_signature = self.signature > 0
        forwarded = self.forwarded and self.line_quoted
        self.lines.append(Line(text, self.line_quoted, forwarded, self.line_signature))

    def block(self) -> None:
        """End the line that is being written, if any."""
        if "".join(self.words).strip():
            self.newline()
        else:
            self.words.clear()

    def gap(self) -> None:
        """An empty line, but not two."""
        if self.lines and self.lines[-1].text:
            self.newline()


def html_lines(source: str) -> tuple[list[Line], tuple[str, ...]]:
    """Read HTML as a mail program shows it: blocks, tables, lists; what is hidden is left out."""
    defects: list[str] = []
    if len(source) > LONGEST:
        source = source[:LONGEST]
        defects.append("html-truncated")
    if costly(source):
        defects.append("html-too-complex")
        return _cut_tags(source), tuple(defects)
    writer = _Writer()
    root = LexborHTMLParser(source).root
    if root is not None:
        _walk(root, writer)
    writer.block()
    return writer.lines, tuple(defects)


def costly(source: str) -> bool:
    """Whether a tree of it could grow beyond linear: nesting, unclosed formatting, attributes. Itself linear."""
    depth = formatting = blocks = deepest = unclosed = 0
    for closing, written, rest in _TAG.findall(source):
        if len(rest) > 1_000 and len(_BETWEEN.findall(rest)) > 600:
            return True
        name = written.lower()
        if name in _VOID or rest.endswith("/"):
            continue
        if closing:
            depth -= depth > 0
            formatting -= name in _FORMATTING and formatting > 0
            continue
        if name in _FORMATTING:
            formatting += 1
            unclosed = max(unclosed, formatting)
        else:
            blocks += 1
        if name not in ("p", "li", "td", "tr", "th", "option", "dt", "dd"):
            depth += 1
            deepest = max(deepest, depth)
    # HTML Standard 13.2.4.3: open formatting elements are made anew in each block that follows.
    return deepest > _DEEPEST or unclosed * blocks > 300_000


def _cut_tags(source: str) -> list[Line]:
    pieces: list[str] = []
    place = 0
    while found := _UNSEEN.search(source, place):
        pieces.append(source[place : found.start()])
        end = source.lower().find(f"</{found.group(1).lower()}", found.end()) if len(pieces) < 200 else -1
        place = end if end >= 0 else found.end()
    pieces.append(source[place:])
    text = _BREAKING.sub("\n", "".join(pieces).replace("\n", " "))
    text = clean(html.unescape(_ANY_TAG.sub("", text)))
    return [Line(_SPACE.sub(" ", line).strip()) for line in text.split("\n")]


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Visit every node once, without recursion. A stack holds the open elements and what they changed."""
    stack: list[tuple[LexborNode, Mark | None]] = []
    node: LexborNode | None = root
    preformatted = 0
    while node is not None:
        tag = node.tag or ""
        down = False
        if node.is_text_node:
            _text(node.text_content or "", writer, preformatted=preformatted > 0)
        elif node.is_element_node and tag not in _SKIPPED:
            mark = _enter(node, tag, writer)
            if mark is not Mark.HIDDEN:
                preformatted += tag in ("pre", "textarea")
                child = node.first_child
                if child is not None:
                    stack.append((node, mark))
                    node, down = child, True
                else:
                    _leave(tag, mark, writer)
                    preformatted -= tag in ("pre", "textarea")
        if down:
            continue
        while node is not None and node.next is None:
            if not stack:
                node = None
                break
            node, mark = stack.pop()
            _leave(node.tag or "", mark, writer)
            preformatted -= (node.tag or "") in ("pre", "textarea")
        if node is not None:
            node = node.next if stack else None


def _text(text: str, writer: _Writer, *, preformatted: bool) -> None:
    if not text.isascii():
        text = text.replace("\xa0", " ").replace("\u200b", "").replace("\u200c", "").replace("\xad", "")
    if not preformatted:
        if text.strip() or writer.words:
            writer.write(text)
        return
    first, *others = text.split("\n")
    writer.write(first)
    for line in others:
        writer.newline()
        writer.write(line)


def _enter(node: LexborNode, tag: str, writer: _Writer) -> Mark | None:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    mark = mark_of(tag, attributes, node)
    if mark is Mark.HIDDEN:
        return mark
    if tag == "br":
        writer.newline()
    elif tag in _BLOCKS:
        writer.block()
        if tag in _SPACED:
            writer.gap()
        if tag == "li":
            writer.write("- ")
    elif tag in ("td", "th"):
        writer.write(" ")
    elif tag == "img":
        alt = attributes.get("alt", "")
        if 0 < len(alt) <= 8 and not alt.isascii():  # Gmail and Outlook write emoji as pictures
            writer.write(alt)
    if mark in (Mark.REST, Mark.QUOTE, Mark.CONTAINER, Mark.SIGNATURE, Mark.FORWARD):
        writer.block()
    if mark in (Mark.REST, Mark.FORWARD):
        writer.rest = True
        writer.forwarded = writer.forwarded or mark is Mark.FORWARD
    elif mark is Mark.QUOTE:
        writer.quoted += 1
        writer.leads = [False] * len(writer.leads) if tag == "blockquote" else writer.leads
    elif mark is Mark.CONTAINER:
        writer.leads.append(True)
    elif mark is Mark.SIGNATURE:
        writer.signature += 1
    return mark


def _leave(tag: str, mark: Mark | None, writer: _Writer) -> None:
    if tag in _BLOCKS or mark is not None:
        writer.block()
        if tag in _SPACED:
            writer.gap()
    if mark is Mark.QUOTE:
        writer.quoted -= 1
    elif mark is Mark.CONTAINER:
        writer.leads.pop()
    elif mark is Mark.SIGNATURE:
        writer.signature -= 1
