"""A rulebook to its Index, with what earlier runs made of the same phrasings fetched from the cache.

Vectors are kept by the text they are of: where a rule was changed, only its new phrasings are read by the model.
Where nothing was changed, all is read back. What is kept holds the rules' own words and nothing of any message.
"""

from __future__ import annotations

import array
import contextlib
import hashlib
import importlib.metadata
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import assistant
from assistant import config
from assistant.cache import Cache, Parts
from assistant.meaning import Meaning, minilm
from assistant.planning import candidates, keeping, matching
from assistant.planning.matching import Index
from assistant.rules.rulebook import Rulebook

Told = Callable[[int, int], None]   # how many phrasings were read so far, of how many
CHUNK = 64                          # phrasings read between two words about it
_DIGEST = 16


def nobody(_done: int, _all: int) -> None:
    """Whom nothing needs to be told."""


def index(rulebook: Rulebook, meaning: Meaning, told: Told = nobody) -> Index:
    """The index of a rulebook, from the cache as far as it goes; what is new is kept. `told` hears of long work."""
    kept, maker = Cache(config.cache_folder()), _maker(meaning.name)
    asks = matching.taught(rulebook)
    name = hashlib.sha256(json.dumps([maker, asks]).encode()).hexdigest()[:32]
    found = kept.read(name, maker)
    if found is not None:
        if meaning.model is not None:
            minilm.session(meaning.model)           # a model that is not the one we know is told of now, not later
        try:
            ground = keeping.restored(found, asks, vectors=meaning.model is not None)
        except (ValueError, KeyError):
            pass                                    # made anew below
        else:
            return matching.prepare(rulebook, meaning, kept=ground)
    texts = tuple(dict.fromkeys(text for phrasings in asks for text in phrasings))
    known = _vectors(texts, meaning, _kept_vectors(texts, kept, maker), told) if meaning.model is not None else None
    made = matching.prepare(rulebook, meaning, known=known)
    parts = keeping.parts(made.ground, made.line)
    if known:
        parts["texts"] = b"".join(_digest(text) for phrasings in asks for text in phrasings)
    kept.write(name, maker, parts)
    return made


def _vectors(texts: Sequence[str], meaning: Meaning, known: dict[str, bytes], told: Told) -> Mapping[str, bytes]:
    """The vector of each text, as bytes; those that are not known yet are read, short ones first, a chunk at a time."""
    new = sorted((text for text in texts if text not in known), key=len)
    for start in range(0, len(new), CHUNK):
        told(start, len(new))
        chunk = new[start : start + CHUNK]
        rows = meaning.vectors(chunk)
        assert rows is not None, "a reader with a model makes vectors"
        known.update(zip(chunk, (row.tobytes() for row in rows), strict=True))
    if new:
        told(len(new), len(new))
    return known


def _kept_vectors(texts: Sequence[str], kept: Cache, maker: str) -> dict[str, bytes]:
    """The vectors that were kept with any rules."""
    wanted = {_digest(text): text for text in texts}
    known: dict[str, bytes] = {}
    for parts in kept.others(maker):
        if not wanted:
            break
        known |= {wanted.pop(digest): row for digest, row in _rows(parts) if digest in wanted}
    return known


def _rows(parts: Parts) -> list[tuple[bytes, bytes]]:
    """Each phrasing's digest with its vector."""
    digests, rows = parts.get("texts", b""), parts.get("rows", b"")
    width = minilm.WIDTH * 4
    if len(digests) // _DIGEST * width != len(rows):
        return []
    return [
        (digests[at * _DIGEST : (at + 1) * _DIGEST], rows[at * width : (at + 1) * width])
        for at in range(len(digests) // _DIGEST)
    ]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_DIGEST]


@cache
def _maker(reader: str) -> str:
    """What the kept values depend on beside the rules: this program, its sources, the machine, the model."""
    seen = hashlib.sha256(assistant.__version__.encode())
    seen.update(f"{sys.byteorder} {[array.array(code).itemsize for code in 'fIQ']} {sys.version_info[:2]}".encode())
    for module in (minilm, candidates):
        folder = Path(str(module.__file__)).parent
        for source in sorted(folder.glob("*.py")):
            seen.update(source.read_bytes())
    if reader == "minilm":
        seen.update(minilm.SHA256.encode())
        for library in ("numpy", "onnxruntime"):
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):   # it may go by another name
                seen.update(f"{library} {importlib.metadata.version(library)}".encode())
    return f"{reader} {seen.hexdigest()[:32]}"
