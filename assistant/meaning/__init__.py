"""Text to vectors and wording features: the model, its fallback, the small heads.

`load` gives the reader of meaning that is there: "minilm" with the extra, else "wording". Both score with
the small heads; only "minilm" makes vectors. Nothing slow is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from assistant.meaning import heads, minilm
from assistant.meaning.minilm import ModelMissing

if TYPE_CHECKING:
    from assistant.meaning.minilm import Vectors

__all__ = ["Meaning", "ModelMissing", "load"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reader of meaning. `name` is "minilm" or "wording"; `model` is the path of the former's file."""

    name: Literal["minilm", "wording"] = "wording"
    model: str | None = None

    def __post_init__(self) -> None:
        if (self.name == "minilm") != (self.model is not None):
            raise ValueError(f"a reader called {self.name} with the model {self.model}")

    def vectors(self, texts: Sequence[str]) -> Vectors | None:
        """One row a text: shape (n, 384), float32, each of length 1. None without the extra.

        ModelMissing where the model's file has gone or is not the one we know.
        """
        return None if self.model is None else minilm.vectors(texts, self.model)

    def score(self, head: Literal["asks", "abuse"], texts: Sequence[str]) -> list[float]:
        """The probability in [0, 1] that each text asks something of its reader, or abuses a person, in order.

        Made for single sentences; heads/CARD.md says how good it is. With the extra the model reads too.
        """
        return heads.score(head, texts, self.vectors(texts))


def load(semantic: Literal["auto", "on", "off"] = "auto", model_path: str | None = None) -> Meaning:
    """The reader of meaning: "on" wants the model, "off" does without, "auto" takes it where it is installed.

    `model_path` names another copy of the model's file. ModelMissing (an OperatorError) where "on" cannot be
    had, and where a file that was named or found is not the one we know: it is never run.
    """
    if semantic == "off":
        return Meaning()
    try:
        path = minilm.find(model_path)
    except ModelMissing:
        if semantic == "on" or model_path is not None:
            raise
        return Meaning()
    return Meaning("minilm", path)
