"""Text as written to plain words with their places: what people hide is seen, and where it stands is kept.

In: any text. Out: words in lower case without accents, apostrophes and invisible characters; look-alike letters,
digits for letters, stars for letters, s p a c e d and s.t.o.p.p.e.d letters are resolved where a word of our lexicon
stands behind them. Every word knows its characters in the text it came from. Costs linear time.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from assistant.model import Span
from assistant.understanding.lexicon import COMMON, HIDDEN, STARRED

_LIMIT = 20_000      # characters read; a letter to a shop is a tenth of it
_LONGEST = 40        # characters of one word that are looked at

# Letters of other alphabets that are drawn like ours. NFKD takes care of accents, full width and mathematical ones.
_LOOK_ALIKE = {
    "а": "a", "в": "b", "г": "r", "е": "e", "ё": "e", "з": "3", "и": "u", "к": "k", "м": "m", "н": "h", "о": "o",
    "п": "n", "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ш": "w", "ѕ": "s", "і": "i", "ј": "j", "ԁ": "d",
    "ԛ": "q", "ԝ": "w", "ь": "b", "һ": "h", "ӏ": "l", "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k",
    "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ω": "w", "σ": "o", "λ": "l", "γ": "y", "ı": "i",
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ɑ": "a", "ɡ": "g", "ɪ": "i", "ʏ": "y", "ᴜ": "u", "ᴋ": "k",
}
_FACES = {
    ":(": "sadface", ":-(": "sadface", ":'(": "sadface", "=(": "sadface", "):": "sadface", ":/": "sadface",
    ":-/": "sadface", ">:(": "angryface", ":)": "gladface", ":-)": "gladface", "=)": "gladface", ":d": "gladface",
    ":-d": "gladface", ";)": "gladface", ";-)": "gladface", "<3": "heart", ":))": "gladface", ":((": "sadface",
}
_EMOJI = {
    **dict.fromkeys("😡😠🤬👿💢", "angryface"), **dict.fromkeys("😞😢😭😔☹🙁😩😫😤😒🙄👎😣😖😕😟", "sadface"),
    **dict.fromkeys("😀😃😄😁😊🙂😍🥰😘👍🎉😎👏🙌☺😻🤗💯", "gladface"), **dict.fromkeys("❤💕💖💜💙💚💛🧡", "heart"),
    "🖕": "middlefinger",
}
_MARKS = {"…": ".", "。": ".", "！": "!", "？": "?", "،": ",", "؟": "?", "“": '"', "”": '"', "„": '"', "«": '"',
          "»": '"', "‘": "'", "’": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'", "–": " ", "—": " ", "‐": "-", "‑": "-"}
_LEET = str.maketrans("4@3€1!|05$7+869", "aaeeiiiossttbgg")
_LEET_L = str.maketrans({"1": "l", "|": "l", "!": "l"})

_STRANGE = re.compile(r"[^\x00-\x7f]")
_SPACED = re.compile(r" [a-z0-9] [a-z0-9] [a-z0-9] ")
_CHUNK = re.compile(r"\S+")
_LINK = re.compile(r"https?://|www\.|[^@\s]{1,64}@[^@\s.]{1,64}\.\w")
_PIECE = re.compile(r"[0-9]+(?:[.,][0-9]+)*[a-z]*|[a-z0-9]+(?:'[a-z]+)*|[.!?]+|[,;:\"()]")
_OUTER = "\"'()[]{}<>.,;:!?~"
_STOPPED = re.compile(r"[a-z](?:[.\-_*~/+][a-z]){2,}")
_STRETCHED = re.compile(r"(.)\1{2,}")
_GRAWLIX = re.compile(r"[@#$%&*!?]{4,}")


class Word(NamedTuple):
    """A plain word, a face in words, or one mark of punctuation, and the characters it stands on."""

    text: str
    start: int
    end: int


class Plain:
    """The words of a stretch of text. `line` is them with one blank between, and one at both ends."""

    __slots__ = ("_at", "_parts", "line", "starts", "texts", "words")

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.texts: tuple[str, ...]
        self.starts: tuple[int, ...]
        self.texts, self.starts, _ = zip(*words, strict=True) if words else ((), (), ())
        self.line = f" {' '.join(self.texts)} " if words else " "
        self._at: list[int] = []                 # where in `line` each word begins, once that is asked
        self._parts: dict[tuple[int, int], Plain] = {}

    def within(self, span: Span) -> Plain:
        """The words that begin inside `span` of the original text: each time the same, for all who ask."""
        place = (span.start, span.end)
        if place not in self._parts:
            first = bisect_left(self.starts, span.start)
            self._parts[place] = Plain(self.words[first : bisect_left(self.starts, span.end, first)])
        return self._parts[place]

    def span(self, start: int, end: int) -> Span:
        """The characters in the original text of `line[start:end]`, blanks at its ends left out."""
        if not self._at:
            self._at = list(accumulate([len(text) + 1 for text in self.texts[:-1]], initial=1))
        piece = self.line[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
        first = max(bisect_right(self._at, start) - 1, 0)
        last = max(bisect_right(self._at, max(end - 1, start)) - 1, first)
        return Span(self.words[first].start, self.words[last].end)


@dataclass(frozen=True, slots=True)
class _Characters:
    """Text letter by letter: what each stands for and where it stood."""

    text: str
    places: tuple[int, ...] | range


@lru_cache(maxsize=4)
def plain(text: str) -> Plain:
    """The plain words of `text`, of its first _LIMIT characters."""
    words = _words(_characters(text[:_LIMIT]))
    return Plain(tuple(_joined(words) if _SPACED.search(f" {' '.join([word[0] for word in words])} ") else words))


def _characters(text: str) -> _Characters:
    """Look-alikes, accents, invisible characters and small capitals resolved, one by one."""
    if text.isascii():
        return _Characters(text.lower(), range(len(text)))
    strange = {character: _plain_character(character) for character in set(_STRANGE.findall(text))}
    if all(len(each) == 1 and each == each.lower() for each in strange.values()):
        return _Characters(_STRANGE.sub(lambda match: strange[match[0]], text).lower(), range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in character.lower() if character.isascii() else strange[character]:
            letters.append(letter)
            places.append(place)
    return _Characters("".join(letters), tuple(places))


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in _EMOJI:
        return f" {_EMOJI[character]} "
    if character in _MARKS:
        return _MARKS[character]
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc", "Cs", "Co"):     # zero width, direction marks, combining, joiners
        return "" if character not in "\n\t\r\x0b\x0c\x85" else " "
    if category[0] == "Z":
        return " "
    folded = unicodedata.normalize("NFKD", character).lower()
    return "".join(_LOOK_ALIKE.get(c, c) for c in folded if unicodedata.category(c) != "Mn")


def _words(characters: _Characters) -> list[Word]:
    """Chunks between blanks, each to its words. An empty line ends a sentence."""
    text, places = characters.text, characters.places
    before = 0
    found: list[Word] = []
    add = found.append
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        if before and start - before > 1 and text.count("\n", before, start) > 1:
            add(Word(".", places[before - 1], places[before - 1] + 1))
        before = end
        if end - start > 4 * _LONGEST:
            end = start + _LONGEST               # one endless word says nothing; its beginning stands for it
        for word, a, b in _chunk(text[start:end]):
            add(Word(word, places[start + a], places[start + b - 1] + 1))
    return found


@lru_cache(maxsize=8192)
def _chunk(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a chunk without blanks, with their places in it."""
    return tuple(_words_of(chunk))


def _words_of(chunk: str) -> Iterator[tuple[str, int, int]]:
    if chunk.isalpha() and chunk.isascii():
        yield _known(chunk), 0, len(chunk)
        return
    if chunk in _FACES:
        yield _FACES[chunk], 0, len(chunk)
        return
    if _LINK.search(chunk):
        yield "xlink", 0, len(chunk)
        return
    if _GRAWLIX.fullmatch(chunk) and len(set(chunk)) > (1 if "*" in chunk else 2):
        yield "xcensored", 0, len(chunk)
        return
    head = len(chunk) - len(chunk.lstrip(_OUTER))
    core = chunk[head:].rstrip(_OUTER)
    tail = head + len(core)
    hidden = _unmasked(core) if core else None
    if hidden is None and head and chunk[head - 1] == "!" and core:
        hidden = _unmasked(chunk[head - 1 : tail])
        head -= hidden is not None
    if hidden is None:
        if core.startswith("@") and len(core) > 1:
            core, head = "", tail                # a name to be called by, as on social media
        yield from _pieces(chunk[:head], 0)
        yield from _pieces(core, head)
    else:
        yield from _pieces(chunk[:head], 0)
        yield hidden, head, tail
    yield from _pieces(chunk[tail:], tail)


def _pieces(text: str, offset: int) -> Iterator[tuple[str, int, int]]:
    for piece in _PIECE.finditer(text):
        word = piece.group()
        if word[0] in ".!?":
            word = "?" if "?" in word else word[0]
        yield _known(word.replace("'", "")), offset + piece.start(), offset + piece.end()


@cache
def _starred() -> dict[str, tuple[str, ...]]:
    """Words that people half hide, by their first letter."""
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(STARRED):
        table[word[0]] = (*table.get(word[0], ()), word)
    return table


def _unmasked(core: str) -> str | None:
    """The word of our lexicon behind digits, signs or stars, if one is."""
    if (core.isalpha() and core.isascii()) or not any(c.isalpha() or c in "@$" for c in core) or len(core) > _LONGEST:
        return None
    if _STOPPED.fullmatch(core):
        joined = re.sub(r"[^a-z]", "", core)
        return joined if joined in HIDDEN else None
    parts = re.split(r"[\-_.]", core)
    if len(parts) == 2 and "".join(parts) in HIDDEN:
        return "".join(parts)
    for table in (_LEET, _LEET_L):
        leet = core.translate(table) if table is _LEET else core.translate(_LEET_L).translate(_LEET)
        leet = leet.replace("'", "")
        if leet.isalpha() and (word := _known(leet)) in HIDDEN:
            return word
    bare = core.replace("'", "")
    if not re.search(r"[*#%$@\-_.]", bare[1:]) or not bare[0].isalpha():
        return None
    letters = bare.rstrip(".")
    for word in _starred().get(letters[0], ()):
        if len(word) == len(letters) and all(a == b or not a.isalnum() for a, b in zip(letters, word, strict=True)):
            return word if sum(c.isalnum() for c in letters) >= 1 and not letters.isalnum() else None
    ends = re.fullmatch(r"([a-z]+)[*#%$@]+([a-z]*)", letters)
    if ends:                                      # stars are seldom counted
        for word in _starred().get(letters[0], ()):
            if word.startswith(ends[1]) and word.endswith(ends[2]) and abs(len(word) - len(letters)) <= 1:
                return word
    if re.fullmatch(r"f[\-_.]*(?:ing|in|ed|er|off)", letters):
        return "fucking" if letters.endswith(("ing", "in")) else "fucked"
    return None


def _known(word: str) -> str:
    """A stretched word ("stuuupid") as it is spelled, where one of ours is meant; else at most two of a letter."""
    if len(word) < 4 or not _STRETCHED.search(word):
        return word
    single = _STRETCHED.sub(r"\1", word[:_LONGEST])
    double = _STRETCHED.sub(r"\1\1", word[:_LONGEST])
    return single if (single in HIDDEN or single in COMMON) and double not in HIDDEN else double


def _joined(words: list[Word]) -> Iterator[Word]:
    """Runs of three or more single letters read as the words they spell, where words of ours are among them."""
    place = 0
    while place < len(words):
        stop = place
        while stop < min(len(words), place + _LONGEST) and len(words[stop].text) == 1 and words[stop].text.isalnum():
            stop += 1
        if stop - place >= 3:
            letters = "".join(word.text for word in words[place:stop]).translate(_LEET)
            pieces = _split(letters)
            if pieces:
                for piece in pieces:
                    yield Word(piece, words[place].start, words[place + len(piece) - 1].end)
                    place += len(piece)
                continue
        yield from words[place : max(stop, place + 1)]
        place = max(stop, place + 1)


def _split(letters: str) -> list[str]:
    """Letters to known words, the longest first from the left, one of them hidden on purpose; [] if not possible."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 14), end):
            before, piece = best[start], letters[start:end]
            if before is not None and (piece in HIDDEN or piece in COMMON):
                candidate = [*before, piece]
                known = best[end]
                if known is None or len(candidate) < len(known):
                    best[end] = candidate
    found = best[-1] or []
    return found if any(piece in HIDDEN for piece in found) else []
