"""Lines to own words, quoted text and signature: every line is in exactly one of them, in order.

In: the lines of a text, with what its markup says of each. Out: the three texts. Linear, a line at a time.
RFC 3676 4.3 and 4.5; the introductions of quotes are attribution.py's, signatures are signatures.py's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.parsing.attribution import attribution, begins_header, header_block, may_end, separator
from assistant.parsing.lines import Line
from assistant.parsing.signatures import signature_span

_OWN, _QUOTED, _SIGNATURE = 0, 1, 2
_MARK = re.compile(r"\s{0,3}(?:>|&gt;)|[A-Z]{2,4}>\s|\|\s(?=>)")
_RULE = re.compile(r"\s{0,3}[_=*-]{3,200}\s{0,3}")
_BROKEN_END = re.compile(r">\s{0,2}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|skrev)?\s{0,2}[:：]\s{0,3}")
_LINK = re.compile(r"[(<\[]{0,2}https?://")
_PGP_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----|Hash: [A-Z0-9, ]{1,40}")


# Lines that look like the beginning of an introduction; no letter has so many.
_MOST_LOOKS = 500


@dataclass(frozen=True, slots=True)
class Parts:
    """The three texts that hold the whole, and whether the quoted one was passed on rather than answered."""

    own_words: str
    quoted: str
    signature: str
    forwarded: bool


def divide(lines: Sequence[Line]) -> Parts:
    """Tell what the author newly wrote from what is quoted and from the signature."""
    kinds, forwarded = _quotes(lines)
    _runs_on(lines, kinds)
    _sign(lines, kinds)
    if forwarded:
        _passed_on(lines, kinds)
    return Parts(
        _joined(lines, kinds, _OWN), _joined(lines, kinds, _QUOTED), _joined(lines, kinds, _SIGNATURE), forwarded
    )


def _marked(line: Line) -> bool:
    # Seen in practice: ">>> a link <<<" as an ornament, and a lone ">:" where a program broke "<address>:".
    text = line.text
    return line.quoted or (
        bool(_MARK.match(text[:8])) and not text.endswith("<<") and not _BROKEN_END.fullmatch(text[:60])
    )


def _quotes(lines: Sequence[Line]) -> tuple[list[int], bool]:
    """A kind for each line, own or quoted, and whether something was forwarded."""
    marked = [_marked(line) for line in lines]
    texts = [line.text.strip() for line in lines]
    kinds = [_QUOTED if mark else _OWN for mark in marked]
    below = _marked_below(marked, texts)
    forwarded = any(line.forwarded for line in lines)
    ends = [may_end(text) for text in texts]
    index = looks = 0
    while index < len(lines) and looks < _MOST_LOOKS:
        if marked[index] or not texts[index]:
            if texts[index] and separator(texts[index].lstrip("> ")) == "forward":
                forwarded = True
            index += 1
            continue
        looks += _may_introduce(texts[index])
        rest = _rest_begins(texts, index)
        if rest == "above" and not any(texts[i] and kinds[i] == _OWN for i in range(index)):
            kinds[index] = _QUOTED
            index += 1
            continue
        if rest:
            above = next((i for i in range(index - 1, max(-1, index - 4), -1) if texts[i]), index)
            index = above if _RULE.fullmatch(texts[above]) else index
            kinds[index:] = [_QUOTED] * (len(lines) - index)
            return kinds, forwarded or rest == "forward"
        if not any(ends[index : index + 4]):
            index += 1
            continue
        window = ["" if marked[i] else texts[i] for i in range(index, min(index + 4, len(texts)))]
        found = attribution(window, marked_below=below[index : index + 4])
        if found is None:
            index += 1
            continue
        size, strong = found
        if below[index + size - 1]:
            kinds[index : index + size] = [_QUOTED] * size
            index += size
        elif strong:
            kinds[index:] = [_QUOTED] * (len(lines) - index)
            return kinds, forwarded
        else:
            index += 1
    return kinds, forwarded


def _may_introduce(text: str) -> bool:
    return begins_header(text) or text[-1] in ":："


def _rest_begins(texts: Sequence[str], index: int) -> str | None:
    """Whether from here to the end all is an earlier message without quote marks; the kinds of `separator`."""
    text = texts[index]
    kind = separator(text)
    if kind:
        return kind
    if begins_header(text):
        above = texts[index - 1] if index else ""
        announced = bool(_RULE.fullmatch(above)) and len(above) >= 10
        return "reply" if header_block(texts[index : index + 14], announced=announced) else None
    if _RULE.fullmatch(text) and len(text) >= 10:
        following = next((i for i in range(index + 1, min(index + 4, len(texts))) if texts[i]), None)
        if following is not None and begins_header(texts[following]):
            return "reply" if header_block(texts[following : following + 14], announced=True) else None
    return None


def _marked_below(marked: Sequence[bool], texts: Sequence[str]) -> list[bool]:
    """For each line, whether the next line that is not empty bears a quote mark."""
    below = [False] * len(marked)
    found = False
    for index in range(len(marked) - 1, -1, -1):
        below[index] = found
        if texts[index]:
            found = marked[index]
    return below


def _runs_on(lines: Sequence[Line], kinds: list[int]) -> None:
    """A single line between two quoted ones, that ends the first one's broken sentence, is quoted as well.

    Seen in practice: programs that break long quoted lines without a mark on the second half.
    """
    for index in range(1, len(lines) - 1):
        text, above = lines[index].text.strip(), lines[index - 1].text.rstrip()
        if kinds[index] != _OWN or not text or kinds[index - 1] != _QUOTED or kinds[index + 1] != _QUOTED:
            continue
        broken = len(above) >= 60 and above[-1] not in ".!?:;)" and lines[index + 1].text.strip()
        if broken or (_LINK.match(text) and text.endswith(">") and " " not in text.rstrip("> ")):
            kinds[index] = _QUOTED


def _sign(lines: Sequence[Line], kinds: list[int]) -> None:
    """Find the signature in each run of own lines."""
    for index, line in enumerate(lines):
        if kinds[index] == _OWN and (line.signature or (index < 4 and _PGP_HEAD.fullmatch(line.text))):
            kinds[index] = _SIGNATURE
    start = 0
    while start < len(kinds):
        if kinds[start] != _OWN:
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] == _OWN:
            end += 1
        first, after = signature_span([line.text for line in lines[start:end]])
        kinds[start + first : start + after] = [_SIGNATURE] * (after - first)
        start = end
    if not any(kind == _OWN and line.text.strip() for kind, line in zip(kinds, lines, strict=True)):
        _give_back(lines, kinds)


def _passed_on(lines: Sequence[Line], kinds: list[int]) -> None:
    """A signature right below what was passed on may be another's: it is quoted, so that no name is read from it."""
    below = False
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == _QUOTED:
            below = below or line.forwarded or separator(line.text.strip().lstrip("> ")) == "forward"
        elif kind == _SIGNATURE and below:
            kinds[index] = _QUOTED
        elif kind == _OWN and line.text.strip():
            below = False


def _give_back(lines: Sequence[Line], kinds: list[int]) -> None:
    """Where no own words are left: a signature was set above the letter. What follows its first paragraph is theirs."""
    first = next((i for i, kind in enumerate(kinds) if kind == _SIGNATURE and lines[i].text.strip()), len(kinds))
    end = next((i for i in range(first, len(kinds)) if not lines[i].text.strip()), len(kinds))
    begin = first if any("?" in line.text for line in lines[first:end]) else end
    for index in range(begin, len(kinds)):
        if kinds[index] == _SIGNATURE and not lines[index].signature:
            kinds[index] = _OWN


def _joined(lines: Sequence[Line], kinds: Sequence[int], wanted: int) -> str:
    """The lines of one kind, with an empty line where others stood between."""
    out: list[str] = []
    gap = False
    for line, kind in zip(lines, kinds, strict=True):
        if kind != wanted:
            gap = True
            continue
        if gap and out:
            if not line.text.strip() and not out[-1].strip():
                continue
            if line.text.strip() and out[-1].strip():
                out.append("")
        gap = False
        out.append(line.text.rstrip() if wanted == _OWN else line.text)
    return "\n".join(out).strip("\n")
