"""What a check found, written out: for people, one line a fault for editors and CI, or for programs."""

from __future__ import annotations

import json
import re
from itertools import groupby

from assistant.authoring.check import Checked
from assistant.rules import Fault

_PASSWORD = re.compile(r"(?<=:)[^/@\s:]+(?=@)")     # of a URL: nobody's screen shows it
_WIDTH = 100                                        # of the source line shown, in characters


def people(checked: Checked) -> str:
    """Grouped by file and answer, each fault with its line and a caret below its place; the counts at the end."""
    blocks = []
    lines = {path: text.splitlines() for path, text in checked.sources.items()}
    for (path, rule), faults in groupby(checked.faults, key=lambda fault: (fault.path, fault.rule)):
        heading = f'{path}, answer "{rule}"' if rule else path
        blocks.append("\n".join([heading, *(_fault(fault, lines.get(path, [])) for fault in faults)]))
    return "\n\n".join([*blocks, counts(checked)])


def _fault(fault: Fault, lines: list[str]) -> str:
    place = f"{fault.line}:{fault.column}"
    said = f"  {place:<8} {fault.severity}: {fault.text}"
    line = lines[fault.line - 1].replace("\t", " ") if fault.line <= len(lines) else ""
    line = _PASSWORD.sub(lambda found: "*" * len(found.group()), line)
    if not line.strip():
        return said
    at = fault.column - 1
    start = max(0, at - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[start : start + _WIDTH].rstrip()
    left = len(shown) - len(shown.lstrip()) if start == 0 and at >= len(line) - len(line.lstrip()) else 0
    return f"{said}\n           {shown[left:]}\n           {' ' * (at - start - left)}^"


def counts(checked: Checked) -> str:
    """`2 faults, 1 warning.` or `No faults.`"""
    errors, warnings = checked.errors, checked.warnings
    said = [f"{errors} fault{'s' * (errors != 1)}"] if errors else []
    said += [f"{warnings} warning{'s' * (warnings != 1)}"] if warnings else []
    return f"{', '.join(said)}." if errors else f"No faults{', ' + said[0] if said else ''}."


def short(checked: Checked) -> str:
    """One line a fault: `rules.yaml:5:3: error: answer "late": unknown key "anwser" (did you mean "answer"?)`."""
    return "\n".join(
        f"{fault.path}:{fault.line}:{fault.column}: {fault.severity}: {fault.message}" for fault in checked.faults
    )


def as_json(checked: Checked, *, strict: bool = False) -> str:
    """One JSON object: the counts and every fault."""
    return json.dumps(
        {
            "path": checked.path,
            "ok": not checked.errors and not (strict and checked.warnings),
            "errors": checked.errors,
            "warnings": checked.warnings,
            "faults": [
                {
                    "path": fault.path, "line": fault.line, "column": fault.column, "rule": fault.rule,
                    "code": fault.code, "severity": fault.severity, "text": fault.text,
                }
                for fault in checked.faults
            ],
        },
        ensure_ascii=False,
    )
