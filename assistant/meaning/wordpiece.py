"""Text to the token ids that MiniLM was trained on: BERT's uncased WordPiece. Linear in the text.

Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers" (2019); greedy longest match first,
as in Wu et al., "Google's Neural Machine Translation System" (2016), section 4.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100                  # characters; a longer one is [UNK], as in BERT's own code
LONGEST_TEXT = 4096                 # characters that are looked at: far more than the ids that are kept
_CJK = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)
_CJK_FROM = "\u3400"               # nothing below is one of them
# The same reading of ASCII, thirty times faster: control characters vanish, a mark is a word.
_ASCII = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")
_CONTROLS = {number: None for number in (*range(32), 127) if chr(number) not in "\t\n\r"}


@cache
def vocabulary() -> dict[str, int]:
    """The pieces of BERT's uncased vocabulary, each with its id, 0 to 30,521."""
    text = files("assistant.meaning").joinpath("vocab.txt").read_text(encoding="utf-8")
    return {piece: number for number, piece in enumerate(text.split("\n")[:-1])}


@cache
def _longest_piece() -> int:
    return max(map(len, vocabulary()))


def split(text: str) -> Iterator[str]:
    """The words of `text` in lower case without accents; each punctuation mark and CJK character is a word."""
    if text.isascii():
        yield from _ASCII.findall(text[:LONGEST_TEXT].lower().translate(_CONTROLS))
        return
    word: list[str] = []
    for char in unicodedata.normalize("NFD", text[:LONGEST_TEXT].lower()):
        category = unicodedata.category(char)
        apart = category[0] == "P" or (char.isascii() and category[0] == "S")
        apart = apart or (char >= _CJK_FROM and any(first <= ord(char) <= last for first, last in _CJK))
        if apart or category[0] == "Z" or char in "\t\n\r":
            if word:
                yield "".join(word)
                word.clear()
            if apart:
                yield char
        elif category != "Mn" and category[0] != "C" and char != "\ufffd":
            word.append(char)
    if word:
        yield "".join(word)


def pieces(word: str) -> list[str]:
    """A word's longest known pieces from the left, "##" before all but the first; [UNK] where it has none."""
    known, longest, found, start = vocabulary(), _longest_piece(), [], 0
    if len(word) > LONGEST_WORD:
        return [UNKNOWN]
    while start < len(word):
        for end in range(min(len(word), start + longest), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in known:
                found.append(piece)
                start = end
                break
        else:
            return [UNKNOWN]
    return found


@lru_cache(maxsize=16_384)
def _numbers(word: str) -> tuple[int, ...]:
    known = vocabulary()
    return tuple(known[piece] for piece in pieces(word))


def ids(text: str, most: int = 128) -> list[int]:
    """The token ids of `text`, [CLS] and [SEP] around them; at most `most` of them, the rest is cut off."""
    known = vocabulary()
    found = [known[START]]
    for word in split(text):
        found += _numbers(word)
        if len(found) >= most:
            break
    return [*found[: most - 1], known[END]]
