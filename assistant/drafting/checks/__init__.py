"""The contract, one check a module, in the order in which an owner reads them. Every draft goes through all."""

from __future__ import annotations

from assistant.drafting.checks import (
    complaint_order,
    ends_on_a_good_note,
    every_question_answered,
    names_the_case,
    never_rude,
    nothing_unasked,
    offers_a_choice,
    only_approved_facts,
    plain_to_read,
    right_thread,
    their_wish_first,
    warm,
    well_addressed,
)
from assistant.drafting.checks.case import Case
from assistant.model import Check

CHECKS = (
    every_question_answered,
    their_wish_first,
    nothing_unasked,
    only_approved_facts,
    complaint_order,
    offers_a_choice,
    warm,
    ends_on_a_good_note,
    never_rude,
    plain_to_read,
    well_addressed,
    names_the_case,
    right_thread,
)
CODES = tuple(module.CODE for module in CHECKS)


def run(case: Case) -> tuple[Check, ...]:
    """Every check of the contract on one draft."""
    return tuple(module.check(case) for module in CHECKS)
