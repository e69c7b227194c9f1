"""The command `assistant`: its sub-commands by name, each imported only when it is called; errors to exit codes."""

from __future__ import annotations

import importlib
import io
import sys

import click

from assistant import __version__
from assistant.errors import AssistantError

# name -> (module, attribute, one line for --help). The help line stands here so that --help imports nothing.
COMMANDS = {
    "init": ("assistant.cli.init", "init", "Lay down settings, rules and templates; test the mailbox."),
    "demo": ("assistant.cli.demo", "demo", "See the whole thing on this machine, with its own mail server."),
    "run": ("assistant.cli.run", "run", "Watch the mailboxes and write drafts."),
    "review": ("assistant.cli.review", "review", "The owner's desk in the terminal."),
    "serve": ("assistant.cli.serve", "serve", "The owner's desk as a page: review, edit, send."),
    "reviewers": ("assistant.cli.reviewers", "reviewers", "Who may sign in at the desk's page."),
    "signin": ("assistant.cli.signin", "signin", "Sign in to a mail account by OAuth 2."),
    "doctor": ("assistant.cli.doctor", "doctor", "Examine server, settings, rules and store; say what to mend."),
    "draft": ("assistant.cli.draft", "draft", "One message in, the reply draft out."),
    "people": ("assistant.cli.people", "people", "Who was asked to write when calm; --clear forgets one."),
    "promises": ("assistant.cli.promises", "promises", "What letters promised to find out, and by when."),
    "stats": ("assistant.cli.stats", "stats", "Figures: answered, ready, edited, how long people waited."),
    "verify": ("assistant.cli.verify", "verify", "Derive a saved draft anew and say what differs."),
    "export": ("assistant.cli.export", "export", "All that the store holds, as JSON lines."),
    "forget": ("assistant.cli.forget", "forget", "Remove a person from the store."),
    "explain": ("assistant.cli.explain", "explain", "Say why: tone, questions, which answers hit and missed, checks."),
    "rules": ("assistant.cli.rules", "rules", "The rule author's bench: check, test, try, replay real mail."),
}

# These read messages, with some hundred patterns that are compiled as they are imported. Done deep in a chain of
# imports that takes three times as long where the interpreter's stack is near the end of a chunk of its memory (CPython
# 3.11 maps and unmaps a chunk at every call across the end: 1.9 s of `run --help`'s 3.7). So it is done first.
_READERS = ("run", "demo", "serve", "doctor", "draft", "explain", "verify")


class _Lazy(click.Group):
    """A group whose commands are imported when they are called, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        if cmd_name in _READERS:
            importlib.import_module("assistant.understanding")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="assistant")
def cli() -> None:
    """Reply drafts for support inboxes, from approved answers. Nothing is sent without a person.

    \b
    Begin with:
      assistant demo             see it work, nothing to configure
      assistant init             set it up for your own mailbox
    """


def main() -> None:
    """Run a command; an error that we know becomes one clear text on stderr and its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot show a character shows "?"
    try:
        sys.exit(cli.main(prog_name="assistant", standalone_mode=False))
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except AssistantError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
