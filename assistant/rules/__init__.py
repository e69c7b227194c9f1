"""The text of rules.yaml to a Rulebook, or to faults with line and column."""

from typing import Any

from assistant.rules.decoding import Unread, decode
from assistant.rules.fault import Fault
from assistant.rules.loading import Loaded, included, load
from assistant.rules.rulebook import Rulebook
from assistant.rules.words import references

__all__ = ["Fault", "Loaded", "Rulebook", "Unread", "decode", "included", "load", "references", "schema"]


def schema() -> dict[str, Any]:
    """The grammar of rules.yaml as JSON Schema (draft 2020-12), with a description for every key."""
    from assistant.rules import grammar  # pydantic is slow to import

    return grammar.schema()
