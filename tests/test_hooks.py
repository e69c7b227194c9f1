"""The hooks for pre-commit call commands that there are, on the files that hold rules."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from assistant.cli.main import cli

ROOT = Path(__file__).parent.parent
HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
RULES = (
    "version: 1\nbusiness: {name: X}\nclosings: [See you.]\nanswers:\n"
    "  - {name: a, asks: [When are you open?], answer: Now., tests: {matches: [when are you open then]}}\n"
)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_good_rules_and_stops_bad_ones(hook: dict[str, str], tmp_path: Path) -> None:
    """Called with the files that changed, as pre-commit does."""
    program, *arguments = shlex.split(hook["entry"])
    assert (program, hook["language"]) == ("assistant", "python")
    good, bad = tmp_path / "rules.yaml", tmp_path / "bad" / "rules.yaml"
    bad.parent.mkdir()
    good.write_text(RULES, encoding="utf-8")
    bad.write_text(RULES.replace("matches", "not"), encoding="utf-8")
    assert CliRunner().invoke(cli, [*arguments, str(good)]).exit_code == 0
    bad.write_text(RULES.replace("answer", "anwser").replace("matches", "not"), encoding="utf-8")
    assert CliRunner().invoke(cli, [*arguments, str(good), str(bad)]).exit_code == 1


def test_hooks_look_at_rules_alone() -> None:
    """rules.yaml in any folder, and nothing that merely ends so."""
    for hook in HOOKS:
        assert [name for name in ("rules.yaml", "shop/rules.yml", "my-rules.yaml", "rules.yaml.bak")
                if re.search(hook["files"], name)] == ["rules.yaml", "shop/rules.yml"]
