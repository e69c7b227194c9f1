"""What is measured, each in a process of its own: `python -m tests.bench TASK ...` prints one JSON object.

Wall-clock and CPU time by time.perf_counter and time.process_time; medians of several runs.
"""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, Literal

from assistant import meaning, pipeline, ruleset
from assistant.drafting import checks
from assistant.drafting.checks.case import Case
from assistant.model import Circumstances, Message
from assistant.parsing import parse, parse_html, parse_text
from assistant.pipeline import Prepared
from tests.bench import hostile
from tests.bench.letters import distinct, letters, phrasings, sentences

RUNS = 5
PHRASINGS = 10                      # of an answer
WARM = 40                           # letters before the clock starts: what is loaded on first use is loaded
Reader = Literal["on", "off"]
_WHEN = Circumstances(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


def rss() -> float:
    """The memory this process holds, in MB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


def ready(reader: Reader) -> Prepared:
    """The example's rules, made ready."""
    return ruleset.load(meaning.load(reader))[1]


def whole(message: Message, prepared: Prepared) -> pipeline.Outcome:
    """One message through all the rooms."""
    return pipeline.assist(message, prepared, _WHEN)


def judging(reader: Reader) -> dict[str, Any]:
    """Milliseconds of CPU time that all checks together take for a draft: the mean, and the slowest of the drafts."""
    prepared = ready(reader)
    cases = []
    for raw in letters(0, WARM):
        came = whole(parse(raw), prepared)
        if came.draft is not None:
            cases.append(Case(came.reading, came.plan, came.draft, prepared.rulebook, prepared.templates, _WHEN))
    for case in cases:
        checks.run(case)
    # Made anew each time: a case keeps what several checks ask for.
    times = [median(_timed(lambda case=case: checks.run(replace(case)))[1] for _ in range(RUNS)) for case in cases]
    return {"mean": sum(times) / len(times) * 1000, "most": max(times) * 1000, "drafts": len(cases)}


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - busy


def speed(reader: Reader, count: int) -> dict[str, Any]:
    """Letters a second from bytes to draft, `count` new ones a run, beside the model alone over the same sentences."""
    prepared = ready(reader)
    return _rate(reader, count, prepared, lambda raw: whole(parse(raw), prepared))


def reading(reader: Reader, count: int) -> dict[str, Any]:
    """The same from bytes to what was understood."""
    prepared = ready(reader)
    return _rate(reader, count, prepared, lambda raw: pipeline.read(parse(raw), prepared.meaning))


def _rate(reader: Reader, count: int, prepared: Prepared, work: Callable[[bytes], Any]) -> dict[str, Any]:
    for raw in letters(0, WARM):
        work(raw)
    walls, cpus, bare, first = [], [], [], WARM
    for _ in range(RUNS):
        batch = list(letters(first, count))
        wall, cpu = _timed(lambda batch=batch: [work(raw) for raw in batch])
        walls.append(count / wall)
        cpus.append(cpu / count * 1000)
        if reader == "on":
            texts = [sentences(number) for number in range(first, first + count)]
            bare.append(count / _timed(lambda texts=texts: _model_alone(texts, prepared))[0])
        else:
            bare.append(count / _timed(lambda batch=batch: _python_alone(batch))[0])
        first += count
    total, different = distinct(WARM, RUNS * count)
    return {"per_second": median(walls), "cpu_ms": median(cpus), "runs": [round(each, 1) for each in walls],
            "bare": median(bare), "sentences": total, "distinct": different}


def _python_alone(batch: Iterable[bytes]) -> None:
    """What Python itself takes for each letter: its own reader of mail, and each word looked at once by a pattern."""
    for raw in batch:
        read = email.message_from_bytes(raw, policy=email.policy.default)
        re.findall(r"\w+", read.get_content())


def _model_alone(texts: Iterable[list[str]], prepared: Prepared) -> None:
    """The model once over each letter's sentences, a letter at a time, without any memory of earlier ones."""
    from assistant.meaning import minilm
    from assistant.meaning.wordpiece import ids

    model = minilm.session(str(prepared.meaning.model))
    for said in texts:
        rows = sorted((ids(text) for text in said), key=len)
        for start in range(0, len(rows), minilm.BATCH):
            minilm._run(model, rows[start : start + minilm.BATCH])


def matching(reader: Reader, count: int) -> dict[str, Any]:
    """Milliseconds to match one question, the median of new ones, against `count` answers of ten phrasings each.

    The phrasings' vectors are made up, which takes no less time to match than real ones; the question's is real.
    """
    from assistant.planning.matching import prepare, rank
    from assistant.rules.rulebook import Answer, Business, Rulebook

    reads = meaning.load(reader)
    texts = list(phrasings(PHRASINGS * count))
    answers = tuple(
        Answer(f"a{number}", asks=tuple(texts[number * PHRASINGS : (number + 1) * PHRASINGS]), answer="Yes.")
        for number in range(count)
    )
    known = None if reader == "off" else dict(zip(texts, _made_up(len(texts)), strict=True))
    index = prepare(Rulebook(business=Business(name="B", signature="B"), answers=answers), reads, known=known)
    took, said = [], [text for number in range(20_000, 20_060) for text in sentences(number) if text.endswith("?")]
    for text in said:
        took.append(_timed(lambda text=text: rank(text, index))[1] * 1000)
    return {"cpu_ms": median(took[5:]), "questions": len(took) - 5}


def _made_up(count: int) -> list[bytes]:
    """As many vectors, of length 1, in bytes."""
    import numpy

    rows = numpy.random.default_rng(1).normal(size=(count, 384)).astype(numpy.float32)
    rows /= numpy.linalg.norm(rows, axis=1, keepdims=True)
    return [row.tobytes() for row in rows]


def memory(reader: Reader, count: int) -> dict[str, Any]:
    """The peak of memory over `count` letters, and in each quarter of them."""
    prepared = ready(reader)
    quarters = [0.0] * 4
    for number, raw in enumerate(letters(0, count)):
        whole(parse(raw), prepared)
        if number % 20 == 19:
            quarter = number * 4 // count
            quarters[quarter] = max(quarters[quarter], rss())
    return {"peak": max(quarters), "quarters": [round(each, 1) for each in quarters], "messages": count}


def endless(reader: Reader) -> dict[str, Any]:
    """Seconds from the text to the draft for each hostile text: the median of three runs on an empty memory."""
    prepared = ready(reader)
    for raw in letters(0, WARM):
        whole(parse(raw), prepared)
    took = {}
    for name, kind, text in hostile.texts():
        read = parse_text if kind == "text" else parse_html
        runs = []
        for number in range(3):
            fresh = text + f"\nNumber {number}."
            runs.append(_timed(lambda fresh=fresh, read=read: whole(read(fresh), prepared))[0])
        took[name] = round(median(runs), 3)
    return {"seconds": took}
