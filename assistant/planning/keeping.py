"""A Ground and its line to named bytes and back: the next start with the same rules need not make them anew.

Pure; where the bytes are kept, and which rules they were made for, is the shell's to know. The bytes are this
machine's: another order of bytes or size of numbers must not be given back.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate

from assistant.meaning import space as spaces
from assistant.planning.candidates import Ground
from assistant.planning.lexical import Lexicon, Table

_TABLES = ("postings", "phrasings", "spoken")
_NUMBERS = struct.Struct("<3d")                     # the line, the trust in wording, the weight of unknown features


def parts(ground: Ground, line: float) -> dict[str, bytes]:
    """All that `restored` needs, beside the rules, to give the same ground and line."""
    lexicon = ground.lexicon
    made = {
        "numbers": _NUMBERS.pack(line, ground.trust, lexicon.unknown),
        "features": "\n".join(lexicon.numbers).encode("utf-8", "surrogatepass"),
        "weights": lexicon.weights.tobytes(),
        "lengths": lexicon.lengths.tobytes(),
    }
    for name in _TABLES:
        table: Table = getattr(lexicon, name)
        made |= {f"{name}.starts": table.starts.tobytes(), f"{name}.keys": table.keys.tobytes(),
                 f"{name}.values": table.values.tobytes()}
    if ground.space is not None:
        made |= spaces.parts(ground.space)
    return made


def restored(kept: Mapping[str, bytes], answers: Sequence[Sequence[str]], *, vectors: bool) -> tuple[Ground, float]:
    """The ground and the line of these answers from what `parts` made of them; with their vectors or without.

    ValueError or KeyError where the two do not belong together.
    """
    sizes = [len(texts) for texts in answers]
    line, trust, unknown = _unpacked(kept["numbers"])
    names = kept["features"].decode("utf-8", "surrogatepass").split("\n") if kept["features"] else []
    postings, phrasings, spoken = (_table(kept, name) for name in _TABLES)
    weights, lengths = _array("f", kept["weights"]), _array("f", kept["lengths"])
    rows = {len(postings.starts) - 1, len(weights)} | ({len(spoken.starts) - 1} if spoken.keys else set())
    if rows != {len(names)} or len(phrasings.starts) - 1 != sum(sizes) or len(lengths) != len(sizes):
        raise ValueError("these are the values of other rules")
    starts = tuple(accumulate(sizes, initial=0))
    numbers = {name: number for number, name in enumerate(names)}
    lexicon = Lexicon(numbers, weights, unknown, postings, phrasings, spoken, starts, lengths)
    space = spaces.restored(kept, sizes) if vectors and sizes else None
    return Ground(lexicon, space, trust), line


def _unpacked(kept: bytes) -> tuple[float, float, float]:
    try:
        line, trust, unknown = _NUMBERS.unpack(kept)
    except struct.error as fault:
        raise ValueError("three numbers were expected") from fault
    return line, trust, unknown


def _array(code: str, kept: bytes) -> array[float]:
    made: array[float] = array(code)
    made.frombytes(kept)
    return made


def _table(kept: Mapping[str, bytes], name: str) -> Table:
    starts, keys = array("Q"), array("I")
    starts.frombytes(kept[f"{name}.starts"])
    keys.frombytes(kept[f"{name}.keys"])
    values = _array("f", kept[f"{name}.values"])
    if not starts or starts[0] or not starts[-1] == len(keys) == len(values):
        raise ValueError("a table whose rows are not where it says")
    return Table(starts, keys, values)
