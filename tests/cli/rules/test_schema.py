"""`assistant rules schema`, as it is called."""

from __future__ import annotations

import json

from tests.cli.rules.calling import call


def test_schema_is_printed() -> None:
    """The schema is JSON on standard output."""
    assert json.loads(call("schema").stdout)["title"] == "rules.yaml"
