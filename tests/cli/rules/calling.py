"""The command `assistant rules` called as from a shell, and the rules that most tests call it on."""

from __future__ import annotations

from click.testing import CliRunner, Result

from assistant.cli.rules import rules

GOOD = """\
version: 1
business: {name: X}
closings: [See you soon.]
answers:
  - name: opening-hours
    asks: [When are you open?, What are your opening hours?]
    answer: From nine.
  - name: shipping
    asks: [Do you ship to Norway?, How much is postage abroad?]
    answer: We do.
"""


def call(*arguments: str, stdin: str | bytes = "") -> Result:
    """The command with these arguments; what it raises is raised."""
    return CliRunner().invoke(rules, arguments, input=stdin, catch_exceptions=False)
