"""A sifted pattern finds what the bare one finds, on any text."""

from __future__ import annotations

import random
import re
from importlib import import_module
from threading import Thread
from typing import Any

import pytest

from assistant.understanding import alarms, asking, feelings, insults, sifting, threats, wish
from assistant.understanding.sifting import PLAIN, WRITTEN, Sieve, Sifted
from tests.bench.letters import sentences

SIEVES = {"plain": PLAIN, "written": WRITTEN}
SAMPLE = "abdeiklorstw0289 .,'’-:!?_\u00e9\n"
CATEGORIES = {"SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W", "DIGIT": r"\d", "NOT_DIGIT": r"\D"}
parser: Any = import_module("re._parser")


def impatient(sieve: Sieve) -> Sieve:
    """The sieve, its words derived."""
    for number in range(sifting.PATIENCE + 1):
        sieve.passing(f"text {number}")
    return sieve


def passing(sieve: Sieve, text: str) -> set[int]:
    """The numbers of the patterns that may match."""
    found = sieve.passing(text)
    return {number for number in range(len(sieve.patterns)) if found >> number & 1}


def sieve_of(*sources: str, flags: int = 0) -> tuple[Sieve, list[Sifted]]:
    """A sieve with these patterns."""
    sieve = Sieve()
    patterns = [sieve.pattern(source, flags) for source in sources]
    return impatient(sieve), patterns


@pytest.mark.parametrize("name", SIEVES)
def test_every_text_that_a_pattern_of_ours_matches_passes(name: str) -> None:
    """Texts are made from the patterns themselves, with all that their optional parts allow."""
    sieve = impatient(SIEVES[name])
    dice = random.Random(11)
    tried = 0
    for number, pattern in enumerate(sieve.patterns):
        parsed = parser.parse(pattern.pattern, pattern.flags)
        for _ in range(200):
            text = dice.choice(("", " ", "x", "it ")) + written(parsed, dice) + dice.choice(("", " ", "x", " it"))
            if pattern.search(text):
                tried += 1
                assert number in passing(sieve, text), (pattern.pattern[:200], text)
    assert tried > 50 * len(sieve.patterns)


def written(items: Any, dice: random.Random) -> str:
    """A text that the parsed pattern matches, but for its look-around."""
    found = ""
    for name, value in items:
        kind = str(name)
        if kind == "LITERAL":
            found += dice.choice((chr(value), chr(value).upper())) if dice.random() < 0.1 else chr(value)
        elif kind == "IN":
            found += dice.choice([each for each in SAMPLE if re.match(class_of(value), each)] or [chr(value[0][1])])
        elif kind in ("ANY", "NOT_LITERAL"):
            found += dice.choice(SAMPLE)
        elif kind == "SUBPATTERN":
            found += written(value[-1], dice)
        elif kind == "BRANCH":
            found += written(dice.choice(value[1]), dice)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most = int(value[0]), min(int(value[1]), int(value[0]) + 3)
            found += "".join(written(value[2], dice) for _ in range(dice.randint(least, most)))
    return found


def class_of(members: Any) -> str:
    """A class of characters as it was spelled."""
    found = ""
    for name, value in members:
        kind = str(name)
        if kind == "NEGATE":
            found += "^"
        elif kind == "LITERAL":
            found += re.escape(chr(value))
        elif kind == "RANGE":
            found += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        else:
            found += CATEGORIES[str(value).removeprefix("CATEGORY_")]
    return f"[{found}]"


@pytest.mark.parametrize("name", SIEVES)
def test_nothing_is_lost_in_whole_letters(name: str) -> None:
    """Every pattern that matches a sentence of real mail passes, as written and as plain words."""
    sieve = impatient(SIEVES[name])
    said = [text for number in range(60) for text in sentences(number)]
    for text in [*said, *(f" {text.lower().rstrip('.?')} " for text in said)]:
        found = passing(sieve, text)
        assert [n for n, pattern in enumerate(sieve.patterns) if n not in found and pattern.search(text)] == []


@pytest.mark.parametrize("sieve", SIEVES.values(), ids=SIEVES)
def test_most_patterns_are_spared_most_texts(sieve: Sieve) -> None:
    """Else all of this were for nothing."""
    said = [text for number in range(30) for text in sentences(number)]
    impatient(sieve)
    run = sum(len(passing(sieve, text)) for text in said)
    assert run < 0.5 * len(said) * len(sieve.patterns)


def test_the_readers_patterns_are_sifted() -> None:
    """A pattern compiled past its sieve is run on every sentence."""
    assert isinstance(asking.DIRECT, Sifted)
    assert isinstance(feelings.SOFT, Sifted)
    assert all(isinstance(pattern, Sifted) for _, pattern in (*alarms.ALARMS, *feelings.PROBLEMS))
    assert all(isinstance(each[2], Sifted) for each in (*insults.PHRASES, *threats.PATTERNS))
    assert all(isinstance(pattern, Sifted) for _, pattern in wish.REMEDIES)


def test_a_pattern_is_run_only_where_its_words_stand() -> None:
    """Whole words and beginnings, in capitals or not; what needs no word is run on all."""
    sieve, _ = sieve_of(r"\bmoney back\b", r"\bcancel\w*", r"\w+")
    assert passing(sieve, "where is it") == {2}
    assert passing(sieve, "my money, and I am back") == {0, 2}
    assert passing(sieve, "CANCELLED") == {1, 2}


def test_all_words_that_are_needed_are_asked_for() -> None:
    """One word of two is not enough."""
    sieve, _ = sieve_of(r" (?:refund|return) (?:\w+ ){0,3}(?:never|nowhere)")
    assert passing(sieve, "a refund") == set()
    assert passing(sieve, "it never came") == set()
    assert passing(sieve, "never a refund") == {0}          # their order is left to the pattern


@pytest.mark.parametrize("text", ["\u017fend it bac\u212a", "S\u0130GN", "s\u0131gn", "SEND IT BACK", "sign"])
def test_letters_that_fold_in_a_way_of_their_own_are_read(text: str) -> None:
    """A long s is an s to a pattern that ignores case."""
    sieve, patterns = sieve_of(r"\bsend it back\b|\bsign\b", flags=re.IGNORECASE)
    assert patterns[0].search(text)
    assert passing(sieve, text) == {0}


def test_no_other_letter_folds_to_one_of_ours() -> None:
    """What `_FOLDED` names is all there is."""
    ours = "abcdefghijklmnopqrstuvwxyz0123456789_"
    other = "".join(map(chr, range(0x80, 0x110000)))
    assert sorted(set(re.findall(f"[{ours}]", other, re.IGNORECASE))) == ["\u0130", "\u0131", "\u017f", "\u212a"]


def test_a_sifted_pattern_does_what_a_bare_one_does() -> None:
    """Its methods give the same matches at the same places."""
    source = r"\b(?:one|two)\b"
    _, (sifted,) = sieve_of(source)
    bare = re.compile(source)
    for text in ("one and two and one", "none", "two", "and one"):
        for theirs, ours in ((bare.search(text), sifted.search(text)), (bare.match(text), sifted.match(text)),
                             (bare.search(text, 5), sifted.search(text, 5))):
            assert (theirs and theirs.span()) == (ours and ours.span())
        assert [m.span() for m in bare.finditer(text)] == [m.span() for m in sifted.finditer(text)]
        assert bare.findall(text) == sifted.findall(text)


def test_a_pattern_that_comes_later_is_sifted_too() -> None:
    """A sieve that has begun takes another pattern."""
    sieve, _ = sieve_of(r"\bfirst\b")
    assert passing(sieve, "second") == set()
    later = sieve.pattern(r"\bsecond\b")
    impatient(sieve)
    assert later.search("the second")
    assert passing(sieve, "second") == {1}


def test_the_first_texts_are_read_by_every_pattern() -> None:
    """A single letter does not wait until the words are derived."""
    sieve = Sieve()
    sieve.pattern("refund")
    assert passing(sieve, "nothing of the kind") == {0}


def test_a_text_read_while_the_words_are_derived_misses_nothing() -> None:
    """Another thread derives them: until it is done, every pattern reads."""
    sieve = Sieve()
    for pattern in WRITTEN.patterns:
        sieve.pattern(pattern.pattern, pattern.flags)
    last = sieve.pattern(r"\bzebras\b")
    for number in range(sifting.PATIENCE):
        sieve.passing(f"text {number}")
    deriving = Thread(target=sieve.passing, args=("one more",))
    deriving.start()
    found = []
    while deriving.is_alive():
        found.append(last.search(f"zebras {len(found)}") is not None)
    deriving.join()
    assert found
    assert all(found)
    assert passing(sieve, "nothing of the kind") < set(range(len(sieve.patterns)))
