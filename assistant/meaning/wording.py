"""Text to wording features, in pure Python: what the program reads meaning by where the model is not installed.

Words are normalised (lower case, contractions opened, lightly stemmed), joined in pairs, and cut into runs
of three to five characters, which see through misspellings. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

LONGEST_TEXT = 4000                 # characters that are looked at
LONGEST_WORD = 40
Features = dict[str, float]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_OPENED = {
    "can't": "can not", "won't": "will not", "shan't": "shall not", "i'm": "i am", "let's": "let us",
    "cannot": "can not", "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not",
    "isnt": "is not", "wasnt": "was not", "havent": "have not", "hasnt": "has not", "im": "i am", "ive": "i have",
    "whats": "what is", "wheres": "where is", "hows": "how is", "u": "you", "ur": "your", "pls": "please",
    "plz": "please", "r": "are", "thx": "thanks", "gonna": "going to", "wanna": "want to",
}
_ENDINGS = (
    ("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'d", " would"), ("'m", " am"),
    ("'s", " is"),
)
STOP = frozenset("""
    a about actually all also am an and any are as at be been but by can could did do does for from get got had has
    have hello hey hi i if in is it its just know let like make me my need of on or our out please really shall
    should so some tell thanks that the their them then there they this to too up us want was we were will with
    would you your
""".split())  # noqa: SIM905 -- a list of words reads best as words
STOP_WEIGHT = 0.25                  # what a stop word weighs, beside 1 for the others
PAIR, GRAM = 0.5, 0.3               # and what two words in a row weigh, and a run of characters


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`word` without the commonest English endings: "deliveries", "delivered" and "delivering" meet."""
    if len(word) <= 3 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word[: -len(ending)] + instead
            break
    else:
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and any(vowel in root for vowel in "aeiouy"):
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                root = root[:-1]
            word = root
            break
    if len(word) > 4 and word.endswith("y"):
        word = word[:-1] + "i"
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """The words of `text`: lower case, no accents, contractions opened. "Can't" is "can", "not"."""
    plain = text[:LONGEST_TEXT].lower().replace("’", "'").replace("`", "'")
    if not plain.isascii():
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    found: list[str] = []
    for word in _WORD.findall(plain):
        opened = _OPENED.get(word)
        if opened is None and "'" in word:
            for ending, instead in _ENDINGS:
                if word.endswith(ending):
                    opened = word[: -len(ending)] + instead
                    break
        elif opened is None:
            found.append(word[:LONGEST_WORD])
            continue
        found += (part.replace("'", "")[:LONGEST_WORD] for part in (opened or word).split())
    return tuple(found)


def weight(word: str) -> float:
    """What a word weighs: a stop word a quarter, any other 1."""
    return STOP_WEIGHT if word in STOP else 1.0


def grams(word: str) -> Iterator[str]:
    """The runs of three to five characters of a word, its ends marked."""
    marked = f"<{word}>"
    for size in (3, 4, 5):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def of_word(word: str) -> tuple[str, float, tuple[str, ...]]:
    """The stem of `word`, what it weighs, and its features: the stem's first, then its runs of characters."""
    root, heavy = stem(word), weight(word)
    return root, heavy, ("w:" + root, *("c:" + gram for gram in (grams(word) if heavy == 1.0 else ())))


def features(text: str) -> Features:
    """Features with their weights: "w:" a word's stem, "b:" two stems in a row, "c:" a run of characters.

    Weights are positive and not normalised: a word that stands twice weighs twice.
    """
    found: Features = {}
    before = "<"
    for word in words(text):
        root, heavy, (itself, *cut) = of_word(word)
        found[itself] = found.get(itself, 0.0) + heavy
        pair = f"b:{before} {root}"
        found[pair] = found.get(pair, 0.0) + PAIR
        for gram in cut:
            found[gram] = found.get(gram, 0.0) + GRAM
        before = root
    return found


def bucket(feature: str, buckets: int) -> int:
    """The place of a feature in a table of `buckets` places: CRC-32 (ISO 3309), the same on every machine."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % buckets
