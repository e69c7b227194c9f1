"""Meaning: vectors, scores, and what happens without the model or with a wrong one."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import OperatorError
from assistant.meaning import Meaning, load, minilm

EXTRA = all(importlib.util.find_spec(name) for name in ("numpy", "onnxruntime", minilm.PACKAGE))
with_extra = pytest.mark.skipif(not EXTRA, reason="the extra [semantic] is not installed")

ASKS = ["Could you send me a copy of the invoice?", "Please let me know when it will be ready.", "What does it cost?"]
TELLS = ["The meeting took place in the small room.", "Our new price list is attached.", "It rained all day."]
ABUSES = ["You are a worthless idiot and I despise you.", "Shut up, you stupid cow."]
COMPLAINS = ["The kettle broke after two days.", "I am very disappointed with the delivery."]


@with_extra
def test_vectors_have_length_one_and_one_row_a_text() -> None:
    """(n, 384) float32, each row of length 1, in the order of the texts."""
    import numpy

    found = load("on").vectors(["When are you open?", "", "When are you open?"])
    assert found is not None
    assert found.shape == (3, 384)
    assert found.dtype == numpy.float32
    assert numpy.allclose(numpy.linalg.norm(found, axis=1), 1, atol=1e-4)
    assert (found[0] == found[2]).all()


@with_extra
def test_no_texts_give_no_rows() -> None:
    """An empty batch is a table without rows."""
    found = load("on").vectors([])
    assert found is not None
    assert found.shape == (0, 384)


@with_extra
def test_a_vector_does_not_depend_on_its_company() -> None:
    """The same text means the same alone and in a batch of longer ones."""
    import numpy

    meaning = load("on")
    text = "Do you wrap books as presents?"
    company = meaning.vectors([f"{text} {'and so on ' * number}" for number in range(9)])
    assert company is not None
    minilm._memory(meaning.model or "").clear()
    alone = meaning.vectors([text])
    assert alone is not None
    minilm._memory(meaning.model or "").clear()
    batch = meaning.vectors([text, *(f"{text} {'and so on ' * number}" for number in range(1, 9))])
    assert batch is not None
    assert numpy.allclose(alone[0], batch[0], atol=1e-5)


@with_extra
def test_near_in_meaning_is_near() -> None:
    """A paraphrase without a shared word is nearer than a stranger."""
    found = load("on").vectors(["What time do you close?", "Until which hour may I come?", "The book is torn."])
    assert found is not None
    assert found[0] @ found[1] > found[0] @ found[2]


@with_extra
def test_the_memory_of_vectors_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts are read, only so many vectors are kept."""
    monkeypatch.setattr(minilm, "REMEMBERED", 3)
    meaning = load("on")
    meaning.vectors([f"text {number}" for number in range(6)])
    assert len(minilm._memory(meaning.model or "")) == 3


@with_extra
def test_threads_may_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight threads that ask for the same and for different texts get what one gets, while old vectors are let go."""
    import numpy

    meaning = load("on")
    texts = [f"Where is parcel {number}?" for number in range(24)]
    alone = meaning.vectors(texts)
    assert alone is not None
    monkeypatch.setattr(minilm, "REMEMBERED", 10)
    minilm._memory(meaning.model or "").clear()
    with ThreadPoolExecutor(8) as pool:
        for first, found in enumerate(pool.map(lambda first: meaning.vectors(texts[first : first + 8]), range(16))):
            assert found is not None
            assert numpy.allclose(found, alone[first : first + 8], atol=1e-5)


def test_off_has_no_vectors() -> None:
    """Without the model there are no vectors, and that is no fault."""
    meaning = load("off")
    assert meaning == Meaning("wording", None)
    assert meaning.vectors(["When are you open?"]) is None


@with_extra
def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file whose hash is not the known one is never run, and the text says what to do."""
    path = tmp_path / "model.onnx"
    path.write_bytes(b"not a model")
    with pytest.raises(OperatorError, match="not the one this program was made for") as caught:
        load("on", str(path)).vectors(["hello"])
    assert "semantic" in str(caught.value)


@with_extra
def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path without a file is told at once, also under "auto"."""
    with pytest.raises(OperatorError, match=r"no model at .*gone\.onnx"):
        load("auto", str(tmp_path / "gone.onnx"))


def test_without_the_extra_on_is_an_error_and_auto_is_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    """"on" says what to install; "auto" does without."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(OperatorError, match=r"pip install .*\[semantic\]"):
        load("on")
    assert load("auto").name == "wording"


def test_nothing_slow_is_imported_before_it_is_used() -> None:
    """Importing the room, and scoring without the model, brings neither numpy nor onnxruntime."""
    code = (
        "import sys; from assistant.meaning import load; load('off').score('asks', ['Is it?']);"
        "import assistant.planning.matching; print(sorted({'numpy', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("semantic", [pytest.param("on", marks=with_extra), "off"])
def test_asks_is_told_from_statements(semantic: str) -> None:
    """What asks something of the reader scores above one half, what only tells below it."""
    meaning = load(semantic)  # type: ignore[arg-type]
    assert min(meaning.score("asks", ASKS)) > 0.5 > max(meaning.score("asks", TELLS))


@pytest.mark.parametrize("semantic", [pytest.param("on", marks=with_extra), "off"])
def test_abuse_is_told_from_complaints(semantic: str) -> None:
    """Contempt for a person scores above one half, dissatisfaction with the matter below it."""
    meaning = load(semantic)  # type: ignore[arg-type]
    assert min(meaning.score("abuse", ABUSES)) > 0.5 > max(meaning.score("abuse", COMPLAINS))


@pytest.mark.parametrize("semantic", [pytest.param("on", marks=with_extra), "off"])
def test_scores_are_probabilities_whatever_the_text(semantic: str) -> None:
    """Empty, huge and broken texts have a score in [0, 1]; no texts have none."""
    meaning = load(semantic)  # type: ignore[arg-type]
    found = meaning.score("asks", ["", "?!" * 50_000, "a\ud800b", "\u0301" * 9000])
    assert all(0 <= each <= 1 for each in found)
    assert meaning.score("asks", []) == []
