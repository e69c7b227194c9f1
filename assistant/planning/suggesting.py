"""Questions that are alike to an answer for rules.yaml that lacks nothing but what is to be said."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.meaning.wording import STOP, stem, words
from assistant.understanding.masking import HIDDEN

ASKS = 8                            # phrasings of one answer
LONGEST_ASK = 160                   # characters of a phrasing
NAME_WORDS = 3
_JOINING = re.compile(r"(?i)(?:and|but|also|plus)\b[\s,:–-]+")   # what a question begins with when it is the second one


class Namer:
    """Gives each group of questions a name of its own, made of the words that set it apart from the other questions."""

    def __init__(self, texts: Sequence[str], taken: Iterable[str]) -> None:
        self._spread = Counter(root for text in texts for root in {stem(word) for word in words(text)})
        self._taken = {name.casefold() for name in taken}

    def name(self, texts: Sequence[str]) -> str:
        """A name in kebab-case that no answer has yet."""
        seen: Counter[str] = Counter()
        forms: dict[str, Counter[str]] = {}
        first: dict[str, int] = {}
        for number, text in enumerate(texts):
            for place, word in enumerate(words(text)):
                if word in STOP or not re.fullmatch(r"[a-z]{2,20}", word):
                    continue
                root = stem(word)
                forms.setdefault(root, Counter())[word] += 1
                first.setdefault(root, place + 100 * number)
        for text in texts:
            seen.update({stem(word) for word in words(text)} & set(forms))
        # How much of the group says it, and how much of what says it is in the group.
        weight = {root: seen[root] / len(texts) * (seen[root] / self._spread[root]) ** 0.5 for root in forms}
        best = sorted(weight, key=lambda root: (-weight[root], first[root]))[:NAME_WORDS]
        best = [root for root in best if weight[root] >= 0.4 * weight[best[0]]]
        best.sort(key=lambda root: first[root])
        parts = [min(forms[root].items(), key=lambda form: (-form[1], form[0]))[0] for root in best]
        made = base = "-".join(parts) or "new-answer"
        if base == "null":                          # YAML 1.2 10.3.2: that is no text
            made = base = "about-null"
        number = 2
        while made.casefold() in self._taken:
            made, number = f"{base}-{number}", number + 1
        self._taken.add(made)
        return made


def chosen(texts: Sequence[str]) -> tuple[str, ...]:
    """The phrasings to teach, at most ASKS: each says something that those before it do not, in other words."""
    kept: list[str] = []
    seen: set[frozenset[str]] = set()
    for text in texts:
        phrasing = _phrasing(text)
        alike = frozenset(words(phrasing))
        if not alike or alike in seen:
            continue
        seen.add(alike)
        kept.append(phrasing)
        if len(kept) == ASKS:
            break
    return tuple(kept)


def _phrasing(text: str) -> str:
    """A text as a phrasing of rules.yaml: one line, no character that cannot be seen, cut at a word's end."""
    shown = "".join(char if unicodedata.category(char)[0] not in "CZ" else " " for char in text)
    shown = " ".join(shown.split())
    joined = _JOINING.match(shown)
    shown = shown[joined.end() :] if joined is not None and joined.end() < len(shown) else shown
    if len(shown) > LONGEST_ASK:
        shown = shown[:LONGEST_ASK].rpartition(" ")[0] or shown[:LONGEST_ASK]
    return shown.strip(f"-–—*•>{HIDDEN} ").strip() or shown


def block(name: str, asks: Sequence[str], indent: int = 2) -> str:
    """The answer as YAML, to be pasted under `answers:`; what is to be said is left to fill in."""
    # YAML 1.2 7.3.1: a text in double quotes is written as JSON writes it.
    phrasings = (f"    - {json.dumps(ask, ensure_ascii=False)}" for ask in asks)
    lines = [f"- name: {name}", "  asks:", *phrasings, "  answer: "]
    return "".join(f"{' ' * indent}{line}\n" for line in lines)
