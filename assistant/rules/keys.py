"""A mapping whose keys are known: what every shape of the grammar is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Keys(BaseModel):
    """A mapping whose keys are known; any other is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def keys(shape: type[Keys]) -> tuple[str, ...]:
    """The keys of a shape as they are written."""
    return tuple(field.alias or name for name, field in shape.model_fields.items())
