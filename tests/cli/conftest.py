"""What the tests of the commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shop import RULES


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small rules file, in a folder without anything else."""
    path = tmp_path / "rules" / "pedal.yaml"
    path.parent.mkdir()
    path.write_text(RULES, encoding="utf-8")
    return path
