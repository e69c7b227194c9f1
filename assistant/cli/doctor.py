"""`assistant doctor`: everything a run needs, examined; one line each, ok or what to do."""

from __future__ import annotations

import os
import sys
from itertools import chain
from pathlib import Path

import click

from assistant.cli import examine_account, examine_here, examine_smtp
from assistant.cli.finding import Finding, exit_code, within
from assistant.config import Account
from assistant.opening import open_account
from assistant.polling.watched import utc_now

SECONDS = 60.0                                      # that all of it may take together
PATIENCE = 15.0                                     # seconds to wait for a server, where the settings say longer


@click.command()
@click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
@click.option("--account", "only", metavar="NAME", help="This account alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def doctor(settings: Path | None, only: str | None, as_json: bool) -> None:
    """Examine everything a run needs, and say what to do where something is wrong.

    Settings, rules, the store, the reader of meaning; and for each account the connection, the certificate, the
    sign-in, the mailboxes, and where letters are sent from. A test draft goes to Drafts, is read back and removed;
    nothing else is changed, and nothing is sent. It may be used while the assistant runs. Ends with 0 when all is
    well, 1 where something is for you to mend, 3 where the server or the network failed; a warning alone ends with 0.

    \b
    Examples:
      assistant doctor
      assistant doctor --account support
      assistant doctor --json
    """
    read = examine_here.settings(settings, os.environ)
    chosen = read.config
    if only is not None and only not in chosen.account and not any(one.state == "fault" for one in read.findings):
        raise click.UsageError(f"There is no account {only!r}. There are: {', '.join(chosen.account)}.")
    examinations = {
        "settings": iter(read.findings),
        "rules": examine_here.rules(chosen),
        "meaning": examine_here.reader_of_meaning(chosen),
        "store": examine_here.store(chosen),
    }
    for account in chosen.accounts:
        if only in (None, account.name):
            one = _impatient(account)
            examinations[account.name] = chain(
                examine_account.examine(one, open_account, utc_now), examine_smtp.examine(one, utc_now)
            )
    findings = []
    for finding in within(SECONDS, examinations):
        click.echo(finding.as_json() if as_json else finding.line())
        findings.append(finding)
    if not as_json:
        click.echo(_summary(findings))
    sys.exit(exit_code(findings))


def _impatient(account: Account) -> Account:
    """The account, with less time for its servers where the settings give them much."""
    smtp = account.smtp
    if smtp is not None:
        smtp = smtp.model_copy(update={"timeout": min(smtp.timeout, PATIENCE)})
    return account.model_copy(update={"timeout": min(account.timeout, PATIENCE), "smtp": smtp})


def _summary(findings: list[Finding]) -> str:
    wrong = sum(finding.state in ("fault", "failed") for finding in findings)
    warnings = sum(finding.state == "warning" for finding in findings)
    if not wrong and not warnings:
        return "All is well."
    parts = [f"{n} {one if n == 1 else one + 's'}" for n, one in ((wrong, "fault"), (warnings, "warning")) if n]
    return f"{' and '.join(parts)}: see above what to do."
