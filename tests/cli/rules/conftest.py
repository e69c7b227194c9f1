"""What the tests of `assistant rules` share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.rules.calling import GOOD


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with good rules, which is the current one."""
    (tmp_path / "rules.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
