"""Raw bytes to a tree of entities, in one pass over the lines. RFC 2045, RFC 2046 5.1.

In: a whole message. Out: its header, its parts with their bodies still transfer-encoded, and the defects met.
Left to others: what a body says (body.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.parsing.headers import Headers, parameters, split

DEEPEST = 60
MOST_PARTS = 1_000
_MOST_HEADER_LINES = 20_000
_DELIMITER = re.compile(rb"^--[^\n]{1,300}", re.MULTILINE)


@dataclass(slots=True)
class Entity:
    """A message or a part: header, body (bytes as transferred, for a leaf), and children. Built here, then read."""

    headers: Headers
    kind: str                                       # "text/plain"
    params: Mapping[str, str]
    body: bytes = b""
    children: list[Entity] = field(default_factory=list)

    def walk(self) -> Iterator[Entity]:
        """This entity and all below it, in the order of the message."""
        stack = [self]
        while stack:
            entity = stack.pop()
            yield entity
            stack.extend(reversed(entity.children))


@dataclass(slots=True)
class _Open:
    """A multipart whose closing delimiter has not been seen."""

    entity: Entity
    boundary: bytes
    start: int                                      # where its preamble begins


def parse_mime(raw: bytes) -> tuple[Entity, tuple[str, ...]]:
    """Read a message's structure. Never fails; what is broken is named in the defects."""
    data = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n\xef\xbb\xbf")
    return _Parser(data).run()


class _Parser:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.defects: dict[str, None] = {}
        self.open: list[_Open] = []
        self.parts = 0

    def run(self) -> tuple[Entity, tuple[str, ...]]:
        root, start, leaf = self.entity(0, "text/plain")
        while True:
            found = self.next_delimiter(start)
            end = found[0] if found else len(self.data)
            if leaf is not None:
                leaf.body = self.data[start : max(start, end - 1) if found else end]
            if found is None:
                break
            start, leaf = self.after(*found)
        if self.open:
            self.defects["multipart-not-closed"] = None
        for opened in self.open:
            self.give_up(opened, len(self.data))
        return root, tuple(self.defects)

    def next_delimiter(self, start: int) -> tuple[int, int, int, bool] | None:
        """The next line that is a delimiter of an open multipart: its start, its end, whose it is, closing or not."""
        if not self.open:
            return None
        names = {opened.boundary: level for level, opened in enumerate(self.open)}
        for found in _DELIMITER.finditer(self.data, start):
            line = found.group()[2:].rstrip(b" \t")
            if line in names:
                return found.start(), found.end(), names[line], False
            if line.endswith(b"--") and line[:-2] in names:
                return found.start(), found.end(), names[line[:-2]], True
        return None

    def after(self, begin: int, end: int, level: int, closing: bool) -> tuple[int, Entity | None]:
        """What follows a delimiter: where the next body begins, and whose it is (None: of nobody, an epilogue)."""
        end += 1
        if len(self.open) > level + 1:
            self.defects["multipart-not-closed"] = None
            for opened in self.open[level + 1 :]:
                self.give_up(opened, begin)
        parent = self.open[level].entity
        del self.open[level + 1 :]
        if closing:
            del self.open[level:]
            return end, None
        if self.parts >= MOST_PARTS:
            self.defects["too-many-parts"] = None
            return end, None
        self.parts += 1
        # RFC 2046 5.1.5: in a digest a part without a type is a message.
        child, start, leaf = self.entity(end, "message/rfc822" if parent.kind == "multipart/digest" else "text/plain")
        parent.children.append(child)
        return start, leaf

    def entity(self, start: int, default: str) -> tuple[Entity, int, Entity | None]:
        """Read a header at `start`; gives the entity, where its body begins, and the leaf that the body belongs to."""
        top: Entity | None = None
        outer: Entity | None = None
        while True:
            headers, body = self.header(start)
            for defect in headers.defects:
                self.defects[defect] = None
            kind, params = parameters(headers.first("content-type"))
            if not re.fullmatch(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}", kind):
                if kind:
                    self.defects["broken-content-type"] = None
                # RFC 2045 5.2: without a type it is plain text; seen in practice: "text", "html".
                kind = {"html": "text/html", "text/": "text/plain"}.get(kind, default)
            entity = Entity(headers, kind, params)
            top = top or entity
            if outer is not None:
                outer.children.append(entity)
            if kind.startswith("multipart/"):
                return top, body, self.opened(entity, body)
            encoding = (headers.first("content-transfer-encoding") or "").strip().lower()
            nested = kind in ("message/rfc822", "message/global") and encoding in ("", "7bit", "8bit", "binary")
            if not nested or len(self.open) >= DEEPEST or self.parts >= MOST_PARTS:
                return top, body, entity
            outer, start, default = entity, body, "text/plain"
            self.parts += 1

    def opened(self, entity: Entity, body: int) -> Entity | None:
        """Open a multipart; its preamble belongs to nobody. One that cannot be opened is a leaf."""
        boundary = entity.params.get("boundary", "").rstrip().encode("utf-8", "replace")
        if not boundary:
            self.defects["multipart-without-boundary"] = None
            # Seen in practice: the parameter is lost, the delimiters are there.
            guess = _DELIMITER.search(self.data, body, body + 20_000)
            boundary = guess.group()[2:].rstrip() if guess else b""
        if not boundary:
            return entity
        if len(self.open) >= DEEPEST:
            self.defects["nested-too-deep"] = None
            return entity
        self.open.append(_Open(entity, boundary, body))
        return None

    def give_up(self, opened: _Open, end: int) -> None:
        """A multipart in which no delimiter was found is read as the text that stands in it."""
        if not opened.entity.children:
            self.defects["boundary-not-found"] = None
            opened.entity.body = self.data[opened.start : min(end, opened.start + 200_000)]

    def header(self, start: int) -> tuple[Headers, int]:
        """The header at `start`, and where the body begins. A delimiter of an open multipart ends a header too."""
        lines: list[bytes] = []
        ends: list[int] = []
        place = start
        names = {opened.boundary for opened in self.open}
        while place < len(self.data) and len(lines) < _MOST_HEADER_LINES:
            end = self.data.find(b"\n", place)
            end = len(self.data) if end < 0 else end
            line = self.data[place:end]
            if line.startswith(b"--") and names and (line[2:].rstrip() in names or line[2:].rstrip()[:-2] in names):
                break
            lines.append(line)
            ends.append(end + 1)
            place = end + 1
            if not line.strip(b" \t"):
                break
        headers, taken = split(lines)
        if taken < len(lines) and not lines[taken].strip(b" \t"):
            taken += 1  # the empty line itself
        return headers, min(ends[taken - 1], len(self.data)) if taken else start
