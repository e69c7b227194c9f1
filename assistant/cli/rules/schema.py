"""`assistant rules schema`: the grammar of rules.yaml as JSON Schema."""

from __future__ import annotations

import json

import click


@click.command(short_help="Print the JSON schema, for editors.")
def schema() -> None:
    """Print the JSON schema of rules.yaml, so that an editor completes and checks it.

    \b
    Example:
      assistant rules schema > rules.schema.json
    Then, as the first line of rules.yaml:
      # yaml-language-server: $schema=rules.schema.json
    """
    from assistant.rules import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))
