"""A Plan to a letter: renders what the plan says, has the shape's template lay it out, and finds each part again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.listing import SAYING, label
from assistant.drafting.pieces import Item, Piece, Pieces, Tray, settle
from assistant.drafting.render import Unsayable, render_template, render_words
from assistant.drafting.sandbox import NAMES
from assistant.model import Part, PartKind, Plan, Statement
from assistant.planning.choosing import choose

Templates = Mapping[str, str]
_CHOSEN = ("apology", "understanding", "assurance", "closing")


@dataclass(frozen=True, slots=True)
class Letter:
    """The text of a reply and where each part of it stands."""

    text: str
    parts: tuple[Part, ...]


class CannotSay(Unsayable):
    """A statement's words failed. `index` says which statement of the plan."""

    def __init__(self, index: int, why: str):
        super().__init__(why)
        self.index = index


def gap_line(wording: str) -> str:
    """The line that an owner cannot overlook, on one line whatever the customer wrote."""
    quoted = re.sub(r"\s+", " ", wording).strip().replace('"', "'")
    quoted = re.sub(r"\[(?=\[)|\](?=\])", r"\g<0> ", quoted)
    if len(quoted) > 300:
        quoted = quoted[:299].rstrip() + "…"
    return f'[[ ANSWER NEEDED: "{quoted}" ]]'


def _say(plan: Plan, tray: Tray) -> list[tuple[Statement, Piece]]:
    """Every statement of the plan as a piece, in order."""
    said = []
    for index, statement in enumerate(plan.statements):
        if statement.kind == "gap":
            questions = [plan.planned[i].question.text for i in statement.questions]
            text = gap_line(" / ".join(questions) or statement.words)
        else:
            try:
                text = render_words(statement.words, {**plan.values, **statement.values})
            except Unsayable as error:
                raise CannotSay(index, str(error)) from error
        piece = tray.piece(
            statement.kind,
            text,
            source=index,
            rule=statement.rule,
            questions=statement.questions,
            facts=statement.facts,
        )
        said.append((statement, piece))
    return said


def phrases(plan: Plan, parts: Iterable[Part], text: str) -> tuple[str, ...]:
    """The wordings that were chosen for a letter: the template's, and those of the rules' general lists."""
    said = [part.span.of(text) for part in parts if part.source is None and part.kind not in ("greeting", "reference")]
    return (*said, *(s.words for s in plan.statements if s.rule is None and s.kind in _CHOSEN))


def _items(said: Iterable[tuple[Statement, Piece]], own: Sequence[str] = ()) -> Pieces:
    """What is said to the questions, an item for each; a firm no and what is possible instead are one."""
    groups: list[tuple[Statement, list[Piece]]] = []
    for statement, piece in said:
        if statement.kind not in SAYING or not piece:
            continue
        first = groups[-1][0] if groups else None
        if first is not None and statement.rule is not None and (statement.rule, statement.questions) == (
            first.rule, first.questions
        ):
            groups[-1][1].append(piece)
        else:
            groups.append((statement, [piece]))
    return Pieces(tuple(
        Item(tuple(pieces), label(position, first.questions, own))
        for position, (first, pieces) in enumerate(groups, 1)
    ))


def write(
    plan: Plan, templates: Templates, *, seed: str, last: Sequence[str] = (), numbers: Sequence[str] = ()
) -> Letter:
    """The letter for a plan that drafts one. `seed` decides between wordings and comes from the message.

    What was said in the `last` letter to this person, or stands in this one, is not said again while there is another.
    `numbers` are those that the customer gave to their questions, if they gave any.
    Raises CannotSay where the words of a statement fail, RulesError where a template does.
    """
    if plan.shape is None:
        raise ValueError(f"a plan to {plan.disposition} has no letter")
    tray = Tray()
    said = _say(plan, tray)

    def of(*kinds: PartKind) -> Pieces:
        return Pieces(tuple(piece for statement, piece in said if statement.kind in kinds))

    def greet(named: str, neutral: str) -> Piece:
        text = named.replace("{name}", plan.addressee) if plan.addressee else neutral
        return tray.piece("greeting", text)

    def one_of(kind: PartKind, *options: str) -> Piece:
        said_now = [piece.text for piece in tray.pieces if piece.part.source is None]
        fresh = [option for option in options if option not in said_now] or options
        return tray.piece(kind, choose(fresh, seed=seed, purpose=kind, last=last))

    first_choice = next((i for i, (s, _) in enumerate(said) if s.kind == "choice"), 0)
    # What we change is a line for the owner where no rule says it; it stands where the words would.
    changes = [pair for pair in said if plan.planned and pair[0].kind == "gap" and not pair[0].questions]
    remedies = _items(said[:first_choice])
    own = () if remedies else numbers
    answers = _items((pair for pair in said[first_choice:] if pair not in changes), own)
    context: dict[str, object] = {
        "greet": greet,
        "one_of": one_of,
        "name": plan.addressee or "",
        "reference": plan.reference,
        "business": plan.values.get("business", {}),
        "wish": plan.wish or "",
        "apology": of("apology"),
        "understanding": of("understanding"),
        "remedies": remedies,
        "answers": answers,
        "numbered": bool(own),
        "choices": of("choice"),
        "assurance": Pieces((*of("assurance"), *(piece for _, piece in changes))),
        "goodwill": of("goodwill"),
        "promise": of("promise"),
        "closing": of("closing"),
        "signature": of("signature"),
        "asked_back": bool(of("ask")),
        "has_gaps": bool(of("gap")),
        "questions": sum(one.state != "answered-before" for one in plan.planned),
        "answered_before": any(one.state == "answered-before" for one in plan.planned),
        "bereaved": any(reason.code == "bereavement" for reason in plan.reasons),
    }
    assert context.keys() == NAMES, "templates are checked against NAMES"
    laid_out = render_template(templates, f"{plan.shape}.txt.j2", context)
    text, parts = settle(laid_out, tray.pieces)
    return Letter(text, parts)
