"""`assistant rules`: what its commands have in common."""

from __future__ import annotations

import pytest

from tests.cli.rules.calling import call

NAMES = ["check", "test", "match", "coverage", "diff", "schema"]


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in NAMES)], ids=["rules", *NAMES])
def test_every_command_has_help_with_an_example(arguments: list[str]) -> None:
    """--help shows at least one command to copy."""
    result = call(*arguments)
    assert result.exit_code == 0
    assert "assistant rules" in result.stdout
