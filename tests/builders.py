"""Small values for the tests of planning and drafting: a bicycle shop's rules, and readings made by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.checks.case import Case
from assistant.drafting.draft import draft
from assistant.model import (
    Abuse,
    Address,
    Candidate,
    Circumstances,
    Draft,
    Found,
    Mark,
    Match,
    Matches,
    Message,
    Plan,
    Question,
    Reading,
    Reason,
    Span,
    Tone,
    Understanding,
    Wanted,
    Wish,
)
from assistant.planning.plan import plan
from assistant.rules import load
from assistant.rules.rulebook import Rulebook

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OURS = ("help@pedal.example", "repairs@pedal.example")

RULES = """
version: 1
business:
  name: Pedal & Chain
  signature: "Kind regards,\\nEverybody at {{ business.name }}"
  address: as-signed
  reference_prefix: PC
facts:
  opening_hours: Monday to Saturday from 8:30 to 18:00
  service_price: £45
  spring_offer: {value: £10 off, valid_until: 2026-02-28, owner: Mina}
terms:
  returns: Bicycles can be returned within 14 days if they are unused.
lookups:
  job: {find: 'PC\\d{4}', csv: jobs.csv, key: number, belongs_to: email}
answers:
  - name: hours
    asks: [When are you open?]
    answer: We are open {{ facts.opening_hours }}.
  - name: service
    asks: [What does a service cost?]
    answer: A full service costs {{ facts.service_price }}.
  - name: offer
    asks: [Is there an offer?]
    answer: This spring you get {{ facts.spring_offer }}.
  - name: job-status
    asks: [Is my bicycle ready?]
    needs: job
    without: May I ask for your job number? It begins with PC.
    answer: Job {{ job.number }} is ready on {{ job.ready }}.
  - name: late-repair
    complaint: true
    asks: [My repair is late]
    needs: job
    without: May I ask for your job number? It begins with PC.
    apology: I am sorry that job {{ job.number }} is not finished yet.
    understanding: You need your bicycle every day, and a week on foot is long.
    answer: It is ready on {{ job.ready }}.
    grants: [refund, replacement]
    choices:
      - {replacement: "we lend you a bicycle until then, free of charge"}
      - {refund: "we refund the {{ job.price }} in full"}
    assurance: From now on we call you on the day a repair slips.
    goodwill: tube
  - name: late-return
    asks: [Can I return it after a month?]
    decline: {term: returns, instead: We gladly sell it for you in our second-hand corner.}
complaint:
  apologies: [I am sorry that we let you down.]
  understandings: [I can see how much trouble this has given you.]
  assurances: [We now read every complaint together on Mondays.]
goodwill:
  tube: {say: A spare inner tube is waiting for you at the counter., per_customer: 1, every: 90 days, in_all: 3}
closings: [We look forward to seeing you on the road., Enjoy your next ride.]
senders: {never: [robot@supplier.example, "@spam.example"], always: [forms@pedal-site.example]}
"""

JOB = {"number": "PC1234", "email": "lea@mail.example", "ready": "5 March", "price": "£60"}


@cache
def rulebook(text: str = RULES) -> Rulebook:
    """The bicycle shop's rules, or others."""
    loaded = load(text)
    assert loaded.rulebook is not None, [str(fault) for fault in loaded.faults]
    return loaded.rulebook


@cache
def templates() -> dict[str, str]:
    """The templates that come with the program."""
    folder = Path(__file__).parent.parent / "templates"
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.j2")}


def message(own_words: str, *, author: str = "lea@mail.example", name: str = "", **fields: Any) -> Message:
    """A message to the shop."""
    address = Address(name, author)
    defaults: dict[str, Any] = {
        "raw_digest": "d" * 64,
        "message_id": "<one@mail.example>",
        "author": address,
        "reply_address": address,
        "to": (Address("", OURS[0]),),
        "subject": "My bicycle",
        "own_words": own_words,
    }
    return Message(**{**defaults, **fields})


def place(text: str, words: str) -> Span:
    """Where these words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def reading(
    own_words: str,
    *questions: str,
    wish: tuple[str, str] | None = None,
    complaint: bool = False,
    kind: str = "question",
    abuse: tuple[str, str] | None = None,
    marks: tuple[tuple[str, str], ...] = (),
    signed: str | None = None,
    thanks: str = "none",
    language: str = "en",
    **fields: Any,
) -> Reading:
    """A message understood as said: questions, wish, abuse and marks are given by their words."""
    understanding = Understanding(
        language=language,
        questions=tuple(Question(words, place(own_words, words), kind=kind) for words in questions),  # type: ignore[arg-type]
        wish=Wish(wish[0], place(own_words, wish[1])) if wish else None,  # type: ignore[arg-type]
        tone=Tone("negative" if complaint else "neutral", complaint=complaint),
        abuse=Abuse(abuse[0], (place(own_words, abuse[1]),)) if abuse else Abuse(),  # type: ignore[arg-type]
        marks=tuple(Mark(code, place(own_words, words)) for code, words in marks),  # type: ignore[arg-type]
        thanks=thanks,  # type: ignore[arg-type]
        signed=signed,
    )
    return Reading(message(own_words, **fields), understanding)


def matches(read: Reading, *accepted: str | None, wanted: tuple[Wanted, ...] = ()) -> Matches:
    """The answer taken for each question, None for one that nothing covers."""
    found = []
    for question, name in zip(read.understanding.questions, accepted, strict=True):
        ranked = (Candidate(name, 0.9, "like it"),) if name else ()
        reason = Reason("matched", "It is like it.") if name else Reason("no-rule", "Nothing is like it.")
        found.append(Match(question, ranked, name, reason))
    return Matches(tuple(found), wanted)


def job(**changes: str) -> tuple[tuple[Wanted, ...], tuple[Found, ...]]:
    """What the lookup of job PC1234 wants and brings."""
    wanted = Wanted("job", "PC1234")
    return (wanted,), (Found(wanted, {**JOB, **changes}, Reason("lookup-found", "It is in jobs.csv.")),)


def circumstances(**fields: Any) -> Circumstances:
    """A Monday morning in March."""
    return Circumstances(**{"now": NOW, "ours": OURS, "account": "shop", **fields})


def planned(
    read: Reading, *accepted: str | None, rules: str = RULES, found: Any = None, around: Circumstances | None = None
) -> Plan:
    """The plan for a reading, with the answers accepted for its questions."""
    wanted, rows = found or ((), ())
    return plan(read, matches(read, *accepted, wanted=wanted), rulebook(rules), around or circumstances(), rows)


def drafted(
    read: Reading, *accepted: str | None, rules: str = RULES, found: Any = None, around: Circumstances | None = None
) -> tuple[Plan, Draft, Case]:
    """The plan, the draft, and the case that the checks look at."""
    around = around or circumstances()
    made_plan = planned(read, *accepted, rules=rules, found=found, around=around)
    made = draft(read, made_plan, rulebook(rules), templates(), around)
    return made_plan, made, Case(read, made_plan, made, rulebook(rules), templates(), around)
