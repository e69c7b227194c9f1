"""Train the small heads: python -m assistant.meaning.train DATA_FOLDER [HEAD...]. Needs the extra [semantic].

DATA_FOLDER holds enron_intent/, convabuse/ and hatecheck/, each with a train.jsonl; no other file is read.
Regularisation and the weight of wording beside vectors are picked by cross-validation on those rows. Writes
heads/*.json and prints the figures of heads/CARD.md. Deterministic: the same rows give the same weights.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.meaning import load
from assistant.meaning.heads import BUCKETS, row

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.floating[Any]]

FOLDS = 5
PENALTIES = (0.1, 0.3, 1.0, 3.0)            # of the L2 norm, beside the sum of the losses
SHARES = (1.0, 2.0, 4.0)                    # what wording weighs beside a vector of length VECTOR
VECTOR = 3.0


@dataclass(frozen=True, slots=True)
class Row:
    """A text, its label, and what it weighs. Rows of one `group` stay in one fold."""

    text: str
    label: bool
    weight: float = 1.0
    group: str = ""


def say(line: str) -> None:
    """Write a line at once: training takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a set's train file."""
    with (folder / name / "train.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def asks(folder: Path) -> list[Row]:
    """Enron sentences on which both label sets agree."""
    return [Row(each["text"], bool(each["consensus"])) for each in read(folder, "enron_intent")
            if each["consensus"] is not None]


def own(name: str) -> Iterator[tuple[str, str]]:
    """The sign and the sentence of each line of a file of our own sentences."""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line[:2] in ("+ ", "- ", "0 "):
            yield line[0], line[2:]


def abuse(folder: Path) -> list[Row]:
    """Turns to a chat bot and functional tests, by their labels; our own letters, which weigh more.

    What abuse is not: Enron sentences, a quarter of them, and angry, sad and glad customers of our own writing.
    """
    rows = [Row(each["text"], bool(each["label"])) for each in read(folder, "convabuse")]
    rows += [Row(each["text"], bool(each["project_label"]), group=f"{each['functionality']} {each['templ']}")
             for each in read(folder, "hatecheck") if each["project_label"] is not None]
    rows += [Row(each["text"], label=False) for each in read(folder, "enron_intent")[::4]]
    rows += [Row(text, sign == "+", weight=3.0) for sign, text in own("abuse.txt")]
    rows += [Row(text, label=False, weight=1.5) for _, text in own("tone.txt")]
    return list({each.text.strip().lower(): each for each in rows}.values())


def needs(folder: Path) -> list[Row]:
    """Our own sentences of needs.txt, and Enron sentences that ask nothing. Ours weigh as much as theirs."""
    lines = (Path(__file__).parent / "needs.txt").read_text(encoding="utf-8").splitlines()
    ours = [Row(line[2:], line.startswith("+ ")) for line in lines if line.startswith(("+ ", "- "))]
    theirs = [Row(each["text"], label=False) for each in read(folder, "enron_intent") if each["consensus"] == 0]
    return ours + theirs


def toned(sign: str) -> list[Row]:
    """Our own sentences of tone.txt: those of this sign against all others."""
    return [Row(text, each == sign) for each, text in own("tone.txt")]


def fold(each: Row) -> int:
    """The fold of a row, by a hash of its group, else of its text."""
    return int(sha256((each.group or each.text).encode()).hexdigest(), 16) % FOLDS


def wording(texts: Iterable[str]) -> Array:
    """The wording of texts: shape (n, BUCKETS)."""
    import numpy

    rows = [row(text) for text in texts]
    table = numpy.zeros((len(rows), BUCKETS), numpy.float32)
    for number, each in enumerate(rows):
        table[number, list(each)] = list(each.values())
    return table


def fit(kernel: Array, labels: Array, weights: Array, penalty: float) -> tuple[Array, float]:
    """Logistic regression by its dual: (coefficients of the rows, bias). `kernel` is rows times rows.

    Newton's method (iteratively reweighted least squares; Hastie et al., 4.4.1 and 5.8).
    """
    import numpy

    size = len(labels)
    alpha, bias = numpy.zeros(size), 0.0
    for _ in range(15):
        logits = kernel @ alpha + bias
        chance = 1 / (1 + numpy.exp(-numpy.clip(logits, -30, 30)))
        curve = numpy.maximum(weights * chance * (1 - chance), 1e-6)
        target = logits + weights * (labels - chance) / curve
        system = numpy.zeros((size + 1, size + 1))
        system[:size, :size] = kernel + numpy.diag(penalty / curve)
        system[:size, size] = system[size, :size] = 1
        solved = numpy.linalg.solve(system, numpy.append(target, 0))
        moved = float(numpy.abs(kernel @ (solved[:size] - alpha)).max() + abs(solved[size] - bias))
        alpha, bias = solved[:size], float(solved[size])
        if moved < 1e-2:
            break
    return alpha, bias


def crossed(kernel: Array, rows: list[Row], penalty: float) -> Array:
    """The logit of each row from a head that has not seen its fold."""
    import numpy

    labels = numpy.array([each.label for each in rows], float)
    weights = numpy.array([each.weight for each in rows])
    folds = numpy.array([fold(each) for each in rows])
    logits = numpy.zeros(len(rows))
    for number in range(FOLDS):
        out = folds == number
        alpha, bias = fit(kernel[numpy.ix_(~out, ~out)], labels[~out], weights[~out], penalty)
        logits[out] = kernel[numpy.ix_(out, ~out)] @ alpha + bias
    return logits


def loss(logits: Array, labels: Array) -> float:
    """The mean log loss."""
    import numpy

    return float(numpy.mean(numpy.logaddexp(0, -numpy.where(labels > 0, logits, -logits))))


def figures(logits: Array, labels: Array) -> str:
    """Log loss, area under the ROC curve, and precision, recall and F1 at one half, as text."""
    import numpy

    truth, said = labels > 0, logits > 0
    order = numpy.argsort(numpy.argsort(logits)) + 1
    area = (order[truth].sum() - truth.sum() * (truth.sum() + 1) / 2) / (truth.sum() * (~truth).sum())
    hit = (truth & said).sum()
    precision, recall = hit / max(1, said.sum()), hit / max(1, truth.sum())
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return (f"log loss {loss(logits, labels):.3f}, AUROC {area:.3f},"
            f" precision {precision:.3f}, recall {recall:.3f}, F1 {both:.3f}")


def train(name: str, rows: list[Row], target: Path) -> None:
    """Pick, fit and write one head for both readers of meaning; print what was picked and how good it is."""
    import numpy

    vectors = numpy.asarray(load("on").vectors([each.text for each in rows]))
    seen = wording(each.text for each in rows)
    labels = numpy.array([each.label for each in rows], float)
    weights = numpy.array([each.weight for each in rows])
    by_words, by_vectors = (seen @ seen.T).astype(float), VECTOR**2 * (vectors @ vectors.T).astype(float)
    say(f"{name}: {len(rows)} rows, {int(labels.sum())} of them yes")
    kept: dict[str, Any] = {}
    for reader, shares in (("minilm", SHARES), ("wording", (1.0,))):
        tried = []
        for share in shares:
            kernel = share**2 * by_words + (by_vectors if reader == "minilm" else 0)
            for penalty in PENALTIES:
                logits = crossed(kernel, rows, penalty)
                tried.append((loss(logits, labels), share, penalty))
                say(f"  {reader} share {share} penalty {penalty}: {figures(logits, labels)}")
        _, share, penalty = min(tried)
        kernel = share**2 * by_words + (by_vectors if reader == "minilm" else 0)
        alpha, bias = fit(kernel, labels, weights, penalty)
        words = share**2 * (alpha @ seen)
        step = float(f"{numpy.abs(words).max() / 127:.9g}")     # its last digits are those of the machine's threads
        vector = VECTOR**2 * (alpha @ vectors) if reader == "minilm" else numpy.zeros(0)
        kept[reader] = {
            "bias": round(bias, 5), "step": step, "share": share, "penalty": penalty,
            "wording": base64.b85encode(numpy.round(words / step).astype("<i1").tobytes()).decode(),
            "vector": base64.b85encode(vector.astype("<f4").tobytes()).decode(),
        }
        say(f"  {reader}: picked share {share}, penalty {penalty}")
    target.mkdir(exist_ok=True)
    (target / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def judged(name: str, rows: list[Row], reader: str) -> list[float]:
    """The logit of each row from a head as the one written, its penalty and share, that has not seen its fold."""
    import numpy

    kept = json.loads((Path(__file__).parent / "heads" / f"{name}.json").read_text(encoding="utf-8"))[reader]
    seen = wording(each.text for each in rows)
    kernel = kept["share"] ** 2 * (seen @ seen.T).astype(float)
    if reader == "minilm":
        vectors = numpy.asarray(load("on").vectors([each.text for each in rows]))
        kernel = kernel + VECTOR**2 * (vectors @ vectors.T).astype(float)
    return [float(logit) for logit in crossed(kernel, rows, kept["penalty"])]


def main(arguments: list[str]) -> int:
    """Train the heads from the folder named."""
    if not arguments or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m assistant.meaning.train DATA_FOLDER [HEAD...]\n")
        return 2
    folder, target = Path(arguments[0]), Path(__file__).parent / "heads"
    rows = {"asks": lambda: asks(folder), "abuse": lambda: abuse(folder), "needs": lambda: needs(folder),
            "troubled": lambda: toned("-"), "glad": lambda: toned("+")}
    for name in arguments[1:] or rows:
        train(name, rows[name](), target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
