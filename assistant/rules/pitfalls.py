"""Where YAML read something else than its author will have meant, and said nothing: cut texts, false quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.rules.fault import Fault
from assistant.rules.passages import Passage
from assistant.rules.shape import Make
from assistant.rules.source import Path
from assistant.rules.whole import Whole


def pitfalls(source: Whole, passages: Iterable[Passage], make: Make) -> Iterator[Fault]:
    """Warnings of texts that are shorter than they look."""
    noted = any(re.search(r"\S[ \t]+#[^\s#]", piece.source.text) is not None for piece in source.pieces)
    last: dict[Path, Passage] = {}
    for passage in passages:
        if noted and source.plain(passage.where) and (cut := re.match(r"\s+(#[^\s#]\S*)", source.after(passage.where))):
            yield make(
                passage.where, "cut-at-number-sign",
                f'{passage.label} ends before "{cut.group(1)[:20]}", for " #" begins a note that is not read; '
                'if it belongs to the text, put the whole text in quotes: "..."', severity="warning",
            )
        if "\\n" in passage.text and source.plain(passage.where):
            yield make(
                passage.where, "backslash-n", f'{passage.label} holds "\\n", which begins a new line only in double '
                'quotes; put the whole text in quotes: "..."', offset=passage.text.index("\\n"), severity="warning",
            )
        if re.fullmatch("[\u201c\u201e].*[\u201c\u201d]", passage.text.strip(), re.DOTALL):
            yield make(
                passage.where, "curly-quotes", f'{passage.label} stands in curly quotes, which will be part of the '
                'text; if they are not meant to be, use straight ones: "..."', severity="warning",
            )
        if passage.where[-1:] == ("asks",) and re.search(r"\?[\s,;]*\w[^?]*\?", passage.text):
            yield make(
                passage.where, "one-phrasing", f'{passage.label} is one phrasing with several questions in it; write '
                'each on a line of its own, with "- " before it', severity="warning",
            )
        parent = passage.where[:-1]
        if isinstance(passage.where[-1], int):
            before = last.get(parent)
            last = {parent: passage}
            if before is not None and _cut_at_comma(source, before, passage):
                yield make(
                    passage.where, "cut-at-comma",
                    f'{passage.label} looks like the rest of "{before.text[-40:]}", for a comma between [ ] begins a '
                    'new item; if they are one text, put it in quotes: "..."', severity="warning",
                )


def _cut_at_comma(source: Whole, before: Passage, here: Passage) -> bool:
    """Whether two items of a [list, like this] read as one sentence: `[Hello, where is my parcel?]`."""
    return (
        before.text[:1].isupper() and here.text[:1].islower() and before.text.rstrip()[-1:] not in ".?!"
        and source.plain(before.where) and source.plain(here.where)
        and source.after(before.where).lstrip().startswith(",")
    )
