"""`assistant review proposals`, `accept`, `dismiss`: what people's edits propose for the rules, and deciding on it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant import config, meaning
from assistant.cli.review import paper
from assistant.cli.review.common import NUMBER, name
from assistant.errors import ReviewError
from assistant.store.store import Store

if TYPE_CHECKING:
    from assistant.reviewing.proposing import Proposing
    from assistant.store.proposals import Proposal, Proposals, Shown

_SHOWN = 3                                          # letters of the evidence that are shown
_settings = click.option(
    "--config", "settings", type=click.Path(path_type=Path, dir_okay=False), help="Instead of ./assistant.toml."
)
_as = click.option(
    "--as", "who", metavar="NAME", default=lambda: name(None), help="Who decides. Without it, your login."
)


@click.command()
@_settings
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a proposal.")
def proposals(settings: Path | None, json_lines: bool) -> None:
    """What people changed in letters again and again, as changes of the rules to accept or to dismiss.

    \b
    Examples:
      assistant review proposals
      assistant review accept 4
      assistant review dismiss 5
    """
    with _opened(settings) as (proposing, kept):
        for path, fault in proposing.refresh().items():
            click.echo(f"{path} has faults, so nothing is proposed for it:\n{fault}", err=True)
        found = kept.all()
        for each in found:
            evidence = kept.shown(each)
            click.echo(json.dumps(_row(each, evidence), ensure_ascii=False) if json_lines
                       else _told(each, evidence, proposing))  # fmt: skip
        if not found and not json_lines:
            click.echo("None. A change is proposed once people made it twice by the same words, or three times alike.")


@click.command()
@click.argument("number", type=NUMBER)
@_settings
@_as
def accept(number: int, settings: Path | None, who: str) -> None:
    """Write a proposal into the rules. Comments and order stay; the rules are checked before they are written.

    \b
    Example:
      assistant review accept 4
    """
    with _opened(settings) as (proposing, kept):
        found = _known(kept, number)
        version = proposing.of(found).accept(number, who=who)
        click.echo(f"Written to {version.path} as change {version.number}. To take it back, see its history on the page"
                   " Rules.")  # fmt: skip


@click.command()
@click.argument("number", type=NUMBER)
@_settings
@_as
def dismiss(number: int, settings: Path | None, who: str) -> None:
    """Dismiss a proposal: it does not come back.

    \b
    Example:
      assistant review dismiss 5
    """
    with _opened(settings) as (proposing, kept):
        proposing.of(_known(kept, number)).dismiss(number, who=who)
        click.echo(f"{number}: dismissed; it will not be proposed again.")


@contextmanager
def _opened(settings: Path | None) -> Iterator[tuple[Proposing, Proposals]]:
    from assistant.reviewing.proposing import Proposing
    from assistant.store.proposals import Proposals

    known = config.load(settings)
    with Store(known.store) as store:
        yield Proposing(known, store.access, meaning.load), Proposals(store.access)


def _known(kept: Proposals, number: int) -> Proposal:
    found = kept.get(number)
    if found is None:
        raise ReviewError(f"There is no proposal {number}. See: assistant review proposals")
    return found


def _told(proposal: Proposal, evidence: tuple[Shown, ...], proposing: Proposing) -> str:
    """A proposal for people: what it is about, what would change in the file, and who speaks for it."""
    kinds = {"words": "other words for", "fact": "another value of the fact", "look": "look at"}
    rule = proposal.words.get("name") if proposal.kind == "answer" else proposal.rule
    letters = len({witness.draft for witness in proposal.evidence})
    lines = [f"{proposal.number}: {kinds.get(proposal.kind, 'a new rule')} {rule} ({letters} letters)"]
    if proposal.kind == "look":
        lines.append(f"   {proposal.words['why']}")
    else:
        try:
            home, text = proposing.of(proposal).proposed(proposal)
        except ReviewError as fault:
            lines.append(f"   {fault}")
        else:
            changed = difflib.unified_diff(home.text.splitlines(), text.splitlines(), home.path.name, "", "", "", 0, "")
            lines += [f"   {line}" for line in list(changed)[2:] if not line.startswith("@@")]
    for each in evidence[:_SHOWN]:
        about = f" to “{each.question}”" if each.question else ""
        lines.append(f"   {each.witness.at:%Y-%m-%d}{about}: {_short(each.after) or 'taken out, or discarded'}")
    return paper.tame("\n".join(lines))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else f"{flat[:159]}…"


def _row(proposal: Proposal, evidence: tuple[Shown, ...]) -> dict[str, Any]:
    return {
        "number": proposal.number, "account": proposal.account, "kind": proposal.kind, "rule": proposal.rule,
        "words": dict(proposal.words),
        "evidence": [
            {"message": each.witness.message, "at": each.witness.at.isoformat(), "before": each.before,
             "after": each.after, "question": each.question}
            for each in evidence
        ],
    }  # fmt: skip
